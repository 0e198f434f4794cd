import { describe, expect, it } from 'vitest'
import { startChosenRuns } from '../../../main/program/chosen-orders.ts'
import { askForOrder, lookUpOrder } from '../../../main/program/missing.ts'
import type { ShopRecord } from '../../../main/store/shops.ts'
import { desk } from '../../support/desk.ts'
import { orderOf } from '../../support/orders.ts'

const noLines = [{ code: 'no-lines', params: {} } as const]
const never = new AbortController().signal

async function bench(download = true) {
  const at = await desk(['Bottega', 'Cantina'], undefined, true)
  const [shop] = at.shops as [ShopRecord]
  const site = at.site(shop)
  site.put({ order: orderOf(1, { number: '#1001' }) })
  site.put({ order: orderOf(2, { state: 'pending' }) })
  site.put({ order: orderOf(3, { placedAt: '2020-01-01T10:00:00.000Z' }) })
  site.put({ order: orderOf(4), wrong: noLines })
  if (download) await at.press(shop)
  const ask = async (number: string, wantedStates = ['processing', 'completed']) =>
    askForOrder(at.store, await at.shop(), number, async (typed) => ({
      ...(await site.connector.find(typed, never)),
      wantedStates,
    }))
  const code = async (number: string) => (await ask(number)).orders.map(({ why }) => why.code)
  const known = async (number: string) =>
    (await lookUpOrder(at.store, null, number)).map(({ shopName, why, onSite }) => [
      shopName,
      why.code,
      onSite,
    ])
  return { ...at, shop, site, ask, code, known }
}

describe('Perché manca?', () => {
  it('R17 says at once, without asking the shop, what the archive and the log know', async () => {
    const { known, site } = await bench()
    const requests = site.requests
    expect(await known('#1001')).toEqual([['Bottega', 'downloaded', null]])
    expect(await known(' 1001 ')).toEqual([['Bottega', 'downloaded', null]])
    expect(await known('1')).toEqual([['Bottega', 'downloaded', null]])
    expect(await known('n2')).toEqual([['Bottega', 'skipped', null]])
    expect(await known('N3')).toEqual([['Bottega', 'skipped', null]])
    expect(await known('N4')).toEqual([['Bottega', 'wrong', null]])
    expect(await known('N5')).toEqual([])
    for (const odd of ['', '#', '%', "' OR 1=1", '🙂', 'x'.repeat(200)]) expect(await known(odd)).toEqual([])
    expect(site.requests).toBe(requests)
  })

  it('R6 R7 R17 tells downloaded, state, age and errors apart, each with what belongs to it', async () => {
    const { ask } = await bench()
    const only = async (number: string) => (await ask(number)).orders[0]
    expect(await only('#1001')).toMatchObject({
      onSite: true,
      orderId: expect.any(Number),
      runId: expect.any(Number),
      why: { code: 'downloaded' },
    })
    expect(await only('N2')).toMatchObject({
      state: 'pending',
      why: {
        code: 'skipped',
        params: { reason: { code: 'state-not-wanted', params: { state: 'pending' } } },
      },
    })
    expect((await only('N3'))?.why).toMatchObject({ params: { reason: { code: 'before-first-window' } } })
    expect((await only('N4'))?.why).toEqual({ code: 'wrong', params: { reasons: noLines } })
  })

  it('R17 what stands in the way now counts, not what once did', async () => {
    const { site, ask, code } = await bench()
    // Paid since, and no download has met it: the log still says that its state was not wanted.
    site.put({ order: orderOf(2, { modifiedAt: '2026-11-20T12:30:00.000Z' }) })
    expect(await code('N2')).toEqual(['too-early'])
    // The operator has added the state.
    site.put({ order: orderOf(2, { state: 'pending' }) })
    const [order] = (await ask('N2', ['processing', 'pending'])).orders
    expect(order?.why.code).toBe('unexplained')
  })

  it('R17 an order placed since the last download is too early; where downloads fail since, that is said', async () => {
    const { site, code, press, shop, time } = await bench()
    site.put({ order: orderOf(6, { modifiedAt: '2026-11-20T12:30:00.000Z' }) })
    expect(await code('N6')).toEqual(['too-early'])
    await time.pass(1000)
    site.setDown(true)
    await press(shop)
    site.setDown(false)
    expect(await code('N6')).toEqual(['failing'])
  })

  it('R10 R11 R17 an order changed outside every window is told so, and whether the next will look there', async () => {
    const { site, ask, store, shop } = await bench(false)
    const at = '2026-11-20T12:00:00.000Z'
    const run = await store.beginRun(shop.id, 'manual', at)
    const custom = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-10T00:00:00.000Z' }
    await store.openWindow(run.id, { shopStartedAt: at, ...custom, floor: custom.from }, at)
    await store.finishRun(run.id, { outcome: 'success', failure: null, finishedAt: at, cursor: custom.to })
    const why = async (placedAt: string, modifiedAt: string) => {
      site.put({ order: orderOf(9, { placedAt, modifiedAt }) })
      return (await ask('N9')).orders[0]?.why
    }
    expect(await why('2026-11-05T00:00:00.000Z', '2026-11-05T00:00:00.000Z')).toMatchObject({
      code: 'unexplained',
    })
    expect(await why('2026-11-12T00:00:00.000Z', '2026-11-12T00:00:00.000Z')).toMatchObject({
      code: 'too-early',
    })
    await store.openWindow(
      run.id,
      { shopStartedAt: at, from: '2026-11-09T23:00:00.000Z', to: custom.to, floor: custom.from },
      at,
    )
    expect(await why('2026-11-09T22:00:00.000Z', '2026-11-09T22:00:00.000Z')).toMatchObject({
      code: 'outside-windows',
      params: { next: true },
    })
    expect(await why('2026-11-03T00:00:00.000Z', '2026-11-04T00:00:00.000Z')).toMatchObject({
      code: 'outside-windows',
      params: { next: false },
    })
  })

  it('R17 before any download that is the reason, unless the order would be skipped anyway', async () => {
    const { code } = await bench(false)
    expect(await code('#1001')).toEqual(['no-download'])
    expect(await code('N2')).toEqual(['skipped'])
  })

  it('R17 a number that the shop does not know finds nothing; one that is gone from it is told with what is known', async () => {
    const { site, ask } = await bench()
    expect(await ask('4711')).toEqual({ orders: [], notices: [] })
    site.remove('1')
    expect((await ask('1001')).orders).toMatchObject([{ onSite: false, why: { code: 'downloaded' } }])
  })

  it('R17 the remedy works: Scarica comunque, and then it is downloaded', async () => {
    const { ask, store, runner, code } = await bench()
    const [order] = (await ask('N2')).orders
    if (!order) throw new Error('not found')
    const [outcome] = await startChosenRuns(store, runner, [order])
    expect(outcome?.run?.counters).toEqual({ total: 1, new: 1, skipped: 0, wrong: 0 })
    expect(await code('N2')).toEqual(['downloaded'])
  })

  it('R7 R17 an ignored order says that the operator chose so', async () => {
    const { store, shop, code } = await bench()
    await store.setIgnored([{ shopId: shop.id, shopOrderId: '4' }], true, '2026-11-20T12:00:00.000Z')
    expect(await code('N4')).toEqual(['ignored'])
  })
})
