import { describe, expect, it, vi } from 'vitest'
import { hostName } from '../electron/host.ts'
import { everyMs, profileWithShops, watchPage, workOf } from '../support/many-shops.ts'
import { openClocked, recent, runsIn, shopOnClock, start } from './fake-time.ts'

const count = 20

describe.runIf(hostName === 'stand-in')('many shops that sync by themselves (stand-in only)', () => {
  it('R18 each run is told and said once, and a sync is little work for the page', async () => {
    let now = () => Date.parse(start)
    const server = await shopOnClock(() => now(), { orders: recent(2) })
    const profile = profileWithShops(count, { url: server.url, now: Date.parse(start) })
    const { app, page } = await openClocked(profile)
    now = app.clock.now
    const button = page.getByRole('button', { name: 'Download Ordini', exact: true })
    await button.waitFor({ timeout: 120_000 })
    const watched = await watchPage(page)
    const worked = await workOf(page)
    await app.clock.pass(everyMs)
    const endedRuns = async () => Object.keys((await watched()).ended).length
    await vi.waitFor(async () => expect(await endedRuns()).toBe(count), { timeout: 120_000, interval: 500 })
    const perSync = (await worked()) / count
    const told = await watched()
    const runs = runsIn(profile).slice(count)
    const once = Object.fromEntries(runs.map(({ id }) => [id, 1]))
    expect({ begun: told.begun, ended: told.ended }).toEqual({ begun: once, ended: once })
    for (const { shopName } of runs) {
      const own = told.said.filter((words) => words.startsWith(`${shopName}: `))
      expect(own, shopName).toEqual([`${shopName}: Download in corso…`, expect.stringContaining('finito')])
    }
    expect(told.events['sync.paused']).toBeUndefined()
    // Of processor time: no sync can keep the page for long. Some 40 ms where nothing else is at work.
    expect(perSync).toBeLessThan(300)
  }, 300_000)
})
