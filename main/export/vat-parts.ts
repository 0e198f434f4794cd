import { absolute, divide, multiply, parseDecimal, type Scaled, unit } from '../words/decimal.ts'
import type { Order } from '../words/order.ts'
import type { LineRow } from './line-rows.ts'

/** A part of an order under one VAT rate. */
export interface VatPart {
  readonly type: LineRow['type']
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

export const one = unit(0)
export const hundred = 100n * one
const cent = unit(2)
/** Italy's rates, for a row whose shop does not say. */
const usualRates = [22n * one, 10n * one, 5n * one, 4n * one]

/** Rounds to cents, half away from zero. */
export function cents(value: Scaled): Scaled {
  return divide(value, one, 2) ?? 0n
}

/** A percentage of an amount, to cents. */
export function percentage(rate: Scaled, of: Scaled): Scaled {
  return divide(multiply(of, rate), hundred, 2) ?? 0n
}

/**
 * The row with its VAT rate. Where the shop does not say, or says what its own tax contradicts, it is found from the
 * amounts; a reduction shared out among several rates (WooCommerce does that with negative fees) becomes several parts.
 */
export function vatParts(row: LineRow, order: Order): readonly VatPart[] {
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
  if (stated !== null && fits(net, stated, tax, 2n * cent + perPiece))
    return [{ ...part, rate: stated, known: true }]
  if (tax === 0n) return [{ ...part, rate: 0n, known: true }]
  const fitting = (rates: readonly Scaled[]) => rates.find((rate) => fits(net, rate, tax, 2n * cent))
  const ofOrder = fitting(orderRates(order))
  if (ofOrder !== undefined) return [{ ...part, rate: ofOrder, known: true }]
  // Before Italy's others: what is shared out between 10 and 4 % may look like 5.
  const shared = shareOut(part, order)
  if (shared !== null) return shared
  const usual = fitting(usualRates)
  if (usual !== undefined) return [{ ...part, rate: usual, known: true }]
  return [{ ...part, rate: divide(multiply(tax, hundred), net, 2) ?? 0n, known: false }]
}

/** As WooCommerce does it: by what the items cost at each rate. Null when the shop's tax says otherwise. */
function shareOut(part: Omit<VatPart, 'rate' | 'known'>, { lines }: Order): readonly VatPart[] | null {
  const { net, tax } = part
  const costs = new Map<Scaled, Scaled>()
  for (const line of lines) {
    const rate = parseDecimal(line.vatRate ?? '')
    if (rate !== null) costs.set(rate, (costs.get(rate) ?? 0n) + scaled(line.net))
  }
  const whole = [...costs.values()].reduce((sum, cost) => sum + cost, 0n)
  let netLeft = net
  let taxLeft = tax
  const pieces = [...costs].map(([rate, cost], index): VatPart => {
    const last = index === costs.size - 1
    const pieceNet = last ? netLeft : (divide(multiply(net, cost), whole, 2) ?? 0n)
    const pieceTax = last ? taxLeft : percentage(rate, pieceNet)
    netLeft -= pieceNet
    taxLeft -= pieceTax
    const amounts = { net: pieceNet, tax: pieceTax, rate, known: true }
    return { ...part, quantity: one, listPrice: null, discount: 0n, ...amounts }
  })
  const right =
    pieces.length > 1 && pieces.every((piece) => fits(piece.net, piece.rate, piece.tax, 2n * cent))
  return right ? pieces.filter((piece) => piece.net !== 0n || piece.tax !== 0n) : null
}

/** The rates that the order's taxes name, each once. */
function orderRates({ taxes }: Order): readonly Scaled[] {
  const rates = taxes.map(({ rate }) => (rate === null ? null : parseDecimal(rate)))
  return [...new Set(rates.filter((rate) => rate !== null))]
}

function fits(net: Scaled, rate: Scaled, tax: Scaled, tolerance: Scaled): boolean {
  return absolute(percentage(rate, net) - tax) <= tolerance
}

function scaled(text: string): Scaled {
  return parseDecimal(text) ?? 0n
}
