import { absolute, divide, multiply, type Scaled, toDecimal, unit } from '../../words/decimal.ts'
import type { Decimal, OrderLine } from '../../words/order.ts'
import { type Amount, type Fields, parseAmount, type Reader } from '../reader.ts'
import { allowance } from '../reconcile.ts'
import { fittingRate, money, netAndTax, nothing, type Pair, plus } from './amounts.ts'
import { customizationIds, customizationTexts } from './customer-words.ts'
import { keyText } from './keys.ts'
import { taxIds } from './rows.ts'
import type { WholeOrder } from './whole-order.ts'

export interface Lines {
  readonly items: readonly OrderLine[]
  readonly sum: Pair
  /** VAT of the lines, by rate; those without a known rate under null. */
  readonly byRate: ReadonlyMap<Decimal | null, Scaled>
}

/** What the order itself says of its lines. */
export interface Declared {
  /** `total_products` and `total_products_wt`. */
  readonly products: Pair
  /** Decimal places that the shop rounds the order's currency to. */
  readonly digits: number
}

interface Row {
  readonly row: Fields
  readonly path: string
  readonly quantity: Amount
}

/**
 * The lines: `order_details`, which alone knows totals and taxes; `order_rows`, which came with the order itself,
 * where the shop has no details of it.
 */
export function mapLines(reader: Reader, whole: WholeOrder, declared: Declared): Lines {
  const { order, details, taxes, customizations = [], customizationFields = [] } = whole
  const customized = customizationIds(order)
  const customizationOf = new Map(customizations.map((row) => [keyText(row.id), row]))
  const rates = new Map(taxes.map((tax) => [keyText(tax.id), tax]))
  const associations = reader.record(order, 'associations', '')
  const fields = details.length > 0 ? details : reader.list(associations, 'order_rows', 'associations.')
  const rows = fields.map((row, index): Row => {
    const path = details.length > 0 ? `order_details[${index}].` : `associations.order_rows[${index}].`
    return { row, path, quantity: reader.amount(row, 'product_quantity', path) }
  })
  const totals = totalsOf(reader, rows, reader.text(order, 'round_type', ''), declared)
  const byRate = new Map<Decimal | null, Scaled>()
  let sum = nothing
  const items = rows.map(({ row, path, quantity }, index): OrderLine => {
    const total = totals[index] ?? nothing
    const rate = vatRate(reader, row, path, rates, total, declared)
    const before = priceBefore(reader, row, path)
    const list = before ?? reader.amount(row, 'unit_price_tax_excl', path).value
    const reduction = before === null ? 0n : multiply(before, quantity.value) - total.net
    sum = plus(sum, total)
    byRate.set(rate, (byRate.get(rate) ?? 0n) + total.gross - total.net)
    const { name, options } = nameAndOptions(reader.text(row, 'product_name', path))
    const customization = customizationOf.get(
      customized.get(keyText(row.id)) ?? keyText(row.id_customization),
    )
    return {
      sku: reader.text(row, 'product_reference', path),
      name,
      productId: noZero(reader.text(row, 'product_id', path)),
      variationId: noZero(reader.text(row, 'product_attribute_id', path)),
      options: [...options, ...customizationTexts(customization, customizationFields)],
      quantity: toDecimal(quantity.value),
      unitPrice: money(list),
      vatRate: rate,
      discount: money(roundedTo(reduction, 2)),
      ...netAndTax(total),
    }
  })
  return { items, sum, byRate }
}

/**
 * What each line costs: as printed, or by the price of one where that is all there is, or where only that makes the
 * order's own total: an order changed in the back office may keep a line's total of before (PrestaShop/PrestaShop#22665).
 */
function totalsOf(
  reader: Reader,
  rows: readonly Row[],
  roundType: string,
  { products, digits }: Declared,
): readonly Pair[] {
  const printed = rows.map(({ row, path }): Pair | null =>
    row.total_price_tax_excl === undefined
      ? null
      : {
          net: reader.amount(row, 'total_price_tax_excl', path).value,
          gross: reader.amount(row, 'total_price_tax_incl', path).value,
        },
  )
  const pieces = rows.reduce((sum, { quantity }) => sum + absolute(quantity.value), 0n)
  const choose = (side: keyof Pair, field: string): readonly Scaled[] => {
    const own = printed.map((pair) => pair?.[side] ?? null)
    const allowed = allowance({ digits, rows: rows.length, pieces, total: products[side] })
    const fits = (totals: readonly Scaled[]) =>
      absolute(totals.reduce((sum, total) => sum + total, 0n) - products[side]) <= allowed
    if (isWhole(own) && fits(own)) return own
    const reckoned = rows.map((row) => costOf(reader, row, field, { roundType, digits }))
    const all = own.map((total, index) => total ?? reckoned[index] ?? 0n)
    if (fits(all)) return all
    if (fits(reckoned)) return reckoned
    const differing = [...all.keys()].filter((index) => all[index] !== reckoned[index])
    const changed = someOf(differing).find((some) => fits(mixed(all, reckoned, some)))
    return changed === undefined ? all : mixed(all, reckoned, changed)
  }
  const net = choose('net', 'unit_price_tax_excl')
  const gross = choose('gross', 'unit_price_tax_incl')
  return rows.map((_, index) => ({ net: net[index] ?? 0n, gross: gross[index] ?? 0n }))
}

/** By the price of one, rounded as the shop does. */
function costOf(
  reader: Reader,
  { row, path, quantity }: Row,
  field: string,
  { roundType, digits }: { readonly roundType: string; readonly digits: number },
): Scaled {
  const price = reader.amount(row, field, path).value
  if (roundType === roundsPieces) return multiply(roundedTo(price, digits), quantity.value)
  const cost = multiply(price, quantity.value)
  return roundType === roundsTotal ? cost : roundedTo(cost, digits)
}

function mixed(
  all: readonly Scaled[],
  others: readonly Scaled[],
  some: readonly number[],
): readonly Scaled[] {
  return all.map((total, index) => (some.includes(index) ? (others[index] ?? total) : total))
}

/** Some of the first few places, fewest first. */
function someOf(places: readonly number[]): readonly (readonly number[])[] {
  const few = places.slice(0, 8)
  const chosen = Array.from({ length: (1 << few.length) - 1 }, (_, bits) =>
    few.filter((_, place) => ((bits + 1) >> place) & 1),
  )
  return chosen.sort((a, b) => a.length - b.length)
}

function isWhole(totals: readonly (Scaled | null)[]): totals is readonly Scaled[] {
  return !totals.includes(null)
}

/** `Order::ROUND_ITEM` and `Order::ROUND_TOTAL`; between them, lines are rounded. */
const roundsPieces = '1'
const roundsTotal = '3'

function roundedTo(value: Scaled, digits: number): Scaled {
  return divide(value, unit(0), digits) ?? 0n
}

/** The net price of one before a special price or a group's reduction; null when there was none. */
function priceBefore(reader: Reader, row: Fields, path: string): Scaled | null {
  const reductions = ['reduction_percent', 'reduction_amount_tax_excl', 'group_reduction']
  if (reductions.every((field) => reader.amount(row, field, path, '0').value === 0n)) return null
  const price = reader.amount(row, 'product_price', path, '0').value
  const paid = reader.amount(row, 'unit_price_tax_excl', path).value
  return price > paid ? price : null
}

/**
 * The rate by the taxes applied (recording `lookup_taxes`): their sum, unless the amounts say otherwise, as with taxes
 * that are reckoned one upon the other, or left at an order without VAT. Without taxes 0; null when they are unknown.
 */
function vatRate(
  reader: Reader,
  row: Fields,
  path: string,
  rates: ReadonlyMap<string, Fields>,
  total: Pair,
  { products, digits }: Declared,
): Decimal | null {
  const step = unit(Math.min(2, digits))
  const taxes = taxIds(row).map((id) => rates.get(id))
  const known = taxes.filter((tax) => tax !== undefined)
  const isKnown = taxes.length > 0 && known.length === taxes.length
  const sum = known.reduce((all, tax) => all + reader.amount(tax, 'rate', `${path}taxes.`).value, 0n)
  const pieces = absolute(reader.amount(row, 'product_quantity', path).value)
  // Net and gross prices of one are rounded each by itself, and then multiplied; the ecotax has a rate of its own.
  const ofOne = 2n * step + absolute(parseAmount(keyText(row.ecotax))?.value ?? 0n)
  const mayBeFree = taxes.length === 0 || products.net === products.gross
  return fittingRate(total, isKnown ? [toDecimal(sum)] : [], 2n * step + multiply(pieces, ofOne), mayBeFree)
}

/**
 * A combination's options stand behind the name: `T-shirt - Taglia : M- Colore : Blu` (recording `order_A_*`), or
 * `... (Taglia: M - Colore: Blu)` in older versions. The name stays whole where that cannot be told for sure.
 */
function nameAndOptions(text: string): Pick<OrderLine, 'name' | 'options'> {
  const whole = { name: text, options: [] }
  const found = text.length > mostCharacters ? null : optionsBehind(text)
  if (found === null) return whole
  const parts = found.options.split(/\s?- /)
  const options = parts.flatMap((part) => {
    const pair = /^([^:]{1,60}?) ?: ?(.{1,200})$/s.exec(part.trim())
    return pair?.[1] === undefined || pair[2] === undefined ? [] : [{ name: pair[1], value: pair[2] }]
  })
  return options.length === parts.length ? { name: found.name, options } : whole
}

/** PrestaShop's own names of products have up to 255, and behind them their options. */
const mostCharacters = 2000

function optionsBehind(text: string): { readonly name: string; readonly options: string } | null {
  const dash = text.indexOf(' - ', 1)
  const after = dash === -1 ? '' : text.slice(dash + 3)
  const isAfter = isWithin(after, ' : ')
  const bracket = text.endsWith(')') ? text.indexOf(' (', 1) : -1
  const inside = bracket === -1 ? '' : text.slice(bracket + 2, -1)
  const isInside = isWithin(inside, ': ')
  if (isAfter && (!isInside || dash < bracket)) return { name: text.slice(0, dash), options: after }
  return isInside ? { name: text.slice(0, bracket), options: inside } : null
}

/** With something before and behind it. */
function isWithin(text: string, sign: string): boolean {
  const at = text.indexOf(sign, 1)
  return at !== -1 && at + sign.length < text.length
}

function noZero(id: string): string {
  return id === '0' ? '' : id
}
