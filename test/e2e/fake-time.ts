import { join } from 'node:path'
import type { Page } from 'playwright'
import { onTestFinished, vi } from 'vitest'
import { openArchive } from '../../main/store/archive.ts'
import type { LaunchOptions, RunningApp } from '../electron/host.ts'
import { manyOrders, startWooServer, type WooServerOptions } from '../woo-server/index.ts'
import { openApp } from './profile.ts'

export const minute = 60_000
/** How long something that happens at once may take (ms, real) on a computer that is busy with other things. */
export const patience = 30_000
/** Monday 23 November 2026, 13:00:05 in Rome. */
export const start = '2026-11-23T12:00:05.000Z'

/** A shop's settings with which it syncs every quarter of an hour. */
export const auto = { settings: { autoSync: { enabled: true, minutes: 15 } } }

/** So many orders, the last of them placed five minutes before {@link start}. */
export const recent = (count: number, firstId = 1000) =>
  manyOrders(count, { until: new Date(Date.parse(start) - 5 * minute), firstId })

/** A shop that tells the time of the program under test, and ends with the test. */
export async function shopOnClock(now: () => number, options: WooServerOptions = {}) {
  const server = await startWooServer({ ...options, now: () => new Date(now()) })
  onTestFinished(() => server.close())
  return server
}

export type Clocked = Awaited<ReturnType<typeof openClocked>>

/** The program with its window, on a clock that the test moves. */
export async function openClocked(profile: string, options: Omit<LaunchOptions, 'profile'> = {}) {
  const opened = await openApp(profile, { clock: start, timeZone: 'Europe/Rome', ...options })
  return { ...opened, ...clocked(opened.app, opened.page) }
}

/** Ways to move the time of a program that was started with a clock. */
function clocked(app: RunningApp, page: Page) {
  const shops = async () => {
    const answer = await page.evaluate(() => window.api.request('shops.list', undefined))
    if (!answer.ok) throw new Error(answer.failure.code)
    return answer.value
  }
  /** Lets time pass, and the syncs that begin in it end. */
  const pass = async (ms: number) => {
    await app.clock.pass(ms)
    await vi.waitUntil(
      async () =>
        (await shops()).every(
          ({ settings, nextSyncAt }) => !settings.autoSync.enabled || nextSyncAt !== null,
        ),
      { timeout: patience, interval: 40 },
    )
  }
  return {
    shops,
    pass,
    /** Lets each shop sync so many times, every quarter of an hour. */
    async syncs(count: number): Promise<void> {
      for (let done = 0; done < count; done += 1) await pass(15 * minute)
    },
  }
}

/** So many automatic syncs that failed, every quarter of an hour up to {@link start}. */
export function writeFailures(profile: string, shopName: string, count: number): void {
  const archive = openArchive(join(profile, 'archive.sqlite'))
  const shopId = archive.listShops().find(({ name }) => name === shopName)?.id ?? 0
  const failure = { code: 'credentials-rejected', params: { host: '127.0.0.1' } } as const
  for (let back = count; back > 0; back -= 1) {
    const at = new Date(Date.parse(start) - back * 15 * minute).toISOString()
    const { id } = archive.beginRun(shopId, 'auto', at)
    archive.finishRun(id, { outcome: 'failed', failure, finishedAt: at, cursor: null })
  }
  archive.close()
}

/** What the archive of a program that may be running says of its runs, oldest first. */
export function runsIn(profile: string) {
  const archive = openArchive(join(profile, 'archive.sqlite'))
  try {
    return archive.listRuns(null, null, 1000).toReversed()
  } finally {
    archive.close()
  }
}

/** What the tray's menu offers below the lines of the shops, with those that lead to orders to do and not seen yet. */
export function trayCommands(...work: readonly string[]): readonly string[] {
  return ['–', ...work, 'Download Ordini', 'Ricerca ordini', 'Apri', '–', 'Sospendi per un’ora', 'Esci']
}

/** The lines of the tray's menu, as one reads them. */
export async function trayLines(app: RunningApp): Promise<readonly string[]> {
  const tray = await app.tray()
  return (tray?.menu ?? []).map(({ type, label }) => (type === 'separator' ? '–' : label))
}
