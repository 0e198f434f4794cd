import { absolute, divide, multiply, parseDecimal, type Scaled, scaled } from '../words/decimal.ts'
import type { Order } from '../words/order.ts'
import { cent, hundred, isNearTax, one, shareByRates } from '../words/vat-amounts.ts'
import { italianRates } from '../words/vat-area.ts'
import type { SoldRow } from './line-rows.ts'

/** A part of an order under one VAT rate. */
export interface VatPart {
  readonly type: SoldRow['type']
  readonly code: string
  readonly description: string
  readonly quantity: Scaled
  /** Net, of one, before discounts. */
  readonly listPrice: Scaled | null
  readonly discount: Scaled
  readonly net: Scaled
  readonly tax: Scaled
  /** Percentage. */
  readonly rate: Scaled
  /** False: neither the shop says it nor does a rate of the order or of Italy fit; it is only what the amounts come to. */
  readonly known: boolean
}

/** For a row whose shop does not say. */
const usualRates = italianRates.map(scaled)

/**
 * The row with its VAT rate. Where the shop does not say, or says what its own tax contradicts, it is found from the
 * amounts; a reduction shared out among several rates (WooCommerce does that with negative fees) becomes several parts.
 */
export function vatParts(row: SoldRow, order: Order): readonly VatPart[] {
  const [net, tax] = [scaled(row.net), scaled(row.tax)]
  const quantity = scaled(row.quantity)
  const part = {
    type: row.type,
    code: row.sku,
    description: row.options === '' ? row.description : `${row.description} (${row.options})`,
    quantity,
    listPrice: parseDecimal(row.unitPrice),
    discount: scaled(row.discount),
    net,
    tax,
  }
  const stated = parseDecimal(row.vatRate)
  // Shops that round the VAT of each piece may be off by half a cent a piece.
  const perPiece = multiply(absolute(quantity), cent / 2n)
  if (stated !== null && isNearTax(net, stated, tax, 2n * cent + perPiece))
    return [{ ...part, rate: stated, known: true }]
  if (tax === 0n) return [{ ...part, rate: 0n, known: true }]
  const fitting = (rates: readonly Scaled[]) => rates.find((rate) => isNearTax(net, rate, tax, 2n * cent))
  const ofOrder = fitting(orderRates(order))
  if (ofOrder !== undefined) return [{ ...part, rate: ofOrder, known: true }]
  // Before Italy's others: what is shared out between 10 and 4 % may look like 5.
  const goods = order.lines.map((line) => ({ rate: parseDecimal(line.vatRate ?? ''), net: scaled(line.net) }))
  const shares = shareByRates(part, goods)
  const aShare = { ...part, quantity: one, listPrice: null, discount: 0n, known: true }
  if (shares !== null) return shares.map((share) => ({ ...aShare, ...share }))
  const usual = fitting(usualRates)
  if (usual !== undefined) return [{ ...part, rate: usual, known: true }]
  return [{ ...part, rate: divide(multiply(tax, hundred), net, 2) ?? 0n, known: false }]
}

/** The rates that the order's taxes name, each once. */
function orderRates({ taxes }: Order): readonly Scaled[] {
  const rates = taxes.map(({ rate }) => (rate === null ? null : parseDecimal(rate)))
  return [...new Set(rates.filter((rate) => rate !== null))]
}
