import type { Texts } from '../texts/shape.ts'
import { parseDecimal, toDecimal } from '../words/decimal.ts'
import type { Address, Decimal, Order } from '../words/order.ts'
import type { ExportedOrder } from '../words/printed.ts'
import { clearFees, unclearPart } from '../words/sale.ts'
import type { LineRow } from './line-rows.ts'

/** What a column holds; a date is an instant, shown local, a day is one of the calendar. */
export type ColumnKind = 'text' | 'amount' | 'number' | 'date' | 'day'

export interface Column<Row> {
  readonly header: string
  readonly kind: ColumnKind
  /** In characters, for spreadsheets. */
  readonly width: number
  /** `''` leaves the cell empty. */
  readonly value: (row: Row) => string
}

/** What tells one order from another; in spreadsheets of lines, enough to filter and to look up the rest. */
export function keyColumns({ native, stateName }: Texts): readonly Column<ExportedOrder>[] {
  const names = native.exportOrders.columns
  return [
    column(names.shop, 'text', 18, ({ shopName }) => shopName),
    column(names.number, 'text', 14, ({ order }) => order.number),
    column(names.shopOrderId, 'text', 10, ({ order }) => order.shopOrderId),
    column(names.placedAt, 'date', 17, ({ order }) => order.placedAt),
    column(names.state, 'text', 14, ({ order }) => stateName(order.state)),
    column(names.customer, 'text', 24, ({ order }) => order.customer.name),
    column(names.currency, 'text', 7, ({ order }) => order.currency),
  ]
}

/** Everything else that is said about an order, but what it comes to. */
export function aboutColumns({ native }: Texts): readonly Column<ExportedOrder>[] {
  const names = native.exportOrders.columns
  const text = (header: string, width: number, value: (order: Order) => string) =>
    column<ExportedOrder>(header, 'text', width, ({ order }) => value(order))
  return [
    text(names.company, 24, ({ customer }) => customer.company),
    text(names.email, 26, ({ customer }) => customer.email),
    text(names.phone, 16, ({ customer }) => customer.phone),
    text(names.fiscalCode, 19, ({ fiscal }) => fiscal.fiscalCode),
    text(names.vatNumber, 14, ({ fiscal }) => fiscal.vatNumber),
    text(names.pec, 26, ({ fiscal }) => fiscal.pec),
    text(names.sdiCode, 10, ({ fiscal }) => fiscal.sdiCode),
    text(names.billingStreet, 28, ({ billing }) => street(billing)),
    text(names.billingPostcode, 8, ({ billing }) => billing.postcode),
    text(names.billingCity, 18, ({ billing }) => billing.city),
    text(names.billingProvince, 10, ({ billing }) => billing.province),
    text(names.billingCountry, 8, ({ billing }) => billing.country),
    text(names.shippingName, 24, ({ shipping }) => shipping.company || shipping.name),
    text(names.shippingStreet, 28, ({ shipping }) => street(shipping)),
    text(names.shippingPostcode, 8, ({ shipping }) => shipping.postcode),
    text(names.shippingCity, 18, ({ shipping }) => shipping.city),
    text(names.shippingProvince, 10, ({ shipping }) => shipping.province),
    text(names.shippingCountry, 8, ({ shipping }) => shipping.country),
    text(names.paymentMethod, 20, (order) => order.paymentMethod),
    column(names.paidAt, 'date', 17, ({ order }) => order.paidAt ?? ''),
    text(names.transactionId, 20, (order) => order.transactionId),
    text(names.shippingMethod, 20, (order) => order.shippingMethod),
    text(names.note, 30, (order) => order.note),
    text(names.shopNote, 30, (order) => order.shopNote),
  ]
}

/** What an order comes to. */
export function totalColumns({ native }: Texts): readonly Column<ExportedOrder>[] {
  const names = native.exportOrders.columns
  const amount = (header: string, value: (order: Order) => Decimal) =>
    column<ExportedOrder>(header, 'amount', 13, ({ order }) => value(order))
  return [
    amount(names.orderLines, ({ totals }) => totals.lines),
    amount(names.orderDiscount, ({ totals }) => totals.discount),
    amount(names.orderShipping, ({ totals }) => totals.shipping),
    amount(names.orderFees, clearFees),
    amount(names.orderUnclear, unclearPart),
    amount(names.orderTax, ({ totals }) => totals.tax),
    amount(names.orderTotal, ({ totals }) => totals.total),
    amount(names.orderRefunded, ({ totals }) => totals.refunded),
  ]
}

/** Of ours (R43): in the last columns, so that the others stay where other programs look for them. */
export function ownColumns({ native }: Texts): readonly Column<ExportedOrder>[] {
  const names = native.exportOrders.columns
  return [
    column(names.ownNote, 'text', 30, ({ ownNote }) => ownNote),
    column(names.tags, 'text', 20, ({ tags }) => tags),
  ]
}

/** What a line is and comes to. */
export function lineColumns({ native }: Texts): readonly Column<LineRow>[] {
  const { columns: names, lineTypes } = native.exportOrders
  return [
    column(names.lineType, 'text', 12, ({ type }) => (type === null ? '' : lineTypes[type])),
    column(names.sku, 'text', 16, ({ sku }) => sku),
    column(names.description, 'text', 34, ({ description }) => description),
    column(names.options, 'text', 22, ({ options }) => options),
    column(names.quantity, 'number', 9, ({ quantity }) => quantity),
    column(names.unitPrice, 'amount', 13, ({ unitPrice }) => unitPrice),
    column(names.discount, 'amount', 13, ({ discount }) => discount),
    column(names.vatRate, 'number', 9, ({ vatRate }) => vatRate),
    column(names.net, 'amount', 13, ({ net }) => net),
    column(names.tax, 'amount', 13, ({ tax }) => tax),
    column(names.gross, 'amount', 13, ({ net, tax }) => sum(net, tax)),
  ]
}

/** One of a table. @param width in characters */
export function column<Row>(
  header: string,
  kind: ColumnKind,
  width: number,
  value: (row: Row) => string,
): Column<Row> {
  return { header, kind, width, value }
}

/** Both lines of an address's street. */
export function street({ street: first, street2 }: Address): string {
  return [first, street2].filter((part) => part !== '').join(', ')
}

function sum(a: Decimal | '', b: Decimal | ''): Decimal | '' {
  const [first, second] = [parseDecimal(a), parseDecimal(b)]
  return first === null || second === null ? '' : toDecimal(first + second, 2)
}
