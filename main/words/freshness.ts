/** How long ago a shop last synced well, and whether that is too long. Pure. */

import { hourMs } from './local-time.ts'
import { isRunning, type ShopView } from './shop-view.ts'

/** A sync that is due takes its time. */
const graceMs = 5 * 60 * 1000

/** Why nothing succeeded for so long, although perhaps nothing failed. */
export type StaleReason = 'off' | 'suspended' | 'failing' | 'paused' | 'closed'

export interface Freshness {
  /** When the last run that succeeded ended; null when none did. */
  readonly lastAt: string | null
  /** Whole hours since then. */
  readonly hours: number
  readonly stale: boolean
  /** Null when it is not stale, and while a run is about to change that. */
  readonly reason: StaleReason | null
}

/**
 * @param staleHours the preference: from so many hours on it is a warning; never before a shop's next sync is due
 * @param pausedUntil automatic sync is paused until then
 */
export function freshnessOf(
  shop: ShopView,
  now: Date,
  staleHours: number,
  pausedUntil: string | null,
): Freshness {
  const last = shop.lastSuccess
  if (last === null) return { lastAt: null, hours: 0, stale: false, reason: null }
  const lastAt = last.finishedAt ?? last.startedAt
  const age = Math.max(0, now.getTime() - new Date(lastAt).getTime())
  const { enabled, minutes } = shop.settings.autoSync
  const due = enabled ? minutes * 60_000 + graceMs : 0
  const stale = age >= Math.max(staleHours * hourMs, due)
  const reason = stale && !isRunning(shop) ? reasonOf(shop, isPaused(pausedUntil, now)) : null
  return { lastAt, hours: Math.floor(age / hourMs), stale, reason }
}

function reasonOf(shop: ShopView, paused: boolean): StaleReason {
  if (shop.suspended) return 'suspended'
  const outcome = shop.lastRun?.outcome
  if (outcome === 'failed' || outcome === 'annulled') return 'failing'
  if (!shop.settings.autoSync.enabled) return 'off'
  return paused ? 'paused' : 'closed'
}

/** A pause that is over by the clock is over, whether or not main has said so. */
export function isPaused(pausedUntil: string | null, now: Date): pausedUntil is string {
  return pausedUntil !== null && new Date(pausedUntil).getTime() > now.getTime()
}
