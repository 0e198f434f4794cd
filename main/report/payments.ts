import type { Store } from '../store/store.ts'
import { toDecimal } from '../words/decimal.ts'
import type { Day } from '../words/local-time.ts'
import type { Decimal } from '../words/order.ts'
import { paidInPart, soldTotal } from '../words/sale.ts'
import type { MadeReport } from './report.ts'
import { readRefunded } from './takings.ts'
import { amountOf, dayOfInstant, saleDay } from './tally.ts'

/** Money that came or went, with what the payment's own statement calls it. */
export interface Payment {
  readonly day: Day
  readonly isRefund: boolean
  readonly shop: string
  readonly number: string
  readonly method: string
  /** The gateway's. */
  readonly reference: string
  /** Negative where it was given back. */
  readonly paid: Decimal
  /** What cards, credit or points paid beside it. */
  readonly byCard: Decimal
}

/**
 * Every payment and refund in the sums of a report, read from the archive once more: there may be one for each order.
 * @throws Failure `cancelled`
 */
export async function* readPayments(
  store: Store,
  { report, inside }: MadeReport,
  signal: AbortSignal,
): AsyncGenerator<Payment> {
  const { from, to } = report.period
  const isInside = (day: Day) => day >= from && day <= to
  for await (const { source, refunds } of readRefunded(store, inside, signal, () => undefined)) {
    const { order, shopName: shop } = source
    const { number, paymentMethod: method, transactionId: reference } = order
    const about = { shop, number, method, reference }
    const day = saleDay(order, report.settings)
    const byCard = paidInPart(order)
    if (isInside(day)) {
      const paid = toDecimal(soldTotal(order) - byCard, 2)
      yield { ...about, day, isRefund: false, paid, byCard: toDecimal(byCard, 2) }
    }
    for (const refund of refunds) {
      const on = refund.at === null ? null : dayOfInstant(refund.at)
      if (on === null || !isInside(on)) continue
      yield { ...about, day: on, isRefund: true, paid: toDecimal(-amountOf(refund), 2), byCard: '0.00' }
    }
  }
}
