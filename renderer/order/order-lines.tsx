import type { Order } from '../../main/order.ts'
import { formatDecimal, formatMoney } from '../format.ts'
import { useTexts } from '../state/app-store.ts'
import classes from './order-lines.module.css'

/** What was bought, then shipping and fees: all that makes the total. */
export function OrderLines({ order }: { readonly order: Order }) {
  const texts = useTexts()
  const words = texts.search.detail
  const money = (value: string) => formatMoney(value, order.currency, texts.language)
  const vat = (rate: string | null) => (rate === null ? '' : `${formatDecimal(rate, texts.language)}%`)
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
          </tr>
        </thead>
        <tbody>
          {order.lines.map((line, index) => (
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
                {formatMoney(line.unitPrice, order.currency, texts.language, 4)}
              </td>
              <td data-end>{vat(line.vatRate)}</td>
              <td data-end>{money(line.net)}</td>
            </tr>
          ))}
          {charges.map((charge, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: charges never move, and may have the same name
            <tr key={index} className={classes.charge}>
              <td colSpan={3}>{charge.name}</td>
              <td data-end>{vat(charge.vatRate)}</td>
              <td data-end>{money(charge.net)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Whether an exact decimal is nought, without making a float of it. */
export function isZero(value: string): boolean {
  return !/[1-9]/.test(value)
}
