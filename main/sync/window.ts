import type { DownloadWindow } from '../connectors/connector.ts'
import type { Instant } from '../order.ts'
import type { ShopSettings } from '../shop.ts'

const dayMs = 24 * 60 * 60 * 1000

export interface RunPlan {
  readonly window: DownloadWindow
  /** Orders placed before it are skipped (R6, R13). */
  readonly floor: Instant
  /** What the shop's cursor becomes when the run succeeds (R11). */
  readonly cursor: Instant
}

/**
 * Which span of time a run asks the shop for (R10, R11), all by the shop's own clock (R12).
 *
 * First download: the custom period, or the 24 hours before the first run that reached the shop. That floor stays
 * when the run then fails or is killed: were it to move on with each attempt, the orders of the hours between would
 * be lost (R31). Later ones: from 24 hours before the last download began, open towards now.
 */
export function planRun(
  shop: {
    readonly settings: Pick<ShopSettings, 'firstDownloadFrom' | 'firstDownloadTo'>
    readonly floor: Instant | null
    readonly cursor: Instant | null
  },
  shopNow: Date,
): RunPlan {
  const start = shopNow.toISOString()
  if (shop.cursor !== null) {
    const from = dayBefore(shop.cursor)
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

function dayBefore(instant: Instant): Instant {
  return new Date(Date.parse(instant) - dayMs).toISOString()
}
