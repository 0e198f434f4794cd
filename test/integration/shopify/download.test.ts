import { afterEach, describe, expect, test } from 'vitest'
import { shopify } from '../../../main/connectors/shopify/index.ts'
import { download } from '../../../main/sync/engine.ts'
import { makeOrder, manyOrders, schemaThere, skipNote } from '../../shopify-server/index.ts'
import { draftOf, refreshed, temporaryStore } from '../../support/archive.ts'
import { collect, never } from '../woocommerce/open-shop.ts'
import { closeAll, open } from './open-shop.ts'

afterEach(closeAll)
interface ListData {
  orders: { readonly nodes: readonly Record<string, unknown>[] }
  ordersCount?: unknown
}
const allLog = { shopId: null, runId: null, orderId: null, level: null, outcome: null, text: '' } as const

describe.skipIf(!schemaThere)(`a download from a Shopify shop${skipNote}`, () => {
  test('stores the paid orders, and says of every other why not', async () => {
    const at = '2026-11-23T09:00:00Z'
    const order = (id: number, fields: object) => makeOrder({ id, createdAt: at, fields: { ...fields } })
    const { connector, clock } = await open({
      scopes: ['read_orders', 'read_customers'],
      orders: [
        ...manyOrders(3, 1).map((made) => ({ ...made, createdAt: at, updatedAt: at })),
        order(11, { test: true }),
        order(12, { displayFinancialStatus: 'PENDING', fullyPaid: false }),
        order(13, { cancelledAt: at }),
        order(14, { lineItems: [] }),
        makeOrder({ id: 15, createdAt: '2026-11-10T09:00:00Z', updatedAt: at }),
      ],
    })
    const store = await temporaryStore()
    const shop = await store.saveShop(draftOf({ platform: 'shopify', url: 'bottega.myshopify.com' }))
    const press = async (settings = shop.settings) =>
      download({
        shop: { ...(await refreshed(store, shop)), settings },
        states: shopify.defaultStates,
        usualUnwanted: [],
        trigger: 'manual',
        store,
        connect: async () => connector,
        now: () => new Date(clock.now()),
        signal: new AbortController().signal,
        onProgress: () => undefined,
      })
    const run = await press()
    expect(run).toMatchObject({ outcome: 'success', counters: { total: 8, new: 3, skipped: 4, wrong: 1 } })
    const log = await store.listLog({ ...allLog, runId: run.id }, null, 100)
    const about = Object.fromEntries(log.map((entry) => [entry.orderNumber ?? '', entry.message.params]))
    expect(about).toMatchObject({
      '#11': { reason: { code: 'test-order' } },
      '#12': { reason: { code: 'state-not-wanted', params: { state: 'pending' } } },
      '#13': { reason: { code: 'state-not-wanted', params: { state: 'cancelled' } } },
      '#14': { reasons: [{ code: 'no-lines' }, { code: 'totals-mismatch' }, { code: 'totals-mismatch' }] },
      '#15': { reason: { code: 'before-first-window' } },
    })
    expect((await press()).counters).toMatchObject({ new: 0, wrong: 1 })
  })

  test('R39: a list with holes that errors have left in it is not read as if orders were unpaid', async () => {
    const at = '2026-11-23T09:00:00Z'
    const orders = manyOrders(3, 1).map((made) => ({ ...made, createdAt: at, updatedAt: at }))
    const { server, connector } = await open({ orders })
    const list = async () => {
      const pages = await collect(connector.list({ from: '2026-11-01T00:00:00.000Z', to: null }, never))
      const ids = (found: readonly { readonly shopOrderId: string }[]) => found.map((row) => row.shopOrderId)
      return {
        rows: ids(pages.flatMap(({ rows }) => rows)),
        wrong: ids(pages.flatMap(({ wrong }) => wrong ?? [])),
      }
    }
    const holed = (dig: (data: ListData) => (string | number)[] | null) =>
      server.setFailure(() => (answer) => {
        const json = JSON.parse(String(answer.body)) as { readonly data?: ListData }
        const path = json.data?.orders === undefined ? null : dig(json.data)
        if (path === null) return answer
        const errors = [{ message: 'Timeout', path, extensions: { code: 'TIMEOUT' } }]
        return { ...answer, body: JSON.stringify({ ...json, errors }) }
      })
    holed(({ orders: { nodes } }) => {
      const place = nodes.findIndex(({ id }) => String(id).endsWith('/2'))
      // Not paid, and so not wanted, as it would seem.
      if (place !== -1) Object.assign(nodes[place] ?? {}, { displayFinancialStatus: null, fullyPaid: false })
      return place === -1 ? null : ['orders', 'nodes', place, 'displayFinancialStatus']
    })
    expect(await list()).toEqual({ rows: ['1', '3'], wrong: ['2'] })
    // That they cannot be counted takes nothing from them.
    holed((data) => {
      data.ordersCount = null
      return ['ordersCount']
    })
    expect(await list()).toEqual({ rows: ['1', '2', '3'], wrong: [] })
  })

  test('R7: isolates orders that break its lists, and delivers them once they are mended', async () => {
    const at = '2026-11-23T09:00:00Z'
    const unlistable = new Set(['5', '6', '41'])
    const orders = manyOrders(60, 1).map((made) => ({ ...made, createdAt: at, updatedAt: at }))
    const { connector, clock } = await open({ orders, unlistable })
    const store = await temporaryStore()
    const shop = await store.saveShop(draftOf({ platform: 'shopify', url: 'bottega.myshopify.com' }))
    const press = async () =>
      download({
        shop: await refreshed(store, shop),
        states: shopify.defaultStates,
        usualUnwanted: [],
        trigger: 'manual',
        store,
        connect: async () => connector,
        now: () => new Date(clock.now()),
        signal: new AbortController().signal,
        onProgress: () => undefined,
      })
    const run = await press()
    expect(run).toMatchObject({ outcome: 'success', counters: { total: 60, new: 57, wrong: 3 } })
    const log = await store.listLog({ ...allLog, runId: run.id }, null, 100)
    const reasons = log.flatMap(({ shopOrderId, message }) =>
      message.code === 'order-wrong' ? [[shopOrderId, message.params.reasons]] : [],
    )
    const why = [{ code: 'shop-cannot-deliver', params: { code: 'server-error' } }]
    expect(reasons.sort()).toEqual([
      ['41', why],
      ['5', why],
      ['6', why],
    ])
    unlistable.clear()
    clock.pass(3_600_000)
    expect(await press()).toMatchObject({ outcome: 'success', counters: { total: 60, new: 3, wrong: 0 } })
  })

  test('R7: is failed by a shop that breaks every page', async () => {
    const orders = manyOrders(30, 1).map((made) => ({ ...made, updatedAt: '2026-11-23T09:00:00Z' }))
    const { connector } = await open({ orders, unlistable: new Set(orders.map((o) => o.legacyResourceId)) })
    const window = { from: '2026-11-01T00:00:00.000Z', to: null }
    const list = async () => {
      for await (const { wrong = [] } of connector.list(window, new AbortController().signal))
        expect(wrong).toHaveLength(1)
    }
    await expect(list()).rejects.toMatchObject({ value: { code: 'server-error' } })
  })

  test('from further back than Shopify shows says so in the log', async () => {
    const { connector, clock } = await open({ scopes: ['read_orders'], orders: manyOrders(2) })
    const store = await temporaryStore()
    const draft = draftOf({ platform: 'shopify', url: 'bottega.myshopify.com' })
    const settings = { ...draft.settings, firstDownloadFrom: '2026-01-01T00:00:00.000Z' }
    const shop = await store.saveShop({ ...draft, settings })
    const run = await download({
      shop,
      states: shopify.defaultStates,
      usualUnwanted: [],
      trigger: 'manual',
      store,
      connect: async () => connector,
      now: () => new Date(clock.now()),
      signal: new AbortController().signal,
      onProgress: () => undefined,
    })
    expect(run).toMatchObject({ outcome: 'success', counters: { new: 2 } })
    const log = await store.listLog({ ...allLog, runId: run.id }, null, 100)
    expect(log.filter((entry) => entry.level === 'warning').map((entry) => entry.message)).toEqual([
      { code: 'orders-limited', params: { days: 60, from: '2026-09-24T00:00:00.000Z' } },
    ])
  })
})
