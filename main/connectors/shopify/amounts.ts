import { absolute, type Scaled, toDecimal } from '../../words/decimal.ts'
import type { OrderLine } from '../../words/order.ts'
import { currencyDigits } from '../currency.ts'
import { allowance, piecesOf } from '../reconcile.ts'
import { addUp, type Sums } from './check-order.ts'
import { mapExtras } from './extras.ts'
import { discountTotals, mapCharges, mapLines, newTally, type PriceRules, taxTotals } from './map-lines.ts'
import { createReader, type Fields, type Reader, zero } from './reader.ts'

/** It goes onto Italian invoices. */
const shippingName = 'Spedizione'

/**
 * Lines, charges, discounts, taxes and totals. Of an order that was edited, the lines are what is to be shipped, and what
 * was taken out stands apart. Its total is the current one, unless something was given back: then it is as sold, and what
 * was given back stands beside it. Where something else was put in for what was taken out, no total knows all rows: it is
 * the current one with what was given back.
 */
export function mapAmounts(reader: Reader, json: Fields) {
  const refunded = reader.money(json, 'totalRefundedSet', '', zero).value
  const sold = readRows(reader, json, 'sold', declaredOf(reader, json, 'totalPriceSet', 'totalTaxSet'))
  if (json.edited !== true) return asParts(sold, { lines: sold.lines, removedLines: [] }, refunded)
  // What cannot be read has been told already.
  const again = createReader()
  const current = declaredOf(again, json, 'currentTotalPriceSet', 'currentTotalTaxSet')
  const left = readRows(again, json, 'left', current)
  const removed = readRows(again, json, 'removed', { total: 0n, tax: null })
  const isCurrent = refunded === 0n
  // All was taken out and given back: the order is what it was.
  if (!isCurrent && left.lines.length === 0)
    return asParts(sold, { lines: sold.lines, removedLines: [] }, refunded)
  const shipping = removedShipping(sold, left)
  const lines = { lines: left.lines, removedLines: [...removed.lines, ...shipping.lines] }
  if (isCurrent) return asParts(left, lines, refunded)
  const whole = withAlso(sold, shipping, current.total + refunded)
  const isExchange = addUp(left.sums) && !addUp(whole.sums) && whole.sums.total > whole.sums.declaredTotal
  return isExchange
    ? { ...asParts(left, lines, refunded, current.total + refunded), sums: left.sums }
    : asParts(whole, lines, refunded)
}

interface Declared {
  readonly total: Scaled
  /** Null where the shop does not say. */
  readonly tax: Scaled | null
}

function declaredOf(reader: Reader, json: Fields, total: string, tax: string): Declared {
  const missing = json[tax] === undefined || json[tax] === null
  return {
    total: reader.money(json, total, '').value,
    tax: missing ? null : reader.money(json, tax, '').value,
  }
}

/** The rows of an order in one reading, with what they add up to. */
function readRows(reader: Reader, json: Fields, take: PriceRules['take'], declared: Declared) {
  const rows = reader.list(json, 'lineItems', '')
  const digits = currencyDigits(reader.text(json, 'currencyCode', '')) ?? 2
  const tally = newTally({ taxesIncluded: json.taxesIncluded === true, take, digits })
  const lines = mapLines(reader, rows, tally)
  const linesNet = tally.net
  const shippingLines = mapCharges(reader, json, 'shippingLines', tally)
  const shippingNet = tally.net - linesNet
  const fees = mapCharges(reader, json, 'additionalFees', tally)
  const allowed = allowance({
    digits,
    rows: tally.rows,
    pieces: piecesOf(lines),
    total: declared.total,
  })
  const declaredTax = declared.tax ?? tally.tax
  const missing = { total: declared.total - tally.net - tally.tax, tax: declaredTax - tally.tax }
  const extras = mapExtras(reader, json, missing, allowed)
  const sums: Sums = {
    declaredTotal: declared.total,
    total: tally.net + tally.tax + extras.net + extras.tax,
    declaredTax,
    tax: tally.tax + extras.tax,
    allowed,
  }
  const feesNet = tally.net - linesNet - shippingNet + extras.net
  return {
    tally,
    lines,
    linesNet,
    shippingLines,
    shippingNet,
    fees: [...fees, ...extras.charges],
    feesNet,
    sums,
  }
}

type Rows = ReturnType<typeof readRows>

interface Shipping {
  readonly lines: readonly OrderLine[]
  readonly net: Scaled
  readonly tax: Scaled
}

/**
 * Shipping that an edit took out, which Shopify lists no more: what the order as sold is short of, where what is left in
 * it makes its current total.
 */
function removedShipping(sold: Rows, left: Rows): Shipping {
  const { declaredTotal, total, declaredTax, allowed } = sold.sums
  const tax = declaredTax - sold.sums.tax
  const net = declaredTotal - total - tax
  if (!addUp(left.sums) || net + tax <= allowed || net < 0n || tax < -allowed)
    return { lines: [], net: 0n, tax: 0n }
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
function withAlso(sold: Rows, shipping: Shipping, currentAndRefunded: Scaled): Rows {
  const { sums } = sold
  const all: Sums = {
    ...sums,
    total: sums.total + shipping.net + shipping.tax,
    tax: sums.tax + shipping.tax,
  }
  const isMore = all.total > sums.declaredTotal && absolute(all.total - currentAndRefunded) <= sums.allowed
  const declared = isMore && !addUp(all) ? { declaredTotal: currentAndRefunded, declaredTax: all.tax } : {}
  return { ...sold, shippingNet: sold.shippingNet + shipping.net, sums: { ...all, ...declared } }
}

function asParts(
  rows: Rows,
  lines: { readonly lines: readonly OrderLine[]; readonly removedLines: readonly OrderLine[] },
  refunded: Scaled,
  total: Scaled = rows.sums.declaredTotal,
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
        total: toDecimal(total, 2),
        refunded: toDecimal(refunded, 2),
      },
    },
  }
}
