import type { SalesDay, ShopSales } from '../../main/words/sales.ts'
import { useTexts } from '../state/app-store.ts'
import { useNow } from '../state/use-now.ts'
import classes from './sales-chart.module.css'

const hours = 24
const height = 84
const drawn = ['lastWeek', 'yesterday', 'today'] as const satisfies readonly SalesDay[]

/** How the takings of each day grow from midnight to midnight; today's end at this hour. The table beside it says the same. */
export function SalesChart({ sales }: { readonly sales: Pick<ShopSales, 'currency' | 'hours'> }) {
  const words = useTexts().download.sales
  const now = useNow(60_000)
  const soFar = now.getHours() + now.getMinutes() / 60
  const grown = {
    today: growing(sales.hours.today),
    yesterday: growing(sales.hours.yesterday),
    lastWeek: growing(sales.hours.lastWeek),
  }
  const most = Math.max(1, ...Object.values(grown).flat())
  const line = (day: SalesDay) => {
    const to = day === 'today' ? soFar : hours
    return grown[day]
      .map((sum, hour) => [Math.min(hour, to), height - 2 - (sum / most) * (height - 6)] as const)
      .filter((_, hour) => hour < to + 1)
      .map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x} ${y.toFixed(1)}`)
      .join('')
  }
  return (
    <figure className={classes.figure}>
      <svg
        className={classes.chart}
        viewBox={`0 0 ${hours} ${height}`}
        height={height}
        preserveAspectRatio="none"
        data-drawing
        role="img"
        aria-label={words.chart(sales.currency)}
      >
        <path className={classes.now} d={`M${soFar} 0V${height}`} />
        {drawn.map((day) => (
          <path key={day} className={classes.line} data-day={day} d={line(day)} />
        ))}
      </svg>
      <figcaption className={classes.axis} aria-hidden>
        <span>0</span>
        <span>6</span>
        <span>12</span>
        <span>18</span>
        <span>24</span>
      </figcaption>
    </figure>
  )
}

/** What has been sold until each hour: 25 sums, the first 0. */
function growing(sold: readonly number[]): number[] {
  let sum = 0
  const sums = sold.map((hour) => {
    sum += hour
    return sum
  })
  return [0, ...sums]
}
