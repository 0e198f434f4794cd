import { absolute, multiply, parseDecimal, type Scaled, unit } from '../../words/decimal.ts'
import type { Discount, Order, OrderLine, WrongReason } from '../../words/order.ts'
import { currencyDigits } from '../currency.ts'
import type { Amount, Fields } from '../reader.ts'
import { allowance, compareSums, explainShortfall, piecesOf, reasonsBesideAmounts } from '../reconcile.ts'
import type { Rows } from './map-lines.ts'
import { couponMarks, marksOf, type PluginMark } from './marks.ts'
import { createReader, rowsOf } from './reader.ts'

/** The amounts behind an order's totals, as numbers. */
export interface Sums {
  readonly lines: Rows<OrderLine>
  readonly fees: Rows<unknown>
  readonly shippingLines: Rows<unknown>
  readonly taxes: Rows<unknown>
  readonly discounts: readonly Discount[]
  /** Of lines, fees and shipping. */
  readonly rowsTax: Scaled
  readonly shipping: Amount
  readonly tax: Amount
  readonly total: Amount
}

/** What makes a readable order wrong whatever its amounts (R7). Its customer's identifier names him, too. */
export function checkOrder(order: Order): readonly WrongReason[] {
  const reasons = reasonsBesideAmounts(order)
  return order.customer.id === '' ? reasons : reasons.filter(({ code }) => code !== 'no-customer')
}

/** Why an order's totals do not add up (none: they do), and what paid the part that the total is short of. */
export interface Reconciled {
  readonly reasons: readonly WrongReason[]
  readonly paid: readonly PluginMark[]
  /** Decimal places of the shop's amounts. */
  readonly digits: number
}

/**
 * WooCommerce adds unrounded amounts and prints rounded ones: to the currency's smallest unit, or to the coarser one that
 * the shop shows. Where the total alone is lower than its rows, what a plugin says of cards and credit may tell why.
 */
export function reconcile(json: Fields, currency: string, sums: Sums): Reconciled {
  const { lines, fees, shippingLines, taxes, shipping, tax, total } = sums
  const shown = shownDecimals(sums)
  const computed = lines.sum + fees.sum + shipping.value + tax.value
  const digits = Math.min(currencyDigits(currency) ?? 2, shown)
  const pieces = piecesOf(lines.items)
  const allowed = (rows: number) => allowance({ digits, rows, pieces, total: computed })

  const sold = lines.items.length + fees.items.length + shippingLines.items.length
  const reasons = [
    ...compareSums(
      'shipping_total',
      shipping.value,
      [shippingLines.sum],
      allowed(shippingLines.items.length),
    ),
  ]
  // Orders put in by other programs may have no tax rows at all; then their rows say what tax there is.
  if (taxes.items.length > 0)
    reasons.push(...compareSums('total_tax', tax.value, [taxes.sum], allowed(sold + taxes.items.length)))
  else if (sums.rowsTax !== 0n)
    reasons.push(...compareSums('total_tax', tax.value, [sums.rowsTax], allowed(sold)))
  if (reasons.length === 0) reasons.push(...compareTaxes(json, sums, digits, sold))
  const allowedTotal = allowed(sold + taxes.items.length)
  const mismatch = compareSums('total', total.value, [computed], allowedTotal)
  if (mismatch.length > 0 && reasons.length === 0 && isExact(json, sums, digits))
    return { reasons: [], paid: [], digits: shown }
  const short = computed - total.value
  if (mismatch.length === 0 || short < 0n || reasons.length > 0)
    return { reasons: [...reasons, ...mismatch], paid: [], digits: shown }
  const coupons = couponMarks(json, discountOf(lines.items))
  const paid =
    explainShortfall(short, marksOf(json, coupons, short + allowedTotal), allowedTotal) ??
    (total.value === 0n ? paidWhole(short, marksOf(json, coupons, null)) : null)
  return { reasons: paid === null ? mismatch : [], paid: paid ?? [], digits: shown }
}

const taxedRows = ['line_items', 'fee_lines', 'shipping_lines'] as const

/** Orders put in by other programs may say the tax of the whole order only. */
function rowsSayTax(json: Fields): boolean {
  return taxedRows.some((list) => rowsOf(json[list]).some(({ total_tax: tax }) => (tax ?? '') !== ''))
}

/** Whether the taxes of the rows make the order's: each is rounded once, and each rate's, of goods and of shipping. */
function compareTaxes(json: Fields, sums: Sums, digits: number, rows: number): readonly WrongReason[] {
  const rounded = BigInt(rows + 2 * sums.taxes.items.length + 2)
  const allowed = (rounded * unit(digits)) / 2n
  if (absolute(sums.tax.value - sums.rowsTax) <= allowed || !rowsSayTax(json)) return []
  const { tax: exact } = unrounded(json, sums, unit(digits) / 2n)
  return compareSums('total_tax', sums.tax.value, [sums.rowsTax, exact], allowed)
}

/** Whether amounts that nothing rounded make the total, where no line and no piece can make a difference. */
function isExact(json: Fields, sums: Sums, digits: number): boolean {
  const { fees, shippingLines, taxes, shipping, tax, total } = sums
  const exact = unrounded(json, sums, unit(digits) / 2n)
  const rows = fees.items.length + shippingLines.items.length + taxes.items.length + 1
  const charged = exact.lines + fees.sum + shipping.value
  const allowed = allowance({ digits, rows, pieces: 0n, total: charged + tax.value })
  return [tax.value, exact.tax].some((taxed) => absolute(total.value - charged - taxed) <= allowed)
}

/**
 * The sums of what WooCommerce does not round: a line's price of one, and the taxes of rows. Where they differ from what is
 * printed by more than its rounding, that of the price counted, they say something else, and what is printed counts.
 * @param half of the smallest unit printed
 */
function unrounded(json: Fields, { lines, rowsTax }: Sums, half: Scaled): { lines: Scaled; tax: Scaled } {
  const reader = createReader()
  let [net, tax, rows] = [0n, 0n, 0n]
  reader.list(json, 'line_items', '').forEach((row, place) => {
    const printed = parseDecimal(lines.items[place]?.net ?? '') ?? 0n
    const quantity = reader.amount(row, 'quantity', '', '0').value
    const exact = multiply(reader.amount(row, 'price', '', '0').value, quantity)
    const pieces = multiply(absolute(quantity) + unit(0), half)
    net += absolute(exact - printed) <= pieces ? exact : printed
  })
  for (const list of taxedRows)
    for (const row of reader.list(json, list, '')) {
      rows += 1n
      for (const entry of reader.list(row, 'taxes', '')) tax += reader.amount(entry, 'total', '', '0').value
    }
  return { lines: net, tax: absolute(tax - rowsTax) <= rows * half ? tax : rowsTax }
}

/** A card worth more than the order pays all of it, and no more (PW Gift Cards). */
function paidWhole(short: Scaled, marks: readonly PluginMark[]): readonly PluginMark[] | null {
  const card = marks.filter(({ amount }) => amount > short).at(-1)
  return card === undefined ? null : [{ ...card, amount: short }]
}

/** What coupons took off the lines. */
export function discountOf(lines: readonly OrderLine[]): Scaled {
  return lines.reduce((sum, { discount }) => sum + (parseDecimal(discount) ?? 0n), 0n)
}

function shownDecimals({ total, tax, shipping, lines }: Sums): number {
  const texts = [total.text, tax.text, shipping.text, ...lines.items.map(({ net }) => net)]
  return Math.max(...texts.map(decimalsOf))
}

function decimalsOf(text: string): number {
  const dot = text.indexOf('.')
  return dot === -1 ? 0 : text.length - dot - 1
}
