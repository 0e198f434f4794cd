import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import type { Connector, DownloadWindow } from '../../../main/connectors/connector.ts'
import { startChosenRuns } from '../../../main/program/chosen-orders.ts'
import type { ShopRecord } from '../../../main/store/shops.ts'
import { checkCompleteness } from '../../../main/sync/completeness.ts'
import { draftOf, temporaryStore } from '../../support/archive.ts'
import { desk } from '../../support/desk.ts'
import { orderOf } from '../../support/orders.ts'

/** The garbage collector on demand: only what is held counts, not what waits to be collected. */
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const noLines = [{ code: 'no-lines', params: {} } as const]
const period = { from: '2026-11-19T00:00:00.000Z', to: '2026-11-21T00:00:00.000Z' }

/** Downloaded once: 1 to 5 in the archive; then 6 unpaid, 7 wrong, 8 wrong and ignored, 9 placed behind the program's back. */
async function bench() {
  const at = await desk(['Bottega'], undefined, true)
  const [shop] = at.shops as [ShopRecord]
  const site = at.site(shop)
  for (const id of [1, 2, 3, 4, 5]) site.put({ order: orderOf(id) })
  site.put({ order: orderOf(6, { state: 'pending' }) })
  for (const id of [7, 8]) site.put({ order: orderOf(id), wrong: noLines })
  await at.press(shop)
  await at.store.setIgnored([{ shopId: shop.id, shopOrderId: '8' }], true, '2026-11-20T12:00:00.000Z')
  site.put({ order: orderOf(9) })
  const run = async (
    options: { from?: string; to?: string; stop?: AbortController; connector?: Connector } = {},
  ) =>
    checkCompleteness({
      shop: await at.shop(),
      from: options.from ?? period.from,
      to: options.to ?? period.to,
      states: ['processing', 'completed'],
      store: at.store,
      connect: async () => options.connector ?? site.connector,
      now: () => new Date(at.time.now),
      signal: (options.stop ?? new AbortController()).signal,
      onProgress: () => undefined,
    })
  return { ...at, shop, site, compare: run }
}

describe('Verifica completezza', () => {
  it('R17 of a list that may not be whole only what the shop itself says is gone is called so', async () => {
    const { compare, store, shop, site } = await bench()
    site.remove('2')
    const doubtful: Connector = {
      ...site.connector,
      list: async function* (window, signal) {
        for await (const page of site.connector.list(window, signal)) {
          const rows = page.rows.filter(({ shopOrderId }) => !['3', '4'].includes(shopOrderId))
          const notice = { code: 'count-contradicts', params: { counted: 8, listed: 6 } } as const
          yield { ...page, rows, notices: [notice] }
        }
      },
    }
    await compare({ connector: doubtful })
    // Why is kept with the result, once.
    expect(await store.getCompleteness(shop.id)).toMatchObject({
      counts: { gone: 1 },
      doubts: [{ code: 'count-contradicts', params: { counted: 8, listed: 6 } }],
    })
    await compare()
    expect((await store.getCompleteness(shop.id))?.doubts).toEqual([])
  })

  it('R17 tells what is on the site, what is in the archive, what is missing and why, and what is gone', async () => {
    const { compare: run, store, shop, site } = await bench()
    site.remove('2')
    await run()
    const found = await store.getCompleteness(shop.id)
    expect(found).toMatchObject({ onSite: 8, inArchive: 5 })
    expect(found?.counts).toEqual({
      'not-downloaded': 1,
      state: 1,
      'too-old': 0,
      wrong: 1,
      ignored: 1,
      gone: 1,
    })
    const listed = async (why: 'state' | 'gone' | 'wrong') =>
      (await store.listCompleteness(shop.id, why, 0, 10)).map(({ number, orderId }) => [
        number,
        orderId !== null,
      ])
    expect(await listed('state')).toEqual([['N6', false]])
    expect(await listed('wrong')).toEqual([['N7', false]])
    expect(await listed('gone')).toEqual([['N2', true]])
    // On the site = in the archive + missing - gone.
    const { counts: c, onSite, inArchive } = found ?? { counts: null, onSite: 0, inArchive: 0 }
    if (c)
      expect(onSite).toBe(
        inArchive - c.gone + c['not-downloaded'] + c.state + c['too-old'] + c.wrong + c.ignored,
      )
  })

  it('R17 fetches no full order and leaves cursor, window and the rule of 20 alone', async () => {
    const { compare: run, shop: record, site, store } = await bench()
    const before = await store.getShop(record.id)
    const runs = await store.listRuns(null, null, 10)
    const asked = site.asked.length
    await run()
    expect(site.asked.length).toBe(asked)
    expect(await store.getShop(record.id)).toEqual(before)
    expect(await store.listRuns(null, null, 10)).toEqual(runs)
  })

  it('R17 one click downloads what is missing, and then it is missing no more', async () => {
    const { compare: run, store, shop, runner } = await bench()
    await run()
    const missing = await store.completenessOrders(shop.id, 'not-downloaded')
    const [outcome] = await startChosenRuns(
      store,
      runner,
      missing.map((order) => ({ shopId: shop.id, ...order })),
    )
    expect(outcome?.run?.counters).toEqual({ total: 1, new: 1, skipped: 0, wrong: 0 })
    expect((await store.getCompleteness(shop.id))?.counts['not-downloaded']).toBe(0)
    expect(await store.listCompleteness(shop.id, 'not-downloaded', 0, 10)).toEqual([])
  })

  it('R10 R17 what was placed before the first window is told apart', async () => {
    const { compare: run, store, shop, site } = await bench()
    site.put({ order: orderOf(20, { placedAt: '2026-11-01T10:00:00.000Z' }) })
    await run({ from: '2026-11-01T00:00:00.000Z' })
    expect((await store.listCompleteness(shop.id, 'too-old', 0, 10)).map(({ number }) => number)).toEqual([
      'N20',
    ])
  })

  it('R17 the period holds its beginning and not its end, and nothing at its edges is taken for gone', async () => {
    const { compare: run, store, shop, site, press, time } = await bench()
    const placed = ['10:30:00', '11:00:00', '11:30:00', '12:00:00', '12:30:00']
    for (const [place, at] of placed.entries())
      site.put({ order: orderOf(30 + place, { placedAt: `2026-11-20T${at}.000Z` }) })
    await time.pass(60_000)
    await press(shop)
    await run({ from: '2026-11-20T11:00:00.000Z', to: '2026-11-20T12:00:00.000Z' })
    const found = await store.getCompleteness(shop.id)
    expect(found).toMatchObject({ onSite: 2, inArchive: 2 })
    expect(Object.values(found?.counts ?? {}).every((count) => count === 0)).toBe(true)
  })

  it('R17 what the shop does not let the key see is not taken for gone', async () => {
    const { compare: run, store, shop, site } = await bench()
    const limited: Connector = {
      ...site.connector,
      async *list(window: DownloadWindow, signal: AbortSignal) {
        const from = '2026-11-19T00:00:00.000Z'
        const limit = { code: 'orders-limited', params: { days: 60, from } } as const
        for await (const page of site.connector.list({ ...window, from: '2026-11-20T10:00:04.000Z' }, signal))
          yield { ...page, notices: [limit] }
      },
    }
    await run({ connector: limited })
    expect(await store.getCompleteness(shop.id)).toMatchObject({ from: '2026-11-20T00:00:00.000Z' })
  })

  it('R17 cancelled, or with a shop that stops answering, it leaves nothing half done', async () => {
    const { compare: run, store, shop, site } = await bench()
    await run()
    site.setDown(true)
    await expect(run()).rejects.toMatchObject({ value: { code: 'server-error' } })
    expect(await store.getCompleteness(shop.id)).toBeNull()
    site.setDown(false)
    const stop = new AbortController()
    stop.abort()
    await expect(run({ stop })).rejects.toMatchObject({ value: { code: 'cancelled' } })
    expect(await store.getCompleteness(shop.id)).toBeNull()
    await run()
    expect(await store.getCompleteness(shop.id)).not.toBeNull()
  })

  it('R17 compares 100,000 orders with flat memory', async () => {
    const store = await temporaryStore()
    const shop = await store.saveShop(draftOf())
    const total = 100_000
    const placedAt = '2026-11-20T10:00:00.000Z'
    const heap: number[] = []
    const connector: Pick<Connector, 'clock' | 'list'> = {
      clock: async () => new Date(placedAt),
      async *list() {
        for (let from = 1; from <= total; from += 500) {
          const rows = Array.from({ length: 500 }, (_, place) => {
            const id = String(from + place)
            return { shopOrderId: id, number: id, state: 'processing', placedAt, modifiedAt: placedAt }
          })
          if (from % 20_000 === 1) heap.push(used())
          yield { rows, total, notices: [] }
        }
      },
    }
    await checkCompleteness({
      shop,
      ...period,
      states: ['processing'],
      store,
      connect: async () => connector as Connector,
      now: () => new Date(),
      signal: new AbortController().signal,
      onProgress: () => undefined,
    })
    heap.push(used())
    expect(await store.getCompleteness(shop.id)).toMatchObject({
      onSite: total,
      inArchive: 0,
      counts: { 'not-downloaded': total },
    })
    // Identifiers alone: some ten megabytes, whatever the orders hold.
    expect(Math.max(...heap) - (heap[0] ?? 0)).toBeLessThan(25)
    const page = await store.listCompleteness(shop.id, 'not-downloaded', 90_000, 100)
    expect(page).toHaveLength(100)
  }, 60_000)
})

function used(): number {
  collect()
  return process.memoryUsage().heapUsed / 1024 / 1024
}
