import { afterEach, describe, expect, test } from 'vitest'
import type { Connector, DownloadWindow } from '../../../main/connectors/connector.ts'
import type { Retry } from '../../../main/connectors/http-answer.ts'
import type { Instant } from '../../../main/words/order.ts'
import {
  manyOrders,
  recordedOrders,
  startWooServer,
  type WooServer,
  type WooServerOptions,
} from '../../woo-server/index.ts'
import { collect, failureOf, never, openShop } from './open-shop.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function open(
  options: WooServerOptions,
): Promise<{ shop: Connector; server: WooServer; retries: Retry[] }> {
  const server = await startWooServer(options)
  closing.push(server.close)
  const facts = { root: `${server.url}/wp-json/`, permalinks: 'pretty', authentication: 'oauth' }
  const retries: Retry[] = []
  const connection = { url: server.url, facts }
  const shop = openShop({ url: server.url, connection, onRetry: (retry) => retries.push(retry) })
  return { shop, server, retries }
}

async function listed(shop: Connector, from: Instant, to: Instant | null = null): Promise<readonly string[]> {
  const window: DownloadWindow = { from, to }
  const pages = await collect(shop.list(window, never))
  return pages.flatMap((page) => page.rows).map((row) => row.shopOrderId)
}

const always = '2000-01-01T00:00:00.000Z'

describe.each(['hpos', 'legacy'] as const)('R13, R14: the first pass (%s)', (storage) => {
  test('gives every order of the shop once, and how many there are', async () => {
    const { shop, server } = await open({ orders: manyOrders(345), storage })
    const pages = await collect(shop.list({ from: always, to: null }, never))
    const rows = pages.flatMap((page) => page.rows)
    expect(rows.map((row) => Number(row.shopOrderId))).toEqual(
      Array.from({ length: 345 }, (_, i) => 1000 + i),
    )
    expect(pages.map((page) => page.total)).toEqual([345, 345, 345, 345])
    expect(rows[0]).toEqual({
      shopOrderId: '1000',
      number: '1000',
      state: expect.stringMatching(/^(processing|completed)$/),
      placedAt: '2026-11-23T06:08:00.000Z',
      modifiedAt: '2026-11-23T06:08:00.000Z',
    })
    // And one that shows that nothing is behind the last.
    expect(server.requests).toHaveLength(5)
  })

  test('takes both ends of the window in, to the second', async () => {
    const { shop } = await open({ orders: manyOrders(5, { everySeconds: 1 }), storage })
    const at = (second: string) => `2026-11-23T${second}Z`
    expect(await listed(shop, at('08:59:58.000'))).toEqual(['1002', '1003', '1004'])
    expect(await listed(shop, at('08:59:58.999'))).toEqual(['1002', '1003', '1004'])
    expect(await listed(shop, at('08:59:57.000'), at('08:59:58.000'))).toEqual(['1001', '1002'])
    expect(await listed(shop, at('09:00:01.000'))).toEqual([])
  })

  test('loses nothing in the hour that October repeats', async () => {
    const hour = recordedOrders()
      .slice(0, 4)
      .map((order, index) => ({
        ...order,
        id: 900 + index,
        date_modified: `2026-10-25T02:${index % 2 === 0 ? '15' : '45'}:00`,
        date_modified_gmt: `2026-10-25T0${index < 2 ? 0 : 1}:${index % 2 === 0 ? '15' : '45'}:00`,
      }))
    const { shop } = await open({ orders: hour, storage })
    expect(await listed(shop, '2026-10-25T00:30:00.000Z')).toEqual(['901', '902', '903'])
    expect(await listed(shop, '2026-10-25T01:15:00.000Z')).toEqual(['902', '903'])
  })

  test('finds all orders of one second', async () => {
    const { shop } = await open({ orders: manyOrders(250, { everySeconds: 0 }), storage })
    expect(new Set(await listed(shop, always)).size).toBe(250)
  })

  test('misses none when orders vanish, change and arrive between the pages', async () => {
    const { shop, server } = await open({ orders: manyOrders(260), storage })
    server.setFailure((_, n) => {
      if (n === 2) for (let id = 1000; id < 1080; id += 1) server.removeOrder(id)
      if (n === 3) for (const order of manyOrders(7, { firstId: 500 })) server.addOrder(order)
      return undefined
    })
    const ids = new Set(await listed(shop, always))
    for (let id = 1080; id < 1260; id += 1) expect(ids).toContain(String(id))
  })
})

describe('the second pass', () => {
  test('gives the orders asked for, mapped, in batches of up to a hundred', async () => {
    const { shop, server } = await open({ orders: manyOrders(120) })
    const ids = Array.from({ length: shop.maxBatch }, (_, index) => String(1010 + index))
    const { orders, raw } = await shop.fetch(ids, never)
    expect(orders.map((order) => order.shopOrderId)).toEqual(ids)
    expect(orders.every(({ result }) => 'order' in result)).toBe(true)
    expect(JSON.parse(Buffer.from(raw).toString())[orders[7]?.rawIndex ?? 0]).toMatchObject({ id: 1017 })
    expect(server.requests).toHaveLength(1)
  })

  test('leaves out orders in the bin, deleted ones, and what is no order number', async () => {
    const { shop, server } = await open({ orders: recordedOrders() })
    const { orders } = await shop.fetch(['441', '999999', 'abc', '434'], never)
    expect(orders.map((order) => order.shopOrderId)).toEqual(['434'])
    expect(await shop.fetch(['abc'], never)).toMatchObject({ orders: [] })
    // One for the orders and one for the refunds of 434.
    expect(server.requests).toHaveLength(2)
  })

  test('ignores orders it did not ask for, and counts one that comes twice once', async () => {
    const { shop, server } = await open({ orders: recordedOrders() })
    server.setFailure(() => (answer) => {
      const all = recordedOrders().filter((order) => order.id >= 430)
      return { ...answer, body: JSON.stringify([...all, ...all]) }
    })
    const { orders } = await shop.fetch(['434', '431'], never)
    expect(orders.map((order) => order.shopOrderId).sort()).toEqual(['431', '434'])
  })

  test('asks twice for several orders that break the shop, oftener for one', async () => {
    const { shop, server, retries } = await open({ orders: recordedOrders() })
    server.setFailure(() => ({ status: 500, body: '' }))
    expect((await failureOf(shop.fetch(['434', '431'], never))).code).toBe('server-error')
    expect(server.requests).toHaveLength(2)
    expect((await failureOf(shop.fetch(['434'], never))).code).toBe('server-error')
    expect(server.requests).toHaveLength(7)
    expect(retries.map((retry) => retry.code)).toEqual(Array(5).fill('server-error'))
  })

  test('waits for a shop that is overloaded, however many orders it asks for', async () => {
    const { shop, server, retries } = await open({ orders: recordedOrders() })
    server.setFailure((_, n) => (n <= 3 ? { status: 429, body: '' } : undefined))
    expect((await shop.fetch(['434', '431'], never)).orders).toHaveLength(2)
    expect(retries.map((retry) => retry.code)).toEqual(['rate-limited', 'rate-limited', 'rate-limited'])
  })

  test('says what is wrong with a single order, even when it does not say which one it is', async () => {
    const { shop, server } = await open({ orders: recordedOrders() })
    server.setFailure(() => ({ status: 200, body: '[{"status":"processing"}]' }))
    const { orders } = await shop.fetch(['434'], never)
    expect(orders).toMatchObject([{ shopOrderId: '434', result: { state: 'processing' } }])
    expect((await failureOf(shop.fetch(['434', '431'], never))).code).toBe('body-shape')
  })
})

describe('R14: the list of a shop that is not to be believed', () => {
  const window = { from: always, to: null }
  const isList = ({ query }: { readonly query: URLSearchParams }) => query.has('offset')
  const rowsOf = (answer: { readonly body: unknown }) => JSON.parse(String(answer.body)) as { id: unknown }[]

  test.each([
    ['what it has given so far', (offset: number, rows: number) => offset + rows],
    ['a hundred', () => 100],
    ['none', () => 0],
  ])('is read to its end, though it counts %s', async (_, total) => {
    const { shop, server } = await open({ orders: manyOrders(345) })
    server.setFailure((request) => (answer) => {
      if (!isList(request)) return answer
      const count = total(Number(request.query.get('offset')), rowsOf(answer).length)
      return {
        ...answer,
        headers: { ...answer.headers, 'X-WP-Total': String(count), 'X-WP-TotalPages': '1' },
      }
    })
    expect(await listed(shop, always)).toHaveLength(345)
  })

  test('an empty answer without the count is said to be unsure', async () => {
    const { shop, server } = await open({ orders: manyOrders(5) })
    server.setFailure(() => ({ status: 200, body: '[]' }))
    const [page] = await collect(shop.list(window, never))
    expect(page).toMatchObject({ rows: [], notices: [{ code: 'list-unsure', params: {} }] })
  })

  test('R7: takes orders that break it for wrong ones, and lists all others', async () => {
    const orders = manyOrders(345)
    const broken = [1000, 1151, 1152, 1344]
    const { shop, server } = await open({ orders })
    server.setFailure(() => (answer) => {
      const breaks = broken.some((id) => String(answer.body).includes(`"id":${id},`))
      return breaks ? { status: 500, headers: {}, body: '' } : answer
    })
    const pages = await collect(shop.list(window, never))
    const wrong = pages.flatMap((page) => page.wrong ?? [])
    expect(wrong.map(({ shopOrderId }) => Number(shopOrderId))).toEqual(broken)
    expect(pages.flatMap(({ rows }) => rows)).toHaveLength(341)
    expect(pages.flatMap(({ notices }) => notices)).toEqual([])
    expect(server.requests.length).toBeLessThan(150)
  })

  test('says so where the order that breaks it cannot be found', async () => {
    const orders = [
      ...manyOrders(2),
      ...manyOrders(1, { firstId: 90_000 }),
      ...manyOrders(1, { firstId: 99_000 }),
    ]
    const { shop, server } = await open({ orders })
    server.setFailure(() => (answer) => {
      return String(answer.body).includes('"id":90000,') ? { status: 500, headers: {}, body: '' } : answer
    })
    const pages = await collect(shop.list(window, never))
    expect(pages.flatMap(({ rows }) => rows)).toHaveLength(3)
    expect(pages.flatMap(({ notices }) => notices)).toContainEqual({
      code: 'order-not-listed',
      params: { after: '1001' },
    })
  })

  test.each([
    1001.5,
    -3,
    '1e3',
    2 ** 53,
    '12\u00003',
    '../../etc/passwd',
    null,
    true,
    {},
    0,
    '0012',
    '１２',
    ' 12 ',
  ])('R7: a row whose identifier is %j is one wrong order', async (id) => {
    const { shop, server } = await open({ orders: manyOrders(3) })
    server.setFailure((request) => (answer) => {
      if (!isList(request)) return answer
      const rows = rowsOf(answer).map((row) => (row.id === 1001 ? { ...row, id } : row))
      return { ...answer, body: JSON.stringify(rows) }
    })
    const pages = await collect(shop.list(window, never))
    expect(pages.flatMap(({ rows }) => rows).map(({ shopOrderId }) => shopOrderId)).toEqual(['1000', '1002'])
    expect(pages.flatMap((page) => page.wrong ?? [])).toMatchObject([
      { shopOrderId: '?1001', number: '1001', reasons: [{ code: 'unreadable-field' }] },
    ])
  })

  test('R7: rows that say the same, and not which orders they are, are as many wrong orders', async () => {
    const { shop, server } = await open({ orders: manyOrders(5) })
    server.setFailure((request) => (answer) => {
      if (!isList(request)) return answer
      const rows = rowsOf(answer).map((row) => (Number(row.id) < 1003 ? null : row))
      return { ...answer, body: JSON.stringify(rows) }
    })
    const pages = await collect(shop.list(window, never))
    expect(pages.flatMap(({ rows }) => rows)).toHaveLength(2)
    const wrong = pages.flatMap((page) => page.wrong ?? []).map(({ shopOrderId }) => shopOrderId)
    expect(new Set(wrong).size).toBe(3)
  })
})
