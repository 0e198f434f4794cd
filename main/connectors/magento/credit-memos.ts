import { absolute, type Scaled, toDecimal } from '../../words/decimal.ts'
import { Failure } from '../../words/failure.ts'
import type { Refund, RefundLine } from '../../words/order.ts'
import { mayBeOneOrder } from '../http-failure.ts'
import { plainLine } from '../plain-words.ts'
import { type Fields, isFields, type Reader } from '../reader.ts'
import { plainRate } from './map-lines.ts'
import type { AskOrders } from './orders.ts'
import { amountOf, money, scaledOf } from './reader.ts'
import type { Search } from './search.ts'

/** Under this name an order's credit memos stand in its raw data, as if the shop had printed them with it. */
const field = 'credit_memos'

/** More than any batch of orders has; what is beyond is in the order's own sum. */
const most = 500

/** Of a credit memo, what refunds are read from. */
const memoFields =
  'items[entity_id,order_id,state,created_at,grand_total,discount_amount,discount_tax_compensation_amount,shipping_amount,shipping_tax_amount,adjustment,comments[comment],items[order_item_id,sku,name,qty,row_total,tax_amount,discount_amount,discount_tax_compensation_amount]]'

/** What an order has given back, VAT included. */
export function refundedOf(reader: Reader, order: Fields): Scaled {
  return amountOf(reader, order, 'total_refunded', '')
}

/**
 * The orders with the credit memos of those that have given something back: one request for all of them, none where none
 * has.
 * @param ask asks for credit memos
 * @param only whether the orders are one: then memos that cannot be loaded leave the order's own sum
 * @returns null where there are none, or where the key may not read them (`denied` is told)
 */
export async function withCreditMemos(
  orders: readonly unknown[],
  ask: AskOrders,
  denied: () => void,
  signal: AbortSignal,
): Promise<readonly unknown[] | null> {
  const ids = withRefund(orders)
  if (ids.length === 0) return null
  const condition = { field: 'order_id', type: 'in', value: ids.join(',') } as const
  try {
    const { items } = await ask({ conditions: [condition], pageSize: most, fields: memoFields }, signal, {
      retriesWhenBroken: 1,
    })
    const memos = items.filter(isFields)
    return orders.map((order) => {
      if (!isFields(order)) return order
      const own = memos.filter(({ order_id: id }) => String(id) === String(order.entity_id))
      return own.length === 0 ? order : { ...order, [field]: own }
    })
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    if (error.value.code === 'permission-missing') denied()
    // One memo that cannot be loaded is found by asking for fewer orders; then that order has its sum.
    else if (orders.length > 1 || !mayBeOneOrder(error)) throw error
    return null
  }
}

/** Those of the orders that have given something back, by their numbers. */
export function withRefund(orders: readonly unknown[]): readonly string[] {
  return orders.flatMap((order) =>
    isFields(order) && Number(order.total_refunded) > 0 ? [String(order.entity_id)] : [],
  )
}

/** The search for what {@link withRefund} needs to know of orders. */
export function refundedSearch(ids: readonly string[]): Search {
  return {
    conditions: [{ field: 'entity_id', type: 'in', value: ids.join(',') }],
    pageSize: ids.length,
    fields: 'items[entity_id,total_refunded]',
  }
}

/** The state of a credit memo that gives nothing back. */
const cancelled = 3

/** Each credit memo of an order; without them, the sum. */
export function mapRefunds(reader: Reader, order: Fields, refunded: Scaled): readonly Refund[] {
  const rates = new Map(
    reader
      .list(order, 'items', '')
      .map((row) => [
        String(row.item_id),
        (row.tax_percent ?? '') === '' ? null : plainRate(scaledOf(row.tax_percent)),
      ]),
  )
  let rest = refunded
  const memos = field in order ? reader.list(order, field, '').filter(({ state }) => state !== cancelled) : []
  const refunds = memos.map((memo, index): Refund => {
    const path = `${field}[${index}].`
    const amount = amountOf(reader, memo, 'grand_total', path)
    rest -= amount
    const [comment] = reader.list(memo, 'comments', path)
    return {
      id: reader.text(memo, 'entity_id', path),
      at: reader.instant(memo, 'created_at', path),
      reason: comment === undefined ? '' : plainLine(reader.text(comment, 'comment', `${path}comments.`)),
      amount: money(amount),
      lines: linesOf(reader, memo, path, rates),
    }
  })
  // Memos of another currency's rounding may differ by a cent; what is more than that was not listed.
  if (rest <= (refunds.length === 0 ? 0n : unlisted)) return refunds
  return [...refunds, { id: '', at: null, reason: '', amount: money(rest), lines: [] }]
}

/** A cent. */
const unlisted: Scaled = 10_000_000n

/** They go onto credit notes. */
const words = { shipping: 'Spedizione', adjustment: 'Rettifica' }

function linesOf(
  reader: Reader,
  memo: Fields,
  path: string,
  rates: ReadonlyMap<string, string | null>,
): readonly RefundLine[] {
  let ofRows = 0n
  const goods = reader.list(memo, 'items', path).flatMap((row, index): RefundLine[] => {
    const place = `${path}items[${index}].`
    const amount = (name: string) => amountOf(reader, row, name, place)
    const discount = amount('discount_amount') - amount('discount_tax_compensation_amount')
    ofRows += discount
    const net = amount('row_total') - discount
    const tax = amount('tax_amount')
    // The variation beside its product, or a row of which nothing came back.
    if (net === 0n && tax === 0n) return []
    return [
      {
        kind: 'goods',
        sku: reader.text(row, 'sku', place),
        name: plainLine(reader.text(row, 'name', place)),
        quantity: toDecimal(amount('qty')),
        net: money(net),
        tax: money(tax),
        vatRate: rates.get(String(row.order_item_id)) ?? null,
      },
    ]
  })
  const other = (kind: 'shipping' | 'fee', name: string, net: Scaled, tax: Scaled): readonly RefundLine[] =>
    net === 0n && tax === 0n
      ? []
      : [{ kind, sku: '', name, quantity: '1', net: money(net), tax: money(tax), vatRate: null }]
  const amount = (name: string) => amountOf(reader, memo, name, path)
  // The memo's discount is that of its rows and of its shipping.
  const discount = absolute(amount('discount_amount')) - amount('discount_tax_compensation_amount')
  const shipping = amount('shipping_amount')
  const ofShipping = discount > ofRows && discount - ofRows <= shipping ? discount - ofRows : 0n
  return [
    ...goods,
    ...other('shipping', words.shipping, shipping - ofShipping, amount('shipping_tax_amount')),
    // What was given back beyond the goods, or kept of them (negative).
    ...other('fee', words.adjustment, amount('adjustment'), 0n),
  ]
}
