import { displayOf } from './display.ts'
import { dead, errorAnswer, jsonAnswer, noKey, notThere, type WsAnswer, xmlAnswer } from './errors.ts'
import { selectRows, WsError } from './select.ts'
import type { Row, Tables } from './tables.ts'

export interface WsKey {
  readonly key: string
  readonly active?: boolean
  /** Resources it may view; all unless told. */
  readonly resources?: readonly string[]
  /** Belongs to another shop of the group. */
  readonly ofOtherShop?: boolean
  /** Numbers of the shops it belongs to; all unless told. */
  readonly shops?: readonly string[]
}

export interface Webservice {
  readonly tables: Tables
  /** The fields of each resource. */
  readonly fields: ReadonlyMap<string, ReadonlySet<string>>
  readonly keys: readonly WsKey[]
  readonly enabled: boolean
  /** Resources that this version does not have. */
  readonly without: readonly string[]
  /** The shop of a multishop that the address is that of. */
  readonly shopOfAddress: string
}

export interface WsRequest {
  readonly method: string
  /** Behind `/api/`. */
  readonly path: string
  readonly query: URLSearchParams
  readonly authorization: string | undefined
  /** The `Output-Format` header, which does what `output_format` does. */
  readonly outputFormat?: string | undefined
}

/** Every resource of PrestaShop 8.2 and of 1.6 (`order_discounts`) that matters here; the others do not exist. */
export const resources = [
  'addresses',
  'carriers',
  'cart_rules',
  'configurations',
  'countries',
  'currencies',
  'customer_messages',
  'customer_threads',
  'customers',
  'customizations',
  'languages',
  'messages',
  'order_carriers',
  'order_cart_rules',
  'order_details',
  'order_discounts',
  'order_histories',
  'order_invoices',
  'order_payments',
  'order_slip',
  'order_states',
  'orders',
  'product_customization_fields',
  'products',
  'shop_groups',
  'shop_urls',
  'shops',
  'states',
  'taxes',
]

/** What PrestaShop's webservice answers, in the order in which it looks at a request (recordings). */
export function answerWebservice(shop: Webservice, request: WsRequest): WsAnswer {
  const { method, query } = request
  const json = (query.get('output_format') ?? request.outputFormat) === 'JSON'
  const given = keyOf(request)
  if (given === null) return noKey
  if (!shop.enabled) return errorAnswer(503, [22], json)
  if (given === '') return errorAnswer(401, [17], json)
  if (given.length !== 32) return errorAnswer(401, [18], json)
  const key = shop.keys.find((known) => known.key === given)
  if (key === undefined || key.active === false) return errorAnswer(401, [20, 21], json)
  const inContext = shopsOf(shop, query)
  if (key.ofOtherShop === true || !(key.shops ?? inContext).some((id) => inContext.includes(id)))
    return errorAnswer(403, [132], json)
  const readable = key.resources ?? resources
  if (readable.length === 0) return errorAnswer(401, [21], json)
  const [resource = '', id] = request.path.split('/')
  // The index has no JSON form: PHP dies over it (recording `api_root_json_500`).
  if (resource === '') return json ? dead : index(readable)
  if (!resources.includes(resource) || shop.without.includes(resource))
    return errorAnswer(400, [27], json, resource)
  if (!readable.includes(resource)) return errorAnswer(401, [26], json, resource)
  if (query.has('schema')) return xmlAnswer(synopsis(shop, resource))
  if (method !== 'GET' && method !== 'HEAD') return errorAnswer(405, [25], json, method)
  try {
    return id === undefined || id === ''
      ? list(shop, resource, query, json)
      : single(shop, resource, id, query, json)
  } catch (error) {
    if (!(error instanceof WsError)) throw error
    const codes = error.code === 79 ? [79, 81] : [error.code]
    return errorAnswer(error.status, codes, json, error.subject)
  }
}

function list(shop: Webservice, resource: string, query: URLSearchParams, json: boolean): WsAnswer {
  const { tables } = shop
  const fields = fieldsOf(shop, resource)
  const display = displayOf(query.get('display'), languageOf(query), fields)
  const inContext = shopsOf(shop, query)
  const isThere = (row: Row) =>
    resource !== 'orders' || row.id_shop === undefined || inContext.includes(String(row.id_shop))
  const rows = selectRows(tables, tableOf(resource), query, fields, isThere).map(display)
  if (!json) return xmlAnswer(`<${resource}>\n</${resource}>\n`)
  return jsonAnswer(rows.length === 0 ? [] : { [rootOf(resource)]: rows })
}

/** One row by its path: other root, and without its empty fields unless asked for in full. */
function single(
  { tables }: Webservice,
  resource: string,
  id: string,
  query: URLSearchParams,
  json: boolean,
): WsAnswer {
  const row = tables.get(resource, id)
  if (row === undefined) return notThere
  if (!json) return xmlAnswer('')
  if (query.get('display') === 'full') return jsonAnswer({ [rootOf(resource)]: [row] })
  const kept = Object.entries(row).filter(
    ([, value]) => value !== '' && value !== '0' && value !== null && value !== 0,
  )
  return jsonAnswer({ [resource.replace(/s$/, '')]: Object.fromEntries(kept) })
}

function index(readable: readonly string[]): WsAnswer {
  const rows = readable.map(
    (name) =>
      `<${name} xlink:href="http://shop.example/api/${name}" get="true" put="false" post="false" patch="false" delete="false" head="true">\n</${name}>\n`,
  )
  return xmlAnswer(`<api shopName="Bottega">\n${rows.join('')}</api>\n`)
}

/** The key in the header or the query; null when none was sent. */
function keyOf({ authorization, query }: WsRequest): string | null {
  const basic = /^Basic (.*)$/.exec(authorization ?? '')?.[1]
  if (basic !== undefined) return Buffer.from(basic, 'base64').toString('utf8').split(':')[0] ?? ''
  return query.get('ws_key')
}

function languageOf(query: URLSearchParams): string | null {
  const language = query.get('language')
  if (language !== null && !/^\d+$/.test(language)) throw new WsError(79, '', 400)
  return language
}

/** Each is called like its class's table: `order_discounts` of 1.6 by the one that it inherits. */
function rootOf(resource: string): string {
  if (resource === 'order_slip') return 'order_slips'
  if (resource === 'product_customization_fields') return 'customization_fields'
  return tableOf(resource)
}

function tableOf(resource: string): string {
  return resource === 'order_discounts' ? 'order_cart_rules' : resource
}

/** Those recorded, and those that a test's own rows have: modules add fields to addresses and customers. */
function fieldsOf(shop: Webservice, resource: string): ReadonlySet<string> {
  const fields = new Set(shop.fields.get(tableOf(resource)))
  if (resource === 'addresses' || resource === 'customers')
    for (const row of shop.tables.all(resource)) for (const name of Object.keys(row)) fields.add(name)
  fields.delete('associations')
  return fields
}

/** The numbers of the shops that a request is about: that of the address unless told otherwise. */
function shopsOf(shop: Webservice, query: URLSearchParams): readonly string[] {
  const rows = [...shop.tables.all('shops')].filter(({ active }) => active !== '0')
  const group = query.get('id_group_shop')
  if (group !== null)
    return rows.filter(({ id_shop_group }) => id_shop_group === group).map(({ id }) => String(id))
  const one = query.get('id_shop')
  if (one === 'all') return rows.map(({ id }) => String(id))
  return [one ?? shop.shopOfAddress]
}

/** A resource's fields, in XML whatever was asked for (recordings `schema_synopsis_*`). */
function synopsis(shop: Webservice, resource: string): string {
  const name = resource.replace(/s$/, '')
  const fields = [...fieldsOf(shop, resource)].filter((field) => field !== 'id')
  const tags = fields.map((field) => `\t<${field} format="isAnything"><![CDATA[]]></${field}>\n`)
  return `<${name}>\n${tags.join('')}<associations>\n</associations>\n</${name}>\n`
}
