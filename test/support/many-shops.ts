/** A profile with many shops that have run before, and what the main window hears, says and suffers while they sync. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { openArchive } from '../../main/store/archive.ts'
import { testKey } from '../woo-server/index.ts'
import { draftOf, temporaryFolder } from './archive.ts'

/** How often they sync (R18): so seldom that none is due before the page is there. */
export const everyMs = 60 * 60_000

/** So many shops at one address, each with a success behind it; their next syncs are due five seconds apart. */
export function profileWithShops(
  count: number,
  { url, now }: { readonly url: string; readonly now: number },
  profile = temporaryFolder(),
): string {
  const archive = openArchive(join(profile, 'archive.sqlite'))
  const { consumerKey, consumerSecret } = testKey
  const values = {
    consumerKey: { encrypted: false, value: consumerKey },
    consumerSecret: { encrypted: false, value: consumerSecret },
  }
  const credentials: Record<number, object> = {}
  for (let place = 1; place <= count; place += 1) {
    const draft = draftOf({ name: `Negozio ${place}`, url })
    const settings = { ...draft.settings, autoSync: { enabled: true, minutes: everyMs / 60_000 } }
    const { id } = archive.saveShop({ ...draft, settings })
    credentials[id] = { site: new URL(url).host, values }
    const at = new Date(now - 5000 * (count - place)).toISOString()
    const run = archive.beginRun(id, 'auto', at)
    archive.finishRun(run.id, { outcome: 'success', failure: null, finishedAt: at, cursor: at })
  }
  archive.close()
  writeFileSync(join(profile, 'credentials.json'), JSON.stringify(credentials))
  return profile
}

interface Watched {
  /** How often a run was told as begun, and as ended, by its id. */
  readonly begun: Readonly<Record<string, number>>
  readonly ended: Readonly<Record<string, number>>
  /** How often each event came. */
  readonly events: Readonly<Record<string, number>>
  /** What a screen reader was given to say. */
  readonly said: readonly string[]
  /** The longest that the page did nothing else, ms. */
  readonly longestPauseMs: number
}

/** From now on it is kept what the page hears and says, and how long it lets others wait. */
export async function watchPage(page: Page): Promise<() => Promise<Watched>> {
  await page.evaluate(() => {
    const kept = {
      begun: {} as Record<string, number>,
      ended: {} as Record<string, number>,
      events: {} as Record<string, number>,
      said: [] as string[],
      longestPauseMs: 0,
    }
    const count = (where: Record<string, number>, what: string | number) => {
      where[what] = (where[what] ?? 0) + 1
    }
    for (const name of ['run.progress', 'shops.changed', 'sync.paused', 'log.changed'] as const)
      window.api.on(name, () => count(kept.events, name))
    window.api.on('run.changed', ({ id, outcome }) => {
      count(outcome === 'running' ? kept.begun : kept.ended, id)
    })
    const region = document.querySelector('[role=status][aria-live]')
    if (region === null) throw new Error('nowhere to say anything')
    new MutationObserver(() => void kept.said.push(region.textContent ?? '')).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    })
    const everyMs = 10
    let last = performance.now()
    setInterval(() => {
      const now = performance.now()
      kept.longestPauseMs = Math.max(kept.longestPauseMs, now - last - everyMs)
      last = now
    }, everyMs)
    Reflect.set(window, 'watched', kept)
  })
  return () => page.evaluate(() => Reflect.get(window, 'watched') as Watched)
}

/** From now on, how much the page's scripts and layout have worked: ms of processor time, whatever else is at work. */
export async function workOf(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    const parts = ['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration']
    return metrics.reduce((sum, { name, value }) => (parts.includes(name) ? sum + 1000 * value : sum), 0)
  }
}

interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  readonly tdur?: number
  readonly args: { readonly name?: string }
}

/** From now on, the longest that the page was at one thing: ms of processor time, whatever else is at work. */
export async function longestTaskOf(page: Page): Promise<() => Promise<number>> {
  const browser = page.context().browser()
  if (browser === null) throw new Error('no browser to ask')
  await browser.startTracing(page, { categories: ['toplevel'] })
  return async () => {
    const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as { traceEvents: TraceEvent[] }
    const threads = traceEvents.filter(
      ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain',
    )
    const isPage = new Set(threads.map(({ pid, tid }) => `${pid} ${tid}`))
    const tasks = traceEvents.filter(
      ({ pid, tid, tdur }) => tdur !== undefined && isPage.has(`${pid} ${tid}`),
    )
    if (tasks.length === 0) throw new Error('the page was not watched')
    return tasks.reduce((longest, { tdur = 0 }) => Math.max(longest, tdur / 1000), 0)
  }
}
