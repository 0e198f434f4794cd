import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ReplayAnswer } from '../replay-server/index.ts'
import { type Row, type Tables, tables } from './tables.ts'
import { resources as allResources } from './webservice.ts'

const folder = fileURLToPath(new URL('../fixtures/prestashop/', import.meta.url))

/** One exchange with a real PrestaShop 8.2 (see `test/fixtures/prestashop/NOTES.md`). */
export interface Recording {
  readonly name: string
  readonly request: {
    readonly method: string
    readonly path: string
    readonly query: string
    readonly headers: Readonly<Record<string, string>>
  }
  readonly response: {
    readonly status: number
    readonly headers: readonly (readonly [string, string])[]
    readonly body: string
  }
}

/** Names of all recordings, without `.json`. */
export const recordingNames: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -5))

const read = new Map<string, Recording>()

export function readRecording(name: string): Recording {
  const recording = read.get(name) ?? (JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8')) as Recording)
  read.set(name, recording)
  return recording
}

/** A recorded answer as it travels; the recorded host is replaced by the one that replays. */
export function replay({ response }: Recording, origin: string): ReplayAnswer {
  const own = (text: string) => text.replaceAll('http://shop.example', origin)
  return {
    status: response.status,
    headers: Object.fromEntries(
      response.headers
        .filter(([name]) => !/^(connection|host)$/i.test(name))
        .map(([name, value]) => [name, own(value)]),
    ),
    body: response.body,
  }
}

/** Recordings of other shops, or of a shop that is not well: their rows are not those of the one shop. */
const ofOtherShops = /^(broken_|error_)|native_types|single_language|order_without_rows|language1|trap_/

/** Every row that was recorded, each with all its fields that were ever seen, by resource. */
export function recordedTables(): Tables {
  const found = tables()
  for (const name of recordingNames) {
    if (ofOtherShops.test(name)) continue
    const { request, response } = readRecording(name)
    if (response.status !== 200 || !response.body.startsWith('{')) continue
    // With a language, texts have lost the others.
    if (/language=/.test(request.query) && /lookup_order_states/.test(name)) continue
    const resource = request.path.split('/')[2] ?? ''
    for (const rows of Object.values(JSON.parse(response.body) as Record<string, unknown>)) {
      for (const row of [rows].flat() as Row[]) merge(found, resource, row)
    }
  }
  return inOrder(found)
}

/** Fields that no recording shows; in PrestaShop's own definitions of these resources. */
const unrecorded: Readonly<Record<string, readonly string[]>> = {
  customers: ['ape', 'website'],
  customer_messages: [
    'id',
    'id_employee',
    'id_customer_thread',
    'message',
    'private',
    'date_add',
    'date_upd',
  ],
  customer_threads: ['id', 'id_shop', 'id_customer', 'id_order', 'id_contact', 'email', 'status', 'date_add'],
  customizations: ['id', 'id_address_delivery', 'id_cart', 'id_product', 'id_product_attribute', 'quantity'],
  messages: ['id', 'id_cart', 'id_order', 'id_customer', 'id_employee', 'message', 'private', 'date_add'],
  product_customization_fields: ['id', 'id_product', 'type', 'required', 'name'],
  shop_groups: ['id', 'name', 'share_customer', 'share_order', 'share_stock', 'active', 'deleted'],
  order_slip: [
    'id',
    'id_customer',
    'id_order',
    'conversion_rate',
    'total_products_tax_excl',
    'total_products_tax_incl',
    'total_shipping_tax_excl',
    'total_shipping_tax_incl',
    'amount',
    'shipping_cost',
    'shipping_cost_amount',
    'partial',
    'order_slip_type',
    'date_add',
    'date_upd',
  ],
}

/** The fields of each resource: those of its rows, without associations. */
export function fieldsOf(rows: Tables): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    allResources.map((resource) => {
      const fields = new Set(unrecorded[resource])
      for (const row of rows.all(resource)) for (const name of Object.keys(row)) fields.add(name)
      fields.delete('associations')
      return [resource, fields]
    }),
  )
}

/** The recordings hold rows in many orders; the shop's own was that of its ids. */
function inOrder(found: Tables): Tables {
  const ordered = tables()
  for (const resource of allResources) {
    const rows = [...found.all(resource)].map((row) => [idOf(resource, row), row] as const)
    rows.sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    for (const [id, row] of rows) ordered.put(resource, id, row)
  }
  return ordered
}

function idOf(resource: string, row: Row): string {
  return resource === 'configurations' ? String(row.name) : String(row.id)
}

function merge(found: Tables, resource: string, row: Row): void {
  // Configurations were asked for without their ids.
  const id = idOf(resource, row)
  const known = found.get(resource, id)
  const associations =
    known?.associations && row.associations
      ? fuller(known.associations as Row, row.associations as Row)
      : (known?.associations ?? row.associations)
  found.put(resource, id, { ...known, ...row, ...(associations === undefined ? {} : { associations }) })
}

/** Of two views of the same associations, the one that says more. */
function fuller(a: Row, b: Row): Row {
  return JSON.stringify(a).length >= JSON.stringify(b).length ? a : b
}
