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
 * at the last of its parts, and 0 at the others: they are paid too where it covers them. Else nothing is said.
 */
export function mapPayment(
  reader: Reader,
  { order, payments }: WholeOrder,
  total: Scaled,
  instant: ReadInstant,
): Payment {
  const paid = reader.amount(order, 'total_paid_real', '', '0').value
  const amounts = payments.map((row, index) => ({
    row,
    path: `order_payments[${index}].`,
    amount: reader.amount(row, 'amount', `order_payments[${index}].`, '0').value,
  }))
  const sum = amounts.reduce((total, { amount }) => total + amount, 0n)
  const alone = amounts.filter(({ amount }) => amount === paid)
  const isPaidElsewhere = paid === 0n && total > 0n && sum >= total
  const own = sum === paid || isPaidElsewhere ? amounts : alone.length === 1 ? alone : []
  if (own.length === 0 || (paid === 0n && !isPaidElsewhere)) return { paidAt: null, transactionId: '' }
  const dates = own.map(({ row, path }) => instant(row, 'date_add', path)).filter((date) => date !== null)
  const transactions = own.map(({ row, path }) => reader.text(row, 'transaction_id', path).trim())
  return {
    paidAt: dates.sort().at(-1) ?? null,
    transactionId: transactions.filter((text) => text !== '').join(', '),
  }
}
