import { absolute, divide, multiply, type Scaled, toDecimal, unit } from '../../words/decimal.ts'
import type { Charge, Decimal, Discount, Fee, OrderLine, TaxTotal } from '../../words/order.ts'
import { asFee } from '../order-rows.ts'
import { type Amount, type Fields, parseAmount, type Reader } from '../reader.ts'
import { kindOfFee } from './marks.ts'
import { mapOptions } from './options.ts'
import { rowsOf } from './reader.ts'

/** Rows of one kind and the sum of their amounts (net; taxes for tax rows). */
export interface Rows<Row> {
  readonly items: readonly Row[]
  readonly sum: Scaled
}

/** Rows with the sum of their taxes. */
export interface TaxedRows<Row> extends Rows<Row> {
  readonly tax: Scaled
}

/** VAT rates by `rate_id` and by `rate_code`. */
export type Rates = ReadonlyMap<string, Scaled>

const hundred = 100n * unit(0)

/** `tax_lines`: one row a rate; `rate_percent` is a number in orders made since WooCommerce 3.7 and missing before. */
export function mapTaxes(reader: Reader, order: Fields): Rows<TaxTotal> & { readonly rates: Rates } {
  const rates = new Map<string, Scaled>()
  const items: TaxTotal[] = []
  let sum = 0n
  reader.list(order, 'tax_lines', '').forEach((row, index) => {
    const path = `tax_lines[${index}].`
    const amount =
      reader.amount(row, 'tax_total', path, '0').value +
      reader.amount(row, 'shipping_tax_total', path, '0').value
    const label = reader.text(row, 'label', path)
    const told = (row.rate_percent ?? '') === '' ? null : reader.amount(row, 'rate_percent', path)
    // TaxJar says 0 beside a tax.
    const rate = told === null || (told.value === 0n && absolute(amount) > unit(2)) ? percentIn(label) : told
    if (rate !== null) {
      // Stripe Tax gives no identifiers; a line's taxes then name the code (woocommerce/woocommerce-ios#14308).
      if (key(row.rate_id) !== '0') rates.set(key(row.rate_id), rate.value)
      rates.set(key(row.rate_code), rate.value)
    }
    sum += amount
    items.push({
      name: label,
      rate: rate?.text ?? null,
      amount: toDecimal(amount, 2),
    })
  })
  return { items, sum, rates }
}

/** The rate in a tax's name, `IVA 22%`; null without one, or with several. */
function percentIn(label: string): Amount | null {
  const [found, another] = label.slice(0, 100).match(/(?<!\d)\d{1,2}(?:[.,]\d{1,2})?(?=\s?%)/g) ?? []
  const value = another === undefined ? (parseAmount(found?.replace(',', '.') ?? '')?.value ?? 0n) : 0n
  return value === 0n ? null : { text: toDecimal(value), value }
}

export function mapLines(reader: Reader, order: Fields, rates: Rates): TaxedRows<OrderLine> {
  let sum = 0n
  let taxes = 0n
  const items = reader.list(order, 'line_items', '').map((row, index): OrderLine => {
    const path = `line_items[${index}].`
    const quantity = reader.amount(row, 'quantity', path)
    const total = reader.amount(row, 'total', path)
    // `subtotal` is what the line cost before coupons; some plugins leave it empty (NOTES).
    const subtotal = (row.subtotal ?? '') === '' ? total : reader.amount(row, 'subtotal', path)
    const tax = reader.amount(row, 'total_tax', path, '0')
    sum += total.value
    taxes += tax.value
    return {
      sku: reader.text(row, 'sku', path),
      name: reader.text(row, 'name', path),
      productId: idText(reader.text(row, 'product_id', path)),
      variationId: idText(reader.text(row, 'variation_id', path)),
      options: mapOptions(row),
      quantity: quantity.text,
      unitPrice: unitPrice(subtotal, quantity),
      vatRate: vatRate(row, rates, total.value, tax.value),
      discount: toDecimal(subtotal.value - total.value, 2),
      net: total.text,
      tax: tax.text,
    }
  })
  return { items, sum, tax: taxes }
}

/** `shipping_lines`. */
export function mapShipping(reader: Reader, order: Fields, rates: Rates): TaxedRows<Charge> {
  return mapCharges(reader, order, 'shipping_lines', 'method_title', rates, (charge) => charge)
}

/** `fee_lines`, each with what it is. */
export function mapFees(reader: Reader, order: Fields, rates: Rates): TaxedRows<Fee> {
  return mapCharges(reader, order, 'fee_lines', 'name', rates, (charge, row, net, tax) =>
    asFee(charge, kindOfFee(row, net, tax)),
  )
}

function mapCharges<Row>(
  reader: Reader,
  order: Fields,
  field: string,
  nameField: string,
  rates: Rates,
  make: (charge: Charge, row: Fields, net: Scaled, tax: Scaled) => Row,
): TaxedRows<Row> {
  let sum = 0n
  let taxes = 0n
  const items = reader.list(order, field, '').map((row, index): Row => {
    const path = `${field}[${index}].`
    const total = reader.amount(row, 'total', path, '0')
    const tax = reader.amount(row, 'total_tax', path, '0')
    sum += total.value
    taxes += tax.value
    const charge: Charge = {
      name: reader.text(row, nameField, path),
      net: total.text,
      tax: tax.text,
      vatRate: vatRate(row, rates, total.value, tax.value),
    }
    return make(charge, row, total.value, tax.value)
  })
  return { items, sum, tax: taxes }
}

export function mapDiscounts(reader: Reader, order: Fields): readonly Discount[] {
  return reader.list(order, 'coupon_lines', '').map((row, index) => {
    const path = `coupon_lines[${index}].`
    return {
      code: reader.text(row, 'code', path),
      net: reader.amount(row, 'discount', path, '0').text,
      tax: reader.amount(row, 'discount_tax', path, '0').text,
    }
  })
}

export function sumOf(rows: Rows<unknown>): Decimal {
  return toDecimal(rows.sum, 2)
}

/** A line's `price` is an unrounded float (NOTES), so the price of one comes from the exact amounts. */
function unitPrice(subtotal: Amount, quantity: Amount): Decimal {
  const price = divide(subtotal.value, quantity.value, 6)
  return price === null ? subtotal.text : toDecimal(price, 2)
}

/**
 * The rate of a line by the taxes applied to it. Several that add up (a region's beside the country's) give their
 * sum; several that share a row out among them (a reduction over lines of different rates) have no one rate: null. One
 * that has nothing to do with the amounts is not it; a shop without decimals rounds them to its unit.
 */
export function vatRate(row: Fields, rates: Rates, net: Scaled, tax: Scaled): Decimal | null {
  let sum: Scaled | null = null
  let applied = 0
  let unknown = false
  for (const entry of rowsOf(row.taxes)) {
    // Every rate of the order may be listed; those that do not apply have an empty total.
    if (entry.total === '' || entry.total === null || entry.total === undefined) continue
    applied += 1
    const rate = rates.get(key(entry.id))
    if (rate === undefined) unknown = true
    else sum = (sum ?? 0n) + rate
  }
  if (unknown || sum === null) return applied < 2 ? wholeRate(net, tax) : null
  if (applied > 1 && !addsUp(net, sum, tax, 2n * unit(2))) return null
  const isOdd = !addsUp(net, sum, tax, absolute(net) > hundred ? absolute(net) / 100n : unit(0))
  return isOdd ? wholeRate(net, tax) : toDecimal(sum)
}

/** The whole percentage that amounts large enough leave no doubt of; null when there is none. */
function wholeRate(net: Scaled, tax: Scaled): Decimal | null {
  if (absolute(net) < 20n * unit(0)) return null
  const percent = divide(tax * 100n, net, 0) ?? 0n
  const off = absolute(multiply(net, percent) / 100n - tax)
  return percent > 0n && off <= unit(2) / 2n ? toDecimal(percent) : null
}

function addsUp(net: Scaled, rate: Scaled, tax: Scaled, allowed: Scaled): boolean {
  const expected = divide(multiply(net, rate), hundred, 6) ?? 0n
  return absolute(expected - tax) <= allowed
}

/** An identifier as text; anything else (a plugin's object) is none. */
function key(id: unknown): string {
  return typeof id === 'number' || typeof id === 'string' ? String(id) : ''
}

/** WooCommerce writes 0 where there is none, also for a deleted product (recording `single_deleted_product`). */
function idText(id: string): string {
  return id === '0' ? '' : id
}
