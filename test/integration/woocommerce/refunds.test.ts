import { afterEach, describe, expect, test } from 'vitest'
import type { Connector, FetchAnswer } from '../../../main/connectors/connector.ts'
import type { Refund } from '../../../main/words/order.ts'
import {
  type Failure,
  type JsonObject,
  manyOrders,
  recordedOrders,
  recordedRefunds,
  startWooServer,
  type WooServer,
} from '../../woo-server/index.ts'
import { failureOf, never, openShop } from './open-shop.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** `n` orders, of which each second one has a refund of one euro. */
function ordersWithRefunds(n: number): readonly JsonObject[] {
  return manyOrders(n).map((order, place) =>
    place % 2 === 0
      ? order
      : { ...order, refunds: [{ id: 9_000_000 + order.id, reason: 'Reso', total: '-1.00' }] },
  )
}

async function open(
  orders: readonly JsonObject[],
  refunds: ReadonlyMap<number, readonly JsonObject[]> = new Map(),
): Promise<{ shop: Connector; server: WooServer }> {
  const server = await startWooServer({ orders, refunds })
  closing.push(server.close)
  const facts = { root: `${server.url}/wp-json/`, permalinks: 'pretty', authentication: 'oauth' }
  return { shop: openShop({ url: server.url, connection: { url: server.url, facts } }), server }
}

function refundsIn(answer: FetchAnswer): readonly Refund[] {
  return answer.orders.flatMap(({ result }) => ('order' in result ? result.order.refunds : []))
}

const paths = (server: WooServer) => server.requests.map(({ path }) => path.replace('/wp-json/wc/v3/', ''))
const full = [
  {
    id: '435',
    at: '2026-11-23T08:54:02.000Z',
    reason: 'Bottiglia rotta (1 di 3)',
    amount: '12.15',
    lines: [
      {
        kind: 'goods',
        sku: 'OLIO-075',
        name: "Olio extravergine d'oliva 0,75 l",
        quantity: '1',
        net: '11.68',
        tax: '0.47',
        vatRate: '4',
      },
    ],
  },
  { id: '436', at: '2026-11-23T08:54:02.000Z', reason: '', amount: '5.00', lines: [] },
]

describe('R15, R23: refunds come with their date and lines', () => {
  test('of one order, by one request for it', async () => {
    const { shop, server } = await open(recordedOrders(), recordedRefunds())
    const answer = await shop.fetch(['434', '433'], never)
    expect(refundsIn(answer)).toEqual(full)
    expect(paths(server)).toEqual(['orders', 'orders/434/refunds'])
    // The shop's own data is the order's; refunds stand beside it.
    expect(JSON.parse(Buffer.from(answer.raw).toString())).toHaveLength(2)
  })

  test('of many orders, by one request to the list', async () => {
    const { shop, server } = await open(ordersWithRefunds(60))
    const ids = Array.from({ length: 60 }, (_, place) => String(1000 + place))
    const found = refundsIn(await shop.fetch(ids, never))
    expect(found).toHaveLength(30)
    expect(found.every(({ at, amount }) => at !== null && amount === '1.00')).toBe(true)
    expect(paths(server)).toEqual(['orders', 'refunds'])
  })

  test('of many orders of a shop without such a list, one by one, and it is asked for once', async () => {
    const { shop, server } = await open(ordersWithRefunds(6))
    const noRoute: Failure = {
      status: 404,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ code: 'rest_no_route', message: '', data: { status: 404 } }),
    }
    server.setFailure(({ path }) => (path.endsWith('/v3/refunds') ? noRoute : undefined))
    const ids = ['1000', '1001', '1002', '1003', '1004', '1005']
    for (const _ of ids.slice(0, 2)) {
      const answer = await shop.fetch(ids, never)
      expect(refundsIn(answer).map(({ at }) => at === null)).toEqual([false, false, false])
      expect(answer.notices).toEqual([])
    }
    expect(paths(server).filter((path) => path === 'refunds')).toHaveLength(1)
    expect(paths(server)).toHaveLength(1 + 1 + 3 + 1 + 3)
  })

  test('an order without any costs no request', async () => {
    const { shop, server } = await open(manyOrders(3))
    await shop.fetch(['1000', '1001', '1002'], never)
    expect(server.requests).toHaveLength(1)
  })

  test('refunds that a shop refuses hold no order back; it is told', async () => {
    const { shop, server } = await open(ordersWithRefunds(4))
    server.setFailure(({ path }) => (path.includes('refunds') ? { status: 500, body: '' } : undefined))
    const answer = await shop.fetch(['1000', '1001', '1002', '1003'], never)
    expect(refundsIn(answer)).toMatchObject([
      { at: null, lines: [], amount: '1.00' },
      { at: null, lines: [], amount: '1.00' },
    ])
    expect(answer.notices).toEqual([{ code: 'refunds-not-read', params: { orders: 2 } }])
    // A connection that breaks is no refusal: the orders are asked for again.
    server.setFailure(({ path }) => (path.includes('refunds') ? 'reset' : undefined))
    expect((await failureOf(shop.fetch(['1000', '1001', '1002', '1003'], never))).code).toBe(
      'connection-lost',
    )
  })

  test('a row that cannot be read leaves date and amount', async () => {
    const [second, first] = recordedRefunds().get(434) ?? []
    const broken = { ...first, line_items: [{ quantity: 'tre', total: '1,00' }] }
    const { shop } = await open(recordedOrders(), new Map([[434, [second ?? {}, broken]]]))
    const [refund] = refundsIn(await shop.fetch(['434'], never))
    expect(refund).toMatchObject({ id: '435', at: '2026-11-23T08:54:02.000Z', amount: '12.15', lines: [] })
  })

  test('of orders that are stored already, whatever there is by now', async () => {
    const { shop, server } = await open(recordedOrders(), recordedRefunds())
    const found = await shop.refunds?.(['434', '433', '999999'], never)
    expect(found).toEqual([{ shopOrderId: '434', refunds: full }])
    expect(paths(server)).toEqual(['orders', 'orders/434/refunds'])
    expect(await shop.refunds?.([], never)).toEqual([])
  })

  test('of orders that are stored already, not given', async () => {
    const { shop, server } = await open(recordedOrders(), recordedRefunds())
    server.setFailure(({ path }) =>
      path.endsWith('/refunds')
        ? { status: 403, body: '{"code":"woocommerce_rest_cannot_view"}' }
        : undefined,
    )
    expect(await shop.refunds?.(['434', '433'], never)).toEqual([{ shopOrderId: '434', refunds: null }])
  })
})
