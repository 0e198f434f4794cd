import { expect, test } from 'vitest'
import { magento } from '../../../main/connectors/magento/index.ts'
import { download } from '../../../main/sync/engine.ts'
import { type Breakage, type JsonObject, manyOrders, order } from '../../magento-server/index.ts'
import { draftOf, refreshed, temporaryStore } from '../../support/archive.ts'
import { closeAfterEach, openShop, startServer } from './open-shop.ts'

closeAfterEach()

const now = () => new Date('2026-11-23T09:30:00.000Z')

test('R7: an order that the shop cannot load is wrong by itself, and all others are downloaded', async () => {
  const wrong: JsonObject = order(2000, {
    grand_total: 99,
    updated_at: '2026-11-23 08:00:00',
    created_at: '2026-11-23 08:00:00',
  })
  const pending: JsonObject = { ...manyOrders(1, { firstId: 2001 })[0], status: 'pending' }
  const broken = new Map<number, Breakage>([[1111, 'payment-method-gone']])
  const server = await startServer({
    orders: [...manyOrders(180), wrong, pending],
    broken,
    now,
    https: true,
    // A signature would be from this computer's time.
    bearer: true,
  })
  const store = await temporaryStore()
  const shop = await store.saveShop(draftOf({ platform: 'magento', url: server.url }))
  const run = await download({
    shop: await refreshed(store, shop),
    states: magento.defaultStates,
    usualUnwanted: [],
    trigger: 'manual',
    store,
    connect: async () => openShop({ url: server.url }),
    now,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  })
  expect(run).toMatchObject({
    outcome: 'success',
    counters: { total: 182, new: 179, skipped: 1, wrong: 2 },
  })
  const log = await store.listLog(
    { shopId: null, runId: run.id, orderId: null, level: null, outcome: null, text: '' },
    null,
    100,
  )
  const reasonsOf = (id: string) =>
    log.flatMap(({ shopOrderId, message }) =>
      shopOrderId === id && message.code === 'order-wrong' ? message.params.reasons : [],
    )
  expect(reasonsOf('1111')).toEqual([{ code: 'shop-cannot-deliver', params: { code: 'server-error' } }])
  expect(reasonsOf('2000')).toMatchObject([{ code: 'totals-mismatch', params: { field: 'grand_total' } }])
})

test('R7: two orders of one page that cannot be loaded are isolated, and tried again by the next run', async () => {
  const broken = new Map<number, Breakage>([
    [1011, 'payment-method-gone'],
    [1037, 'payment-method-gone'],
  ])
  const server = await startServer({ orders: manyOrders(50), broken, now, https: true, bearer: true })
  const store = await temporaryStore()
  const shop = await store.saveShop(draftOf({ platform: 'magento', url: server.url }))
  const press = async () => {
    const run = await download({
      shop: await refreshed(store, shop),
      states: magento.defaultStates,
      usualUnwanted: [],
      trigger: 'manual',
      store,
      connect: async () => openShop({ url: server.url }),
      now,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    })
    const about = { shopId: null, runId: run.id, orderId: null, level: null, outcome: null, text: '' }
    const log = await store.listLog(about, null, 100)
    const wrong = log.flatMap(({ shopOrderId, message }) =>
      message.code === 'order-wrong' ? [[shopOrderId, message.params.reasons]] : [],
    )
    const mended = log.flatMap(({ shopOrderId, message }) =>
      message.code === 'wrong-order-mended' ? [shopOrderId] : [],
    )
    return { run, wrong: wrong.sort(), mended }
  }
  const undeliverable = [{ code: 'shop-cannot-deliver', params: { code: 'server-error' } }]

  const first = await press()
  expect(first.run).toMatchObject({ outcome: 'success', counters: { total: 50, new: 48, wrong: 2 } })
  expect(first.wrong).toEqual([
    ['1011', undeliverable],
    ['1037', undeliverable],
  ])
  // One of them is mended on the site meanwhile.
  broken.delete(1011)
  const second = await press()
  expect(second.run).toMatchObject({
    outcome: 'success',
    counters: { total: 50, new: 1, skipped: 48, wrong: 1 },
  })
  expect(second.wrong).toEqual([['1037', undeliverable]])
  expect(second.mended).toEqual(['1011'])
})
