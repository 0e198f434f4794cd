import { absolute, divide, formatDecimal, multiply, type Scaled, unit } from '../../decimal.ts'
import type { Decimal, OrderLine } from '../../order.ts'
import type { Fields, Reader } from '../reader.ts'
import { money, netAndTax, nothing, type Pair, plus } from './amounts.ts'
import { keyText } from './names.ts'
import { taxIds, type WholeOrder } from './related.ts'

export interface Lines {
  readonly items: readonly OrderLine[]
  readonly sum: Pair
  /** VAT of the lines, by rate; those without a known rate under null. */
  readonly byRate: ReadonlyMap<Decimal | null, Scaled>
}

const hundred = 100n * unit(0)

/**
 * The lines: `order_details`, which alone knows totals and taxes; `order_rows`, which came with the order itself,
 * where the shop has no details of it.
 */
export function mapLines(reader: Reader, { order, details, taxes }: WholeOrder): Lines {
  const rates = new Map(taxes.map((tax) => [keyText(tax.id), tax]))
  const associations = reader.record(order, 'associations', '')
  const rows = details.length > 0 ? details : rowsOf(reader, associations, 'order_rows', 'associations.')
  const byRate = new Map<Decimal | null, Scaled>()
  let sum = nothing
  const items = rows.map((row, index): OrderLine => {
    const path = details.length > 0 ? `order_details[${index}].` : `associations.order_rows[${index}].`
    const quantity = reader.amount(row, 'product_quantity', path)
    const total = totalOf(reader, row, path, quantity.value, reader.text(order, 'round_type', ''))
    const rate = vatRate(reader, row, path, rates, total)
    const before = priceBefore(reader, row, path)
    const list = before ?? reader.amount(row, 'unit_price_tax_excl', path).value
    const reduction = before === null ? 0n : multiply(before, quantity.value) - total.net
    sum = plus(sum, total)
    byRate.set(rate, (byRate.get(rate) ?? 0n) + total.gross - total.net)
    const { name, options } = nameAndOptions(reader.text(row, 'product_name', path))
    return {
      sku: reader.text(row, 'product_reference', path),
      name,
      productId: noZero(reader.text(row, 'product_id', path)),
      variationId: noZero(reader.text(row, 'product_attribute_id', path)),
      options,
      quantity: formatDecimal(quantity.value),
      unitPrice: money(list),
      vatRate: rate,
      discount: money(cents(reduction)),
      ...netAndTax(total),
    }
  })
  return { items, sum, byRate }
}

/** A list of an order's associations; a single row may stand there without its list. */
function rowsOf(reader: Reader, source: Fields, field: string, path: string): readonly Fields[] {
  const value = source[field] as Fields | undefined | null
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && 'id' in value) return [value]
  return reader.list(source, field, path)
}

/** What the line costs: as printed, or by the price of one, rounded as the shop does, where that is all there is. */
function totalOf(reader: Reader, row: Fields, path: string, quantity: Scaled, roundType: string): Pair {
  if (row.total_price_tax_excl !== undefined) {
    return {
      net: reader.amount(row, 'total_price_tax_excl', path).value,
      gross: reader.amount(row, 'total_price_tax_incl', path).value,
    }
  }
  const cost = (field: string) => {
    const price = reader.amount(row, field, path).value
    if (roundType === roundsPieces) return multiply(cents(price), quantity)
    return roundType === roundsTotal ? multiply(price, quantity) : cents(multiply(price, quantity))
  }
  return { net: cost('unit_price_tax_excl'), gross: cost('unit_price_tax_incl') }
}

/** `Order::ROUND_ITEM` and `Order::ROUND_TOTAL`; between them, lines are rounded. */
const roundsPieces = '1'
const roundsTotal = '3'

function cents(value: Scaled): Scaled {
  return divide(value, unit(0), 2) ?? 0n
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
 * that are reckoned one upon the other. Without taxes 0; null when they are unknown.
 */
function vatRate(
  reader: Reader,
  row: Fields,
  path: string,
  rates: ReadonlyMap<string, Fields>,
  { net, gross }: Pair,
): Decimal | null {
  const ids = taxIds(row)
  if (ids.length === 0) return gross === net ? '0' : null
  let sum = 0n
  for (const id of ids) {
    const tax = rates.get(id)
    if (tax === undefined) return null
    sum += reader.amount(tax, 'rate', `${path}taxes.`).value
  }
  const expected = divide(multiply(net, sum), hundred, 6) ?? 0n
  const pieces = absolute(reader.amount(row, 'product_quantity', path).value)
  // Net and gross prices of one are rounded each by itself, and then multiplied.
  const allowed = 2n * unit(2) + multiply(pieces, 2n * unit(2))
  return ids.length > 1 && absolute(expected - (gross - net)) > allowed ? null : formatDecimal(sum)
}

/**
 * A combination's options stand behind the name: `T-shirt - Taglia : M- Colore : Blu` (recording `order_A_*`), or
 * `... (Taglia: M - Colore: Blu)` in older versions. The name stays whole where that cannot be told for sure.
 */
function nameAndOptions(text: string): Pick<OrderLine, 'name' | 'options'> {
  const found = /^(.+?) (?:- (.+ : .+)|\((.+: .+)\))$/s.exec(text)
  if (found === null) return { name: text, options: [] }
  const [, name = '', after, inside] = found
  const options = (after ?? inside ?? '').split(/\s?- /).flatMap((part) => {
    const pair = /^([^:]{1,60}?) ?: ?(.{1,200})$/s.exec(part.trim())
    return pair?.[1] === undefined || pair[2] === undefined ? [] : [{ name: pair[1], value: pair[2] }]
  })
  const parts = (after ?? inside ?? '').split(/\s?- /).length
  return options.length === parts ? { name, options } : { name: text, options: [] }
}

function noZero(id: string): string {
  return id === '0' ? '' : id
}
