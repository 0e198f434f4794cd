import type { DownloadWindow } from '../connectors/connector.ts'
import type { ClockPast } from '../store/runs.ts'
import type { ShopRecord } from '../store/shops.ts'
import { dayMs } from '../words/local-time.ts'
import type { Instant } from '../words/order.ts'
import type { Run } from '../words/run.ts'
import type { ShopSettings } from '../words/shop.ts'

export interface RunPlan {
  readonly window: DownloadWindow
  /** Orders placed before it are skipped (R6, R13). */
  readonly floor: Instant
  /** What the shop's cursor becomes when the run succeeds (R11). */
  readonly cursor: Instant
}

/** What the archive knows of a shop's windows. */
export type Windowed = Pick<ShopRecord, 'floor' | 'cursor'> & {
  readonly settings: Pick<ShopSettings, 'firstDownloadFrom' | 'firstDownloadTo'>
  readonly lastSuccess?: Pick<Run, 'startedAt' | 'shopStartedAt'> | null
}

/**
 * Which span of time a run asks the shop for (R10, R11), all by the shop's own clock (R12). A cursor and a floor that
 * the computer's clock has not reached yet are not kept: one answer with a `Date` of next week would hide the orders
 * of the days between.
 *
 * First download: the custom period, or the 24 hours before the first run that reached the shop. That floor stays
 * when the run then fails or is killed: were it to move on with each attempt, the orders of the hours between would
 * be lost (R31). Later ones: from 24 hours before the last download began, open towards now.
 */
export function planRun(shop: Windowed, shopNow: Date, computerNow: Date = shopNow): RunPlan {
  const start = earlier(shopNow, computerNow).toISOString()
  if (shop.cursor !== null) {
    const from = dayBefore(shop.cursor < start ? shop.cursor : start)
    return { window: { from, to: null }, floor: shop.floor ?? from, cursor: start }
  }
  const { firstDownloadFrom, firstDownloadTo } = shop.settings
  if (firstDownloadFrom !== null) {
    const to = firstDownloadTo !== null && firstDownloadTo < start ? firstDownloadTo : null
    return { window: { from: firstDownloadFrom, to }, floor: firstDownloadFrom, cursor: to ?? start }
  }
  const floor = shop.floor ?? dayBefore(start)
  return { window: { from: floor, to: null }, floor, cursor: start }
}

/** Answers take a while, and clocks differ by little. */
const jitterMs = 5 * 60 * 1000

/**
 * Which of a shop's times lies in the future, left there by a clock of the shop that was ahead (archives of earlier
 * versions have such): the first window's start, or the cursor. That one counts too when time has caught up with it:
 * the run that left it there began a day and more before.
 */
export function timeAhead(shop: Windowed, shopNow: Date, computerNow: Date): 'floor' | 'cursor' | null {
  const { floor, cursor, settings, lastSuccess } = shop
  // A time that the computer's clock has passed is no future one: then it is the shop's that is behind today.
  const latest = Math.max(shopNow.getTime(), computerNow.getTime()) + jitterMs
  const isChosen = floor === settings.firstDownloadFrom
  if (floor !== null && !isChosen && Date.parse(floor) > latest - dayMs) return 'floor'
  if (cursor === null) return null
  const caughtUp =
    cursor === lastSuccess?.shopStartedAt && Date.parse(cursor) - Date.parse(lastSuccess.startedAt) > dayMs
  return caughtUp || Date.parse(cursor) > latest ? 'cursor' : null
}

/** The times that a shop should have: what has arrived since the clock was wrong is asked for once more. */
export function healed(
  { floor, cursor }: Pick<Windowed, 'floor' | 'cursor'>,
  ahead: 'floor' | 'cursor',
  { firstReachedAt, firstAheadAt }: ClockPast,
): Pick<Windowed, 'floor' | 'cursor'> {
  if (ahead === 'cursor') return { floor, cursor: firstAheadAt ?? firstReachedAt }
  return {
    floor: firstReachedAt === null ? null : dayBefore(firstReachedAt),
    cursor: cursor === null ? null : firstReachedAt,
  }
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other
}

function dayBefore(instant: Instant): Instant {
  return new Date(Date.parse(instant) - dayMs).toISOString()
}
