import { describe, expect, it } from 'vitest'
import type { ShopRecord } from '../../../main/store/shops.ts'
import { download } from '../../../main/sync/engine.ts'
import type { RunProgress, Trigger } from '../../../main/words/run.ts'
import { draftOf, listOf, refreshed, temporaryStore } from '../../support/archive.ts'
import { memoryShop } from '../../support/memory-shop.ts'
import { orderOf } from '../../support/orders.ts'

const start = new Date('2026-11-20T12:00:00.000Z')

/** A shop in memory, an archive on disk, and the button between them. */
async function bench(settings: Partial<ShopRecord['settings']> = {}) {
  let clock = start
  let shopClock: Date | null = null
  const site = memoryShop(() => shopClock ?? clock)
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
    /** Null: it goes like the computer's. */
    setShopClock: (date: Date | null) => {
      shopClock = date
    },
    press: async (options: { trigger?: Trigger; stop?: AbortController } = {}) =>
      download({
        shop: await refreshed(store, shop),
        states: ['processing', 'completed'],
        usualUnwanted: ['pending'],
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

  it('R42 an order that the site cancels after the download is left out from the next run on', async () => {
    const { site, store, press } = await bench()
    site.put({ order: orderOf(1) })
    await press()
    site.put({ order: orderOf(1, { state: 'cancelled', modifiedAt: '2026-11-20T11:30:00.000Z' }) })
    await press()
    const { rows } = await store.listOrders(allOrders, 0, 10)
    expect(rows).toMatchObject([{ state: 'processing', leftOut: 'cancelled' }])
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

  it('R7 asks for a wrong order again once it is modified, and stores it when it is mended', async () => {
    const { site, store, shop, press } = await bench()
    const wrong = [{ code: 'no-customer', params: {} }] as const
    site.put({ order: orderOf(1), wrong })
    expect((await press()).counters).toMatchObject({ new: 0, wrong: 1 })
    const asked = site.asked.length
    const again = await press()
    // As it was, it is counted from what is kept of it, and the shop is spared.
    expect(again.counters).toEqual({ total: 1, new: 0, skipped: 0, wrong: 1 })
    expect(site.asked).toHaveLength(asked)
    const [entry] = await store.listLog({ ...allLog, runId: again.id, outcome: 'wrong' }, null, 10)
    expect(entry).toMatchObject({ times: 2, message: { params: { reasons: wrong } } })
    expect((await store.listWrong({ shopId: shop.id, ignored: false }, null, 10)).rows[0]?.lastRunId).toBe(
      again.id,
    )
    site.put({ order: orderOf(1, { modifiedAt: '2026-11-20T11:30:00.000Z' }) })
    const run = await press()
    expect(run.counters).toMatchObject({ new: 1, wrong: 0 })
    const log = await store.listLog({ ...allLog, runId: run.id }, null, 10)
    expect(log.map(({ message }) => message.code)).toContain('wrong-order-mended')
  })

  it('R7 asks for a wrong order again when it may be read otherwise: other settings, or no longer ignored', async () => {
    const { site, store, shop, press } = await bench()
    site.put({ order: orderOf(1), wrong: [{ code: 'no-customer', params: {} }] })
    await press()
    await press()
    expect(site.asked).toHaveLength(1)
    await store.saveShop({ ...draftOf(), id: shop.id, keepConnection: true })
    await press()
    expect(site.asked).toHaveLength(2)
    const key = [{ shopId: shop.id, shopOrderId: '1' }]
    await store.setIgnored(key, true, start.toISOString())
    await store.setIgnored(key, false, start.toISOString())
    await press()
    expect(site.asked).toHaveLength(3)
  })

  it('R7 one that was modified in the very second of the run is asked for again', async () => {
    const { site, press } = await bench()
    const modifiedAt = start.toISOString()
    site.put({ order: orderOf(1, { modifiedAt }), wrong: [{ code: 'no-customer', params: {} }] })
    await press()
    site.put({ order: orderOf(1, { modifiedAt }) })
    expect((await press()).counters).toMatchObject({ new: 1, wrong: 0 })
  })

  it('R7 spares the shop what it cannot deliver for an hour', async () => {
    const { site, press, setClock } = await bench()
    site.put({ order: orderOf(1), breaksAnswer: true })
    await press()
    const asked = site.asked.length
    setClock(new Date('2026-11-20T12:15:00.000Z'))
    expect((await press()).counters).toMatchObject({ total: 1, wrong: 1 })
    expect(site.asked).toHaveLength(asked)
    setClock(new Date('2026-11-20T13:20:00.000Z'))
    await press()
    expect(site.asked.length).toBeGreaterThan(asked)
  })

  it('R7 a row of the list that does not say which order it is is one wrong order, until it does', async () => {
    const { site, store, shop, press } = await bench()
    for (let id = 1; id <= 4; id += 1) site.put({ order: orderOf(id), withoutId: id === 2 })
    expect((await press()).counters).toEqual({ total: 4, new: 3, skipped: 0, wrong: 1 })
    const listed = () => store.listWrong({ shopId: shop.id, ignored: false }, null, 10)
    expect((await listed()).rows).toMatchObject([{ shopOrderId: '?N2', number: 'N2', hasRaw: true }])
    expect((await press()).counters).toEqual({ total: 4, new: 0, skipped: 3, wrong: 1 })
    site.put({ order: orderOf(2) })
    expect((await press()).counters).toEqual({ total: 4, new: 1, skipped: 3, wrong: 0 })
    expect((await listed()).rows).toEqual([])
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

  it('R6 R31 orders that are listed and not delivered, and not said to be gone, fail the run', async () => {
    const { site, store, shop, press } = await bench()
    for (let id = 1; id <= 8; id += 1) site.put({ order: orderOf(id) })
    site.withhold(['3', '4'])
    const run = await press()
    expect(run).toMatchObject({ outcome: 'failed', failure: { code: 'orders-withheld' } })
    expect((await refreshed(store, shop)).cursor).toBeNull()
    site.withhold([])
    expect(await press()).toMatchObject({ outcome: 'success', counters: { total: 8 } })
    expect((await store.listOrders(allOrders, 0, 10)).total).toBe(8)
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
    // Not at once: asking for what cannot be had is dear.
    setClock(new Date('2026-11-27T13:00:00.000Z'))
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
    setClock(new Date('2026-11-30T13:00:00.000Z'))
    expect((await press()).counters).toMatchObject({ new: 0, skipped: 8, wrong: 0 })
    expect((await press()).counters.total).toBe(0)
  })
})

describe('R14 a list that lacks what it should hold', () => {
  const warnings = async (store: Awaited<ReturnType<typeof bench>>['store'], runId: number) =>
    (await store.listLog({ ...allLog, runId, level: 'warning' }, null, 10)).map(({ message }) => message)

  it('is a warning when orders downloaded before are missing that the shop still has', async () => {
    const { site, store, press } = await bench()
    for (let id = 1; id <= 6; id += 1) site.put({ order: orderOf(id) })
    await press()
    site.setHidden(true)
    const empty = await press()
    expect(empty).toMatchObject({ outcome: 'success', counters: { total: 0 } })
    expect(await warnings(store, empty.id)).toEqual([
      { code: 'list-lacks-known', params: { known: 6, lacking: 6 } },
    ])
    site.setHidden(false)
    expect(await warnings(store, (await press()).id)).toEqual([])
  })

  it('is none when they were deleted on the site', async () => {
    const { site, store, press } = await bench()
    for (let id = 1; id <= 6; id += 1) site.put({ order: orderOf(id) })
    await press()
    for (let id = 1; id <= 6; id += 1) site.remove(String(id))
    const asked = site.requests
    expect(await warnings(store, (await press()).id)).toEqual([])
    // The clock, the list, and at most three questions.
    expect(site.requests - asked).toBeLessThanOrEqual(5)
  })
})

describe('a clock of the shop that is ahead', () => {
  const hours = (n: number) => new Date(start.getTime() + n * 3_600_000)
  const placed = (id: number, date: Date) =>
    orderOf(id, { placedAt: date.toISOString(), modifiedAt: date.toISOString() })

  it.each([
    ['by two days', 48],
    ['by eleven years', 100_000],
  ])('R11 R12 at the first download, %s, loses no order of it nor of those after', async (_, ahead) => {
    const { site, store, shop, press, setClock, setShopClock } = await bench()
    site.put({ order: placed(1, hours(-2)) })
    setShopClock(hours(ahead))
    expect((await press()).counters).toMatchObject({ new: 1 })
    expect(await refreshed(store, shop)).toMatchObject({
      floor: hours(-24).toISOString(),
      cursor: start.toISOString(),
    })
    setShopClock(null)
    setClock(hours(3))
    site.put({ order: placed(2, hours(2)) })
    expect((await press()).counters).toMatchObject({ new: 1 })
  })

  it.each([
    ['behind', -24 * 365, hours(-24 * 366)],
    ['ahead', 24 * 365, hours(-24)],
  ])(
    'R10 R12 or %s by a year, is told with where the first window begins, and at no later run',
    async (_, by, from) => {
      const { store, press, setShopClock } = await bench()
      setShopClock(hours(by))
      const first = await press()
      const warnings = async (runId: number) =>
        (await store.listLog({ ...allLog, runId, level: 'warning' }, null, 10)).map(({ message }) => message)
      const times = { shopTime: hours(by).toISOString(), computerTime: start.toISOString() }
      expect(await warnings(first.id)).toEqual([
        { code: 'clocks-differ', params: { ...times, from: from.toISOString() } },
      ])
      expect(await warnings((await press()).id)).toEqual([])
    },
  )

  it('R11 R12 that an earlier version has believed is healed at the next run, and said', async () => {
    const { site, store, press, setClock, shop } = await bench()
    await press()
    // What an earlier version left behind: a run whose cursor and floor lie three days ahead.
    setClock(hours(24))
    const run = await store.beginRun(shop.id, 'manual', hours(24).toISOString())
    const ahead = hours(96).toISOString()
    const window = { shopStartedAt: ahead, from: ahead, to: null, floor: ahead }
    await store.openWindow(run.id, window, hours(24).toISOString())
    const ending = { outcome: 'success', failure: null, finishedAt: hours(24).toISOString() } as const
    await store.finishRun(run.id, { ...ending, cursor: ahead })
    setClock(hours(54))
    site.put({ order: placed(1, hours(25)) })
    const healed = await press()
    expect(healed.counters).toMatchObject({ new: 1 })
    const log = await store.listLog({ ...allLog, runId: healed.id }, null, 10)
    expect(log.map(({ message, level }) => [message.code, level])).toContainEqual(['clock-healed', 'warning'])
    const after = await press()
    const quiet = await store.listLog({ ...allLog, runId: after.id, level: 'warning' }, null, 10)
    expect(quiet).toEqual([])
  })
})
