import { divide, parseDecimal, type Scaled, scaled } from '../words/decimal.ts'
import type { InvoiceInput, InvoiceWords } from '../words/invoice.ts'
import type { Charge, Order, OrderLine, RefundLine } from '../words/order.ts'
import { mostRounding, soldTotal, takenOutLines, unclearPart } from '../words/sale.ts'
import { cents, netOf, one } from '../words/vat-amounts.ts'
import { meantRate } from './meant-rate.ts'
import { type Notes, refuse } from './notes.ts'

/** Something that is sold or given back. */
export interface Row {
  readonly type: 'item' | 'shipping' | 'fee' | 'discount'
  readonly sku: string
  readonly name: string
  /** Never negative: its sign is the amount's. 0: a sum without a quantity. */
  readonly quantity: Scaled
  /** Net, of one, before the discount; null: not known. */
  readonly listPrice: Scaled | null
  /** Of the whole row, net. */
  readonly discount: Scaled
  readonly net: Scaled
  readonly tax: Scaled
  /** Percentage; null: the shop does not say. */
  readonly rate: Scaled | null
}

/** What a document is about, and what it has to come to. */
export interface Sale {
  readonly rows: readonly Row[]
  /** To the cent. */
  readonly total: Scaled
}

/** What was sold. What cards paid is no row, and what is to be cleared up nobody can invoice. */
export function saleOf({ order, words }: InvoiceInput, notes: Notes): Sale {
  const total = cents(soldTotal(order))
  const unclear = unclearPart(order)
  if (scaled(unclear) !== 0n) refuse(notes, 'unclear-amount', { amount: unclear })
  return { rows: orderRows(order, words), total }
}

/** What was given back by a refund, with positive amounts; what came in exchange has negative ones. */
export function refundOf({ order, refund, words }: InvoiceInput, notes: Notes): Sale {
  if (refund === null) {
    refuse(notes, 'refund-missing', {})
    return { rows: [], total: 0n }
  }
  const total = cents(scaled(refund.amount))
  const rows = refund.lines
    .map((line) => refundRow(line, order, words))
    .filter(({ net, tax }) => net + tax !== 0n)
  if (rows.length > 0 && isNear(rows, total)) return { rows, total }
  const sold = orderRows(order, words)
  if (rows.length === 0 && total === cents(soldTotal(order))) return { rows: sold, total }
  // Part of it, or all, was given back as a sum: whose rate is known where the order has but one.
  const rates = ratesOf([...sold, ...rows])
  const [rate = null] = rates
  if (rates.size !== 1) {
    refuse(notes, 'refund-not-explained', { amount: refund.amount })
    return { rows: [], total }
  }
  const rest = total - grossOf(rows)
  const net = rate === null ? rest : netOf(rest, rate)
  const sum = {
    type: 'item',
    sku: '',
    name: words.refund,
    quantity: one,
    listPrice: null,
    discount: 0n,
  } as const
  return { rows: [...rows, { ...sum, net, tax: rest - net, rate }], total }
}

/** Null among them: of some it is not known. */
function ratesOf(rows: readonly Row[]): ReadonlySet<Scaled | null> {
  const bearing = rows.filter(({ net, tax }) => net + tax !== 0n)
  const known = [...new Set(bearing.flatMap(({ rate }) => (rate === null ? [] : [rate])))]
  return new Set(
    bearing.map((row) => row.rate ?? (row.type === 'item' || row.tax === 0n ? null : meantRate(known, row))),
  )
}

function orderRows(order: Order, words: InvoiceWords): readonly Row[] {
  const lines = [...order.lines, ...takenOutLines(order)]
  const { shippingLines, fees } = order
  return [
    ...lines.map((line) => itemRow(line)),
    ...shippingLines.map((charge) => chargeRow('shipping', charge, words.shipping)),
    ...fees.flatMap((fee) => {
      if (fee.kind === 'paid' || fee.kind === 'unclear') return []
      return [chargeRow(fee.kind, fee, fee.kind === 'fee' ? words.fee : words.discount)]
    }),
  ].filter((row, at) => at < lines.length || row.net + row.tax !== 0n)
}

function itemRow({ name, options, ...line }: OrderLine): Row {
  const chosen = options.map((option) => `${option.name}: ${option.value}`).join(', ')
  return {
    type: 'item',
    sku: line.sku,
    name: chosen === '' ? name : `${name} (${chosen})`,
    quantity: eighth(line.quantity),
    listPrice: parseDecimal(line.unitPrice),
    discount: scaled(line.discount),
    net: scaled(line.net),
    tax: scaled(line.tax),
    rate: rateOf(line.vatRate),
  }
}

function chargeRow(type: Exclude<Row['type'], 'item'>, charge: Charge, unnamed: string): Row {
  const [net, tax] = [scaled(charge.net), scaled(charge.tax)]
  return {
    ...{ type, sku: '', name: charge.name.trim() === '' ? unnamed : charge.name },
    ...{ quantity: one, listPrice: net, discount: 0n, net, tax, rate: rateOf(charge.vatRate) },
  }
}

function refundRow(line: RefundLine, order: Order, words: InvoiceWords): Row {
  const type = line.kind === 'goods' ? 'item' : line.kind
  const unnamed = type === 'item' ? '' : words[type]
  const same = order.lines.find(({ sku, name }) => sku === line.sku && name === line.name)
  return {
    type,
    sku: line.sku,
    name: line.name.trim() === '' ? unnamed : line.name,
    quantity: eighth(line.quantity),
    listPrice: null,
    discount: 0n,
    net: scaled(line.net),
    tax: scaled(line.tax),
    rate: rateOf(line.vatRate ?? same?.vatRate ?? null),
  }
}

/** What rows come to, VAT included; not rounded. */
export function grossOf(rows: readonly Pick<Row, 'net' | 'tax'>[]): Scaled {
  return rows.reduce((sum, { net, tax }) => sum + net + tax, 0n)
}

function isNear(rows: readonly Row[], total: Scaled): boolean {
  const off = grossOf(rows) - total
  return off <= mostRounding && off >= -mostRounding
}

/** Without its sign, to the 8 decimals that a quantity may have. */
function eighth(quantity: string): Scaled {
  return divide(scaled(quantity.replace('-', '')), one, 8) ?? 0n
}

function rateOf(text: string | null): Scaled | null {
  return text === null ? null : parseDecimal(text)
}
