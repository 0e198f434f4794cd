import { type SoldRow, soldRows } from '../export/line-rows.ts'
import { type VatPart, vatParts } from '../export/vat-parts.ts'
import type { AccountantSettings, Category } from '../words/accountant.ts'
import { absolute, parseDecimal, type Scaled, scaled, toDecimal } from '../words/decimal.ts'
import { destinationOf, type Order } from '../words/order.ts'
import type { ExportedOrder } from '../words/printed.ts'
import { soldTotal } from '../words/sale.ts'
import { cent, cents } from '../words/vat-amounts.ts'
import { vatAreaOf, vatCountry } from '../words/vat-area.ts'
import { noneShared, sharedRows } from './shared-rows.ts'

/** What an order, or a refund, has in one category. Gross is net and tax. */
export interface Part {
  readonly category: Category
  readonly gross: Scaled
  readonly tax: Scaled
}

/** What shops' own rounding may come to, beside half a cent a row. */
const mostRounding = 5n * cent

/** Sold to a consumer in another country of the EU, as far as the order tells: no VAT number. */
export function isToEuConsumer(order: Order): boolean {
  return vatAreaOf(destinationOf(order).country) === 'eu' && !isBusiness(order)
}

/**
 * What was sold by an order, by category: to the cent, its sum is always `soldTotal` (R47). What cards and credit paid is
 * no part: the sale stays whole. Where the rows do not add up, the difference is a part of its own.
 */
export function saleParts(source: ExportedOrder, settings: AccountantSettings): readonly Part[] {
  const { order } = source
  const total = soldTotal(order)
  const rows = soldRows(source)
  const parts = partsOf(rows, order, settings, sharedRows(rows, order))
  const rest = total - sumOf(parts)
  return withRest(parts, rest, isRounding(rest, rows) ? 'rounding' : 'unclear')
}

/** What rows come to by category, whole cents each. @param shared those that are of several rates together */
export function partsOf(
  rows: readonly SoldRow[],
  order: Order,
  settings: AccountantSettings,
  shared = noneShared,
): readonly Part[] {
  const parts = rows.flatMap((row): readonly Part[] => {
    const [gross, tax] = [scaled(row.net) + scaled(row.tax), scaled(row.tax)]
    if (row.type === 'unclear') return [{ category: { kind: 'unclear' }, gross, tax }]
    if (isCard(row, tax, settings)) return [{ category: { kind: 'card' }, gross, tax }]
    return shared.rows.has(row) ? [] : vatParts(row, order).map(asPart(row.vatRate, order, settings))
  })
  return inCents([...parts, ...shared.parts.map(asPart('', order, settings))])
}

function asPart(stated: string, order: Order, settings: AccountantSettings) {
  return (part: Pick<VatPart, 'rate' | 'net' | 'tax' | 'known'>): Part => ({
    category: categoryOf(stated, part, order, settings),
    gross: part.net + part.tax,
    tax: part.tax,
  })
}

/** One part of each category, in whole cents. */
export function inCents(parts: readonly Part[]): readonly Part[] {
  const byKey = new Map<string, Part>()
  for (const { category, gross, tax } of parts) {
    const key = categoryKey(category)
    const known = byKey.get(key)
    byKey.set(key, { category, gross: gross + (known?.gross ?? 0n), tax: tax + (known?.tax ?? 0n) })
  }
  return [...byKey.values()]
    .map(({ category, gross, tax }) => ({ category, gross: cents(gross), tax: cents(tax) }))
    .filter(({ gross, tax }) => gross !== 0n || tax !== 0n)
}

/** Where a row of an order stands. @param stated its rate as the shop says it; `''`: it does not */
export function categoryOf(
  stated: string,
  { rate, tax, known }: Pick<VatPart, 'rate' | 'tax' | 'known'>,
  order: Order,
  settings: AccountantSettings,
): Category {
  const { country } = destinationOf(order)
  const area = vatAreaOf(country)
  const isConsumer = isToEuConsumer(order)
  if (rate === 0n && tax === 0n) {
    // One that says 22 and takes none contradicts itself, unless the goods leave the country.
    const hasReason = parseDecimal(stated) === 0n || area === 'outside-eu' || (area === 'eu' && !isConsumer)
    if (!hasReason) return { kind: 'no-rate' }
    return { kind: 'zero', reason: area !== 'eu' ? area : isConsumer ? 'eu-consumer' : 'eu-business' }
  }
  if (!known) return { kind: 'no-rate' }
  const percent = toDecimal(rate)
  if (isConsumer && settings.oss !== 'no') return { kind: 'eu', country: vatCountry(country), rate: percent }
  return { kind: 'rate', rate: percent }
}

/** A card sold, as goods: by its SKU, or by words of its name where it has no VAT. */
export function isCard(
  { type, sku, description }: Pick<SoldRow, 'type' | 'sku' | 'description'>,
  tax: Scaled,
  { cards }: AccountantSettings,
): boolean {
  if (type !== 'item' && type !== 'taken-out') return false
  const name = description.toLowerCase()
  return cards.some((card) => {
    const wanted = card.trim().toLowerCase()
    if (wanted === '') return false
    return sku.trim().toLowerCase() === wanted || (tax === 0n && name.includes(wanted))
  })
}

/** The same text for what is the same row of the register. */
export function categoryKey(category: Category): string {
  switch (category.kind) {
    case 'rate':
      return `rate ${category.rate}`
    case 'eu':
      return `eu ${category.country} ${category.rate}`
    case 'zero':
      return `zero ${category.reason}`
    default:
      return category.kind
  }
}

/** What parts come to. */
export function sumOf(parts: readonly Part[]): Scaled {
  return parts.reduce((sum, { gross }) => sum + gross, 0n)
}

function withRest(parts: readonly Part[], rest: Scaled, kind: 'rounding' | 'unclear'): readonly Part[] {
  if (rest === 0n) return parts
  const known = parts.find(({ category }) => category.kind === kind)
  const others = parts.filter((part) => part !== known)
  const gross = (known?.gross ?? 0n) + rest
  const tax = known?.tax ?? 0n
  return gross === 0n && tax === 0n ? others : [...others, { category: { kind }, gross, tax }]
}

function isRounding(rest: Scaled, rows: readonly SoldRow[]): boolean {
  return absolute(rest) <= mostRounding + (cent / 2n) * BigInt(rows.length)
}

function isBusiness({ fiscal }: Order): boolean {
  return fiscal.vatNumber.trim() !== ''
}
