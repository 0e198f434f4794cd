import type { Texts } from '../../main/texts/shape.ts'
import { formatCount, formatInstant } from '../../main/words/format.ts'
import { freshnessOf } from '../../main/words/freshness.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { useApp, useTexts } from '../state/app-store.ts'
import { healthOf, isConfigured, nextWindowStart } from '../state/shops.ts'
import { useNow } from '../state/use-now.ts'
import classes from './status-line.module.css'

/** What happened last, and what happens next. */
export function StatusLine({ shops }: { readonly shops: readonly ShopView[] }) {
  const texts = useTexts()
  const platforms = useApp((state) => state.start.platforms)
  const staleHours = useApp((state) => state.preferences.staleHours)
  const now = useNow(60_000)
  const only = shops.length === 1 ? shops[0] : undefined
  if (only === undefined) {
    const isStale = (shop: ShopView) => freshnessOf(shop, now, staleHours, null).stale
    const fine = shops.filter((shop) => healthOf(shop, platforms, isStale(shop)) === 'ok').length
    return <p className={classes.line}>{lastOf(newest(shops), texts, [fine, shops.length])}</p>
  }
  const next = isConfigured(only, platforms) ? nextOf(only, texts) : texts.download.next.configure
  return (
    <p className={classes.line}>
      {lastOf(only, texts, null)} <span className="dim">{next}</span>
    </p>
  )
}

function newest(shops: readonly ShopView[]): ShopView | undefined {
  return shops
    .filter((shop) => shop.lastRun !== null)
    .toSorted((a, b) => (b.lastRun?.startedAt ?? '').localeCompare(a.lastRun?.startedAt ?? ''))[0]
}

function lastOf(
  shop: ShopView | undefined,
  texts: Texts,
  fine: readonly [fine: number, of: number] | null,
): string {
  const { last } = texts.download
  const run = shop?.lastRun
  if (run === null || run === undefined) return last.none
  if (fine !== null && run.outcome !== 'running' && fine[0] < fine[1]) return last.several(...fine)
  const when = texts.common.moment(run.finishedAt ?? run.startedAt, new Date())
  switch (run.outcome) {
    case 'success':
      return last.success(when, run.counters.new, formatCount(run.counters.new, texts.language))
    case 'failed':
    case 'cancelled':
    case 'interrupted':
    case 'annulled': {
      const { new: fresh } = run.counters
      const stay = fresh > 0 ? last.stay(fresh, formatCount(fresh, texts.language)) : ''
      return [last[run.outcome](when), stay].filter(Boolean).join(' ')
    }
    case 'running':
      return ''
  }
}

function nextOf(shop: ShopView, texts: Texts): string {
  const { next } = texts.download
  const write = (instant: string) => formatInstant(instant, texts.language)
  const from = nextWindowStart(shop)
  if (from !== null) return next.from(write(from))
  const { firstDownloadFrom, firstDownloadTo } = shop.settings
  if (firstDownloadFrom === null) return next.first
  if (firstDownloadTo === null) return next.firstFrom(write(firstDownloadFrom))
  return next.firstPeriod(write(firstDownloadFrom), write(firstDownloadTo))
}
