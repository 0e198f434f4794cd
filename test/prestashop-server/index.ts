import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { encode, listen, requestOf, send } from '../../main/demo-shop/http-listener.ts'
import { altered, type FailureHook, type SeenRequest, sendHalf } from '../woo-server/failures.ts'
import { testTls } from '../woo-server/index.ts'
import { type Bundle, putBundle, removeBundle } from './orders.ts'
import { fieldsOf, recordedTables } from './recordings.ts'
import type { Row, Tables } from './tables.ts'
import { answerWebservice, type Webservice, type WsKey } from './webservice.ts'

export type { Failure } from '../woo-server/failures.ts'
export {
  type Bundle,
  cloneBundle,
  creditSlip,
  manyOrders,
  recordedBundle,
  withPaymentAndVoucher,
} from './orders.ts'
export type { Row, Tables } from './tables.ts'

export const testKey = 'WSKEYREADORDERS00000000000000001'

export interface PrestaServerOptions {
  /** The shop's rows; those recorded (without their orders) unless told. */
  readonly tables?: Tables
  readonly orders?: readonly Bundle[]
  readonly keys?: readonly WsKey[]
  readonly enabled?: boolean
  /** Of which version it has the resources; of 8.2 unless told. */
  readonly version?: '1.6'
  /** More resources that this version does not have. */
  readonly without?: readonly string[]
  /** The shop of a multishop that the address is that of; 1 unless told. */
  readonly shopOfAddress?: string
  /** The shop's clock, also of its `Date` header; the computer's by default. */
  readonly now?: () => Date
  readonly https?: boolean
  /** `stripped`: the web server drops the Authorization header before PHP sees it. */
  readonly authorization?: 'basic' | 'stripped'
  /** A web server that does not rewrite `/api/...`: only the script behind it answers. */
  readonly rewriting?: boolean
  /** PrestaShop in a folder: `/negozio`. */
  readonly folder?: string
  /** The host that the shop believes to have: requests to another are sent there, without their path. */
  readonly domain?: string
  readonly timeZone?: string | null
  readonly latencyMs?: number
  readonly failures?: FailureHook
}

export interface PrestaServer {
  /** Address of the shop, with its folder, without a slash at the end. */
  readonly url: string
  readonly tables: Tables
  /** Every request in the order of arrival, answered or not. */
  readonly requests: readonly SeenRequest[]
  /** Resolves when the n-th request (counted from 1) has arrived. */
  arrived(n: number): Promise<void>
  addOrder(order: Bundle): void
  updateOrder(id: number, changes: Row): void
  removeOrder(id: number): void
  setFailure(hook: FailureHook | undefined): void
  close(): Promise<void>
}

/** A PrestaShop for tests: real HTTP(S) on 127.0.0.1, and failures on demand. Held against the recordings by a test. */
export async function startPrestaServer(options: PrestaServerOptions = {}): Promise<PrestaServer> {
  const https = options.https ?? false
  const now = options.now ?? (() => new Date())
  const tables = options.tables ?? shopTables(options.timeZone)
  for (const order of options.orders ?? []) putBundle(tables, order)
  const shop: Webservice = {
    tables,
    fields: fieldsOf(recordedTables()),
    keys: options.keys ?? [{ key: testKey }],
    enabled: options.enabled ?? true,
    without: [
      ...(options.without ?? []),
      ...(options.version === '1.6' ? ['order_cart_rules', 'messages'] : ['order_discounts']),
    ],
    shopOfAddress: options.shopOfAddress ?? '1',
  }
  const folder = options.folder ?? ''
  const requests: SeenRequest[] = []
  const waiting: { readonly n: number; readonly tell: () => void }[] = []
  let failures = options.failures

  async function respond(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = requestOf(message, https)
    const url = new URL(request.url.replace(/^\/+/, '/'), 'http://shop.invalid')
    const entry: SeenRequest = {
      method: request.method,
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      status: 0,
      bytes: 0,
    }
    const n = requests.push(entry)
    for (const waiter of waiting) if (waiter.n === n) waiter.tell()
    const failure = await failures?.(entry, n)
    if (failure === 'stall') return
    if (failure === 'reset') return void message.socket.destroy()
    if (options.latencyMs !== undefined) await delay(options.latencyMs)
    const answer = altered(failure, route(url, request.method, message))
    const encoded = await encode(request, answer, { now: now(), gzip: false })
    entry.status = answer.status
    entry.bytes = encoded.body.length
    if (failure === 'truncate') sendHalf(response, answer.status, encoded)
    else send(response, request, answer.status, encoded)
  }

  function route(url: URL, method: string, { headers }: IncomingMessage) {
    const authorization = options.authorization === 'stripped' ? undefined : headers.authorization
    const query = new URLSearchParams(url.searchParams)
    const api = /^\/api(?:\/(.*))?$/.exec(url.pathname.slice(folder.length))
    const inFolder = url.pathname.startsWith(`${folder}/`)
    const script = url.pathname === `${folder}/webservice/dispatcher.php`
    if (!inFolder || !(script || (api !== null && options.rewriting !== false))) return notFound
    const path = script ? (query.get('url') ?? '') : (api?.[1] ?? '')
    if (script) query.delete('url')
    if (options.domain !== undefined && headers.host !== options.domain) {
      const rest = url.search === '' ? '' : `&${url.search.slice(1)}`
      const to = `${https ? 'https' : 'http'}://${options.domain}${folder}/index.php?url=${path}${rest}`
      return { status: 302, headers: { Location: to, 'Content-type': 'text/html; charset=utf-8' }, body: '' }
    }
    const outputFormat = headers['output-format']?.toString()
    return answerWebservice(shop, {
      method,
      path: path.replace(/\/$/, ''),
      query,
      authorization,
      outputFormat,
    })
  }

  const { port, close } = await listen((message, response) => void respond(message, response), {
    port: 0,
    ...(https ? { tls: testTls } : {}),
  })
  return {
    url: `${https ? 'https' : 'http'}://127.0.0.1:${port}${folder}`,
    tables,
    requests,
    arrived: (n) =>
      new Promise((tell) => {
        if (requests.length >= n) tell()
        else waiting.push({ n, tell })
      }),
    addOrder: (order) => putBundle(tables, order),
    updateOrder: (id, changes) => {
      const order = tables.get('orders', String(id))
      if (order === undefined) throw new Error(`The test shop has no order ${id}`)
      tables.put('orders', String(id), { ...order, ...changes })
    },
    removeOrder: (id) => removeBundle(tables, id),
    setFailure: (hook) => {
      failures = hook
    },
    close,
  }
}

const notFound = {
  status: 404,
  headers: { 'Content-Type': 'text/html; charset=utf-8' },
  body: '<!doctype html><html lang="it"><head><title>Pagina non trovata</title></head><body></body></html>',
}

const ofOrders = ['orders', 'order_details', 'order_payments', 'order_cart_rules', 'order_slip']

/** The recorded shop without its orders. */
function shopTables(timeZone: string | null | undefined): Tables {
  const found = recordedTables()
  for (const resource of ofOrders)
    for (const { id } of [...found.all(resource)]) found.remove(resource, String(id))
  if (timeZone === undefined) return found
  for (const row of [...found.all('configurations')]) {
    if (row.name !== 'PS_TIMEZONE') continue
    if (timeZone === null) found.remove('configurations', 'PS_TIMEZONE')
    else found.put('configurations', 'PS_TIMEZONE', { ...row, value: timeZone })
  }
  return found
}
