import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { hostName, launchApp } from '../electron/host.ts'
import { asksForFullOrders, manyOrders } from '../woo-server/index.ts'
import {
  auto,
  minute,
  openClocked,
  patience,
  recent,
  runsIn,
  shopOnClock,
  start,
  trayCommands,
  trayLines,
} from './fake-time.ts'
import { addShop, profileWithShop } from './profile.ts'

describe.runIf(hostName === 'stand-in')(
  'automatic sync through time in the built program (stand-in only)',
  () => {
    it('R18 keeps to its interval over the end of summer time, in the tray with the window closed', async () => {
      // Clocks go back from 03:00 to 02:00 at 01:00 UTC.
      const before = '2026-10-25T00:20:05.000Z'
      let now = () => Date.parse(before)
      const orders = manyOrders(2, { until: new Date(Date.parse(before) - minute), firstId: 500 })
      const server = await shopOnClock(() => now(), { orders })
      const profile = await profileWithShop(server.url, auto)
      writeFileSync(join(profile, 'settings.json'), '{"preferences":{"notifyNewOrders":true}}')
      const { app, page, pass } = await openClocked(profile, { clock: before })
      now = app.clock.now
      await pass(15_000)
      const titles = async () => (await app.notifications()).map(({ title }) => title)
      expect(await titles()).toEqual(['Bottega: 2 ordini nuovi'])
      await app.closeWindow(page)
      await vi.waitFor(() => expect(app.windows()).toEqual([]), patience)
      const syncedInTray = async (count: number) => {
        await app.clock.pass(15 * minute)
        const succeeded = Array.from({ length: count }, () => 'success')
        await vi.waitFor(
          () => expect(runsIn(profile).map(({ outcome, failure }) => failure ?? outcome)).toEqual(succeeded),
          patience,
        )
        // The tray tells the next one once this one is done with. The first was due ten seconds after the start.
        const next = new Date(Date.parse(before) + 10_000 + count * 15 * minute)
        const shown = next.toLocaleTimeString('it', { timeStyle: 'short', timeZone: 'Europe/Rome' })
        await vi.waitFor(async () => expect((await trayLines(app))[0]).toMatch(`prossimo ${shown}`), patience)
      }
      for (const count of [2, 3, 4]) await syncedInTray(count)
      const [line] = manyOrders(1, { until: new Date(now()), firstId: 900 })
      if (line) server.addOrder(line)
      server.updateOrder(500, { status: 'cancelled' })
      for (const count of [5, 6]) await syncedInTray(count)
      const begun = runsIn(profile).map(({ startedAt }) => Date.parse(startedAt))
      for (const [place, at] of begun.slice(1).entries())
        expect((at - (begun[place] ?? 0)) / minute).toBeCloseTo(15, 0)
      expect(await titles()).toEqual([
        'Bottega: 2 ordini nuovi',
        'Download Ordini resta attivo',
        'Bottega: 1 ordine nuovo',
        // R42: what was cancelled after its download is told of, once.
        'Bottega: ordine 500 annullato o rimborsato',
      ])
      await app.clickNotification(2)
      const search = await app.waitForWindow('window=search')
      await search
        .getByText(/\b1 ordine/)
        .first()
        .waitFor()
      await app.clickNotification(3)
      await search.getByRole('row').filter({ hasText: 'annullato sul sito' }).dblclick()
      await search.getByRole('button', { name: 'Visto: annullato sul sito' }).click()
      await search.getByText('Segnato come visto').waitFor()
      await search
        .getByRole('img', { name: 'Da controllare: annullato sul sito' })
        .waitFor({ state: 'detached' })
      expect(await app.quit()).toEqual({ code: 0, signal: null })
      expect(() => process.kill(app.pid, 0)).toThrowError('ESRCH')
      expect(app.stderr()).toBe('')
    })

    it('R18 after sleep what is due runs once for each shop, one after the other, told or not', async () => {
      let now = () => Date.parse(start)
      const servers = await Promise.all(
        [100, 200].map((firstId) => shopOnClock(() => now(), { orders: recent(2, firstId) })),
      )
      const profile = await profileWithShop(servers[0]?.url ?? '', auto)
      await addShop(profile, servers[1]?.url ?? '', { ...auto, name: 'Altra' })
      const { app, pass } = await openClocked(profile)
      now = app.clock.now
      await pass(minute)
      expect(runsIn(profile)).toHaveLength(2)
      for (const [count, wakes] of [
        [4, true],
        [6, false],
      ] as const) {
        const woken = app.clock.now() + 8 * 60 * minute
        await app.clock.jump(8 * 60 * minute)
        if (wakes) await app.emitPower('resume')
        for (let step = 0; step < 30 && runsIn(profile).length < count; step += 1) await pass(3_000)
        // Once only.
        await pass(minute)
        const runs = runsIn(profile)
        expect(runs).toHaveLength(count)
        const [one = 0, other = 0] = runs.slice(-2).map(({ startedAt }) => Date.parse(startedAt))
        // Not before the network is back; five seconds apart, less the test's own step.
        expect(one - woken).toBeGreaterThanOrEqual(10_000)
        expect(other - one).toBeGreaterThanOrEqual(2_000)
        expect(new Set(runs.slice(-2).map(({ shopId }) => shopId)).size).toBe(2)
      }
      // Somebody sets the clock back by a day: the next ones come when they were due.
      await app.clock.jump(-24 * 60 * minute)
      await pass(16 * minute)
      expect(runsIn(profile)).toHaveLength(8)
    })

    it('R18 a pause stops the syncs for an hour and ends by itself, in window and tray', async () => {
      let now = () => Date.parse(start)
      const server = await shopOnClock(() => now(), { orders: recent(2) })
      const { app, page, pass } = await openClocked(await profileWithShop(server.url, auto))
      now = app.clock.now
      await pass(15_000)
      const told: unknown[] = []
      await page.exposeFunction('toldOfPause', (until: unknown) => void told.push(until))
      await page.evaluate(() => {
        const tell = Reflect.get(window, 'toldOfPause') as (until: string | null) => void
        window.api.on('sync.paused', ({ until }) => tell(until))
      })
      const asked = server.requests.length
      await app.clickTrayItem('pause')
      await page.getByText('In pausa fino alle 14:00').first().waitFor()
      await vi.waitFor(async () => {
        expect((await trayLines(app))[1]).toBe('in pausa fino alle 14:00')
        expect((await app.tray())?.tooltip).toContain('in pausa fino alle 14:00')
      }, patience)
      for (let quarter = 0; quarter < 3; quarter += 1) await pass(15 * minute)
      expect(server.requests).toHaveLength(asked)
      expect(told.at(-1)).toMatch(/^2026-11-23T13:00:/)
      await pass(16 * minute)
      expect(server.requests.length).toBeGreaterThan(asked)
      await vi.waitFor(() => expect(told.at(-1)).toBeNull(), patience)
      await page.getByRole('timer').first().waitFor()
      const commands = trayCommands('Non visti: 2')
      await vi.waitFor(async () => expect((await trayLines(app)).slice(1)).toEqual(commands), patience)
    })

    it('R18 R31 quitting during an automatic sync records it and leaves nothing; the next start makes up for it', async () => {
      let now = () => Date.parse(start)
      let pages = 0
      const server = await shopOnClock(() => now(), {
        orders: recent(300),
        // The first page of orders in full comes, the next ones do not.
        failures: (request) => {
          if (!asksForFullOrders(request)) return undefined
          pages += 1
          return pages > 1 ? 'stall' : undefined
        },
      })
      const profile = await profileWithShop(server.url, auto)
      const { app, page } = await openClocked(profile)
      now = app.clock.now
      await app.clock.pass(15_000)
      await page.getByText(/^\d+ di 300 ordini letti/).waitFor()
      await vi.waitFor(async () => expect((await app.tray())?.imagePath).toContain('syncing'), patience)
      expect((await trayLines(app))[0]).toBe('Bottega: download in corso')
      const moment = new Date(now() + 20 * minute).toISOString()
      await app.clickTrayItem('quit')
      expect(await app.exit).toEqual({ code: 0, signal: null })
      expect(app.stderr()).toBe('')
      expect(runsIn(profile)).toMatchObject([{ trigger: 'auto', outcome: 'cancelled' }])

      server.setFailure(undefined)
      const again = await openClocked(profile, { clock: moment })
      now = again.app.clock.now
      expect((await again.shops())[0]).toMatchObject({ failuresInARow: 0, ordersStored: 100 })
      await again.pass(15_000)
      expect((await again.shops())[0]).toMatchObject({ ordersStored: 300, lastRun: { outcome: 'success' } })
      // R21: no failure, and the new orders, as nobody has chosen otherwise.
      const told = await again.app.notifications()
      expect(told.map(({ title }) => title)).toEqual([expect.stringMatching(/^Bottega: \d+ ordini nuovi$/)])
    })

    it('R22 a shop in trouble is asked again within the run, a wrong key is not', async () => {
      let now = () => Date.parse(start)
      let troubles = 1
      const server = await shopOnClock(() => now(), {
        orders: recent(2),
        failures: () => {
          troubles -= 1
          return troubles === 0 ? { status: 503, headers: { 'Retry-After': '1' } } : undefined
        },
      })
      const profile = await profileWithShop(server.url, auto)
      const { app, pass } = await openClocked(profile)
      now = app.clock.now
      await pass(15_000)
      expect(server.requests[0]?.status).toBe(503)
      expect(server.requests[1]?.path).toBe(server.requests[0]?.path)
      expect(runsIn(profile)).toMatchObject([{ outcome: 'success', counters: { new: 2 } }])
      server.setFailure(() => ({ status: 401, body: '{}' }))
      const asked = server.requests.length
      await pass(15 * minute)
      const paths = server.requests.slice(asked).map(({ path, query }) => `${path}?${query}`)
      expect(runsIn(profile).at(-1)).toMatchObject({ outcome: 'failed' })
      expect(new Set(paths).size).toBe(paths.length)
    })

    it('R18 started hidden it syncs without a window, and a second start shows one', async () => {
      let now = () => Date.parse(start)
      const server = await shopOnClock(() => now(), { orders: recent(2) })
      const profile = await profileWithShop(server.url, auto)
      const saved = { preferences: { openAtLogin: true, startHidden: true } }
      writeFileSync(join(profile, 'settings.json'), JSON.stringify(saved))
      const args = ['--profile', profile]
      const hidden = { profile, clock: start, timeZone: 'Europe/Rome', args: [...args, '--hidden'] }
      await using app = await launchApp(hidden)
      now = app.clock.now
      await vi.waitUntil(() => app.tray(), patience)
      // What the operator chose in the system's own settings is not undone at each start.
      expect(await app.loginItem()).toEqual({})
      await vi.waitFor(async () => expect((await trayLines(app))[0]).toContain('prossimo'), patience)
      await app.clock.pass(15_000)
      await vi.waitFor(
        () => expect(runsIn(profile)).toMatchObject([{ outcome: 'success', failure: null }]),
        patience,
      )
      expect(app.windows()).toEqual([])
      const second = await launchApp({ profile, args, cli: true })
      expect(await second.exit).toEqual({ code: 0, signal: null })
      await app.waitForWindow('window=main')
    })
  },
)
