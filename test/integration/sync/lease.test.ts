import { expect, test } from 'vitest'
import type { Connector } from '../../../main/connectors/connector.ts'
import { downloadChosen } from '../../../main/sync/chosen.ts'
import { download } from '../../../main/sync/engine.ts'
import { leasedStore, lookAt } from '../../../main/sync/leased.ts'
import { type Clocks, leaseTimes, mayAskMs } from '../../../main/words/lease.ts'
import { draftOf, listOf, refreshed, temporaryStore } from '../../support/archive.ts'
import { memoryShop } from '../../support/memory-shop.ts'
import { orderOf } from '../../support/orders.ts'

const start = new Date('2026-11-20T12:00:00.000Z')

/** A shop that desks share, and a computer that sleeps when a page is to be fetched. */
async function bench() {
  let slept = 0
  const clocks = (): Clocks => ({ monotonic: 1_000, wall: start.getTime() + slept, uptime: 1_000 + slept })
  const site = memoryShop(() => start)
  const store = await temporaryStore()
  const shop = await store.saveShop(draftOf())
  for (let id = 1; id <= 9; id += 1) site.put({ order: orderOf(id) })
  const look = lookAt({ run: 7, times: leaseTimes(clocks()) }, clocks)
  const job = {
    store: leasedStore(store, look),
    sharedRun: 7,
    connect: async () => site.connector,
    now: () => start,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  }
  return {
    ...{ site, store, shop, job },
    sleep: () => {
      slept = mayAskMs
    },
  }
}

test('R56: no page is kept under a right that is over: the run is annulled, and counts as no failure of the shop', async () => {
  const { site, store, shop, job, sleep } = await bench()
  let fetched = 0
  site.onFetch(() => {
    fetched += 1
    if (fetched === 2) sleep()
  })
  const before = await refreshed(store, shop)
  const run = await download({
    ...job,
    shop: before,
    states: ['processing'],
    usualUnwanted: [],
    trigger: 'auto',
  })
  expect(run).toMatchObject({ outcome: 'annulled', failure: { code: 'lease-over' } })
  const { total } = await store.listOrders(listOf(), 0, 100)
  expect(total).toBe(run.counters.new)
  expect(total).toBeLessThan(9)
  expect(await refreshed(store, shop)).toMatchObject({ failuresInARow: 0, cursor: null })
})

test('R56: neither do orders that the operator chose come in under it', async () => {
  const { site, store, shop, job, sleep } = await bench()
  site.onFetch(sleep)
  const orders = [{ shopOrderId: '1', number: '1' }]
  const run = await downloadChosen({ ...job, shop, orders, mapKept: (raw) => site.mapKept(raw) })
  expect(run).toMatchObject({ outcome: 'annulled', failure: { code: 'lease-over' } })
  expect((await store.listOrders(listOf(), 0, 100)).total).toBe(0)
})

test('R56: a run that was done when its right ended says no success: another desk may be at the shop', async () => {
  const { site, store, shop, job, sleep } = await bench()
  for (let id = 1; id <= 9; id += 1) site.remove(String(id))
  const connect = async () => ({
    ...site.connector,
    states: async () => {
      sleep()
      return []
    },
    async *list(...asked: Parameters<Connector['list']>) {
      sleep()
      yield* site.connector.list(...asked)
    },
  })
  const run = await download({
    ...job,
    connect,
    shop,
    states: ['processing'],
    usualUnwanted: [],
    trigger: 'manual',
  })
  expect(run).toMatchObject({ outcome: 'annulled', failure: { code: 'lease-over' } })
  expect(await refreshed(store, shop)).toMatchObject({ cursor: null })
})
