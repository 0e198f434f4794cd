import { IconPlayerPause } from '@tabler/icons-react'
import { formatCountdown, formatTime } from '../../main/words/format.ts'
import { isPaused } from '../../main/words/freshness.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { isRunning } from '../../main/words/shop-view.ts'
import { useApp, useTexts } from '../state/app-store.ts'
import { useNow } from '../state/use-now.ts'
import classes from './next-sync.module.css'

interface NextSyncProps {
  readonly shop: ShopView
  /** One of many: a time of day, which does not run down. */
  readonly compact?: boolean
}

/** When the next automatic sync begins: running down, paused, suspended, off. */
export function NextSync({ shop, compact = false }: NextSyncProps) {
  const texts = useTexts()
  const { sync } = texts.download
  const now = useNow(compact ? 60_000 : 1000)
  const pausedUntil = useApp((state) => state.pausedUntil)
  if (!shop.settings.autoSync.enabled) return <span className="dim">{compact ? sync.off : sync.offHint}</span>
  if (isRunning(shop)) return <span className={classes.busy}>{sync.working}</span>
  if (isPaused(pausedUntil, now)) {
    return (
      <span className={classes.paused}>
        <IconPlayerPause size={14} aria-hidden />
        {sync.pausedUntil(formatTime(pausedUntil, texts.language))}
      </span>
    )
  }
  if (shop.suspended) return <span className={classes.suspended}>{sync.suspended}</span>
  const { nextSyncAt } = shop
  const left = nextSyncAt === null ? 0 : new Date(nextSyncAt).getTime() - now.getTime()
  if (nextSyncAt === null || left <= 0) return <span className={classes.busy}>{sync.soon}</span>
  if (compact)
    return <span className={classes.next}>{sync.nextAt(formatTime(nextSyncAt, texts.language))}</span>
  return (
    <span className={classes.next}>
      {sync.nextIn}{' '}
      <span role="timer" className={classes.figure}>
        {formatCountdown(left)}
      </span>
    </span>
  )
}
