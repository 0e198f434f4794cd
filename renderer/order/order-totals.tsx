import { parseDecimal, toDecimal } from '../../main/words/decimal.ts'
import { formatDecimal, formatMoney } from '../../main/words/format.ts'
import type { Order } from '../../main/words/order.ts'
import { clearFees, leftOver, paidInPart, unclearPart } from '../../main/words/sale.ts'
import { useTexts } from '../state/app-store.ts'
import { isZero } from './order-lines.tsx'
import classes from './order-totals.module.css'

/** The totals as the shop declares them, to the cent (R24). */
export function OrderTotals({ order, title }: { readonly order: Order; readonly title?: string }) {
  const texts = useTexts()
  const words = texts.search.detail
  const { totals } = order
  const money = (value: string) => formatMoney(value, order.currency, texts.language)
  const optional = (label: string, value: string) => (isZero(value) ? [] : [[label, value] as const])
  const taxes = order.taxes.map((tax) => {
    const rate = tax.rate === null ? '' : ` ${formatDecimal(tax.rate, texts.language)}%`
    return [`${tax.name || words.taxTotal}${tax.name.includes('%') ? '' : rate}`, tax.amount] as const
  })
  const paid = paidInPart(order)
  const fees = toDecimal((parseDecimal(clearFees(order)) ?? 0n) + paid, 2)
  const parts = [
    [words.linesTotal, totals.lines] as const,
    ...optional(words.discountTotal, totals.discount),
    ...optional(words.shippingTotal, totals.shipping),
    ...optional(words.feesTotal, fees),
    ...(taxes.length > 0 ? taxes : optional(words.taxTotal, totals.tax)),
    ...optional(texts.order.kinds.unclear, unclearPart(order)),
    ...optional(texts.order.kinds.paid, toDecimal(-paid, 2)),
  ]
  return (
    <section>
      <h2>{title ?? words.totals}</h2>
      <dl className={classes.totals}>
        {parts.map(([label, value], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two taxes may have the same name
          <div key={index}>
            <dt>{label}</dt>
            <dd>{money(value)}</dd>
          </div>
        ))}
        <div className={classes.total}>
          <dt>{words.total}</dt>
          <dd>{money(totals.total)}</dd>
        </div>
        {!isZero(totals.refunded) && (
          <>
            <div className={classes.refunded}>
              <dt>{words.refunded}</dt>
              <dd>{money(`-${totals.refunded}`)}</dd>
            </div>
            <div className={classes.total}>
              <dt>{words.left}</dt>
              <dd>{money(leftOver(order))}</dd>
            </div>
          </>
        )}
      </dl>
    </section>
  )
}
