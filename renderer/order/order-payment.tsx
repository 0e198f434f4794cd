import { parseDecimal, toDecimal } from '../../main/words/decimal.ts'
import { formatDecimal, formatInstant, formatMoney } from '../../main/words/format.ts'
import type { Order, Refund } from '../../main/words/order.ts'
import { useTexts } from '../state/app-store.ts'
import { Facts } from './facts.tsx'
import classes from './order-lines.module.css'

/** How it was paid, how it travels, what was given back. */
export function OrderPayment({
  order,
  laterRefunds = [],
}: {
  readonly order: Order
  /** Given back after the download. */
  readonly laterRefunds?: readonly Refund[]
}) {
  const texts = useTexts()
  const words = texts.search.detail
  const { fields } = texts.order
  const money = (value: string) => formatMoney(value, order.currency, texts.language)
  return (
    <>
      <section>
        <h2>{words.payment}</h2>
        <Facts
          facts={[
            [words.payment, order.paymentMethod],
            [
              words.paidAt,
              order.paidAt === null ? words.notPaid : formatInstant(order.paidAt, texts.language),
            ],
            [fields.transactionId, order.transactionId],
            [fields.shippingMethod, order.shippingMethod],
            [fields.fulfilment, texts.fulfilmentName(order.fulfilment)],
          ]}
        />
      </section>
      {order.discounts.length > 0 && (
        <section>
          <h2>{words.discounts}</h2>
          <Facts
            facts={order.discounts.map(
              (discount) => [words.coupon(discount.code), money(discount.net)] as const,
            )}
          />
        </section>
      )}
      <Refunds title={words.refunds} refunds={order.refunds} currency={order.currency} />
      <Refunds title={texts.order.laterRefunds} refunds={laterRefunds} currency={order.currency} />
    </>
  )
}

function Refunds({
  title,
  refunds,
  currency,
}: {
  readonly title: string
  readonly refunds: readonly Refund[]
  readonly currency: string
}) {
  const { language } = useTexts()
  const money = (value: string) => formatMoney(value, currency, language)
  if (refunds.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      {refunds.map((refund, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: those written by hand have no identifier
        <div key={index} className={classes.refund}>
          <p className="num">
            {[
              money(`-${refund.amount}`),
              refund.at === null ? '' : formatInstant(refund.at, language),
              refund.reason,
            ]
              .filter((part) => part !== '')
              .join(' · ')}
          </p>
          <Facts
            facts={refund.lines.map(({ name, sku, quantity, net, tax }) => [
              [`${formatDecimal(quantity, language)} × ${name}`, sku]
                .filter((part) => part !== '')
                .join(' · '),
              money(gross(net, tax)),
            ])}
          />
        </div>
      ))}
    </section>
  )
}

function gross(net: string, tax: string): string {
  return toDecimal((parseDecimal(net) ?? 0n) + (parseDecimal(tax) ?? 0n), 2)
}
