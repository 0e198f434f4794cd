import { Skeleton } from '@mantine/core'
import type { RunDay } from '../../preload/contract.ts'
import { formatCount, formatDay } from '../format.ts'
import { useTexts } from '../state/app-store.ts'
import type { Texts } from '../texts/index.ts'
import classes from './days-chart.module.css'

interface DaysChartProps {
  /** Null until they are known. */
  readonly days: readonly RunDay[] | null
  /** What it is of, for who cannot see it. */
  readonly label: string
  readonly small?: boolean
}

/**
 * One column a day: above, its new orders; below, how its syncs went (a block; the part that failed is hatched, a
 * day without any is a line), so that nothing is told by colour alone.
 */
export function DaysChart({ days, label, small = false }: DaysChartProps) {
  const texts = useTexts()
  if (days === null) return <Skeleton className={classes.chart} data-small={small || undefined} />
  const most = Math.max(1, ...days.map((day) => day.new))
  return (
    <div
      className={classes.chart}
      data-drawing
      role="img"
      aria-label={`${label}: ${totalsOf(days, texts)}`}
      data-small={small || undefined}
    >
      {days.map((day) => (
        <div key={day.day} className={classes.day} title={`${dayName(day, texts)}: ${wordsOf(day, texts)}`}>
          <div className={classes.orders}>
            <div style={{ height: day.new === 0 ? 0 : `max(2px, ${(100 * day.new) / most}%)` }} />
          </div>
          <div className={classes.syncs} data-none={day.succeeded + day.failed === 0 || undefined}>
            {day.succeeded > 0 && <div className={classes.good} style={{ flexGrow: day.succeeded }} />}
            {day.failed > 0 && <div className={classes.bad} style={{ flexGrow: day.failed }} />}
          </div>
        </div>
      ))}
    </div>
  )
}

/** The same as a table, for screen readers; days on which nothing happened are left out. */
export function DaysTable({ days, label }: { readonly days: readonly RunDay[]; readonly label: string }) {
  const texts = useTexts()
  const { healthView } = texts.download
  const full = days.filter((day) => day.succeeded + day.failed + day.new > 0)
  return (
    <table className="visually-hidden">
      <caption>{label}</caption>
      <thead>
        <tr>
          {[healthView.day, healthView.succeeded, healthView.failed, healthView.fresh].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {full.map((day) => (
          <tr key={day.day}>
            <th scope="row">{dayName(day, texts)}</th>
            <td>{day.succeeded}</td>
            <td>{day.failed}</td>
            <td>{day.new}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** `412 riuscite, 3 non riuscite, 1.204 ordini nuovi` */
export function totalsOf(days: readonly RunDay[], texts: Texts): string {
  const sum = (of: (day: RunDay) => number) => days.reduce((total, day) => total + of(day), 0)
  const fresh = formatCount(
    sum((day) => day.new),
    texts.language,
  )
  return texts.download.healthView.counts(
    sum((day) => day.succeeded),
    sum((day) => day.failed),
    fresh,
  )
}

function wordsOf(day: RunDay, texts: Texts): string {
  const { healthView } = texts.download
  return day.succeeded + day.failed === 0 ? healthView.none : totalsOf([day], texts)
}

/** A day of the chart, written out. */
export function dayName(day: RunDay, texts: Texts): string {
  return formatDay(`${day.day}T12:00:00`, texts.language)
}
