import type { ShopView } from '../../main/words/shop-view.ts'
import { FailurePanel } from '../parts/failure-panel.tsx'
import { useTexts } from '../state/app-store.ts'
import { DaysChart, DaysTable, totalsOf } from './days-chart.tsx'
import { FreshnessLine } from './freshness-line.tsx'
import classes from './health-card.module.css'
import { healthDays, loadDays } from './health-store.ts'
import { useDays } from './use-days.ts'

/** A shop's health in a line: how long ago it last synced well, and its last 30 days. */
export function HealthCard({ shop }: { readonly shop: ShopView }) {
  const texts = useTexts()
  const { healthView } = texts.download
  const { days, failure } = useDays(shop)
  const label = healthView.daysOf(shop.name, healthDays)
  return (
    <section className={classes.line} aria-labelledby="health-title">
      <h3 id="health-title" className={classes.title}>
        {healthView.title}
      </h3>
      <FreshnessLine shop={shop} />
      {failure !== null ? (
        <FailurePanel failure={failure} onRetry={() => loadDays(shop.id)} />
      ) : (
        <div className={classes.days}>
          <DaysChart days={days} label={label} small />
          {days !== null && <DaysTable days={days} label={label} />}
          <span className={classes.totals} aria-hidden>
            {days === null
              ? texts.common.loading
              : `${healthView.days(healthDays)}: ${totalsOf(days, texts)}`}
          </span>
        </div>
      )}
    </section>
  )
}
