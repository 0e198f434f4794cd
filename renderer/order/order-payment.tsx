import type { Order } from '../../main/order.ts'
import { formatInstant, formatMoney } from '../format.ts'
import { useTexts } from '../state/app-store.ts'
import { Facts } from './facts.tsx'

/** How it was paid, how it travels, what was given back. */
export function OrderPayment({ order }: { readonly order: Order }) {
  const texts = useTexts()
  const words = texts.search.detail
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
            [words.transaction, order.transactionId],
            [words.shippingMethod, order.shippingMethod],
            [words.fulfilment, texts.fulfilmentName(order.fulfilment)],
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
      {order.refunds.length > 0 && (
        <section>
          <h2>{words.refunds}</h2>
          {order.refunds.map((refund, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: those written by hand have no identifier
            <p key={index} className="num">
              {money(`-${refund.amount}`)} {refund.reason}
            </p>
          ))}
        </section>
      )}
    </>
  )
}
