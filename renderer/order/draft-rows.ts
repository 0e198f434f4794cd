import { parseDecimal, toDecimal } from '../../main/words/decimal.ts'
import type { Element, Json, ListName } from '../../main/words/edit/fields.ts'
import {
  asRow,
  digitsOf,
  type PricedRow,
  type Pricing,
  priceRow,
  writeRow,
} from '../../main/words/edit/price-row.ts'
import type { Charge, Discount, Order, OrderLine } from '../../main/words/order.ts'

/** A line, or another amount, as it stands in the form: what was typed. A list has some of the cells ({@link cellsOf}). */
export interface DraftRow {
  readonly list: ListName
  /** Null for a row that is not saved yet. */
  readonly key: string | null
  /** Tells rows apart while they are edited. */
  readonly id: string
  /** Of a discount its code, of a refund its reason. */
  readonly name: string
  readonly sku: string
  /** `Taglia: M; Colore: rosso` */
  readonly options: string
  readonly quantity: string
  readonly price: string
  readonly discount: string
  readonly vatRate: string
}

/** The cells of a list's rows that hold numbers. */
export const cellsOf = {
  lines: ['quantity', 'price', 'discount', 'vatRate'],
  shippingLines: ['price', 'vatRate'],
  fees: ['price', 'vatRate'],
  discounts: ['price'],
  refunds: ['price'],
} as const satisfies Readonly<Record<ListName, readonly (keyof DraftRow)[]>>

/** The part of an element ({@link elementParts}) that is a row's name. */
export const namePart = {
  lines: 'name',
  shippingLines: 'name',
  fees: 'name',
  discounts: 'code',
  refunds: 'reason',
} as const satisfies Readonly<Record<ListName, string>>

/** An element as it is written in the form. */
export function rowOf(list: ListName, key: string, element: Element, pricing: Pricing): DraftRow {
  const { quantity, price, discount, vatRate } =
    'amount' in element
      ? { quantity: '1', price: element.amount, discount: '0', vatRate: null }
      : writeRow(pricedOf(element), pricing)
  return {
    list,
    key,
    id: `${list}.${key}`,
    name: String(Reflect.get(element, namePart[list])),
    sku: 'sku' in element ? element.sku : '',
    options: 'options' in element ? writtenOptions(element.options) : '',
    quantity: written(quantity),
    price: written(price),
    discount: written(discount),
    vatRate: vatRate === null ? '' : written(vatRate),
  }
}

/** A new row at the end of its list. */
export function newRow(
  list: DraftRow['list'],
  id: string,
  name: string,
  price: string,
  vatRate: string,
): DraftRow {
  return { list, key: null, id, name, sku: '', options: '', quantity: '1', price, discount: '0', vatRate }
}

/** What was typed as a decimal: `1.234,50`, `1234.5`, `-3`; null when it is none. */
export function decimalOf(typed: string): string | null {
  let text = typed.replace(/[\s\u00a0'€]/g, '')
  const comma = text.lastIndexOf(',')
  const dot = text.lastIndexOf('.')
  if (comma > dot) text = text.replaceAll('.', '').replace(',', '.')
  else if (comma !== -1) text = text.replaceAll(',', '')
  else if (dot !== text.indexOf('.')) text = text.replaceAll('.', '')
  return /^-?\d{1,9}(\.\d{1,6})?$/.test(text) && parseDecimal(text) !== null ? text : null
}

/** Whether a cell holds a number that it can have. */
export function isCellRight(row: DraftRow, cell: (typeof cellsOf)['lines'][number]): boolean {
  const value = decimalOf(row[cell])
  if (cell !== 'vatRate') return value !== null && !(row.list === 'refunds' && value.startsWith('-'))
  if (row.vatRate.trim() === '') return true
  return value !== null && !value.startsWith('-') && (parseDecimal(value) ?? 0n) <= hundredPercent
}

const hundredPercent = parseDecimal('100') ?? 0n

/** Any element with a price as a row of one piece. */
function pricedOf(element: OrderLine | Charge | Discount) {
  if ('quantity' in element) return element
  return asRow('code' in element ? { ...element, name: element.code, vatRate: null } : element)
}

function pricedRow(row: DraftRow): PricedRow {
  return {
    quantity: decimalOf(row.quantity) ?? '0',
    price: decimalOf(row.price) ?? '0',
    discount: decimalOf(row.discount) ?? '0',
    vatRate: row.vatRate.trim() === '' ? null : decimalOf(row.vatRate),
  }
}

/** The value of a row's amounts, as its list keeps them. */
export function amountsOf(row: DraftRow, before: Element | null, pricing: Pricing): Json {
  if (row.list === 'refunds') return toDecimal(parseDecimal(decimalOf(row.price) ?? '0') ?? 0n, 2)
  const priced = before === null || 'amount' in before ? null : pricedOf(before)
  const amounts = priceRow(pricedRow(row), priced, pricing)
  const { net, tax, vatRate } = amounts
  if (row.list === 'lines') return { ...amounts }
  return row.list === 'discounts' ? { net, tax } : { net, tax, vatRate }
}

/** A new element of the order. */
export function elementOf(row: DraftRow, pricing: Pricing): Json {
  const { name } = row
  const amounts = amountsOf(row, null, pricing)
  if (row.list === 'refunds') return { id: '', at: null, reason: name, amount: amounts, lines: [] }
  if (row.list === 'discounts') return { code: name, ...(amounts as object) }
  if (row.list === 'fees') {
    const kind = decimalOf(row.price)?.startsWith('-') ? 'discount' : 'fee'
    return { name, kind, ...(amounts as object) }
  }
  if (row.list !== 'lines') return { name, ...(amounts as object) }
  const { sku } = row
  const options = [...optionsOf(row.options)]
  return { sku, name, productId: '', variationId: '', options, ...(amounts as object) }
}

function writtenOptions(options: OrderLine['options']): string {
  return options.map(({ name, value }) => (name === '' ? value : `${name}: ${value}`)).join('; ')
}

/** `Taglia: M; rosso` -> the options of a line. */
export function optionsOf(typed: string): OrderLine['options'] {
  return typed.split(';').flatMap((part) => {
    const [, name = '', value = ''] = /^(?:([^:]*):)?(.*)$/s.exec(part) ?? []
    return part.trim() === '' ? [] : [{ name: name.trim(), value: value.trim() }]
  })
}

/** Amounts are rounded as the shop's own rows are. */
export function pricingOf({ lines, shippingLines, fees, currency, pricesIncludeTax }: Order): Pricing {
  return {
    includesVat: pricesIncludeTax,
    digits: digitsOf([...lines, ...shippingLines, ...fees], currencyDigits(currency)),
  }
}

function currencyDigits(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) return 2
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return format.resolvedOptions().maximumFractionDigits ?? 2
}

/** A decimal as a person writes it, without superfluous zeros beyond the second place. */
function written(amount: string): string {
  const [whole = '', fraction = ''] = amount.split('.')
  const kept = fraction.replace(/0+$/, '')
  if (kept === '') return /^0*$/.test(fraction) && fraction !== '' ? `${whole},00` : whole
  return `${whole},${kept.padEnd(2, '0')}`
}
