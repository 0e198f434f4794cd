import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { demoStatuses } from '../../main/demo-shop/demo-orders.ts'
import { encode, listen, requestOf, send } from '../../main/demo-shop/http-listener.ts'
import { answer } from '../../main/demo-shop/woo-api/answer.ts'
import type { ApiKey, JsonObject, Permalinks, Shop } from '../../main/demo-shop/woo-api/shop.ts'
import { altered, type FailureHook, type SeenRequest, sendHalf } from './failures.ts'
import { orderList } from './order-list.ts'
import { seenRequests } from './seen-requests.ts'

export type { ApiKey, JsonObject } from '../../main/demo-shop/woo-api/shop.ts'
export type { WooOrder } from '../../main/demo-shop/woo-order.ts'
export type { Failure, FailureHook } from './failures.ts'
export {
  manyOrders,
  recorded,
  recordedAnswer,
  recordedOrders,
  recordedRefunds,
  recordingNames,
} from './recordings.ts'

/** The key that every test shop accepts unless it is given others. */
export const testKey: ApiKey = {
  consumerKey: `ck_${'a1'.repeat(20)}`,
  consumerSecret: `cs_${'b2'.repeat(20)}`,
  permissions: 'read_write',
  canReadOrders: true,
}

/** The self-signed certificate of the shops that speak HTTPS (`test/fixtures/tls/README.md`). */
export const testTls: Tls = {
  key: readFileSync(new URL('../fixtures/tls/test-key.pem', import.meta.url), 'utf8'),
  cert: readFileSync(new URL('../fixtures/tls/test-cert.pem', import.meta.url), 'utf8'),
}

export interface Tls {
  readonly key: string
  readonly cert: string
}

/** Whether a request asks for orders in full: those named, or a page of them. */
export function asksForFullOrders({ path, query }: Pick<SeenRequest, 'path' | 'query'>): boolean {
  return path.endsWith('/orders') && !query.has('_fields')
}

export interface WooServerOptions {
  readonly orders?: readonly JsonObject[]
  /** Refunds in full, by order; else they are made from the orders' own summaries. */
  readonly refunds?: ReadonlyMap<number, readonly JsonObject[]>
  /** The shop's clock, also of its `Date` header; the computer's by default. */
  readonly now?: () => Date
  readonly keys?: readonly ApiKey[]
  readonly storage?: 'hpos' | 'legacy'
  /** With the self-signed certificate, or another. */
  readonly https?: boolean | Tls
  /** `stripped`: the web server drops the Authorization header before PHP sees it. */
  readonly authorization?: 'basic' | 'stripped'
  readonly permalinks?: Permalinks
  /** WordPress in a folder: `/negozio`. */
  readonly subfolder?: string
  /** Where a path with its query is redirected to, if anywhere; a full address or a path. */
  readonly redirect?: (pathAndQuery: string) => string | undefined
  readonly redirectStatus?: 301 | 302 | 307 | 308
  /** How long an answer takes: with `_fields` (slim) and without (full). */
  readonly latencyMs?: { readonly full: number; readonly slim: number }
  readonly failures?: FailureHook
  readonly gzip?: boolean
  readonly name?: string
  readonly timeZone?: string
  readonly statuses?: Shop['statuses']
  readonly port?: number
  /** The address that the shop believes to have, where something stands before it. */
  readonly origin?: string
}

export interface WooServer {
  /** Address of the shop, with its folder, without a slash at the end. */
  readonly url: string
  /** Every request in the order of arrival, answered or not. */
  readonly requests: readonly SeenRequest[]
  /** The most requests that were ever under way at once. */
  readonly mostAtOnce: () => number
  /** Resolves when the n-th request (counted from 1) has arrived: for tests that hold or stall an answer. */
  arrived(n: number): Promise<void>
  addOrder(order: JsonObject): void
  updateOrder(id: number, changes: JsonObject): void
  removeOrder(id: number): void
  setFailure(hook: FailureHook | undefined): void
  close(): Promise<void>
}

/**
 * A WooCommerce shop for tests: real HTTP(S) on 127.0.0.1, the protocol code of the demonstration shop, a list of
 * orders that can be changed, and failures on demand.
 */
export async function startWooServer(options: WooServerOptions = {}): Promise<WooServer> {
  const tls = options.https === true ? testTls : options.https || undefined
  const https = tls !== undefined
  const now = options.now ?? (() => new Date())
  const timeZone = options.timeZone ?? 'Europe/Rome'
  const orders = orderList(options.orders ?? [], options.refunds ?? new Map(), timeZone)
  const folder = options.subfolder ? `/${options.subfolder.replace(/^\/|\/$/g, '')}` : ''
  const seen = seenRequests()
  let failures = options.failures
  let shop: Shop | undefined

  async function respond(message: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!shop) return void response.destroy()
    const request = requestOf(message, https)
    const { entry, n } = seen.arrive(request.method, request.url, request.headers)
    response.once('close', seen.leave)
    const failure = await failures?.(entry, n)
    if (failure === 'stall') return
    if (failure === 'reset') {
      // Only a bare TCP socket can be reset; under TLS it is closed in the middle instead.
      if (https) message.socket.destroy()
      else message.socket.resetAndDestroy()
      return
    }
    const slim = entry.query.has('_fields')
    const wait = options.latencyMs?.[slim ? 'slim' : 'full'] ?? 0
    if (wait > 0) await delay(wait)
    const headers = options.authorization === 'stripped' ? without(request.headers) : request.headers
    const target = options.redirect?.(request.url)
    const moved = { status: options.redirectStatus ?? 301, headers: { Location: target ?? '' }, body: '' }
    const usual = target === undefined ? await answer(shop, { ...request, headers }, now()) : moved
    const answered = altered(failure, usual)
    const encoded = await encode(request, answered, { now: now(), gzip: options.gzip ?? true })
    entry.status = answered.status
    entry.bytes = encoded.body.length
    if (failure === 'truncate') sendHalf(response, answered.status, encoded)
    else send(response, request, answered.status, encoded)
  }

  const { port, close } = await listen(respond, {
    port: options.port ?? 0,
    ...(tls ? { tls } : {}),
  })
  const origin = `${https ? 'https' : 'http'}://127.0.0.1:${port}`
  shop = {
    source: orders,
    name: options.name ?? 'Bottega di Prova',
    timeZone,
    currency: 'EUR',
    statuses: options.statuses ?? demoStatuses,
    keys: options.keys ?? [testKey],
    usedNonces: new Map(),
    storage: options.storage ?? 'hpos',
    permalinks: options.permalinks ?? 'pretty',
    origin: options.origin ?? origin,
    folder,
  }
  return {
    url: origin + folder,
    requests: seen.requests,
    mostAtOnce: seen.mostAtOnce,
    arrived: seen.arrived,
    addOrder: orders.add,
    updateOrder: (id, changes) => orders.update(id, changes, now()),
    removeOrder: orders.remove,
    setFailure: (hook) => {
      failures = hook
    },
    close,
  }
}

function without({ authorization: _, ...kept }: IncomingMessage['headers']): IncomingMessage['headers'] {
  return kept
}
