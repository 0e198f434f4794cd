import { absolute, divide, multiply, type Scaled, toDecimal, unit } from '../../words/decimal.ts'
import type { Charge, Decimal, Discount, OrderLine, TaxTotal } from '../../words/order.ts'
import { plainLine } from '../plain-words.ts'
import { type Fields, numberOfGid, type Reader } from './reader.ts'

/** How an order's prices are to be read. */
export interface PriceRules {
  /** Prices and discounts hold their VAT (`taxesIncluded`). */
  readonly taxesIncluded: boolean
  /** Of each line: all that was sold, what an edit of the order has left in it, or what it took out. */
  readonly take: 'sold' | 'left' | 'removed'
  /** Decimal places of the currency. */
  readonly digits: number
}

/** What all rows of an order add up to; grown while they are mapped. */
export interface Tally {
  readonly rules: PriceRules
  net: Scaled
  tax: Scaled
  discount: Scaled
  rows: number
  readonly taxes: Map<string, { name: string; rate: Decimal | null; amount: Scaled }>
  readonly discounts: Map<string, { net: Scaled; tax: Scaled }>
}

const one = unit(0)
const hundred = 100n * one

/** The sums of an order, before its first line. */
export function newTally(rules: PriceRules): Tally {
  return { rules, net: 0n, tax: 0n, discount: 0n, rows: 0, taxes: new Map(), discounts: new Map() }
}

/**
 * The lines of an order. What a line costs is its price less all discounts allocated to it (`discountedTotalSet`
 * leaves out those of the whole order and those by code); its VAT is the sum of its `taxLines`.
 */
export function mapLines(reader: Reader, rows: readonly Fields[], tally: Tally): readonly OrderLine[] {
  const { take, digits } = tally.rules
  return rows.flatMap((row, index) => {
    const path = `lineItems[${index}].`
    const quantity = reader.number(row, 'quantity', path)
    if (quantity === null) {
      if (!reader.reasons.some(({ params }) => 'field' in params && params.field === `${path}quantity`)) {
        reader.unreadable(`${path}quantity`)
      }
      return []
    }
    const sold = quantity.value
    const left = take === 'sold' ? sold : (reader.number(row, 'currentQuantity', path)?.value ?? sold)
    const pieces = take === 'removed' ? sold - left : left
    if (pieces === 0n && (sold !== 0n || take === 'removed')) return []
    const keeps = (value: Scaled) =>
      left === sold ? value : (divide(multiply(value, left), sold, digits) ?? value)
    const part = take === 'removed' ? (value: Scaled) => value - keeps(value) : keeps
    const original = reader.money(row, 'originalTotalSet', path).value
    const price = mapPrice(reader, row, path, original, null, part, tally)
    tally.discount += price.before - price.net
    return [
      {
        sku: reader.text(row, 'sku', path),
        name: plainLine(reader.text(row, 'name', path)),
        productId: numberOfGid(reader.record(row, 'product', path).id) ?? '',
        variationId: numberOfGid(reader.record(row, 'variant', path).id) ?? '',
        options: mapOptions(reader, row, path),
        quantity: toDecimal(pieces),
        unitPrice: toDecimal(divide(price.before, pieces, 6) ?? price.before, 2),
        vatRate: price.rate === null ? null : toDecimal(price.rate),
        discount: toDecimal(price.before - price.net, 2),
        net: toDecimal(price.net, 2),
        tax: toDecimal(price.tax, 2),
      },
    ]
  })
}

/** Shipping lines and additional fees. */
export function mapCharges(
  reader: Reader,
  order: Fields,
  field: 'shippingLines' | 'additionalFees',
  tally: Tally,
): readonly Charge[] {
  const shipping = field === 'shippingLines'
  return reader.list(order, field, '').map((row, index) => {
    const path = `${field}[${index}].`
    const original = reader.money(row, shipping ? 'originalPriceSet' : 'price', path).value
    const charged = shipping ? reader.money(row, 'discountedPriceSet', path).value : original
    const price = mapPrice(reader, row, path, original, charged, whole, tally)
    return {
      name: plainLine(reader.text(row, shipping ? 'title' : 'name', path)),
      net: toDecimal(price.net, 2),
      tax: toDecimal(price.tax, 2),
      vatRate: price.rate === null ? null : toDecimal(price.rate),
    }
  })
}

const whole = (value: Scaled) => value

/** The VAT counted so far, by rate. */
export function taxTotals(tally: Tally): readonly TaxTotal[] {
  return [...tally.taxes.values()].map(({ name, rate, amount }) => ({
    name,
    rate,
    amount: toDecimal(amount, 2),
  }))
}

/** The discounts counted so far, by code. */
export function discountTotals(tally: Tally): readonly Discount[] {
  return [...tally.discounts].map(([code, { net, tax }]) => ({
    code,
    net: toDecimal(net, 2),
    tax: toDecimal(tax, 2),
  }))
}

interface Price {
  /** Net, before discounts. */
  readonly before: Scaled
  readonly net: Scaled
  readonly tax: Scaled
  /** Percentage; null when the shop does not say. */
  readonly rate: Scaled | null
}

/** The net price and VAT of a row. */
function mapPrice(
  reader: Reader,
  row: Fields,
  path: string,
  original: Scaled,
  charged: Scaled | null,
  part: (value: Scaled) => Scaled,
  tally: Tally,
): Price {
  const discounts = mapDiscounts(reader, row, path, part)
  const full = part(original)
  const gross = charged === null ? full - discounts.sum : part(charged)
  const { tax, rate: named } = mapTaxLines(reader, row, path, part, tally)
  // Of who is exempt, some apps keep the rate, without an amount.
  const rate = tax === 0n && !isNearNothing(gross, named, tally) ? null : named
  for (const { code, amount } of discounts.rows) addDiscount(code, amount, rate, tally)
  const net = tally.rules.taxesIncluded ? gross - tax : gross
  tally.net += net
  tally.tax += tax
  tally.rows += 1
  return { before: gross === full ? net : netOf(full, rate, tally), net, tax, rate }
}

/** Several rates on one row (a region's beside the country's) add up. */
function mapTaxLines(
  reader: Reader,
  row: Fields,
  path: string,
  part: (value: Scaled) => Scaled,
  tally: Tally,
): { readonly tax: Scaled; readonly rate: Scaled | null } {
  let tax = 0n
  let rate: Scaled | null = null
  let known = true
  reader.list(row, 'taxLines', path).forEach((line, index) => {
    const place = `${path}taxLines[${index}].`
    const amount = part(reader.money(line, 'priceSet', place).value)
    const percentage = reader.number(line, 'ratePercentage', place)
    if (percentage === null) known = false
    else rate = (rate ?? 0n) + percentage.value
    tax += amount
    const name = reader.text(line, 'title', place)
    const rateText = percentage === null ? null : toDecimal(percentage.value)
    const key = `${name} ${rateText}`
    const total = tally.taxes.get(key) ?? { name, rate: rateText, amount: 0n }
    total.amount += amount
    tally.taxes.set(key, total)
  })
  return { tax, rate: known ? rate : null }
}

/** The discounts allocated to a row, as the shop's prices are (with or without VAT). */
function mapDiscounts(reader: Reader, row: Fields, path: string, part: (value: Scaled) => Scaled) {
  const rows = reader.list(row, 'discountAllocations', path).flatMap((allocation, index) => {
    const place = `${path}discountAllocations[${index}].`
    const amount = part(reader.money(allocation, 'allocatedAmountSet', place).value)
    if (amount === 0n) return []
    const application = reader.record(allocation, 'discountApplication', place)
    return [
      { code: reader.text(application, 'code', place) || reader.text(application, 'title', place), amount },
    ]
  })
  return { rows, sum: rows.reduce((sum, { amount }) => sum + amount, 0n) }
}

function addDiscount(code: string, amount: Scaled, rate: Scaled | null, tally: Tally): void {
  const net = netOf(amount, rate, tally)
  const tax = tally.rules.taxesIncluded ? amount - net : vatOf(net, rate, tally)
  const total = tally.discounts.get(code) ?? { net: 0n, tax: 0n }
  total.net += net
  total.tax += tax
  tally.discounts.set(code, total)
}

/** Whether the VAT of a price is less than what the shop rounds to. */
function isNearNothing(price: Scaled, rate: Scaled | null, tally: Tally): boolean {
  const vat = vatOf(netOf(price, rate, tally), rate, tally)
  return absolute(vat) <= unit(tally.rules.digits)
}

function vatOf(net: Scaled, rate: Scaled | null, { rules }: Tally): Scaled {
  return divide(multiply(net, rate ?? 0n), hundred, rules.digits) ?? 0n
}

/** The net part of a price. */
function netOf(price: Scaled, rate: Scaled | null, { rules }: Tally): Scaled {
  if (!rules.taxesIncluded || rate === null) return price
  return divide(multiply(price, hundred), hundred + rate, rules.digits) ?? price
}

/** What the customer chose or wrote, and the set that a line is a part of, without what apps keep for themselves (`_...`). */
function mapOptions(reader: Reader, row: Fields, path: string): OrderLine['options'] {
  const group = reader.record(row, 'lineItemGroup', path)
  const place = `${path}lineItemGroup.`
  const title = plainLine(reader.text(group, 'title', place))
  const set = title === '' ? [] : [{ name: setName, value: title }]
  return [...set, ...attributesOf(reader, row, path), ...attributesOf(reader, group, place)]
}

/** It stands on Italian papers. */
const setName = 'Set'

function attributesOf(reader: Reader, source: Fields, path: string): OrderLine['options'] {
  return reader.list(source, 'customAttributes', path).flatMap((attribute, index) => {
    const place = `${path}customAttributes[${index}].`
    const name = reader.text(attribute, 'key', place)
    const value = reader.text(attribute, 'value', place)
    return name.startsWith('_') || value === '' ? [] : [{ name: plainLine(name), value: plainLine(value) }]
  })
}
