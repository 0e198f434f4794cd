import { createHash } from 'node:crypto'
import { demoOrders, demoStatuses, demoTimeZone } from './demo-orders.ts'
import { encode, listen, requestOf, send } from './http-listener.ts'
import { answer } from './woo-api/answer.ts'
import type { Shop, ShopResponse } from './woo-api/shop.ts'

export interface DemoShopOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number
  /** The clock: orders arrive and move on with it. */
  readonly now: () => Date
  /** Another seed is another shop: other customers, other goods, another key. */
  readonly seed?: number
}

export interface DemoShop {
  /** `http://127.0.0.1:PORT`: plain HTTP, so the key has to be used with OAuth 1.0a. */
  readonly url: string
  readonly credentials: { readonly consumerKey: string; readonly consumerSecret: string }
  close(): Promise<void>
}

/**
 * Starts the demonstration shop (R37): a WooCommerce 9.4 on this computer, read-only, with Italian orders of every
 * kind. Its content is a function of seed and clock alone: nothing is kept on disk, and after a restart the same
 * orders are there again, with the same key, on another port.
 *
 * @throws when the port asked for is taken.
 */
export async function startDemoShop(options: DemoShopOptions): Promise<DemoShop> {
  const seed = options.seed ?? 1
  const credentials = demoCredentials(seed)
  const source = demoOrders(seed)
  await source.prepare(options.now())
  let shop: Shop | undefined
  const { port, close } = await listen(
    async (message, response) => {
      if (!shop) return void response.destroy()
      const request = requestOf(message, false)
      const now = options.now()
      const answered = await answer(shop, request, now).catch(brokenShop)
      send(response, request, answered.status, await encode(request, answered, { now, gzip: true }))
    },
    { port: options.port ?? 0 },
  )
  const origin = `http://127.0.0.1:${port}`
  shop = {
    source,
    name: 'Negozio dimostrativo',
    timeZone: demoTimeZone,
    currency: 'EUR',
    statuses: demoStatuses,
    keys: [{ ...credentials, permissions: 'read', canReadOrders: true }],
    usedNonces: new Map(),
    storage: 'hpos',
    permalinks: 'pretty',
    origin,
    folder: '',
  }
  return { url: origin, credentials, close }
}

/** A fault of the demonstration must not end the program: it answers as WordPress does after a fatal error. */
function brokenShop(): ShopResponse {
  const error = { code: 'internal_server_error', message: 'There has been a critical error on this website.' }
  return {
    status: 500,
    headers: { 'Content-Type': 'application/json; charset=UTF-8' },
    body: JSON.stringify({ ...error, data: { status: 500 } }),
  }
}

/** The key is no secret: it opens invented orders, on this computer, as long as the program runs. */
function demoCredentials(seed: number): { readonly consumerKey: string; readonly consumerSecret: string } {
  const digest = (prefix: string) => prefix + createHash('sha1').update(`${prefix}demo-${seed}`).digest('hex')
  return { consumerKey: digest('ck_'), consumerSecret: digest('cs_') }
}
