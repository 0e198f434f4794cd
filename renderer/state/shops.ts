/** What the windows make of shops, runs and progress. Pure: the stores hold, these decide. */
import { dayMs } from '../../main/words/local-time.ts'
import type { Counters, Retrying, Run, RunProgress } from '../../main/words/run.ts'
import { isRunning, type PlatformView, type ShopView } from '../../main/words/shop-view.ts'

export type Health =
  | 'never'
  | 'ok'
  | 'running'
  | 'failed'
  | 'cancelled'
  | 'interrupted'
  | 'stale'
  | 'suspended'
  | 'incomplete'

/** A run tells where it is. Progress that arrives after the run's end is ignored: events can overtake each other. */
export function applyProgress(shops: readonly ShopView[], progress: RunProgress): readonly ShopView[] {
  return shops.map((shop) => {
    if (shop.id !== progress.shopId) return shop
    const ended = shop.lastRun !== null && shop.lastRun.id >= progress.runId && isOver(shop.lastRun)
    return ended ? shop : { ...shop, progress }
  })
}

/** A run has begun or ended. */
export function applyRun(shops: readonly ShopView[], run: Run): readonly ShopView[] {
  return shops.map((shop) => {
    // Orders that the operator chose are no download: shop.progress tells of them while they are fetched.
    if (shop.id !== run.shopId || run.chosen) return shop
    if (!isOver(run)) return { ...shop, progress: shop.progress ?? beginning(run) }
    if (shop.lastRun !== null && shop.lastRun.id > run.id) return shop
    return {
      ...shop,
      lastRun: run,
      lastSuccess: run.outcome === 'success' ? run : shop.lastSuccess,
      progress: shop.progress !== null && shop.progress.runId > run.id ? shop.progress : null,
    }
  })
}

function beginning(run: Run): RunProgress {
  return {
    runId: run.id,
    shopId: run.shopId,
    phase: 'connecting',
    counters: run.counters,
    expected: null,
  }
}

/** Puts a run where it belongs in a list that is newest first: in place of what was known of it, or on top. */
export function upsertRun(runs: readonly Run[], run: Run): readonly Run[] {
  if (runs.some((known) => known.id === run.id))
    return runs.map((known) => (known.id === run.id ? run : known))
  return [...runs, run].sort((a, b) => b.id - a.id)
}

/** Whether a run has ended, in whatever way. */
function isOver(run: Run): boolean {
  return run.outcome !== 'running'
}

/** Of all shops together, those that count: the demonstration shop's orders never mix with real ones (R42). */
export function countedShops(shops: readonly ShopView[]): readonly ShopView[] {
  const real = shops.filter(({ isDemo }) => !isDemo)
  return real.length === 0 ? shops : real
}

/** Whether enough is saved to open the shop: all the fields of one of the platform's ways of access. */
export function isConfigured(shop: ShopView, platforms: readonly PlatformView[]): boolean {
  if (shop.isDemo) return true
  const platform = platforms.find((known) => known.id === shop.platform)
  if (platform === undefined || shop.url === '') return false
  const saved = new Set(shop.savedCredentials)
  return platform.credentials.some((way) => way.every((field) => saved.has(field.name)))
}

/**
 * How a shop is doing: one word, told by icon and colour too.
 * @param stale whether its last good sync is too long ago, although nothing failed
 */
export function healthOf(shop: ShopView, platforms: readonly PlatformView[], stale = false): Health {
  if (isRunning(shop)) return 'running'
  if (!isConfigured(shop, platforms)) return 'incomplete'
  if (shop.suspended) return 'suspended'
  const outcome = shop.lastRun?.outcome
  switch (outcome) {
    case undefined:
    case 'running':
      return 'never'
    case 'success':
      return stale ? 'stale' : 'ok'
    case 'failed':
    case 'annulled':
      return 'failed'
    case 'cancelled':
    case 'interrupted':
      return outcome
  }
}

const zero: Counters = { total: 0, new: 0, skipped: 0, wrong: 0 }

/** The counters to show: those of the run under way, else of the last one, summed over the shops (R5). */
export function countersOf(shops: readonly ShopView[]): Counters {
  return shops.reduce((sum, shop) => {
    const counters = shop.progress?.counters ?? shop.lastRun?.counters ?? zero
    return {
      total: sum.total + counters.total,
      new: sum.new + counters.new,
      skipped: sum.skipped + counters.skipped,
      wrong: sum.wrong + counters.wrong,
    }
  }, zero)
}

/** Orders read so far, and of how many when every running shop has said. */
export function progressOf(shops: readonly ShopView[]): {
  readonly running: boolean
  readonly connecting: boolean
  readonly read: number
  readonly expected: number | null
  /** A request that will be repeated, of the shop that asks again last. */
  readonly retry: (Retrying & { readonly shop: string }) | null
} {
  const running = shops.filter(isRunning)
  const known = running.flatMap((shop) => (shop.progress === null ? [] : [shop.progress]))
  const retries = running.flatMap(({ name, progress }) =>
    progress?.retry === undefined ? [] : [{ ...progress.retry, shop: name }],
  )
  const complete = known.length === running.length && known.every((progress) => progress.expected !== null)
  return {
    running: running.length > 0,
    connecting: known.every((progress) => progress.phase === 'connecting'),
    read: known.reduce((sum, progress) => sum + progress.counters.total, 0),
    retry: retries.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0] ?? null,
    expected: complete ? known.reduce((sum, progress) => sum + (progress.expected ?? 0), 0) : null,
  }
}

/** From when on the next download will read: 24 hours before the last one (R11); null before the first. */
export function nextWindowStart(shop: ShopView): string | null {
  const last = shop.lastSuccess
  if (last === null) return null
  const start = last.windowTo ?? last.shopStartedAt ?? last.startedAt
  return new Date(new Date(start).getTime() - dayMs).toISOString()
}
