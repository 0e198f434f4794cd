/** What the tray says and shows. Pure. */

import type { Texts } from '../texts/shape.ts'
import { formatTime, formatTimeOrDay } from '../words/format.ts'
import { freshnessOf } from '../words/freshness.ts'
import type { ShopView } from '../words/shop-view.ts'
import type { WorkCounts } from '../words/work.ts'

export interface TrayView {
  readonly shops: readonly ShopView[]
  readonly work: WorkCounts
  readonly pausedUntil: string | null
  /** Easyfatt cannot take orders (R45): another program has this port. */
  readonly takenPort: number | null
  /** Of a desk among others (R55): what it lacks; null: nothing. */
  readonly desks: 'offline' | 'stopped' | null
  /** The preference: after so many hours without a good sync a shop is out of date. */
  readonly staleHours: number
  readonly now: Date
  readonly texts: Texts
}

export type TrayState = 'fine' | 'syncing' | 'failing' | 'suspended'

/** The icon speaks for the shop that needs attention most; one at work shows only when none does (R21). */
export function trayState(shops: readonly ShopView[]): TrayState {
  const states = shops.map(stateOf)
  return (['suspended', 'failing', 'syncing'] as const).find((state) => states.includes(state)) ?? 'fine'
}

function stateOf(shop: ShopView): TrayState {
  if (shop.suspended) return 'suspended'
  if (shop.progress !== null) return 'syncing'
  // A download that was asked for does not count among the failures (R20), but all is not well either.
  return shop.failuresInARow > 0 || shop.lastRun?.outcome === 'failed' ? 'failing' : 'fine'
}

/** What the tray's icon says when pointed at: the program, a pause, each shop. */
export function tooltip(view: TrayView): string {
  const { shops, pausedUntil, takenPort, desks, texts } = view
  const paused =
    pausedUntil === null ? [] : [texts.native.tray.paused(formatTime(pausedUntil, texts.language))]
  const taken = takenPort === null ? [] : [texts.easyfattPull.tray(takenPort)]
  const away = desks === null ? [] : [texts.desks.tray[desks]]
  const lines = shops.map((shop) => `${shop.name}: ${stateText(shop, view)}`)
  // Windows cuts tooltips after 127 characters.
  const whole = [texts.native.program, ...paused, ...taken, ...away, ...lines].join('\n')
  return whole.length <= 127 ? whole : `${whole.slice(0, 126)}…`
}

/** In the windows' words (`healthOf`): what they call out of date is not well here. */
function stateText(shop: ShopView, { texts, now, staleHours, pausedUntil }: TrayView): string {
  const words = texts.native.tray
  switch (stateOf(shop)) {
    case 'suspended':
      return words.suspended
    case 'syncing':
      return words.syncing
    case 'failing':
      return shop.failuresInARow > 0 ? words.failing(shop.failuresInARow) : words.failed
    case 'fine':
      if (shop.lastSuccess === null && shop.lastRun?.outcome === 'cancelled') return words.cancelled
      if (shop.lastSuccess === null && shop.lastRun?.outcome === 'interrupted') return words.interrupted
      if (shop.lastSuccess === null) return words.never
      return freshnessOf(shop, now, staleHours, pausedUntil).stale ? words.stale : words.fine
  }
}

/** `Bottega: a posto · ultimo 10:32 · prossimo 10:47` */
export function shopLine(shop: ShopView, view: TrayView): string {
  const { texts, pausedUntil, now } = view
  const words = texts.native.tray
  const time = (instant: string) => formatTimeOrDay(instant, now, texts.language)
  const last = shop.lastSuccess?.finishedAt
  // What a suspended shop does next is nothing, whatever the timer says.
  const next = shop.settings.autoSync.enabled && !shop.suspended ? shop.nextSyncAt : null
  const parts = [
    `${shop.name}: ${stateText(shop, view)}`,
    ...(last ? [words.last(time(last))] : []),
    ...(next && pausedUntil === null ? [words.next(time(next))] : []),
    ...(shop.settings.autoSync.enabled ? [] : [words.off]),
  ]
  return parts.join(' · ')
}
