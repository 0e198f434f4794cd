import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { logText, textsFor } from '../../../main/texts/index.ts'
import { desk } from '../../support/desk.ts'
import { orderOf } from '../../support/orders.ts'
import { size } from '../../support/sizes.ts'

const allLog = { shopId: null, runId: null, orderId: null, level: null, outcome: null, text: '' } as const

/** Of the soak; a multiple of 1,000. */
const cycles = size(3_000, 10_000)

/** The garbage collector on demand: only what is held counts, not what waits to be collected. */
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

describe('automatic sync', () => {
  it('R19 after 20 failures in a row the following syncs are annulled, with the manual’s words and no request', async () => {
    const { site, shops, syncs, shop, store, news } = await desk()
    const [bottega] = shops
    if (!bottega) return
    site(bottega).setDown(true)
    await syncs(20)
    expect(await shop()).toMatchObject({ failuresInARow: 20, lastRun: { outcome: 'failed' } })
    const asked = site(bottega).requests
    await syncs(3)
    expect(site(bottega).requests).toBe(asked)
    expect(await shop()).toMatchObject({ failuresInARow: 20, lastRun: { outcome: 'annulled' } })
    const [entry] = await store.listLog(allLog, null, 1)
    expect(entry && logText(textsFor('it'), entry.message).message).toBe(
      'Operazione annullata a causa del superamento del numero di errori',
    )
    // R21: at the first and at the 20th, not at each one.
    expect(news.map((item) => item.news)).toEqual(['first-failure', 'suspended'])
  })

  it('R20 Download Ordini restarts it, and any success sets the count to 0', async () => {
    const { site, shops, syncs, shop, press, news } = await desk()
    const [bottega] = shops
    if (!bottega) return
    site(bottega).setDown(true)
    await syncs(22)
    await press(bottega)
    expect((await shop()).failuresInARow).toBe(0)
    await syncs(1)
    expect(await shop()).toMatchObject({ failuresInARow: 1, lastRun: { outcome: 'failed', trigger: 'auto' } })
    site(bottega).setDown(false)
    site(bottega).put({ order: orderOf(1, { modifiedAt: '2026-11-20T18:00:00.000Z' }) })
    await syncs(1)
    expect(await shop()).toMatchObject({ failuresInARow: 0, lastRun: { outcome: 'success' } })
    expect(news.at(-1)?.news).toBe('recovered')
  })

  it('R20 manual failures never add to the count', async () => {
    const { site, shops, shop, press } = await desk()
    const [bottega] = shops
    if (!bottega) return
    site(bottega).setDown(true)
    for (let i = 0; i < 25; i += 1) await press(bottega)
    expect((await shop()).failuresInARow).toBe(0)
  })

  it('R20 the count survives a restart of the program', async () => {
    const first = await desk()
    const [bottega] = first.shops
    if (!bottega) return
    first.site(bottega).setDown(true)
    await first.syncs(12)
    first.scheduler.stop()
    await first.store.close()
    const second = await desk(['Bottega'], first.folder)
    const [again] = second.shops
    if (!again) return
    expect(again.failuresInARow).toBe(12)
    second.site(again).setDown(true)
    await second.syncs(9)
    expect(await second.shop()).toMatchObject({ failuresInARow: 20, lastRun: { outcome: 'annulled' } })
  })

  it('R3 of two shops one fails and is suspended, the other goes on', async () => {
    const { site, shops, syncs, shop } = await desk(['Rotta', 'Sana'])
    const [broken] = shops
    if (!broken) return
    site(broken).setDown(true)
    await syncs(50)
    expect(await shop(0)).toMatchObject({ failuresInARow: 20, lastRun: { outcome: 'annulled' } })
    expect(await shop(1)).toMatchObject({ failuresInARow: 0, lastRun: { outcome: 'success' } })
  })

  it(`R18 a soak of ${cycles} cycles with failures leaves counts right, no timer behind and memory flat`, async () => {
    const { site, shops, syncs, shop, store, scheduler, time } = await desk(['Una', 'Due'], undefined, true)
    const heap: number[] = []
    let failures = 0
    for (let round = 0; round < cycles / 10; round += 1) {
      // Series of nine failures at most: never 20 in a row.
      const down = round % 5 < 3
      for (const each of shops) site(each).setDown(down)
      await syncs(shops.length * 5)
      failures = down ? failures + 5 : 0
      // The second shop may be one sync ahead or behind when the first has had its five.
      expect(Math.abs((await shop(0)).failuresInARow - failures)).toBeLessThanOrEqual(1)
      if (round % (cycles / 100) !== cycles / 100 - 1) continue
      collect()
      heap.push(process.memoryUsage().heapUsed / 1024 / 1024)
    }
    const runs = await store.listRuns(null, null, 20_000)
    expect(runs.length).toBe(cycles)
    expect(runs.every(({ outcome }) => outcome === 'success' || outcome === 'failed')).toBe(true)
    scheduler.stop()
    expect(time.waiting.size).toBe(0)
    const [, early = 0] = heap
    expect(heap.at(-1)).toBeLessThan(early + 10)
  }, 240_000)
})
