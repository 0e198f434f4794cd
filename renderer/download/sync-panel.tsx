import { isPaused } from '../../main/words/freshness.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { useApp, useTexts } from '../state/app-store.ts'
import { useNow } from '../state/use-now.ts'
import { AutoSyncSwitch } from './auto-sync-switch.tsx'
import { FailureMeter } from './failure-meter.tsx'
import { NextSync } from './next-sync.tsx'
import { ResumeButton } from './resume-button.tsx'
import classes from './sync-panel.module.css'

/** A shop's automatic sync: on or off, when the next one is, failures in a row (R18 to R20). */
export function SyncPanel({ shop }: { readonly shop: ShopView }) {
  const { sync } = useTexts().download
  const { enabled, minutes } = shop.settings.autoSync
  const paused = isPaused(
    useApp((state) => state.pausedUntil),
    useNow(1000),
  )
  const withMeter = enabled || shop.failuresInARow > 0
  return (
    <section
      className={`card ${classes.panel}`}
      aria-label={sync.titleOf(shop.name)}
      data-plain={shop.suspended || undefined}
    >
      <div className={classes.row}>
        <AutoSyncSwitch shop={shop} labelled />
        {enabled && (paused ? <ResumeButton /> : <span className="dim">{sync.every(minutes)}</span>)}
      </div>
      <div className={classes.row}>
        {shop.suspended && enabled && !paused ? null : <NextSync shop={shop} />}
        {withMeter && <FailureMeter failures={shop.failuresInARow} />}
      </div>
    </section>
  )
}
