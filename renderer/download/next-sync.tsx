import { IconPlayerPause } from '@tabler/icons-react'
import type { ShopView } from '../../preload/contract.ts'
import { formatCountdown, formatTime } from '../format.ts'
import { useApp, useTexts } from '../state/app-store.ts'
import { isPaused } from '../state/freshness.ts'
import { isRunning } from '../state/shops.ts'
import { useNow } from '../state/use-now.ts'
import classes from './next-sync.module.css'

interface NextSyncProps {
  readonly shop: ShopView
  /** Where the column's head says what the figure is. */
  readonly compact?: boolean
}

/** When the next automatic sync begins: running down, paused, suspended, off. */
export function NextSync({ shop, compact = false }: NextSyncProps) {
  const texts = useTexts()
  const { sync } = texts.download
  const now = useNow(1000)
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
  const left = shop.nextSyncAt === null ? 0 : new Date(shop.nextSyncAt).getTime() - now.getTime()
  if (left <= 0) return <span className={classes.busy}>{sync.soon}</span>
  return (
    <span className={classes.next}>
      {!compact && `${sync.nextIn} `}
      <span role="timer" className={classes.figure}>
        {formatCountdown(left)}
      </span>
    </span>
  )
}
