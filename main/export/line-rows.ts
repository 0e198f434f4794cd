import type { Charge, Decimal, FeeKind, OrderLine } from '../words/order.ts'
import type { ExportedOrder } from '../words/printed.ts'

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
