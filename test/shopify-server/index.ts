import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { encode, listen, requestOf, send } from '../../main/demo-shop/http-listener.ts'
import type { ShopResponse } from '../../main/demo-shop/woo-api/shop.ts'
import { altered, type FailureHook, type SeenRequest, sendHalf } from '../woo-server/failures.ts'
import { createBucket } from './cost.ts'
import { createGraphql } from './graphql.ts'
import { type Json, orderList, type ServedOrder } from './order-list.ts'
import { resolverFor } from './resolvers.ts'

export type { Json, ServedOrder } from './order-list.ts'
export { makeOrder, manyOrders } from './orders.ts'
export { schemaThere, shopifySchema, skipNote } from './schema.ts'

/** Accepted by every test shop. */
export const testToken = `shpat_${'a1'.repeat(16)}`
export const testClient = { clientId: 'c1'.repeat(16), clientSecret: `shpss_${'d2'.repeat(16)}` }
const allScopes = ['read_orders', 'read_all_orders', 'read_customers', 'read_products']

export interface ShopifyServerOptions {
  readonly orders?: readonly ServedOrder[]
  /** The shop's clock; the computer's by default. */
  readonly now?: () => Date
  /** Milliseconds by which the bucket refills; of {@link now} by default. */
  readonly ticks?: () => number
  readonly scopes?: readonly string[]
  readonly timeZone?: string
  readonly bucket?: { readonly maximum: number; readonly restoreRate: number }
  /** What one query may cost. */
  readonly maxCost?: number
  /** The versions that Shopify serves. */
  readonly versions?: { readonly oldest: string; readonly latest: string }
  readonly broken?: readonly string[]
  /** Orders over which every list stumbles; they may be mended meanwhile. */
  readonly unlistable?: ReadonlySet<string>
  /** The app's secret is right, but it is not installed here. */
  readonly notInstalled?: boolean
  readonly failures?: FailureHook
}

export interface ShopifyServer {
  readonly url: string
  readonly requests: readonly SeenRequest[]
  /** The queries asked, with their variables. */
  readonly asked: readonly { readonly query: string; readonly variables: Json }[]
  /** How often a query was refused with THROTTLED, and with MAX_COST_EXCEEDED. */
  readonly refusals: { throttled: number; tooDear: number }
  readonly grants: () => number
  /** Makes all tokens granted so far invalid. */
  revoke(): void
  arrived(n: number): Promise<void>
  addOrder(order: ServedOrder): void
  updateOrder(id: number, changes: Json): void
  removeOrder(id: number): void
  setFailure(hook: FailureHook | undefined): void
  close(): Promise<void>
}

const json = { 'Content-Type': 'application/json; charset=utf-8' }

/**
 * A Shopify shop for tests: real HTTP on 127.0.0.1, queries executed on Shopify's own schema, its costs and leaky
 * bucket, its token grant, its versions, and failures on demand.
 */
export async function startShopifyServer(options: ShopifyServerOptions = {}): Promise<ShopifyServer> {
  const now = options.now ?? (() => new Date())
  const orders = orderList(options.orders ?? [])
  const versions = options.versions ?? { oldest: '2025-10', latest: '2026-10' }
  const bucket = createBucket({
    ...(options.bucket ?? { maximum: 2_000_000, restoreRate: 100 }),
    now: options.ticks ?? (() => now().getTime()),
  })
  const resolver = resolverFor({
    orders,
    scopes: options.scopes ?? allScopes,
    name: 'Bottega di Prova',
    timeZone: options.timeZone ?? 'Europe/Rome',
    now,
    broken: new Set(options.broken),
    unlistable: options.unlistable ?? new Set(),
  })
  const requests: SeenRequest[] = []
  const asked: { query: string; variables: Json }[] = []
  const refusals = { throttled: 0, tooDear: 0 }
  const answer = createGraphql({ resolver, bucket, maxCost: options.maxCost ?? 1000, refusals })
  const waiting: { readonly n: number; readonly tell: () => void }[] = []
  const granted = new Map<string, number>()
  let grants = 0
  let failures = options.failures

  function grant(body: string): ShopResponse {
    const form = new URLSearchParams(body)
    const right =
      form.get('grant_type') === 'client_credentials' &&
      form.get('client_id') === testClient.clientId &&
      form.get('client_secret') === testClient.clientSecret
    if (!right) {
      const error = { error: 'invalid_client', error_description: 'Client authentication failed' }
      return { status: 400, headers: json, body: JSON.stringify(error) }
    }
    if (options.notInstalled === true) {
      const page =
        '<html><body>Oauth error shop_not_permitted: Client credentials cannot be performed on this shop.'
      return { status: 400, headers: { 'Content-Type': 'text/html' }, body: page }
    }
    grants += 1
    const token = `shpat_granted_${grants}`
    granted.set(token, now().getTime() + 86_399_000)
    const scope = (options.scopes ?? allScopes).join(',')
    return {
      status: 200,
      headers: json,
      body: JSON.stringify({ access_token: token, scope, expires_in: 86_399 }),
    }
  }

  async function graphql(version: string, token: unknown, body: string): Promise<ShopResponse> {
    const headers = {
      ...json,
      'X-Shopify-API-Version': version < versions.oldest ? versions.oldest : version,
    }
    if (version > versions.latest) return { status: 404, headers: json, body: '{"errors":"Not Found"}' }
    const good =
      typeof token === 'string' && (token === testToken || (granted.get(token) ?? 0) > now().getTime())
    if (!good) {
      const errors = '[API] Invalid API key or access token (unrecognized login or wrong password)'
      return { status: 401, headers: json, body: JSON.stringify({ errors }) }
    }
    const { query, variables } = JSON.parse(body) as { query: string; variables: Json }
    asked.push({ query, variables })
    return { status: 200, headers, body: JSON.stringify(await answer(query, variables)) }
  }

  async function usual(path: string, message: IncomingMessage, body: string): Promise<ShopResponse> {
    const version = /^\/admin\/api\/([\w-]+)\/graphql\.json$/.exec(path)?.[1]
    if (version !== undefined && message.method === 'POST') {
      return graphql(version, message.headers['x-shopify-access-token'], body)
    }
    if (path === '/admin/oauth/access_token' && message.method === 'POST') return grant(body)
    const page = '<!DOCTYPE html><script>Shopify.shop = "bottega.myshopify.com";</script>'
    if (path === '/') return { status: 200, headers: { 'Content-Type': 'text/html' }, body: page }
    return {
      status: 404,
      headers: { 'Content-Type': 'text/html' },
      body: '<!DOCTYPE html><title>404</title>',
    }
  }

  async function respond(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = requestOf(message, false)
    const { pathname, searchParams } = new URL(request.url, 'http://shop.invalid')
    const entry: SeenRequest = {
      method: request.method,
      path: pathname,
      query: searchParams,
      headers: request.headers,
      status: 0,
      bytes: 0,
    }
    const n = requests.push(entry)
    for (const waiter of waiting) if (waiter.n <= n) waiter.tell()
    const body = await text(message)
    const failure = await failures?.(entry, n)
    if (failure === 'stall') return
    if (failure === 'reset') {
      message.socket.resetAndDestroy()
      return
    }
    // What replaces the answer altogether costs nothing.
    const replaced = typeof failure === 'object'
    const answered = altered(failure, replaced ? emptyAnswer : await usual(pathname, message, body))
    const encoded = await encode(request, answered, { now: now(), gzip: true })
    entry.status = answered.status
    entry.bytes = encoded.body.length
    if (failure === 'truncate') sendHalf(response, answered.status, encoded)
    else send(response, request, answered.status, encoded)
  }

  const { port, close } = await listen((message, response) => void respond(message, response), { port: 0 })
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    asked,
    refusals,
    grants: () => grants,
    revoke: () => granted.clear(),
    arrived: (n) =>
      new Promise<void>((resolve) => {
        if (requests.length >= n) resolve()
        else waiting.push({ n, tell: resolve })
      }),
    addOrder: orders.add,
    updateOrder: orders.update,
    removeOrder: orders.remove,
    setFailure: (hook) => {
      failures = hook
    },
    close,
  }
}

const emptyAnswer: ShopResponse = { status: 200, headers: {}, body: '' }
