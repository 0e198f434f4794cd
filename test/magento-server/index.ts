import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { encode, listen, requestOf, send } from '../../main/demo-shop/http-listener.ts'
import { altered, type FailureHook, type SeenRequest, sendHalf } from '../woo-server/failures.ts'
import { testTls } from '../woo-server/index.ts'
import { seenRequests } from '../woo-server/seen-requests.ts'
import { answer, type Breakage, type MagentoShop } from './api.ts'
import type { Integration } from './authorization.ts'
import { type JsonObject, utcText } from './orders.ts'

export type { Failure, SeenRequest } from '../woo-server/failures.ts'
export type { Breakage } from './api.ts'
export type { Integration } from './authorization.ts'
export { item, type JsonObject, manyOrders, order, utcText } from './orders.ts'

/** The integration that every test shop has unless it is given others. */
export const testIntegration: Integration = {
  consumerKey: 'k1'.repeat(16),
  consumerSecret: 's2'.repeat(16),
  accessToken: 't3'.repeat(16),
  accessTokenSecret: 'x4'.repeat(16),
  resources: ['Magento_Sales::sales', 'Magento_Sales::actions_view', 'Magento_Sales::sales_creditmemo'],
}

export interface MagentoServerOptions {
  readonly orders?: readonly JsonObject[]
  readonly broken?: ReadonlyMap<number, Breakage>
  readonly integrations?: readonly Integration[]
  /** Whether a token alone is accepted; as in 2.4.4 and later, not unless told. */
  readonly bearer?: boolean
  /** The web server drops the Authorization header before PHP sees it. */
  readonly stripped?: boolean
  /** The shop's clock, also of its `Date` header; the computer's by default. */
  readonly now?: () => Date
  readonly https?: boolean
  readonly rewriting?: boolean
  readonly subfolder?: string
  readonly stores?: readonly string[]
  readonly creditMemos?: readonly JsonObject[]
  /** Where a path with its query is redirected to, if anywhere; a full address or a path. */
  readonly redirect?: (pathAndQuery: string) => string | undefined
  readonly latencyMs?: number
  readonly failures?: FailureHook
}

export interface MagentoServer {
  /** Address of the shop, with its folder, without a slash at the end. */
  readonly url: string
  /** Every request in the order of arrival, answered or not. */
  readonly requests: readonly SeenRequest[]
  /** Resolves when the n-th request (counted from 1) has arrived: for tests that hold or stall an answer. */
  arrived(n: number): Promise<void>
  addOrder(order: JsonObject): void
  /** Changes fields of an order; unless told otherwise its modification moves to the shop's present. */
  updateOrder(id: number, changes: JsonObject): void
  removeOrder(id: number): void
  setFailure(hook: FailureHook | undefined): void
  close(): Promise<void>
}

/**
 * A Magento 2 for tests: real HTTP(S) on 127.0.0.1, a list of orders that can be changed, and failures on demand. Held
 * against the OpenAPI description of 2.4.8 by a test.
 */
export async function startMagentoServer(options: MagentoServerOptions = {}): Promise<MagentoServer> {
  const https = options.https ?? false
  const now = options.now ?? (() => new Date())
  const orders = new Map((options.orders ?? []).map((order) => [Number(order.entity_id), order]))
  const folder = options.subfolder ? `/${options.subfolder}` : ''
  const seen = seenRequests()
  let failures = options.failures
  let shop: MagentoShop | undefined

  async function respond(message: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!shop) return void response.destroy()
    const arrived = requestOf(message, https)
    const { authorization: _, ...others } = arrived.headers
    const request = options.stripped === true ? { ...arrived, headers: others } : arrived
    const { entry, n } = seen.arrive(request.method, request.url, request.headers)
    response.once('close', seen.leave)
    const failure = await failures?.(entry, n)
    if (failure === 'stall') return
    if (failure === 'reset') return void message.socket.destroy()
    if (options.latencyMs !== undefined) await delay(options.latencyMs)
    const target = options.redirect?.(request.url)
    const usual =
      target === undefined
        ? answer(shop, request, now())
        : { status: 302, headers: { Location: target }, body: '' }
    const answered = altered(failure, usual)
    const encoded = await encode(request, answered, { now: now(), gzip: true })
    entry.status = answered.status
    entry.bytes = encoded.body.length
    if (failure === 'truncate') sendHalf(response, answered.status, encoded)
    else send(response, request, answered.status, encoded)
  }

  const { port, close } = await listen(respond, { port: 0, ...(https ? { tls: testTls } : {}) })
  const origin = `${https ? 'https' : 'http'}://127.0.0.1:${port}`
  shop = {
    orders: () => [...orders.values()],
    broken: options.broken ?? new Map(),
    integrations: options.integrations ?? [testIntegration],
    bearer: options.bearer ?? false,
    usedNonces: new Set(),
    origin,
    folder,
    rewriting: options.rewriting ?? true,
    stores: options.stores ?? ['default'],
    creditMemos: options.creditMemos ?? [],
  }
  return {
    url: origin + folder,
    requests: seen.requests,
    arrived: seen.arrived,
    addOrder: (order) => void orders.set(Number(order.entity_id), order),
    updateOrder: (id, changes) => {
      const known = orders.get(id)
      if (!known) throw new Error(`The test shop has no order ${id}`)
      orders.set(id, { ...known, updated_at: utcText(now().toISOString()), ...changes })
    },
    removeOrder: (id) => {
      if (!orders.delete(id)) throw new Error(`The test shop has no order ${id}`)
    },
    setFailure: (hook) => {
      failures = hook
    },
    close,
  }
}
