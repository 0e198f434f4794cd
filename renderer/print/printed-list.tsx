import { stateNameOf } from '../../main/texts/state-name.ts'
import { formatCount, formatInstant, formatMoney } from '../../main/words/format.ts'
import type { OrderTotals } from '../../main/words/order-search.ts'
import type { OrderRow } from '../../main/words/order-view.ts'
import { useApp, useTexts } from '../state/app-store.ts'
import { marksOf } from './marks.ts'
import classes from './printed.module.css'

/** The list found, with what it comes to. */
export function PrintedList({
  rows,
  totals,
}: {
  readonly rows: readonly OrderRow[]
  readonly totals: OrderTotals
}) {
  const texts = useTexts()
  const shops = useApp((state) => state.shops)
  const words = texts.search.columns
  const names = [...new Set(rows.map(({ shopName }) => shopName))]
  const sums = totals.amounts.map(({ currency, total }) => formatMoney(total, currency, texts.language))
  return (
    <>
      <header className={classes.head}>
        <h1>{texts.print.page.titles.list}</h1>
        <p>{names.join(', ')}</p>
        <p>
          {[texts.search.found(totals.count, formatCount(totals.count, texts.language)), ...sums].join(' · ')}
        </p>
      </header>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{words.number}</th>
            <th scope="col">{words.placedAt}</th>
            {names.length > 1 && <th scope="col">{words.shop}</th>}
            <th scope="col">{words.state}</th>
            <th scope="col">{words.customer}</th>
            <th scope="col">{words.city}</th>
            <th scope="col" data-end>
              {words.total}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td className={classes.number}>{row.number}</td>
              <td className={classes.date}>{formatInstant(row.placedAt, texts.language)}</td>
              {names.length > 1 && <td>{row.shopName}</td>}
              <td className={classes.roomy}>
                {stateNameOf(texts, shops, row)}
                {marksOf(row, texts).map((mark) => (
                  <span key={mark} className={classes.mark}>
                    {mark}
                  </span>
                ))}
              </td>
              <td>{row.customer}</td>
              <td className={classes.roomy}>{row.city}</td>
              <td data-end>{formatMoney(row.total, row.currency, texts.language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
