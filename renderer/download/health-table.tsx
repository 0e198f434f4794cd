import { memo } from 'react'
import { failureText } from '../../main/texts/index.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import framed from '../parts/framed-table.module.css'
import { ShopHealth } from '../parts/shop-health.tsx'
import { useTexts } from '../state/app-store.ts'
import { selectShop } from '../state/download-store.ts'
import { AutoSyncSwitch } from './auto-sync-switch.tsx'
import { DaysChart } from './days-chart.tsx'
import { FailureMeter } from './failure-meter.tsx'
import { FreshnessCell } from './freshness-line.tsx'
import { healthDays } from './health-store.ts'
import classes from './health-table.module.css'
import { NextSync } from './next-sync.tsx'
import { ResumeButton } from './resume-button.tsx'
import { useDays } from './use-days.ts'

/** Every shop's health in a line: automatic sync, failures in a row, its last days, the last good sync. */
export function HealthTable({ shops }: { readonly shops: readonly ShopView[] }) {
  const { healthView, sync, runs } = useTexts().download
  return (
    <section className={framed.section} aria-labelledby="health-title">
      <header className={classes.head}>
        <h3 id="health-title" className={framed.title}>
          {healthView.titleAll}
        </h3>
        <ResumeButton />
      </header>
      <div className={`card ${framed.frame}`}>
        <table className={`${framed.table} ${classes.rows}`}>
          <thead>
            <tr>
              <th scope="col">{runs.shop}</th>
              <th scope="col" colSpan={2}>
                {sync.column}
              </th>
              <th scope="col" className={framed.optional}>
                {sync.failuresInARow}
              </th>
              <th scope="col">{healthView.days(healthDays)}</th>
              <th scope="col">{healthView.lastGoodShort}</th>
            </tr>
          </thead>
          <tbody>
            {shops.map((shop) => (
              <HealthRow key={shop.id} shop={shop} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** Drawn again for its own shop only: many may be syncing at once. */
const HealthRow = memo(({ shop }: { readonly shop: ShopView }) => {
  const texts = useTexts()
  const { healthView } = texts.download
  const { days, failure } = useDays(shop)
  return (
    <tr>
      <th scope="row" className={classes.shop}>
        <button type="button" className={classes.name} title={shop.name} onClick={() => selectShop(shop.id)}>
          {shop.name}
        </button>
        <span className={classes.health}>
          <ShopHealth shop={shop} />
        </span>
      </th>
      <td className={classes.switch}>
        <AutoSyncSwitch shop={shop} labelled={false} />
      </td>
      <td className={classes.next}>
        <NextSync shop={shop} compact />
      </td>
      <td className={framed.optional}>
        <FailureMeter failures={shop.failuresInARow} compact />
      </td>
      <td>
        {failure !== null ? (
          <span className={classes.unread} title={failureText(texts, failure).message}>
            {failureText(texts, failure).message}
          </span>
        ) : (
          <DaysChart days={days} label={healthView.daysOf(shop.name, healthDays)} small />
        )}
      </td>
      <td>
        <FreshnessCell shop={shop} />
      </td>
    </tr>
  )
})
