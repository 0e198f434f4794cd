import { parseDecimal, toDecimal } from '../../main/words/decimal.ts'
import { formatDecimal, formatInstant, formatMoney } from '../../main/words/format.ts'
import type { Order, Refund } from '../../main/words/order.ts'
import type { ShownRefund } from '../../main/words/refund.ts'
import { registrationText } from '../parts/refund-text.ts'
import { useTexts } from '../state/app-store.ts'
import { Facts } from './facts.tsx'
import classes from './order-lines.module.css'

/** How it was paid, how it travels, what was given back. */
export function OrderPayment({
  order,
  refunds = order.refunds,
  laterRefunds = [],
}: {
  readonly order: Order
  /** Those of the order; on paper as it has them. */
  readonly refunds?: readonly (Refund | ShownRefund)[]
  /** Given back after the download. */
  readonly laterRefunds?: readonly ShownRefund[]
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
            [fields.trackingNumber, order.trackingNumber ?? ''],
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
      <Refunds title={words.refunds} refunds={refunds} currency={order.currency} />
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
  readonly refunds: readonly (Refund | ShownRefund)[]
  readonly currency: string
}) {
  const texts = useTexts()
  const { language } = texts
  const money = (value: string) => formatMoney(value, currency, language)
  const registered = (refund: Refund | ShownRefund) =>
    'registration' in refund && refund.registration !== null
      ? texts.refunds.registeredAs(registrationText(texts, refund.registration))
      : ''
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
              registered(refund),
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
