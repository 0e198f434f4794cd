import { parseDecimal, type Scaled, toDecimal, unit } from '../../words/decimal.ts'
import type { Refund, RefundLine } from '../../words/order.ts'
import { plainLine, plainLines } from '../plain-words.ts'
import { type Fields, numberOfGid, type Reader } from './reader.ts'

/** It goes onto credit notes. */
const shippingName = 'Spedizione'

/** Each refund, with its lines where they came with it; those that did not come at all as one. */
export function mapRefunds(reader: Reader, json: Fields, refunded: Scaled): readonly Refund[] {
  const rows = reader.list(json, 'refunds', '')
  const sold = new Map(reader.list(json, 'lineItems', '').map((row) => [row.id, row]))
  // A return may be paid for by several refunds.
  const given = new Set<unknown>()
  let rest = refunded
  const refunds = rows.flatMap((row, index): Refund[] => {
    const path = `refunds[${index}].`
    const amount = reader.money(row, 'totalRefundedSet', path)
    rest -= amount.value
    const lines = linesOf(reader, json, row, path, sold, given)
    // A refund of nothing records units that an edit took away; one with what came in exchange is one.
    if (amount.value === 0n && !lines.some(({ quantity }) => quantity.startsWith('-'))) return []
    return [
      {
        id: numberOfGid(row.id) ?? '',
        at: reader.instant(row, 'createdAt', path),
        reason: plainLines(reader.text(row, 'note', path)),
        amount: toDecimal(amount.value, 2),
        lines,
      },
    ]
  })
  // Each is rounded by itself where the customer paid in another currency.
  if (rest <= unit(2) * BigInt(Math.max(1, rows.length))) return refunds
  return [...refunds, { id: '', at: null, reason: '', amount: toDecimal(rest, 2), lines: [] }]
}

function linesOf(
  reader: Reader,
  order: Fields,
  refund: Fields,
  path: string,
  sold: ReadonlyMap<unknown, Fields>,
  given: Set<unknown>,
): readonly RefundLine[] {
  const netOf = (price: Scaled, tax: Scaled) => (order.taxesIncluded === true ? price - tax : price)
  const goods = (row: Fields | undefined, quantity: string, net: Scaled, tax: Scaled): RefundLine => ({
    kind: 'goods',
    sku: row === undefined ? '' : reader.text(row, 'sku', path),
    name: row === undefined ? '' : plainLine(reader.text(row, 'name', path)),
    quantity,
    net: toDecimal(net, 2),
    tax: toDecimal(tax, 2),
    vatRate: row === undefined ? null : rateOf(row),
  })
  const returned = reader.list(refund, 'refundLineItems', path).map((row, index) => {
    const place = `${path}refundLineItems[${index}].`
    const tax = reader.money(row, 'totalTaxSet', place).value
    const price = reader.money(row, 'subtotalSet', place).value
    const quantity = reader.number(row, 'quantity', place)?.value ?? 0n
    const line = sold.get(reader.record(row, 'lineItem', place).id)
    return goods(line, toDecimal(quantity), netOf(price, tax), tax)
  })
  const shipping = reader.list(refund, 'refundShippingLines', path).map((row, index): RefundLine => {
    const place = `${path}refundShippingLines[${index}].`
    const tax = reader.money(row, 'taxAmountSet', place).value
    const net = netOf(reader.money(row, 'subtotalAmountSet', place).value, tax)
    const amounts = { net: toDecimal(net, 2), tax: toDecimal(tax, 2) }
    return { kind: 'shipping', sku: '', name: shippingName, quantity: '1', ...amounts, vatRate: null }
  })
  const place = `${path}return.`
  const exchanged = reader
    .list(reader.record(refund, 'return', path), 'exchangeLineItems', place)
    .flatMap((exchange, index) =>
      reader.list(exchange, 'lineItems', `${place}exchangeLineItems[${index}].`).flatMap(({ id }) => {
        const row = sold.get(id)
        if (row === undefined || given.has(id)) return []
        given.add(id)
        const amount = (from: Fields, field: string) => reader.money(from, field, place).value
        const sum = (list: string, field: string) =>
          reader.list(row, list, place).reduce((all, one) => all + amount(one, field), 0n)
        const tax = sum('taxLines', 'priceSet')
        const price = amount(row, 'originalTotalSet') - sum('discountAllocations', 'allocatedAmountSet')
        const quantity = reader.number(row, 'quantity', place)?.value ?? 0n
        return [goods(row, toDecimal(-quantity), -netOf(price, tax), -tax)]
      }),
    )
  return [...returned, ...shipping, ...exchanged]
}

/** The one rate of a line; null where there are several, or the shop does not say. */
function rateOf({ taxLines }: Fields): string | null {
  const [first, ...more] = Array.isArray(taxLines) ? (taxLines as Fields[]) : []
  const rate = typeof first?.ratePercentage === 'number' ? parseDecimal(String(first.ratePercentage)) : null
  return rate !== null && more.length === 0 ? toDecimal(rate) : null
}
