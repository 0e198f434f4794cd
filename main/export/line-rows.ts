import type { Charge, Decimal, FeeKind, OrderLine } from '../words/order.ts'
import type { ExportedOrder } from '../words/printed.ts'
import { takenOutLines } from '../words/sale.ts'

/** Something that an order charges for: an item, shipping or a fee. Their amounts add up to the order's. */
export interface LineRow {
  readonly source: ExportedOrder
  readonly type: 'item' | 'shipping' | FeeKind | null
  readonly sku: string
  readonly description: string
  readonly options: string
  readonly quantity: Decimal | ''
  readonly unitPrice: Decimal | ''
  readonly discount: Decimal | ''
  readonly vatRate: Decimal | ''
  readonly net: Decimal | ''
  readonly tax: Decimal | ''
}

/** An order's lines, shipping and fees. An order without any still has a row: none may be missing from a file. */
export function lineRows(source: ExportedOrder): readonly LineRow[] {
  const { lines, shippingLines, fees } = source.order
  const rows = [
    ...lines.map((line) => itemRow(source, line)),
    ...shippingLines.map((charge) => chargeRow(source, 'shipping', charge)),
    ...fees.map((fee) => chargeRow(source, fee.kind, fee)),
  ]
  return rows.length > 0 ? rows : [{ ...emptyRow, source }]
}

/** A row of what was sold; what was taken out of the order afterwards is not to be shipped. */
export interface SoldRow extends Omit<LineRow, 'type'> {
  readonly type: LineRow['type'] | 'taken-out'
}

/** The rows that what was sold is made of: without what cards paid, with what was taken out and is in the total. */
export function soldRows(source: ExportedOrder): readonly SoldRow[] {
  const takenOut = takenOutLines(source.order).map(
    (line): SoldRow => ({ ...itemRow(source, line), type: 'taken-out' }),
  )
  return [...lineRows(source).filter(({ type }) => type !== 'paid'), ...takenOut]
}

const emptyRow = {
  type: null,
  sku: '',
  description: '',
  options: '',
  quantity: '',
  unitPrice: '',
  discount: '',
  vatRate: '',
  net: '',
  tax: '',
} as const

function itemRow(source: ExportedOrder, line: OrderLine): LineRow {
  const { sku, quantity, unitPrice, discount, net, tax } = line
  return {
    source,
    type: 'item',
    sku,
    description: line.name,
    options: line.options.map(({ name, value }) => `${name}: ${value}`).join(', '),
    quantity,
    unitPrice,
    discount,
    vatRate: line.vatRate ?? '',
    net,
    tax,
  }
}

function chargeRow(source: ExportedOrder, type: 'shipping' | FeeKind, charge: Charge): LineRow {
  const { name: description, net, tax } = charge
  return {
    ...emptyRow,
    source,
    type,
    description,
    quantity: '1',
    unitPrice: net,
    vatRate: charge.vatRate ?? '',
    net,
    tax,
  }
}
