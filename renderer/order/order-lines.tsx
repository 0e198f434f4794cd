import { chargeName } from '../../main/texts/charge-name.ts'
import { parseDecimal, toDecimal } from '../../main/words/decimal.ts'
import { writeRow } from '../../main/words/edit/price-row.ts'
import { formatDecimal, formatMoney } from '../../main/words/format.ts'
import type { Charge, Order } from '../../main/words/order.ts'
import { fitForPage } from '../../main/words/shown-text.ts'
import { useMoreRows } from '../parts/more-rows.tsx'
import { useTexts } from '../state/app-store.ts'
import { pricingOf } from './draft-rows.ts'
import { Facts } from './facts.tsx'
import classes from './order-lines.module.css'

interface OrderLinesProps {
  readonly order: Order
  /** So many lines are drawn at a time; all where it is not said, as on paper. */
  readonly step?: number
}

/** What was bought, then shipping and fees: all that makes the total. Apart, what was taken out of the order since. */
export function OrderLines({ order, step = Number.POSITIVE_INFINITY }: OrderLinesProps) {
  const texts = useTexts()
  const words = texts.search.detail
  const money = (value: string) => formatMoney(value, order.currency, texts.language)
  const short = (value: string) => formatMoney(value, order.currency, texts.language, 4)
  const vat = (rate: string | null) => (rate === null ? '' : `${formatDecimal(rate, texts.language)}%`)
  const { lines, removedLines } = order
  const { most, more } = useMoreRows(step, lines.length)
  // What the customer saw and paid, where that is with VAT.
  const pricing = pricingOf(order)
  const { includesVat } = pricing
  const gross = ({ net, tax }: Pick<Charge, 'net' | 'tax'>) =>
    money(toDecimal((parseDecimal(net) ?? 0n) + (parseDecimal(tax) ?? 0n), 2))
  const charges = [...order.shippingLines, ...order.fees]
  return (
    <section>
      <h2>{words.lines}</h2>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{words.description}</th>
            <th scope="col" data-end>
              {words.quantity}
            </th>
            <th scope="col" data-end>
              {words.unitPrice}
            </th>
            <th scope="col" data-end>
              {words.vat}
            </th>
            <th scope="col" data-end>
              {words.net}
            </th>
            {includesVat && (
              <th scope="col" data-end>
                {words.gross}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {lines
            .slice(0, most)
            .map(fitForPage)
            .map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines never move, and the same product may come twice
              <tr key={index}>
                <td>
                  {line.name}
                  <span className={classes.under}>
                    {[line.sku, ...line.options.map((option) => `${option.name}: ${option.value}`)]
                      .filter((part) => part !== '')
                      .join(' · ')}
                  </span>
                  {!isZero(line.discount) && (
                    <span className={classes.under}>
                      {words.discount} {money(line.discount)}
                    </span>
                  )}
                </td>
                <td data-end>{formatDecimal(line.quantity, texts.language)}</td>
                <td data-end title={money(line.unitPrice)}>
                  {includesVat ? (
                    <>
                      <span title={money(writeRow(line, pricing).price)}>
                        {formatMoney(writeRow(line, pricing).price, order.currency, texts.language, 2)}
                      </span>
                      <span className={classes.under}>{words.withoutVat(short(line.unitPrice))}</span>
                    </>
                  ) : (
                    short(line.unitPrice)
                  )}
                </td>
                <td data-end>{vat(line.vatRate)}</td>
                <td data-end>{money(line.net)}</td>
                {includesVat && <td data-end>{gross(line)}</td>}
              </tr>
            ))}
          {more !== null && (
            <tr>
              <td colSpan={includesVat ? 6 : 5}>{more}</td>
            </tr>
          )}
          {charges.map((charge, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: charges never move, and may have the same name
            <tr key={index} className={classes.charge}>
              <td colSpan={3}>{chargeName(texts, charge)}</td>
              <td data-end>{vat(charge.vatRate)}</td>
              <td data-end>{money(charge.net)}</td>
              {includesVat && <td data-end>{gross(charge)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {removedLines.length > 0 && (
        <>
          <h3 className={classes.removed}>{texts.order.fields.removedLines}</h3>
          <Facts
            facts={removedLines.map(({ name, sku, quantity, net }) => [
              [`${formatDecimal(quantity, texts.language)} × ${name}`, sku]
                .filter((part) => part !== '')
                .join(' · '),
              money(net),
            ])}
          />
        </>
      )}
    </section>
  )
}

/** Whether an exact decimal is nought, without making a float of it. */
export function isZero(value: string): boolean {
  return !/[1-9]/.test(value)
}
