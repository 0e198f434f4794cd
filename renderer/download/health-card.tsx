import type { ShopView } from '../../main/words/shop-view.ts'
import { FailurePanel } from '../parts/failure-panel.tsx'
import { useTexts } from '../state/app-store.ts'
import { DaysChart, DaysTable, dayName, totalsOf } from './days-chart.tsx'
import { FreshnessLine } from './freshness-line.tsx'
import classes from './health-card.module.css'
import { healthDays, loadDays } from './health-store.ts'
import { useDays } from './use-days.ts'

/** A shop's health at a glance: its last 30 days, and how long ago it last synced well. */
export function HealthCard({ shop }: { readonly shop: ShopView }) {
  const texts = useTexts()
  const { healthView } = texts.download
  const { days, failure } = useDays(shop)
  const label = healthView.daysOf(shop.name, healthDays)
  return (
    <section className={classes.section} aria-labelledby="health-title">
      <header className={classes.head}>
        <h3 id="health-title" className={classes.title}>
          {healthView.title}
        </h3>
        <FreshnessLine shop={shop} />
      </header>
      {failure !== null ? (
        <FailurePanel failure={failure} onRetry={() => loadDays(shop.id)} />
      ) : (
        <div className={`card ${classes.card}`}>
          <DaysChart days={days} label={label} />
          {days !== null && <DaysTable days={days} label={label} />}
          <div className={classes.axis} aria-hidden>
            <span>{days?.[0] && dayName(days[0], texts)}</span>
            <span>{healthView.today}</span>
          </div>
          <div className={classes.legend} aria-hidden>
            <span>
              {days === null
                ? texts.common.loading
                : `${healthView.days(healthDays)}: ${totalsOf(days, texts)}`}
            </span>
            <span className={classes.keys} data-drawing>
              <span className={classes.key} data-kind="fresh">
                {healthView.fresh}
              </span>
              <span className={classes.key} data-kind="good">
                {healthView.succeeded}
              </span>
              <span className={classes.key} data-kind="bad">
                {healthView.failed}
              </span>
            </span>
          </div>
        </div>
      )}
    </section>
  )
}
