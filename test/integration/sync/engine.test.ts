import { describe, expect, it } from 'vitest'
import type { RunProgress, Trigger } from '../../../main/run.ts'
import type { ShopRecord } from '../../../main/store/shops.ts'
import { download } from '../../../main/sync/engine.ts'
import { draftOf, listOf, refreshed, temporaryStore } from '../../support/archive.ts'
import { memoryShop } from '../../support/memory-shop.ts'
import { orderOf } from '../../support/orders.ts'

const start = new Date('2026-11-20T12:00:00.000Z')

/** A shop in memory, an archive on disk, and the button between them. */
async function bench(settings: Partial<ShopRecord['settings']> = {}) {
  let clock = start
  const site = memoryShop(() => clock)
  const store = await temporaryStore()
  const draft = draftOf()
  const shop = await store.saveShop({ ...draft, settings: { ...draft.settings, ...settings } })
  const progress: RunProgress[] = []
  return {
    site,
    store,
    shop,
    progress,
    setClock: (date: Date) => {
      clock = date
    },
    press: async (options: { trigger?: Trigger; stop?: AbortController } = {}) =>
      download({
        shop: await refreshed(store, shop),
        states: ['processing', 'completed'],
        trigger: options.trigger ?? 'manual',
        store,
        connect: async () => site.connector,
        now: () => clock,
        signal: (options.stop ?? new AbortController()).signal,
        onProgress: (figures) => progress.push(figures),
      }),
  }
}

const allOrders = listOf()
const allLog = { shopId: null, runId: null, orderId: null, level: null, outcome: null, text: '' } as const

describe('one run of one shop', () => {
  it('R4 R5 R6 R7 R9 stores the new orders and says of every other why not', async () => {
    const { site, store, press, progress } = await bench()
    for (let id = 1; id <= 5; id += 1) site.put({ order: orderOf(id) })
    site.put({ order: orderOf(6, { state: 'pending' }) })
    site.put({ order: orderOf(7, { placedAt: '2026-11-10T00:00:00.000Z' }) })
    site.put({ order: orderOf(8), wrong: [{ code: 'no-lines', params: {} }] })
    const run = await press()
    expect(run).toMatchObject({ outcome: 'success', counters: { total: 8, new: 5, skipped: 2, wrong: 1 } })
    expect(run.windowFrom).toBe('2026-11-19T12:00:00.000Z')
    expect((await store.listOrders(allOrders, 0, 100)).total).toBe(5)
    const log = await store.listLog({ ...allLog, runId: run.id }, null, 100)
    const about = (id: string) =>
      log.filter((entry) => entry.shopOrderId === id).map((entry) => entry.message)
    expect(about('6')).toEqual([
      {
        code: 'order-skipped',
        params: { reason: { code: 'state-not-wanted', params: { state: 'pending' } } },
      },
    ])
    expect(about('7')).toMatchObject([{ params: { reason: { code: 'before-first-window' } } }])
    expect(about('8')).toEqual([
      { code: 'order-wrong', params: { reasons: [{ code: 'no-lines', params: {} }] } },
    ])
    expect(progress.at(-1)).toMatchObject({ counters: run.counters, expected: 8 })
    for (const { counters: c } of progress) expect(c.total).toBe(c.new + c.skipped + c.wrong)
  })

  it('R11 R15 skips what it has and takes only what came since', async () => {
    const { site, press, setClock } = await bench()
    site.put({ order: orderOf(1) })
    await press()
    setClock(new Date('2026-11-20T13:00:00.000Z'))
    site.put({ order: orderOf(2) })
    const second = await press()
    expect(second.counters).toEqual({ total: 2, new: 1, skipped: 1, wrong: 0 })
    expect(second.windowFrom).toBe('2026-11-19T12:00:00.000Z')
    expect(site.asked).toEqual([['1'], ['2']])
  })

  it('R13 downloads an order paid days after it was placed', async () => {
    const { site, press, setClock } = await bench()
    site.put({ order: orderOf(1, { state: 'pending' }) })
    expect((await press()).counters).toMatchObject({ new: 0, skipped: 1 })
    setClock(new Date('2026-11-23T12:00:00.000Z'))
    await press()
    setClock(new Date('2026-11-26T12:00:00.000Z'))
    site.put({ order: orderOf(1, { state: 'processing', modifiedAt: '2026-11-26T11:00:00.000Z' }) })
    expect((await press()).counters).toMatchObject({ total: 1, new: 1 })
  })

  it('R15 R16 never overwrites an order that the site changed, and says that it changed', async () => {
    const { site, store, press } = await bench()
    site.put({ order: orderOf(1) })
    await press()
    site.put({ order: orderOf(1, { note: 'cambiato', modifiedAt: '2026-11-20T11:30:00.000Z' }) })
    const run = await press()
    expect(run.counters).toMatchObject({ new: 0, skipped: 1 })
    const [row] = (await store.listOrders(allOrders, 0, 10)).rows
    expect(row?.changedOnSite).toBe(true)
    expect((await store.getOrder(row?.id ?? 0))?.order.note).toBe('')
    const log = await store.listLog({ ...allLog, outcome: 'changed' }, null, 10)
    expect(log).toHaveLength(1)
    await press()
    expect(await store.listLog({ ...allLog, outcome: 'changed' }, null, 10)).toHaveLength(1)
  })

  it('R7 isolates the order that breaks the shop’s answer and reads all the others', async () => {
    const { site, store, press } = await bench()
    for (let id = 1; id <= 9; id += 1) site.put({ order: orderOf(id), breaksAnswer: id === 6 })
    const run = await press()
    expect(run).toMatchObject({ outcome: 'success', counters: { total: 9, new: 8, wrong: 1 } })
    const [entry] = await store.listLog({ ...allLog, outcome: 'wrong' }, null, 10)
    expect(entry).toMatchObject({
      shopOrderId: '6',
      orderNumber: 'N6',
      message: { params: { reasons: [{ code: 'shop-cannot-deliver', params: { code: 'server-error' } }] } },
    })
  })

  it('R7 isolates several such orders, run after run', async () => {
    const { site, press } = await bench()
    for (let id = 1; id <= 9; id += 1) site.put({ order: orderOf(id), breaksAnswer: id === 2 || id === 6 })
    expect(await press()).toMatchObject({ outcome: 'success', counters: { total: 9, new: 7, wrong: 2 } })
    expect(await press()).toMatchObject({ outcome: 'success', counters: { skipped: 7, wrong: 2 } })
  })

  it('R7 tries a wrong order again at each run and stores it once it is mended', async () => {
    const { site, store, press } = await bench()
    site.put({ order: orderOf(1), wrong: [{ code: 'no-customer', params: {} }] })
    expect((await press()).counters).toMatchObject({ new: 0, wrong: 1 })
    expect((await press()).counters).toMatchObject({ new: 0, wrong: 1 })
    site.put({ order: orderOf(1) })
    const run = await press()
    expect(run.counters).toMatchObject({ new: 1, wrong: 0 })
    const log = await store.listLog({ ...allLog, runId: run.id }, null, 10)
    expect(log.map(({ message }) => message.code)).toContain('wrong-order-mended')
  })

  it('R11 a failed run keeps what it stored, moves no cursor and is repeated', async () => {
    const { site, store, shop, press } = await bench()
    for (let id = 1; id <= 12; id += 1) site.put({ order: orderOf(id) })
    site.onFetch((ids) => site.setDown(ids.includes('9')))
    const failed = await press()
    expect(failed).toMatchObject({ outcome: 'failed', failure: { code: 'server-error' } })
    expect(failed.counters.new).toBeGreaterThan(0)
    expect((await refreshed(store, shop)).cursor).toBeNull()
    site.setDown(false)
    site.onFetch(() => undefined)
    const run = await press()
    expect(run.outcome).toBe('success')
    expect(run.counters.new + failed.counters.new).toBe(12)
    expect((await store.listOrders(allOrders, 0, 100)).total).toBe(12)
  })

  it('a listing that fails while orders are being fetched fails the run with its own reason', async () => {
    const { site, press } = await bench()
    for (let id = 1; id <= 12; id += 1) site.put({ order: orderOf(id) })
    // The first full fetch is under way when the shop goes down: the next page of the list meets that.
    site.onFetch(() => site.setDown(true))
    expect(await press()).toMatchObject({ outcome: 'failed', failure: { code: 'server-error' } })
  })

  it('R4 Annulla stops the run, keeps what was stored, and does not count as a download', async () => {
    const { site, store, shop, press } = await bench()
    for (let id = 1; id <= 12; id += 1) site.put({ order: orderOf(id) })
    const stop = new AbortController()
    site.onFetch((ids) => {
      if (ids.includes('9')) stop.abort()
    })
    const run = await press({ stop })
    expect(run).toMatchObject({ outcome: 'cancelled', failure: null })
    expect((await store.listOrders(allOrders, 0, 100)).total).toBe(run.counters.new)
    expect((await refreshed(store, shop)).cursor).toBeNull()
  })

  it('R6 an order that vanishes between the two passes is skipped with its reason', async () => {
    const { site, store, press } = await bench()
    for (let id = 1; id <= 4; id += 1) site.put({ order: orderOf(id) })
    site.onFetch(() => site.remove('3'))
    const run = await press()
    expect(run.counters).toEqual({ total: 4, new: 3, skipped: 1, wrong: 0 })
    const [entry] = await store.listLog({ ...allLog, outcome: 'skipped' }, null, 10)
    expect(entry).toMatchObject({
      shopOrderId: '3',
      message: { params: { reason: { code: 'gone-from-shop' } } },
    })
  })

  it('R6 the full order decides when its state has changed since it was listed', async () => {
    const { site, press } = await bench()
    site.put({ order: orderOf(1) })
    site.onFetch(() => site.put({ order: orderOf(1, { state: 'cancelled' }) }))
    expect((await press()).counters).toEqual({ total: 1, new: 0, skipped: 1, wrong: 0 })
  })

  it('R20 automatic failures are counted, manual ones are not, a success or the button clears them', async () => {
    const { site, store, shop, press } = await bench()
    const count = async () => (await refreshed(store, shop)).failuresInARow
    site.setDown(true)
    await press({ trigger: 'auto' })
    await press({ trigger: 'auto' })
    expect(await count()).toBe(2)
    await press({ trigger: 'manual' })
    expect(await count()).toBe(0)
    await press({ trigger: 'auto' })
    site.setDown(false)
    await press({ trigger: 'auto' })
    expect(await count()).toBe(0)
  })

  it('says in the log only once what run after run finds the same', async () => {
    const { site, store, press } = await bench()
    site.put({ order: orderOf(1) })
    const runs = []
    for (let i = 0; i < 5; i += 1) runs.push(await press())
    const log = await store.listLog({ ...allLog, outcome: 'skipped' }, null, 100)
    expect(log).toHaveLength(1)
    expect(log[0]?.times).toBe(4)
    for (const run of runs.slice(1)) {
      expect(await store.listLog({ ...allLog, runId: run.id, outcome: 'skipped' }, null, 10)).toHaveLength(1)
    }
    const [first] = runs
    expect(await store.listLog({ ...allLog, runId: first?.id ?? 0, outcome: 'skipped' }, null, 10)).toEqual(
      [],
    )
  })
})

describe('answers that are not to be believed', () => {
  it('R31 what an answer lacks is asked for again before it counts as gone', async () => {
    const { site, store, press } = await bench()
    for (let id = 1; id <= 4; id += 1) site.put({ order: orderOf(id) })
    let answers = 0
    site.onFetch(() => {
      // The first answer comes without order 3, as from a cache that is behind.
      answers += 1
      if (answers === 1) site.remove('3')
      else site.put({ order: orderOf(3) })
    })
    expect((await press()).counters).toEqual({ total: 4, new: 4, skipped: 0, wrong: 0 })
    expect(site.asked).toContainEqual(['3'])
    expect((await store.listOrders(allOrders, 0, 10)).total).toBe(4)
  })

  it('R7 R31 an order that could not be had is asked for by later runs, though no window holds it', async () => {
    const { site, store, press, setClock } = await bench()
    for (let id = 1; id <= 3; id += 1) site.put({ order: orderOf(id), breaksAnswer: id === 2 })
    expect((await press()).counters).toEqual({ total: 3, new: 2, skipped: 0, wrong: 1 })
    setClock(new Date('2026-11-23T12:00:00.000Z'))
    expect((await press()).counters).toMatchObject({ new: 0, wrong: 1 })
    // Out of reach of every window from here on.
    setClock(new Date('2026-11-27T12:00:00.000Z'))
    expect((await press()).counters).toEqual({ total: 1, new: 0, skipped: 0, wrong: 1 })
    site.put({ order: orderOf(2) })
    const mended = await press()
    expect(mended.counters).toEqual({ total: 1, new: 1, skipped: 0, wrong: 0 })
    const log = await store.listLog({ ...allLog, runId: mended.id }, null, 10)
    expect(log.map(({ message }) => message.code)).toContain('wrong-order-mended')
    expect((await press()).counters.total).toBe(0)
  })

  it('R7 such orders never fail a run, however many there are, and one that is gone is let go', async () => {
    const { site, press, setClock } = await bench()
    for (let id = 1; id <= 9; id += 1) site.put({ order: orderOf(id), breaksAnswer: id !== 5 })
    expect(await press()).toMatchObject({ outcome: 'success', counters: { new: 1, wrong: 8 } })
    setClock(new Date('2026-11-27T12:00:00.000Z'))
    await press()
    setClock(new Date('2026-11-30T12:00:00.000Z'))
    const later = await press()
    expect(later.outcome).toBe('success')
    // Three are enough to see that it is no better; the others wait for the next run.
    expect(later.counters.wrong).toBeLessThanOrEqual(3)
    for (let id = 1; id <= 9; id += 1) site.remove(String(id))
    expect((await press()).counters).toMatchObject({ new: 0, skipped: 8, wrong: 0 })
    expect((await press()).counters.total).toBe(0)
  })
})
