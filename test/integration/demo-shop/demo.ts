import { afterEach } from 'vitest'
import { type DemoShop, startDemoShop } from '../../../main/demo-shop/index.ts'
import type { WooOrder } from '../../../main/demo-shop/woo-order.ts'
import { ask, signedQuery } from '../../woo-server/ask.ts'

/** The moment at which every demonstration begins, unless told otherwise. */
export const start = new Date('2026-11-23T09:00:00Z')
export const minutes = (count: number) => new Date(start.getTime() + count * 60_000)
const started: DemoShop[] = []
let clock = start

/** The shop's present. */
export const present = () => clock

/** Lets time pass, or jumps to a moment. */
export function setClock(to: Date): void {
  clock = to
}

/** Starts a demonstration shop that is closed after the test. */
export async function demo(options: { now?: Date; seed?: number; port?: number } = {}): Promise<DemoShop> {
  clock = options.now ?? start
  const { now: _, ...rest } = options
  const shop = await startDemoShop({ ...rest, now: () => clock })
  started.push(shop)
  return shop
}

afterEach(async () => {
  for (const shop of started.splice(0)) await shop.close()
})

/** Asks `wc/v3/<path>`, signed. */
export async function get(shop: DemoShop, path: string, parameters: Record<string, string> = {}) {
  const url = `${shop.url}/wp-json/wc/v3/${path}`
  return ask(`${url}?${signedQuery(shop.credentials, url, parameters, { now: clock })}`)
}

/** Every order modified since a moment, page by page in the order of their ids, as a connector reads them. */
export async function everyOrderSince(shop: DemoShop, since: Date): Promise<readonly WooOrder[]> {
  const found: WooOrder[] = []
  for (let page = 1; ; page++) {
    const answered = await get(shop, 'orders', {
      modified_after: since.toISOString().slice(0, 19),
      dates_are_gmt: 'true',
      orderby: 'id',
      order: 'asc',
      per_page: '100',
      page: String(page),
    })
    found.push(...(answered.json() as WooOrder[]))
    if (page >= Number(answered.headers['x-wp-totalpages'])) return found
  }
}
