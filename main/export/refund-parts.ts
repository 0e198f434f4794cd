import { absolute, type Scaled, scaled, toDecimal } from '../words/decimal.ts'
import type { Refund, RefundLine } from '../words/order.ts'
import type { ExportedOrder } from '../words/printed.ts'
import type { RefundPart } from '../words/refund.ts'
import { cent, cents, netOf, one, shareOut } from '../words/vat-amounts.ts'
import { type LineRow, type SoldRow, soldRows } from './line-rows.ts'
import { type VatPart, vatParts } from './vat-parts.ts'

export interface RefundRows {
  /** Under one VAT rate each; their `net` and `tax` together are what was given back. */
  readonly rows: readonly VatPart[]
  /** The lines do not come to the amount, or there are none: what they lack was shared out by the order's rates. */
  readonly shared: boolean
}

/**
 * What a refund gives back, row by row. Where its lines come to less than its amount, or to more, the rest is shared out:
 * what they lack by what the order charges at each rate, what they have too much by what they give back at each.
 */
export function refundRows(refund: Refund, source: ExportedOrder): RefundRows {
  const rows = refund.lines.flatMap((line) => vatParts(lineRow(line, source), source.order)).map(toCents)
  const rest = scaled(refund.amount) - sumOf(rows)
  if (rest === 0n && rows.length > 0) return { rows, shared: false }
  if (absolute(rest) <= cent * BigInt(rows.length)) return { rows: withRounding(rows, rest), shared: false }
  const charged = () => soldRows(source).flatMap((row) => (isClear(row) ? vatParts(row, source.order) : []))
  return { rows: [...rows, ...sharedOut(rest, rest > 0n ? charged() : rows)], shared: true }
}

/** What a refund gives back under each rate, the highest rate first; together its amount, exactly. */
export function refundParts({ rows }: RefundRows): readonly RefundPart[] {
  return byRate(rows).map(({ rate, known, of }) => {
    const tax = of.reduce((sum, row) => sum + row.tax, 0n)
    const gross = sumOf(of)
    return {
      rate: known ? toDecimal(rate) : null,
      net: toDecimal(gross - tax, 2),
      tax: toDecimal(tax, 2),
      gross: toDecimal(gross, 2),
    }
  })
}

const types = { goods: 'item', shipping: 'shipping', fee: 'fee' } as const

function lineRow(
  { kind, sku, name, quantity, net, tax, vatRate }: RefundLine,
  source: ExportedOrder,
): LineRow {
  const amounts = { quantity, unitPrice: '', discount: '', vatRate: vatRate ?? '', net, tax } as const
  return { source, type: types[kind], sku, description: name, options: '', ...amounts }
}

/** What is to be cleared up has no rate. */
function isClear({ type }: SoldRow): boolean {
  return type !== null && type !== 'unclear'
}

/** Shops with prices that include VAT keep millionths of a net price. */
function toCents(part: VatPart): VatPart {
  const gross = cents(part.net + part.tax)
  const tax = cents(part.tax)
  return { ...part, net: gross - tax, tax }
}

/** Cents by which the lines differ go with the greatest of them. */
function withRounding(rows: readonly VatPart[], rest: Scaled): readonly VatPart[] {
  const size = ({ net, tax }: VatPart) => absolute(net + tax)
  const greatest = rows.reduce<VatPart | null>(
    (best, row) => (best === null || size(row) > size(best) ? row : best),
    null,
  )
  return rows.map((row) => (row === greatest ? { ...row, net: row.net + rest } : row))
}

/** By what the parts come to at each rate; what a rate takes away (a discount above its goods) counts as nothing. */
function sharedOut(rest: Scaled, parts: readonly VatPart[]): readonly VatPart[] {
  const weights = byRate(parts)
    .map(({ of, ...rate }) => ({ ...rate, weight: sumOf(of) }))
    .filter(({ weight }) => weight > 0n)
  if (weights.length === 0) weights.push({ rate: 0n, known: false, weight: one })
  const shares = shareOut(
    rest,
    weights.map(({ weight }) => weight),
  )
  return weights.map(({ rate, known }, at): VatPart => {
    const gross = shares[at] ?? 0n
    const net = netOf(gross, rate)
    return { ...aSum, net, tax: gross - net, rate, known }
  })
}

const aSum = { type: 'fee', code: '', description: '', quantity: one, listPrice: null, discount: 0n } as const

/** The highest rate first, what is not known last. */
function byRate(parts: readonly VatPart[]) {
  const keyOf = ({ rate, known }: VatPart) => (known ? rate : null)
  return [...Map.groupBy(parts, keyOf)]
    .map(([rate, of]) => ({ rate: rate ?? 0n, known: rate !== null, of }))
    .sort((a, b) => Number(b.known) - Number(a.known) || (a.rate < b.rate ? 1 : -1))
}

function sumOf(rows: readonly Pick<VatPart, 'net' | 'tax'>[]): Scaled {
  return rows.reduce((sum, { net, tax }) => sum + net + tax, 0n)
}
