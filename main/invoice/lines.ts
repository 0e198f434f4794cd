import { absolute, type Scaled, toDecimal } from '../words/decimal.ts'
import type { InvoiceInput, InvoiceLine } from '../words/invoice.ts'
import { cents, hundred, one } from '../words/vat-amounts.ts'
import { comesTo, each, withoutVat } from './exact.ts'
import { fitted } from './latin.ts'
import { type Notes, refuse, warn } from './notes.ts'
import type { RatedRow } from './rates.ts'

/** What the schema takes of a price and a quantity, before the point. */
const most = 10n ** 11n * one
const mostQuantity = 10n ** 12n * one
const mostLines = 9999

/** The lines of a document; rows whose price cannot be told to the cent are refused. */
export function linesOf(
  rows: readonly RatedRow[],
  { order, words }: InvoiceInput,
  notes: Notes,
): readonly InvoiceLine[] {
  if (rows.length > mostLines) refuse(notes, 'too-many-lines', { lines: rows.length })
  return rows.slice(0, mostLines).flatMap((row, at): readonly InvoiceLine[] => {
    const name = fitted(notes, 'description', row.name, 1000)
    if (name === '') warn(notes, 'line-unnamed', { line: at + 1 })
    const total = cents(row.net)
    const price = priceOf(row, total, order.pricesIncludeTax)
    const quantity = price?.quantity ?? one
    if (price === null || quantity >= mostQuantity) {
      refuse(notes, 'quantity-too-large', { row: name, quantity: toDecimal(row.quantity) })
      return []
    }
    const largest = absolute(price.unit) > absolute(total) ? price.unit : total
    if (absolute(largest) >= most) {
      refuse(notes, 'amount-too-large', { amount: toDecimal(largest, 2) })
      return []
    }
    return [
      {
        kind: kindOf(row),
        sku: fitted(notes, 'sku', row.sku, 35),
        description: name || words.item,
        quantity: price.quantity === null ? null : toDecimal(price.quantity, 2),
        unitPrice: toDecimal(price.unit, 2),
        discount: price.discount === 0n ? null : toDecimal(price.discount, 2),
        total: toDecimal(total, 2),
        rate: row.natura === null ? toDecimal(row.rate, 2) : '0.00',
        natura: row.natura,
        ossRate: row.isOss ? toDecimal(row.rate, 2) : null,
      },
    ]
  })
}

/** One more line, of a sum. */
export function sumLine(
  description: string,
  amount: Scaled,
  natura: NonNullable<InvoiceLine['natura']>,
): InvoiceLine {
  const text = toDecimal(amount, 2)
  return {
    ...{ kind: null, sku: '', description, quantity: '1.00', unitPrice: text, discount: null, total: text },
    ...{ rate: '0.00', natura, ossRate: null },
  }
}

function kindOf({ type, net }: RatedRow): InvoiceLine['kind'] {
  if (type === 'item') return null
  return net < 0n ? 'SC' : 'AC'
}

interface Price {
  /** Null: a sum without a quantity. */
  readonly quantity: Scaled | null
  readonly unit: Scaled
  readonly discount: Scaled
}

/**
 * A price, of 8 decimals at most, that comes to the total: the shop's own where it has prices without VAT, else the price
 * with VAT less its VAT. Null when there is none: quantities of a million and more.
 */
function priceOf(row: RatedRow, total: Scaled, includeTax: boolean): Price | null {
  const { quantity, rate, net, tax, discount } = row
  if (quantity === 0n) return { quantity: null, unit: total, discount: 0n }
  const list = listPriceOf(row, includeTax)
  const own = list === null ? null : discount === 0n ? list : list - each(discount, quantity)
  const fromGross = withoutVat(net + tax, rate, quantity)
  const found = [...(includeTax ? [fromGross] : [own, each(net, quantity)]), each(total, quantity)].find(
    (price) => price !== null && comesTo(total, quantity, price),
  )
  if (found === undefined || found === null) return null
  const isReduced = list !== null && discount > 0n && found >= 0n && list > found
  return { quantity, unit: isReduced ? list : found, discount: isReduced ? list - found : 0n }
}

/** Net, of one, before the discount. Prices with VAT are whole cents, which a net price of few decimals does not show. */
function listPriceOf({ listPrice, rate }: RatedRow, includeTax: boolean): Scaled | null {
  if (listPrice === null || !includeTax) return listPrice === null ? null : each(listPrice, one)
  return withoutVat(cents((listPrice * (hundred + rate)) / hundred), rate, one)
}
