import { absolute, type Scaled, scaled, toDecimal } from '../../words/decimal.ts'
import type { OrderLine } from '../../words/order.ts'
import { addUp, type Sums } from './check-order.ts'
import { lastRows, mapExchange } from './exchange.ts'
import { discountTotals, taxTotals } from './map-lines.ts'
import { createReader, type Fields, type Reader, zero } from './reader.ts'
import { declaredOf, type Rows, readRows, rowsOf } from './rows.ts'
import { fulfilmentOf, stateOf } from './states.ts'

/** It goes onto Italian invoices. */
const shippingName = 'Spedizione'

/**
 * Lines, charges, discounts, taxes and totals. Lines are what is to be shipped; what an edit, a refund or an exchange took
 * out stands apart. The total is the current one, unless something was given back: then it is as sold, and what was given
 * back stands beside it. Where something else was put in for what was taken out, it is the current one with what was given
 * back: Shopify counts what was put in, and what it was put in for, as sold.
 */
export function mapAmounts(reader: Reader, json: Fields) {
  const refunded = reader.money(json, 'totalRefundedSet', '', zero).value
  const sold = readRows(reader, json, 'sold', declaredOf(reader, json, 'totalPriceSet', 'totalTaxSet'))
  const asSold = () => asParts(sold, { lines: sold.lines, removedLines: [] }, refunded)
  const edited = json.edited === true
  if (!edited && isWhole(json)) return asSold()
  // What cannot be read has been told already.
  const again = createReader()
  const current = declaredOf(again, json, 'currentTotalPriceSet', 'currentTotalTaxSet')
  const left = readRows(again, json, 'left', current)
  const removed = readRows(again, json, 'removed', { total: 0n, tax: null })
  const isCurrent = refunded === 0n && (edited || (addUp(left.sums) && mayBeSold(json, sold, left)))
  // All was taken out and given back, or cancelled: the order is what it was.
  const isOver = current.total === 0n || refunded >= sold.sums.declaredTotal || stateOf(json) === 'cancelled'
  if (left.lines.length === 0 && isOver && !(isCurrent && edited)) return asSold()
  const goods = removed.lines.reduce((sum, { net, tax }) => sum + scaled(net) + scaled(tax), 0n)
  const mayBeBesideOther = isCurrent || refunded > goods + sold.sums.allowed
  const shipping = edited ? removedShipping(sold, left, mayBeBesideOther) : noShipping
  const lines = { lines: left.lines, removedLines: [...removed.lines, ...shipping.lines] }
  if (isCurrent) return asParts(left, lines, refunded)
  const paid = current.total + refunded
  const whole = edited ? withAlso(sold, shipping, left, json, paid) : sold
  const exchange = mapExchange(again, json, { left, whole, paid })
  if (exchange !== null) return asParts(exchange, lines, refunded)
  // What came back after all was shipped was in the order.
  return !edited && fulfilmentOf(json) === 'fulfilled' ? asSold() : asParts(whole, lines, refunded)
}

/** Whether all that was sold is still in the order. */
function isWhole(json: Fields): boolean {
  return rowsOf(json).every(({ quantity, currentQuantity }) => (currentQuantity ?? quantity) === quantity)
}

/** Whether the total as sold is that of all rows, or of all but those that were put in last. */
function mayBeSold(json: Fields, { sums }: Rows, left: Rows): boolean {
  return addUp(sums) || lastRows(json, left, sums.total - sums.declaredTotal, sums.allowed).length > 0
}

interface Shipping {
  readonly lines: readonly OrderLine[]
  readonly net: Scaled
  readonly tax: Scaled
}

const noShipping: Shipping = { lines: [], net: 0n, tax: 0n }

/**
 * Shipping that an edit took out, which Shopify lists no more: what the order as sold is short of, where what is left in
 * it makes its current total. Where other shipping is in it, and money came back, some of that must be for it.
 */
function removedShipping(sold: Rows, left: Rows, mayBeBesideOther: boolean): Shipping {
  if (sold.shippingLines.length > 0 && !mayBeBesideOther) return noShipping
  const { declaredTotal, total, declaredTax, allowed } = sold.sums
  const tax = declaredTax - sold.sums.tax
  const net = declaredTotal - total - tax
  if (!addUp(left.sums) || net + tax <= allowed || net < 0n || tax < -allowed) return noShipping
  const line: OrderLine = {
    sku: '',
    name: shippingName,
    productId: '',
    variationId: '',
    options: [],
    quantity: '1',
    unitPrice: toDecimal(net, 2),
    vatRate: null,
    discount: '0.00',
    net: toDecimal(net, 2),
    tax: toDecimal(tax, 2),
  }
  return { lines: [line], net, tax }
}

/**
 * The order as sold with the shipping that was taken out; or, where something was put in, which the total as sold does not
 * know, with what is current and what was given back for its total.
 */
function withAlso(sold: Rows, shipping: Shipping, left: Rows, json: Fields, paid: Scaled): Rows {
  const { sums } = sold
  const all: Sums = {
    ...sums,
    total: sums.total + shipping.net + shipping.tax,
    tax: sums.tax + shipping.tax,
  }
  const putIn = lastRows(json, left, all.total - sums.declaredTotal, sums.allowed)
  const isMore = putIn.length > 0 && absolute(all.total - paid) <= sums.allowed
  const declared = isMore && !addUp(all) ? { declaredTotal: paid, declaredTax: all.tax } : {}
  return { ...sold, shippingNet: sold.shippingNet + shipping.net, sums: { ...all, ...declared } }
}

function asParts(
  rows: Rows,
  lines: { readonly lines: readonly OrderLine[]; readonly removedLines: readonly OrderLine[] },
  refunded: Scaled,
) {
  const { tally, sums } = rows
  return {
    refunded,
    sums,
    parts: {
      ...lines,
      shippingLines: rows.shippingLines,
      fees: rows.fees,
      discounts: discountTotals(tally),
      taxes: taxTotals(tally),
      totals: {
        lines: toDecimal(rows.linesNet, 2),
        discount: toDecimal(tally.discount, 2),
        shipping: toDecimal(rows.shippingNet, 2),
        fees: toDecimal(rows.feesNet, 2),
        // Shopify prints "30.5".
        tax: toDecimal(sums.declaredTax, 2),
        total: toDecimal(sums.declaredTotal, 2),
        refunded: toDecimal(refunded, 2),
      },
    },
  }
}
