import type { ApiKey, JsonObject, WooOrder } from '../../woo-server/index.ts'
import type { RecordedExchange } from '../../woo-server/recordings.ts'
import { recorded, recordedOrders } from '../../woo-server/recordings.ts'

/** The keys of the shop that was recorded, one of each kind. */
export const recordedKeys = {
  readWrite: key('ck_RW', 'read_write', true),
  readOnly: key('ck_RO', 'read', true),
  writeOnly: key('ck_WO', 'write', true),
  customer: key('ck_CUSTOMER', 'read_write', false),
} as const

function key(consumerKey: string, permissions: ApiKey['permissions'], canReadOrders: boolean): ApiKey {
  return { consumerKey, consumerSecret: consumerKey.replace('ck_', 'cs_'), permissions, canReadOrders }
}

/** The states of the recorded shop, as its answer to a wrong one names them (`param_status_foo.json`). */
export const recordedStatuses = [
  'pending',
  'processing',
  'on-hold',
  'completed',
  'cancelled',
  'refunded',
  'failed',
  'spedito',
  'checkout-draft',
].map((slug) => ({ slug, name: slug }))

/** How many orders the recorded shop listed. */
const listed = 395

/**
 * The recorded shop's orders: those recorded in full as they are; those recorded only as a few fields on a recorded
 * body; and as many more as make the totals come out, all modified in one second as in the `modified_tie` recordings.
 */
export function recordedPopulation(): readonly WooOrder[] {
  const full = recordedOrders()
  const model = full.find(({ id }) => id === 411)
  if (!model) throw new Error('Order 411 is among the recordings')
  const orders = new Map(full.map((order) => [order.id, order]))
  const slim = ['page_of_100_first_fields_slim', 'dst_four_orders', 'same_second_orders']
  const old = { date_created: '2026-09-20T12:00:00', date_created_gmt: '2026-09-20T10:00:00' }
  for (const name of slim) {
    for (const fields of recorded(name).response.body as readonly { id: number }[]) {
      orders.set(fields.id, { ...model, ...old, number: String(fields.id), ...fields })
    }
  }
  const tie = { date_modified: '2026-11-10T11:00:00', date_modified_gmt: '2026-11-10T10:00:00' }
  const missing = listed - [...orders.values()].filter(({ status }) => status !== 'trash').length
  const free = Array.from({ length: 261 }, (_, place) => 128 + place).filter((id) => !orders.has(id))
  for (const id of free.slice(0, missing)) {
    orders.set(id, { ...model, ...old, ...tie, id, number: String(id), status: 'completed' })
  }
  return [...orders.values()]
}

/** Headers of the recorded answers that are those of its web server, PHP or the moment. */
const notCompared = new Set([
  'date',
  'x-powered-by',
  'content-length',
  'connection',
  'keep-alive',
  'transfer-encoding',
])

/** The headers to compare: lower case, without those of web server and moment. */
export function comparedHeaders(headers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(headers)
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => !notCompared.has(name)),
  )
}

/** Replaces what is different in each run: the shop's address, keys and OAuth parameters. */
export function neutral<T>(value: T, address?: string): T {
  const host = address?.replace(/^https?:\/\//, '')
  const text = JSON.stringify(value)
    .replaceAll(host ?? 'shop.example', 'shop.example')
    .replace(/(oauth_[a-z_]+|consumer_key|consumer_secret)=[^&>"\\]*/g, '$1=x')
  return JSON.parse(text)
}

/** Which key a recording was made with; the recordings themselves have a placeholder. */
export function keyOf(name: string): { readonly consumerKey: string; readonly consumerSecret: string } {
  if (name.startsWith('auth_customer_key')) return recordedKeys.customer
  if (name.startsWith('auth_readonly_key')) return recordedKeys.readOnly
  if (name.startsWith('auth_writeonly_key')) return recordedKeys.writeOnly
  if (name.startsWith('auth_unknown_key')) return { consumerKey: 'ck_nonexistent', consumerSecret: 'cs_0' }
  if (name === 'auth_wrong_secret_401') return { ...recordedKeys.readWrite, consumerSecret: 'cs_wrong' }
  return recordedKeys.readWrite
}

/** What the recorded shop was like when an exchange was recorded. */
export function settingOf(name: string, { request }: RecordedExchange) {
  return {
    https: request.scheme === 'https',
    storage: name.startsWith('legacy_storage') ? ('legacy' as const) : ('hpos' as const),
    permalinks: name.startsWith('plain_permalinks')
      ? ('plain' as const)
      : name.startsWith('no_rewrite')
        ? ('no-rewrite' as const)
        : ('pretty' as const),
  }
}

/** The keys of a value with the types of what they hold, to any depth: its shape. */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])]
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([name, inner]) => [name, shapeOf(inner)]),
  )
}
