import { Skeleton } from '@mantine/core'
import { memo, useId } from 'react'
import type { Texts } from '../../main/texts/shape.ts'
import { formatCount, formatDay } from '../../main/words/format.ts'
import type { RunDay } from '../../main/words/run.ts'
import { useTexts } from '../state/app-store.ts'
import classes from './days-chart.module.css'

interface DaysChartProps {
  /** Null until they are known. */
  readonly days: readonly RunDay[] | null
  /** What it is of, for who cannot see it. */
  readonly label: string
  readonly small?: boolean
}

const columnWidth = 10
const barWidth = 8
const gap = 3
/** Heights in pixels; columns are as wide as there is room. */
const heights = { large: { orders: 36, syncs: 14 }, small: { orders: 14, syncs: 8 } }

/**
 * One column a day: above, its new orders; below, how its syncs went (a block; the part that failed is striped, a
 * day without any is a line), so that nothing is told by colour alone. Few shapes, because fifty of them may be shown.
 */
export const DaysChart = memo(({ days, label, small = false }: DaysChartProps) => {
  const texts = useTexts()
  const stripes = useId()
  const size = heights[small ? 'small' : 'large']
  const height = size.orders + gap + size.syncs
  const data = { className: classes.chart, 'data-small': small || undefined }
  if (days === null) return <Skeleton {...data} height={height} />
  const bars = barsOf(days, size)
  return (
    <svg
      {...data}
      height={height}
      viewBox={`0 0 ${days.length * columnWidth} ${height}`}
      preserveAspectRatio="none"
      data-drawing
      role="img"
      aria-label={`${label}: ${totalsOf(days, texts)}`}
    >
      <pattern id={stripes} width="4" height="4" patternUnits="userSpaceOnUse">
        <rect className={classes.stripe} width="4" height="2" />
        <rect className={classes.between} y="2" width="4" height="2" />
      </pattern>
      {!small &&
        days.map((day, at) => (
          <rect
            key={day.day}
            className={classes.day}
            x={at * columnWidth}
            width={columnWidth}
            height={height}
          >
            <title>{`${dayName(day, texts)}: ${wordsOf(day, texts)}`}</title>
          </rect>
        ))}
      <path className={classes.orders} d={bars.orders} />
      <path className={classes.good} d={bars.good} />
      <path d={bars.bad} fill={`url(#${stripes})`} />
      <path className={classes.none} d={bars.none} />
    </svg>
  )
})

/** The outlines of what the days have alike. */
function barsOf(days: readonly RunDay[], { orders, syncs }: typeof heights.large) {
  const most = Math.max(1, ...days.map((day) => day.new))
  const below = orders + gap
  const bar = (at: number, top: number, height: number) =>
    height === 0 ? '' : `M${at * columnWidth + 1} ${top}h${barWidth}v${height}h-${barWidth}z`
  const all = days.map((day, at) => {
    const ran = day.succeeded + day.failed
    const fresh = day.new === 0 ? 0 : Math.max(2, (orders * day.new) / most)
    // What failed is seen, however little it is beside what succeeded.
    const part = ran === 0 ? 0 : (syncs * day.failed) / ran
    const bad = day.failed === 0 ? 0 : day.succeeded === 0 ? syncs : Math.min(Math.max(part, 4), syncs - 3)
    return {
      orders: bar(at, orders - fresh, fresh),
      good: bar(at, below, ran === 0 ? 0 : syncs - bad),
      bad: bar(at, below + syncs - bad, bad),
      none: ran === 0 ? bar(at, below + syncs / 2, 1) : '',
    }
  })
  const joined = (kind: keyof (typeof all)[number]) => all.map((day) => day[kind]).join('')
  return { orders: joined('orders'), good: joined('good'), bad: joined('bad'), none: joined('none') }
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
function dayName(day: RunDay, texts: Texts): string {
  return formatDay(`${day.day}T12:00:00`, texts.language)
}
