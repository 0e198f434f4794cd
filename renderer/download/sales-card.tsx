import { useEffect } from 'react'
import type { Texts } from '../../main/texts/shape.ts'
import { formatCount, formatMoney, formatTime } from '../../main/words/format.ts'
import type { SalesDay, ShopSales, Sold } from '../../main/words/sales.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { FailurePanel } from '../parts/failure-panel.tsx'
import framed from '../parts/framed-table.module.css'
import { useApp, useTexts } from '../state/app-store.ts'
import { countedShops } from '../state/shops.ts'
import { useNow } from '../state/use-now.ts'
import classes from './sales-card.module.css'
import { SalesChart } from './sales-chart.tsx'
import { loadSales, useSales } from './sales-store.ts'

const days = ['today', 'yesterday', 'lastWeek'] as const satisfies readonly SalesDay[]

/** Today's orders and takings, beside those of yesterday and of a week ago until the same time. */
export function SalesCard({ shops }: { readonly shops: readonly ShopView[] }) {
  const texts = useTexts()
  const words = texts.download.sales
  const { sales, failure } = useSales()
  const all = useApp((state) => state.shops)
  const now = useNow(60_000)
  const runs = all.map(({ lastRun }) => `${lastRun?.id} ${lastRun?.outcome}`).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when a run has ended, and each minute.
  useEffect(() => void loadSales(), [runs, now])

  if (sales === null) {
    return failure === null ? null : <FailurePanel failure={failure} onRetry={loadSales} />
  }
  const names = new Map(countedShops(shops).map(({ id, name }) => [id, name]))
  const rows = sales.filter(({ shopId }) => names.has(shopId))
  const time = formatTime(now.toISOString(), texts.language)
  return (
    <section className={framed.section} aria-labelledby="sales-title">
      <header className={classes.head}>
        <h3 id="sales-title" className={framed.title}>
          {words.title}
        </h3>
        <p className="dim">{rows.length === 0 ? words.none : words.until(time)}</p>
      </header>
      {rows.length > 0 && (
        <div className={`card ${classes.card}`}>
          <SalesChart sales={chartOf(rows)} />
          {/* Few words: where it is too narrow for them it scrolls, by keys too. */}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls. */}
          <section className={classes.frame} aria-labelledby="sales-title" tabIndex={0}>
            <table className={`${framed.table} ${classes.table}`}>
              <thead>
                <tr>
                  <th scope="col">
                    {shops.length > 1 ? (
                      texts.download.runs.shop
                    ) : (
                      <span className="visually-hidden">{words.currency}</span>
                    )}
                  </th>
                  {days.map((day) => (
                    <th key={day} scope="col" data-end>
                      <span className={classes.key} data-day={day} data-drawing aria-hidden />
                      {words[day]}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={`${row.shopId} ${row.currency}`}>
                    <th scope="row" className={classes.shop}>
                      {shops.length > 1 ? names.get(row.shopId) : row.currency}
                    </th>
                    {days.map((day) => (
                      <td key={day} data-end data-today={day === 'today' || undefined}>
                        <SoldCell sold={row[day]} currency={row.currency} texts={texts} />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </div>
      )}
    </section>
  )
}

function SoldCell({
  sold,
  currency,
  texts,
}: {
  readonly sold: Sold
  readonly currency: string
  readonly texts: Texts
}) {
  if (sold.count === 0) return <span className="dim">{texts.download.sales.noOrders}</span>
  return (
    <>
      <span className={classes.money}>{formatMoney(sold.total, currency, texts.language)}</span>
      <span className={classes.count}>
        {texts.download.sales.orders(sold.count, formatCount(sold.count, texts.language))}
      </span>
    </>
  )
}

/** What is drawn: all shops together, in the currency that most orders have. */
function chartOf(rows: readonly ShopSales[]): Pick<ShopSales, 'currency' | 'hours'> {
  const currency = rows[0]?.currency ?? ''
  const same = rows.filter((row) => row.currency === currency)
  const sum = (day: SalesDay) =>
    Array.from({ length: 24 }, (_, hour) => same.reduce((all, { hours }) => all + (hours[day][hour] ?? 0), 0))
  return {
    currency,
    hours: { today: sum('today'), yesterday: sum('yesterday'), lastWeek: sum('lastWeek') },
  }
}
