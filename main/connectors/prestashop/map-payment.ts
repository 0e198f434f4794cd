import type { Scaled } from '../../words/decimal.ts'
import type { Instant } from '../../words/order.ts'
import type { Fields, Reader } from '../reader.ts'
import type { WholeOrder } from './whole-order.ts'

export interface Payment {
  readonly paidAt: Instant | null
  readonly transactionId: string
}

type ReadInstant = (source: Fields, field: string, path: string) => Instant | null

/**
 * When and by which transaction an order was paid. Payments belong to a reference, which the parts of a split order
 * share (recordings `orders_split_same_reference`, `order_split_payments_same_reference`): they are the order's when
 * together they make what was paid for it, or when one of them alone does. A cart that was paid at once has its payment
 * at the last of its parts, and 0 at the others: they are paid too where it covers them. Of an order of its own, they
 * are its own where they cover it: modules add their fee to a payment, or count it twice, and one in another currency
 * stands here in that. Else nothing is said. What was paid in part has no date.
 * @param step the smallest unit of the order's currency, which rounding may make of a difference
 */
export function mapPayment(
  reader: Reader,
  { order, payments, split = false }: WholeOrder,
  { total, step }: { readonly total: Scaled; readonly step: Scaled },
  instant: ReadInstant,
): Payment {
  const paid = reader.amount(order, 'total_paid_real', '', '0').value
  const amounts = payments.map((row, index) => ({
    row,
    path: `order_payments[${index}].`,
    amount: reader.amount(row, 'amount', `order_payments[${index}].`, '0').value,
  }))
  const sum = sumOf(amounts)
  const alone = amounts.filter(({ amount }) => amount === paid)
  const covers = total > 0n && sum + step >= total
  const isOwn = sum === paid || (covers && (paid === 0n || (!split && alone.length === 0)))
  const isAtOnce = paid > 0n && amounts.length === 1 && !split
  const own = isOwn || isAtOnce ? amounts : alone.length === 1 ? alone : []
  if (own.length === 0 || (paid === 0n && !covers)) return { paidAt: null, transactionId: '' }
  // What was given back is a payment below 0.
  const received = own.filter(({ amount }) => amount > 0n)
  const isWhole = paid + step >= total || sumOf(received) + step >= total
  const dates = (isWhole ? received : [])
    .map(({ row, path }) => instant(row, 'date_add', path))
    .filter((date) => date !== null)
  const transactions = own.map(({ row, path }) => reader.text(row, 'transaction_id', path).trim())
  return {
    paidAt: dates.sort().at(-1) ?? null,
    transactionId: transactions.filter((text) => text !== '').join(', '),
  }
}

function sumOf(payments: readonly { readonly amount: Scaled }[]): Scaled {
  return payments.reduce((total, { amount }) => total + amount, 0n)
}
