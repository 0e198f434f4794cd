import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { startChosenRuns } from '../../../main/program/chosen-orders.ts'
import type { ShopRecord } from '../../../main/store/shops.ts'
import { listOf } from '../../support/archive.ts'
import { desk } from '../../support/desk.ts'
import { orderOf } from '../../support/orders.ts'

const allLog = { shopId: null, runId: null, orderId: null, level: null, outcome: null, text: '' } as const
const allOrders = listOf()
const noLines = [{ code: 'no-lines', params: {} } as const]
const old = '2020-01-01T10:00:00.000Z'

/** A shop with an order of each kind, downloaded from once: 1 new, 2 unpaid, 3 old, 4 wrong. */
async function bench(inMemory = true) {
  const at = await desk(['Bottega'], undefined, inMemory)
  const [shop] = at.shops as [ShopRecord]
  const site = at.site(shop)
  site.put({ order: orderOf(1) })
  site.put({ order: orderOf(2, { state: 'pending' }) })
  site.put({ order: orderOf(3, { placedAt: old }) })
  site.put({ order: orderOf(4), wrong: noLines })
  const first = await at.press(shop)
  const chosen = (...ids: number[]) =>
    startChosenRuns(
      at.store,
      at.runner,
      ids.map((id) => ({ shopId: shop.id, shopOrderId: String(id), number: `N${id}` })),
    )
  const wrong = (ignored = false) => at.store.listWrong({ shopId: null, ignored }, null, 100)
  return { ...at, shop, site, first, chosen, wrong, now: () => at.shop() }
}

describe('orders that the operator chooses', () => {
  it('R6 R13 R17 Scarica comunque stores an order whatever its state and age, as a run with true counters', async () => {
    const { chosen, store, first, now } = await bench()
    expect(first.counters).toEqual({ total: 4, new: 1, skipped: 2, wrong: 1 })
    const before = await now()
    const [outcome] = await chosen(2, 3)
    expect(outcome).toMatchObject({ failure: null, run: { chosen: true, outcome: 'success' } })
    expect(outcome?.run?.counters).toEqual({ total: 2, new: 2, skipped: 0, wrong: 0 })
    expect((await store.listOrders(allOrders, 0, 10)).rows.map(({ number }) => number).sort()).toEqual([
      'N1',
      'N2',
      'N3',
    ])
    const codes = (await store.listLog({ ...allLog, runId: outcome?.run?.id ?? 0 }, null, 10)).map(
      ({ message }) => message.code,
    )
    expect(codes).toEqual(['run-finished', 'chosen-run-started'])
    expect((await store.listRuns(null, null, 10)).map(({ chosen: isChosen }) => isChosen)).toEqual([
      true,
      false,
    ])
    // Window, cursor, first window and what the screen calls the last download are as they were.
    const after = await now()
    expect(after).toEqual({ ...before, ordersStored: 3 })
  })

  it('R7 Riprova stores a wrong order that was mended on the site, and keeps one that was not', async () => {
    const { chosen, site, wrong, store } = await bench()
    site.put({ order: orderOf(5), wrong: noLines })
    expect((await wrong()).rows).toMatchObject([{ number: 'N4', reasons: noLines, hasRaw: true }])
    site.put({ order: orderOf(4) })
    const [outcome] = await chosen(4, 5)
    expect(outcome?.run?.counters).toEqual({ total: 2, new: 1, skipped: 0, wrong: 1 })
    expect((await wrong()).rows).toMatchObject([{ number: 'N5', lastRunId: outcome?.run?.id }])
    const entries = await store.listLog({ ...allLog, runId: outcome?.run?.id ?? 0 }, null, 10)
    expect(entries.map(({ message }) => message.code)).toContain('wrong-order-mended')
  })

  it('R15 an order that is in the archive is skipped, one that the shop does not have too', async () => {
    const { chosen, site, store } = await bench()
    const asked = site.asked.length
    const [outcome] = await chosen(1, 77)
    expect(outcome?.run?.counters).toEqual({ total: 2, new: 0, skipped: 2, wrong: 0 })
    expect(new Set(site.asked.slice(asked).flat())).toEqual(new Set(['77']))
    const entries = await store.listLog(
      { ...allLog, runId: outcome?.run?.id ?? 0, outcome: 'skipped' },
      null,
      10,
    )
    expect(entries.map(({ orderNumber, message }) => [orderNumber, message.params])).toEqual([
      ['N77', { reason: { code: 'gone-from-shop', params: {} } }],
      ['N1', { reason: { code: 'already-downloaded', params: {} } }],
    ])
  })

  it('R20 a shop that cannot be asked fails the run of the chosen orders, and the rule of 20 does not count it', async () => {
    const { chosen, site, now, time, syncs } = await bench()
    site.setDown(true)
    await time.pass(15 * 60_000)
    await syncs(1)
    const failed = (await now()).failuresInARow
    expect(failed).toBeGreaterThan(0)
    const before = await now()
    const [outcome] = await chosen(2)
    expect(outcome).toMatchObject({ run: { outcome: 'failed' }, failure: { code: 'server-error' } })
    expect((await now()).failuresInARow).toBe(failed)
    site.setDown(false)
    // A success of theirs does not restart the automatic sync either.
    await chosen(2)
    expect(await now()).toEqual({ ...before, ordersStored: before.ordersStored + 1 })
  })

  it('R4 waits for a download under way, and a download waits for it; a second press does nothing', async () => {
    const { site, now, store, runner } = await bench()
    site.put({ order: orderOf(6) })
    const shop = await now()
    const order: string[] = []
    const download = runner.start(shop, 'manual').then((run) => order.push(`download ${run.counters.new}`))
    const fetched = runner
      .startChosen(shop, [{ shopOrderId: '2', number: 'N2' }])
      .then((run) => order.push(`chosen ${run.counters.new}`))
    await Promise.all([download, fetched])
    expect(order).toEqual(['download 1', 'chosen 1'])
    const again = await now()
    const third = runner.startChosen(again, [{ shopOrderId: '3', number: 'N3' }])
    // The automatic sync does not take it for its own.
    expect(runner.isRunning(shop.id)).toBe(false)
    const [one, two] = await Promise.all([runner.start(again, 'manual'), runner.start(again, 'manual')])
    expect(one.id).toBe(two.id)
    expect((await third).id).toBeLessThan(one.id)
    expect((await store.listRuns(null, null, 20)).filter(({ outcome }) => outcome === 'running')).toEqual([])
  })

  it('R4 Annulla ends what waits without a run, and leaves the shop free', async () => {
    const { now, runner, chosen, store } = await bench()
    const shop = await now()
    const runs = (await store.listRuns(null, null, 20)).length
    const first = runner.startChosen(shop, [{ shopOrderId: '3', number: 'N3' }])
    const second = runner.startChosen(shop, [{ shopOrderId: '2', number: 'N2' }])
    const secondEnds = expect(second).rejects.toMatchObject({ value: { code: 'cancelled' } })
    runner.cancel(shop.id)
    expect((await first).outcome).toBe('cancelled')
    await secondEnds
    expect((await store.listRuns(null, null, 20)).length).toBe(runs + 1)
    expect((await chosen(2))[0]?.run?.counters.new).toBe(1)
  })

  it('R9 the log of later downloads is not written anew because of chosen orders in between', async () => {
    const { chosen, press, shop, store } = await bench()
    await press(shop)
    await chosen(4)
    await press(shop)
    const entries = await store.listLog({ ...allLog, outcome: 'skipped' }, null, 100)
    const unpaid = entries.filter(({ orderNumber }) => orderNumber === 'N2')
    expect(unpaid).toMatchObject([{ times: 3 }])
  })

  it('R7 Ignora takes an order out of Errati: later downloads skip it, never read it, and say so', async () => {
    const { press, shop, site, store, wrong, now } = await bench()
    await store.setIgnored([{ shopId: shop.id, shopOrderId: '4' }], true, '2026-11-20T12:00:00.000Z')
    expect(await wrong()).toMatchObject({ rows: [], open: 0, ignored: 1 })
    expect((await wrong(true)).rows).toMatchObject([{ number: 'N4', ignoredAt: '2026-11-20T12:00:00.000Z' }])
    expect((await now()).wrongOrders).toBe(0)
    const asked = site.asked.length
    const run = await press(shop)
    expect(run.counters).toEqual({ total: 4, new: 0, skipped: 4, wrong: 0 })
    expect(site.asked.slice(asked).flat()).not.toContain('4')
    const about = (await store.listLog(allLog, null, 50)).filter(({ orderNumber }) => orderNumber === 'N4')
    expect(about.map(({ message }) => message.code)).toEqual([
      'order-skipped',
      'wrong-order-ignored',
      'order-wrong',
    ])
    expect(about[0]?.message.params).toEqual({ reason: { code: 'ignored-by-operator', params: {} } })

    await store.setIgnored([{ shopId: shop.id, shopOrderId: '4' }], false, '2026-11-20T13:00:00.000Z')
    site.put({ order: orderOf(4) })
    expect((await press(shop)).counters).toEqual({ total: 4, new: 1, skipped: 3, wrong: 0 })
    expect(await wrong()).toMatchObject({ open: 0, ignored: 0 })
  })

  it('R7 an ignored order that is fetched on request and still wrong stays ignored', async () => {
    const { chosen, shop, store, wrong } = await bench()
    await store.setIgnored([{ shopId: shop.id, shopOrderId: '4' }], true, '2026-11-20T12:00:00.000Z')
    const [outcome] = await chosen(4)
    expect(outcome?.run?.counters.wrong).toBe(1)
    expect(await wrong()).toMatchObject({ open: 0, ignored: 1 })
  })

  it('R5 whatever is pressed in whatever order, totale = nuovi + saltati + errati and the archive holds each once', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('press' as const) }),
      fc.record({
        do: fc.constant('choose' as const),
        ids: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
      }),
      fc.record({ do: fc.constant('ignore' as const), id: fc.integer({ min: 1, max: 9 }), on: fc.boolean() }),
      fc.record({ do: fc.constant('mend' as const), id: fc.integer({ min: 4, max: 6 }) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const { chosen, press, shop, site, store } = await bench()
        for (const id of [5, 6]) site.put({ order: orderOf(id), wrong: noLines })
        let fresh = 1
        for (const one of steps) {
          if (one.do === 'press') fresh += (await press(shop)).counters.new
          if (one.do === 'choose') fresh += (await chosen(...one.ids))[0]?.run?.counters.new ?? 0
          if (one.do === 'ignore')
            await store.setIgnored(
              [{ shopId: shop.id, shopOrderId: String(one.id) }],
              one.on,
              '2026-11-20T12:00:00.000Z',
            )
          if (one.do === 'mend') site.put({ order: orderOf(one.id) })
        }
        for (const { counters: c } of await store.listRuns(null, null, 50))
          expect(c.total).toBe(c.new + c.skipped + c.wrong)
        const { total } = await store.listOrders(allOrders, 0, 1)
        expect(total).toBe(fresh)
        const { open, ignored, rows } = await store.listWrong({ shopId: null, ignored: false }, null, 100)
        expect(rows.length).toBe(open)
        expect(open + ignored).toBeLessThanOrEqual(3)
      }),
      { numRuns: 30 },
    )
  })
})

describe('the list of wrong orders', () => {
  it('R7 pages through a thousand without missing or repeating one, last met first', async () => {
    const { site, press, shop, store, wrong } = await bench()
    for (let id = 10; id < 1010; id += 1) site.put({ order: orderOf(id), wrong: noLines })
    await press(shop)
    const seen: string[] = []
    for (let after: string | null = null; ; ) {
      const page: Awaited<ReturnType<typeof wrong>> = await store.listWrong(
        { shopId: shop.id, ignored: false },
        after,
        137,
      )
      seen.push(...page.rows.map(({ shopOrderId }) => shopOrderId))
      expect(page.open).toBe(1001)
      if (page.next === null) break
      after = page.next
    }
    expect(new Set(seen).size).toBe(1001)
    expect(seen).toHaveLength(1001)
    expect(await store.wrongRaw({ shopId: shop.id, shopOrderId: '4' })).toContain('"id":"4"')
    expect(await store.wrongRaw({ shopId: shop.id, shopOrderId: '4711' })).toBeNull()
  })
})
