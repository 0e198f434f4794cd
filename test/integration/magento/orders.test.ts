import { describe, expect, test } from 'vitest'
import type { Connector, DownloadWindow } from '../../../main/connectors/connector.ts'
import { phpJson } from '../../../main/demo-shop/php-json.ts'
import { whySkip } from '../../../main/sync/decide.ts'
import { factsOf } from '../../../main/sync/outcomes.ts'
import {
  type Breakage,
  type JsonObject,
  type MagentoServer,
  type MagentoServerOptions,
  manyOrders,
  order,
} from '../../magento-server/index.ts'
import { startReplayServer } from '../../replay-server/index.ts'
import { caseFile } from '../../support/case-file.ts'
import { closeAfterEach, closeLater, collect, failureOf, never, openShop, startServer } from './open-shop.ts'

closeAfterEach()

const always: DownloadWindow = { from: '2010-01-01T00:00:00.000Z', to: null }

async function open(options: MagentoServerOptions): Promise<{ shop: Connector; server: MagentoServer }> {
  const server = await startServer(options)
  const facts = { root: `${server.url}/rest/V1/`, authentication: 'oauth' }
  return { shop: openShop({ url: server.url, connection: { url: server.url, facts } }), server }
}

async function listed(shop: Connector, window = always): Promise<readonly string[]> {
  const pages = await collect(shop.list(window, never))
  return pages.flatMap((page) => page.rows.map((row) => row.shopOrderId))
}

const idsOf = (orders: readonly JsonObject[]) => orders.map((one) => String(one.entity_id))

describe('R13, R14: the first pass', () => {
  test('asks for the orders behind the last one seen, and says how many there are', async () => {
    const orders = manyOrders(250)
    const { shop, server } = await open({ orders })
    const pages = await collect(shop.list(always, never))
    expect(pages.map((page) => [page.rows.length, page.total])).toEqual([
      [100, 250],
      [100, 250],
      [50, 250],
    ])
    const asked = server.requests.map(({ query }) =>
      query.get('searchCriteria[filterGroups][1][filters][0][value]'),
    )
    // The last one shows that nothing is behind.
    expect(asked).toEqual(['0', '1099', '1199', '1249'])
    expect(pages[0]?.rows[0]).toEqual({
      shopOrderId: '1000',
      number: '000001000',
      state: 'processing',
      placedAt: '2026-11-23T06:55:30.000Z',
      modifiedAt: '2026-11-23T06:55:30.000Z',
    })
  })

  test('costs little: 100 rows are less than 20 kB', async () => {
    const { shop, server } = await open({ orders: manyOrders(100) })
    await listed(shop)
    expect(server.requests).toHaveLength(2)
    expect(server.requests[0]?.bytes).toBeLessThan(20_000)
  })

  test.each([
    ['as many as it gives', (items: number) => items],
    ['none', () => 0],
    ['one', () => 1],
  ])('is not ended by a shop that counts %s', async (_, counts) => {
    const orders = manyOrders(250)
    const { shop } = await open({
      orders,
      failures: () => (answer) => {
        const body = JSON.parse(answer.body) as { items: JsonObject[] | null }
        const items = body.items?.slice(0, 60) ?? null
        return { ...answer, body: JSON.stringify({ items, total_count: counts(items?.length ?? 0) }) }
      },
    })
    expect(await listed(shop)).toEqual(idsOf(orders))
  })

  test('says that a shop counts more than it lists, and that an empty one does not count', async () => {
    const noticesOf = async (total_count: number | undefined, orders: JsonObject[]) => {
      const { shop } = await open({
        orders,
        failures: () => (answer) => {
          const { items } = JSON.parse(answer.body) as { items: unknown }
          return { ...answer, body: JSON.stringify({ items, total_count }) }
        },
      })
      return (await collect(shop.list(always, never))).flatMap((page) => page.notices)
    }
    const counts = { code: 'count-contradicts', params: { counted: 353, listed: 3 } }
    expect(await noticesOf(350, manyOrders(3))).toEqual([counts])
    expect(await noticesOf(undefined, [])).toEqual([{ code: 'list-unsure', params: {} }])
    expect(await noticesOf(0, [])).toEqual([])
  })

  test('R7: takes a row that does not say which order it is for a wrong one', async () => {
    const { shop } = await open({
      orders: manyOrders(3),
      failures: () => (answer) => ({
        ...answer,
        body: answer.body.replace('"entity_id":1001', '"entity_id":1.5'),
      }),
    })
    const pages = await collect(shop.list(always, never))
    expect(pages.flatMap(({ rows }) => rows).map(({ shopOrderId }) => shopOrderId)).toEqual(['1000', '1002'])
    expect(pages.flatMap(({ wrong }) => wrong ?? [])).toMatchObject([{ shopOrderId: '?000001001' }])
  })

  test('gives the merchant’s own status, or else the platform’s state', async () => {
    const orders = [order(1, { status: 'spedito_bartolini', state: 'complete' }), order(2, { status: null })]
    const { shop } = await open({ orders })
    const [page] = await collect(shop.list(always, never))
    expect(page?.rows.map((row) => row.state)).toEqual(['spedito_bartolini', 'processing'])
  })

  test('goes on where a module takes orders out of a page that were counted', async () => {
    const orders = manyOrders(200)
    const hidden = (one: JsonObject) => Number(one.entity_id) < 1150
    const { shop } = await open({
      orders,
      failures: () => (answer) => {
        const body = JSON.parse(answer.body) as { items: JsonObject[] | null }
        return {
          ...answer,
          body: JSON.stringify({ ...body, items: (body.items ?? []).filter((o) => !hidden(o)) }),
        }
      },
    })
    expect(await listed(shop)).toEqual(idsOf(orders).slice(150))
  })

  test('is not fooled by a shop that does not filter or does not sort', async () => {
    const { shop } = await open({ orders: manyOrders(3), failures: () => unsorted })
    expect(await failureOf(listed(shop))).toMatchObject({
      code: 'request-refused',
      params: { parameter: 'searchCriteria[sortOrders]' },
    })
  })

  const unsorted = (answer: { status: number; headers: Readonly<Record<string, string>>; body: string }) => {
    const body = JSON.parse(answer.body) as { items?: JsonObject[]; total_count: number }
    return { ...answer, body: JSON.stringify({ ...body, items: body.items?.toReversed() }) }
  }
})

describe('R7: an order that the shop cannot load', () => {
  const kinds: readonly Breakage[] = ['php-error', 'payment-method-gone', 'product-gone']
  const orders = manyOrders(230, { firstId: 70_000 })

  test.each(kinds)('is listed by its number among all the others (%s)', async (kind) => {
    const broken = new Map<number, Breakage>([
      [70_000, kind],
      [70_042, kind],
      [70_043, kind],
      [70_229, kind],
    ])
    const { shop, server } = await open({ orders, broken })
    const pages = await collect(shop.list(always, never))
    const rows = pages.flatMap((page) => [...page.rows, ...(page.wrong ?? [])])
    expect([pages[0]?.total, pages[1]?.total, pages.at(-1)?.total]).toEqual([null, 230, 230])
    expect(rows.map((row) => row.shopOrderId)).toEqual(idsOf(orders))
    expect(pages.flatMap((page) => page.wrong?.map((row) => row.shopOrderId) ?? [])).toEqual([
      '70000',
      '70042',
      '70043',
      '70229',
    ])
    expect(pages.flatMap((page) => page.notices)).toEqual([])
    expect(server.requests.length).toBeLessThan(150)
  })

  test('is found too where only what is asked of it fails: a refusal, or a field of its own', async () => {
    const { shop } = await open({
      orders: orders.slice(0, 20),
      failures:
        ({ query }) =>
        (answer) =>
          query.get('fields')?.includes('increment_id') && answer.body.includes('"entity_id":70007')
            ? { status: 403, headers: {}, body: '<html></html>' }
            : answer,
    })
    const pages = await collect(shop.list(always, never))
    expect(pages.flatMap(({ rows }) => rows)).toHaveLength(19)
    expect(pages.flatMap(({ wrong }) => wrong ?? []).map(({ shopOrderId }) => shopOrderId)).toEqual(['70007'])
  })

  test.each(kinds)('fails its batch in a way that the engine halves (%s)', async (kind) => {
    const { shop } = await open({ orders, broken: new Map([[70_005, kind]]) })
    const ids = idsOf(orders).slice(0, 10)
    expect((await failureOf(shop.fetch(ids, never))).code).toBe('server-error')
    expect((await shop.fetch(ids.slice(0, 5), never)).orders).toHaveLength(5)
    // The engine asks for the time to see whether the shop as a whole is well.
    await shop.clock(never)
  })

  test('is not looked for where the shop as a whole is down', async () => {
    const { shop, server } = await open({ orders, failures: () => ({ status: 500, body: '' }) })
    expect((await failureOf(listed(shop))).code).toBe('server-error')
    expect(server.requests.length).toBeLessThanOrEqual(7)
  })

  test('is not looked for without end where something else is wrong', async () => {
    const { shop } = await open({
      orders: manyOrders(4),
      failures: ({ query }) =>
        query.get('fields')?.includes('increment_id')
          ? { status: 200, body: '{"items":[{},{}]}' }
          : undefined,
    })
    expect((await failureOf(listed(shop))).code).toBe('body-shape')
  })

  test('is not every one: then it is the shop', async () => {
    const broken = new Map<number, Breakage>(orders.map((one) => [Number(one.entity_id), 'php-error']))
    const { shop } = await open({ orders, broken })
    expect((await failureOf(listed(shop))).code).toBe('server-error')
  })
})

describe('the second pass', () => {
  test('hands on the shop’s own data byte by byte', async () => {
    const { shop, server } = await open({ orders: [order(1), order(2)] })
    const { raw, orders } = await shop.fetch(['2', '1'], never)
    expect(Buffer.from(raw).toString('utf8')).toBe(phpJson([order(1), order(2)]))
    expect(orders.map(({ shopOrderId, rawIndex, number }) => [shopOrderId, rawIndex, number])).toEqual([
      ['1', 0, '000000001'],
      ['2', 1, '000000002'],
    ])
    expect(server.requests).toHaveLength(1)
  })

  test('also where the shop ignores which fields were asked for', async () => {
    const { shop } = await open({
      orders: [order(1)],
      failures: () => (answer) => {
        const { items } = JSON.parse(answer.body) as { items: unknown }
        return { ...answer, body: JSON.stringify({ items, search_criteria: {}, total_count: 1 }) }
      },
    })
    const { raw, orders } = await shop.fetch(['1'], never)
    expect(JSON.parse(Buffer.from(raw).toString('utf8'))).toEqual([order(1)])
    expect(orders).toHaveLength(1)
  })

  test('keeps a wrong order’s reasons beside the right ones', async () => {
    const { shop } = await open({ orders: [order(1), order(2, { items: [] })] })
    const { orders } = await shop.fetch(['1', '2'], never)
    expect(orders.map(({ result }) => Object.keys(result)[0])).toEqual(['order', 'wrong'])
  })
})

describe('the states', () => {
  test('are the standard ones and those of the shop’s own that its orders have', async () => {
    const own = ['in_laboratorio', 'spedito_bartolini', 'reso']
    const orders = own.flatMap((status, place) =>
      manyOrders(5, { firstId: 100 * (place + 1) }).map((one) => ({ ...one, status })),
    )
    const { shop, server } = await open({ orders })
    const ids = (await shop.states(never)).map((state) => state.id)
    expect(ids).toEqual(
      expect.arrayContaining([...own, 'pending', 'processing', 'complete', 'holded', 'canceled']),
    )
    expect(server.requests).toHaveLength(own.length + 1)
  })
})

describe('R39: what is downloaded', () => {
  const own = (id: number, state: string) => order(id, caseOf(state))
  const caseOf = (state: string) => ({ ...caseFile('magento', 'own-status-of-known-state').fed, state })
  const window = { from: '2026-01-01T00:00:00.000Z', to: null }

  async function taken(chosen: readonly string[] | null) {
    const { shop, server } = await open({
      orders: [own(1, 'processing'), own(2, 'canceled'), order(3), order(4, { status: 'canceled' })],
    })
    const { states, unknown } = (await shop.wantedStates?.(chosen, never)) ?? { states: [], unknown: null }
    const asked = server.requests.length
    const wanted = { states: new Set(states), floor: window.from }
    const [page] = await collect(shop.list(window, never))
    const { orders } = await shop.fetch(['1', '2', '3', '4'], never)
    const byRow = page?.rows.filter((row) => whySkip(row, wanted) === null).map((row) => row.shopOrderId)
    const byOrder = orders.filter(({ result }) => whySkip(factsOf(result), wanted) === null)
    expect(byOrder.map(({ shopOrderId }) => shopOrderId)).toEqual(byRow)
    return { byRow, unknown, asked }
  }

  test('goes by the state: a status of the shop’s own is among those of its state', async () => {
    expect(await taken(null)).toEqual({ byRow: ['1', '3'], unknown: [], asked: 0 })
  })

  test('a choice is a status, as it ever was, or a state', async () => {
    expect((await taken(['processing'])).byRow).toEqual(['3'])
    expect((await taken(['in_preparazione'])).byRow).toEqual(['1', '2'])
    expect((await taken(['state:canceled'])).byRow).toEqual(['2', '4'])
  })

  test('a choice that no order has and no Magento knows is told', async () => {
    expect(await taken(['spedito', 'processing'])).toEqual({ byRow: ['3'], unknown: ['spedito'], asked: 1 })
  })
})

describe('an answer that is none', () => {
  const json = { 'Content-Type': 'application/json' }
  test.each<[string, string, string]>([
    [
      'an error with status 200 (Magento 2.1)',
      '{"message":"Requested product doesn\'t exist"}',
      'body-shape',
    ],
    ['a list', '[]', 'body-shape'],
    ['orders that are no list', '{"items":{"1":{}}}', 'body-shape'],
    [
      'an order that does not say which',
      '{"items":[{"increment_id":"1"},{"increment_id":"2"}]}',
      'body-shape',
    ],
    ['half of it', '{"items":[{"entity_id":1', 'body-truncated'],
    ['a text', 'no', 'body-not-json'],
  ])('%s', async (_, body, code) => {
    const server = await startReplayServer(() => ({ headers: json, body }))
    closeLater(server.close)
    const facts = { root: `${server.url}/rest/V1/`, authentication: 'oauth' }
    const shop = openShop({ url: server.url, connection: { url: server.url, facts } })
    expect((await failureOf(shop.fetch(['1', '2'], never))).code).toBe(code)
  })

  test('is whole behind a PHP notice, and that is said', async () => {
    const { shop } = await open({
      orders: [order(1)],
      failures: () => (answer) => ({
        ...answer,
        body: `<br />\n<b>Notice</b>: Undefined index<br />\n${answer.body}`,
      }),
    })
    const { notices, orders } = await shop.fetch(['1'], never)
    expect(notices).toEqual([{ code: 'body-recovered', params: { what: 'php-notice' } }])
    expect(orders).toHaveLength(1)
  })
})
