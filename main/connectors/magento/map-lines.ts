import {
  absolute,
  divide,
  multiply,
  parseDecimal,
  type Scaled,
  toDecimal,
  unit,
} from '../../words/decimal.ts'
import type { Decimal, OrderLine } from '../../words/order.ts'
import { plainLine } from '../plain-words.ts'
import { type Fields, isFields, type Reader } from '../reader.ts'
import { type ChosenItem, chooseItems, type Item } from './choose-items.ts'
import { amountOf, money } from './reader.ts'

export interface Lines {
  readonly items: readonly OrderLine[]
  /** Before discounts, as the order's `subtotal` counts them. */
  readonly gross: Scaled
  /** After discounts. */
  readonly net: Scaled
  readonly tax: Scaled
  /** What is taken off them, as the order's `discount_amount` counts it. */
  readonly discount: Scaled
  /** What VAT there would be by the lines' rates; null where one has none. */
  readonly fullTax: Scaled | null
}

/**
 * How `row_total` may be read: net and before discounts, as Magento writes it; after discounts, of one piece, or with its
 * VAT, as some versions and modules do (OCA/connector-magento#301, magento/magento2#39984).
 */
const readings: readonly ((item: Item) => Scaled)[] = [
  ({ rowTotal }) => rowTotal,
  (item) => item.rowTotal + netDiscount(item),
  ({ price, quantity, rowTotal }) => (price === null ? rowTotal : multiply(price, quantity)),
  ({ rowTotal, tax }) => rowTotal - tax,
]

/**
 * The order's lines: each thing sold once, though Magento lists a configurable product beside the variation chosen,
 * and a bundle beside its parts (see {@link chooseItems}). Rows are read in the way that makes the order's subtotal.
 */
export function mapLines(reader: Reader, order: Fields, fits: (lines: Lines) => boolean): Lines {
  const chosen = chooseItems(readItems(reader, order))
  const usual = linesBy(chosen, ({ rowTotal }) => rowTotal)
  for (const reading of readings) {
    const lines = linesBy(chosen, reading)
    if (fits(lines)) return lines
  }
  return usual
}

function linesBy(chosen: readonly ChosenItem[], rowTotalOf: (item: Item) => Scaled): Lines {
  let gross = 0n
  let net = 0n
  let tax = 0n
  let taken = 0n
  let fullTax: Scaled | null = 0n
  const items = chosen.map(({ item, children, bundle }): OrderLine => {
    const rowTotal = rowTotalOf(item)
    const discount = netDiscount(item)
    const rate = rateOf(item, rowTotal - discount)
    gross += rowTotal
    net += rowTotal - discount
    tax += item.tax
    taken += item.discount
    if (fullTax !== null)
      fullTax =
        rate === null ? null : fullTax + multiply(rowTotal - discount, parseDecimal(rate) ?? 0n) / 100n
    const unitPrice = divide(rowTotal, item.quantity, 6)
    const [variation] = item.type === 'configurable' ? children : []
    return {
      sku: item.sku,
      name: item.name,
      productId: item.productId,
      variationId: variation?.productId ?? '',
      options: optionsOf(item, children, bundle),
      quantity: toDecimal(item.quantity),
      unitPrice: money(unitPrice ?? rowTotal),
      vatRate: rate,
      discount: money(discount),
      net: money(rowTotal - discount),
      tax: money(item.tax),
    }
  })
  return { items, gross, net, tax, discount: taken, fullTax }
}

/**
 * With prices that include VAT a discount is given on the price with VAT, and what it takes off the VAT stands apart
 * (`discount_tax_compensation_amount`, once "hidden tax").
 */
function netDiscount(item: Item): Scaled {
  return item.discount - item.compensation
}

function readItems(reader: Reader, order: Fields): readonly Item[] {
  return reader.list(order, 'items', '').map((row, index): Item => {
    const path = `items[${index}].`
    const parent = reader.record(row, 'parent_item', path)
    const percent = row.tax_percent === undefined || row.tax_percent === null ? null : row.tax_percent
    const parentId = reader.text(row, 'parent_item_id', path) || reader.text(parent, 'item_id', path)
    const price = has(row, 'price') ? reader.amount(row, 'price', path).value : null
    // A variation, or a part of a bundle, may have no amounts of its own.
    const orElse = parentId === '' ? undefined : '0'
    const quantity = reader.amount(row, 'qty_ordered', path, orElse).value
    const hasTotal = has(row, 'row_total') || price === null || parentId !== ''
    return {
      id: reader.text(row, 'item_id', path),
      parentId,
      type: reader.text(row, 'product_type', path),
      sku: plainLine(reader.text(row, 'sku', path)),
      name: plainLine(reader.text(row, 'name', path)),
      productId: reader.text(row, 'product_id', path),
      quantity,
      price,
      rowTotal: hasTotal ? reader.amount(row, 'row_total', path, orElse).value : multiply(price, quantity),
      discount: absolute(amountOf(reader, row, 'discount_amount', path)),
      compensation: amountOf(reader, row, 'discount_tax_compensation_amount', path),
      tax: amountOf(reader, row, 'tax_amount', path),
      percent: percent === null ? null : amountOf(reader, row, 'tax_percent', path),
      texts: writtenByCustomer(reader, row, path),
    }
  })
}

function has(row: Fields, field: string): boolean {
  return row[field] !== undefined && row[field] !== null && row[field] !== ''
}

/**
 * A rate of 0 beside a tax is no rate: a bundle of things with different ones, or a tax put in by hand. One where there
 * is no tax is none either: a module took it off (a business abroad).
 */
function rateOf({ percent, tax }: Item, net: Scaled): Decimal | null {
  if (percent === null || (percent === 0n && absolute(tax) > unit(2))) return null
  if (tax === 0n && absolute(multiply(net, percent) / 100n) > unit(1)) return null
  return plainRate(percent)
}

/** Marketplaces' programs reckon it from rounded amounts: 21.9987 (mirakl/magento2-seller-connector#19). */
export function plainRate(percent: Scaled): Decimal {
  const half = unit(0) / 2n
  const near = ((percent + half / 2n) / half) * half
  const isReckoned = percent % unit(3) !== 0n && absolute(near - percent) <= unit(1) / 2n
  return toDecimal(isReckoned ? near : percent)
}

/**
 * Options chosen from a list come as numbers (`option_value: "12"`) whose words the orders' API does not know; the
 * variation's own name tells them. What a customer wrote comes as it is, a file by its name, and of a gift card for whom
 * it is, from whom, and with which words.
 */
function writtenByCustomer(reader: Reader, row: Fields, path: string): readonly string[] {
  const option = reader.record(row, 'product_option', path)
  const extension = reader.record(option, 'extension_attributes', `${path}product_option.`)
  const place = `${path}product_option.extension_attributes.`
  const card = isFields(extension.giftcard_item_option) ? extension.giftcard_item_option : {}
  const ofCard = ['recipient_name', 'recipient_email', 'sender_name', 'message'].map(
    (field) => card[`giftcard_${field}`],
  )
  return [...reader.list(extension, 'custom_options', place).map(valueOrFile), ...ofCard].flatMap((value) =>
    typeof value === 'string' && value !== '' && !/^[\d,]+$/.test(value)
      ? [plainLine(value.slice(0, 1000))]
      : [],
  )
}

function valueOrFile({ option_value: value, extension_attributes: extension }: Fields): unknown {
  const file = isFields(extension) && isFields(extension.file_info) ? extension.file_info.name : undefined
  return typeof file === 'string' && file !== '' ? file : value
}

function optionsOf(item: Item, children: readonly Item[], bundle: Item | null): OrderLine['options'] {
  const options: { name: string; value: string }[] = []
  if (bundle !== null) options.push({ name: bundle.sku, value: bundle.name })
  for (const child of children) {
    const count =
      item.type === 'configurable' || child.quantity === 0n ? '' : `${toDecimal(child.quantity)} × `
    if (child.name !== item.name) options.push({ name: child.sku, value: `${count}${child.name}` })
  }
  for (const [index, value] of [...item.texts, ...(bundle?.texts ?? [])].entries())
    options.push({ name: String(index + 1), value })
  return options
}
