import { absolute, divide, formatDecimal, type Scaled, unit } from '../../decimal.ts'
import type { Decimal, OrderLine } from '../../order.ts'
import type { Fields, Reader } from '../reader.ts'
import { chooseItems, type Item } from './choose-items.ts'
import { amountOf, money } from './reader.ts'

export interface Lines {
  readonly items: readonly OrderLine[]
  /** Before discounts, as the order's `subtotal` counts them. */
  readonly gross: Scaled
  /** After discounts. */
  readonly net: Scaled
  readonly tax: Scaled
}

/**
 * The order's lines: each thing sold once, though Magento lists a configurable product beside the variation chosen,
 * and a bundle beside its parts (see {@link chooseItems}). `row_total` is net and before discounts.
 */
export function mapLines(reader: Reader, order: Fields): Lines {
  let gross = 0n
  let net = 0n
  let tax = 0n
  const items = chooseItems(readItems(reader, order)).map(({ item, children, bundle }): OrderLine => {
    const discount = netDiscount(item)
    gross += item.rowTotal
    net += item.rowTotal - discount
    tax += item.tax
    const unitPrice = divide(item.rowTotal, item.quantity, 6)
    const [variation] = item.type === 'configurable' ? children : []
    return {
      sku: item.sku,
      name: item.name,
      productId: item.productId,
      variationId: variation?.productId ?? '',
      options: optionsOf(item, children, bundle),
      quantity: formatDecimal(item.quantity),
      unitPrice: money(unitPrice ?? item.rowTotal),
      vatRate: rateOf(item),
      discount: money(discount),
      net: money(item.rowTotal - discount),
      tax: money(item.tax),
    }
  })
  return { items, gross, net, tax }
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
    return {
      id: reader.text(row, 'item_id', path),
      parentId: reader.text(row, 'parent_item_id', path) || reader.text(parent, 'item_id', path),
      type: reader.text(row, 'product_type', path),
      sku: reader.text(row, 'sku', path),
      name: reader.text(row, 'name', path),
      productId: reader.text(row, 'product_id', path),
      quantity: reader.amount(row, 'qty_ordered', path).value,
      rowTotal: reader.amount(row, 'row_total', path).value,
      discount: amountOf(reader, row, 'discount_amount', path),
      compensation: amountOf(reader, row, 'discount_tax_compensation_amount', path),
      tax: amountOf(reader, row, 'tax_amount', path),
      percent: percent === null ? null : amountOf(reader, row, 'tax_percent', path),
      texts: writtenByCustomer(reader, row, path),
    }
  })
}

/** A rate of 0 beside a tax is no rate: a bundle of things with different ones, or a tax put in by hand. */
function rateOf({ percent, tax }: Item): Decimal | null {
  if (percent === null || (percent === 0n && absolute(tax) > unit(2))) return null
  return formatDecimal(percent)
}

/**
 * Options chosen from a list come as numbers (`option_value: "12"`) whose words the orders' API does not know; the
 * variation's own name tells them. What a customer wrote comes as it is.
 */
function writtenByCustomer(reader: Reader, row: Fields, path: string): readonly string[] {
  const option = reader.record(row, 'product_option', path)
  const extension = reader.record(option, 'extension_attributes', `${path}product_option.`)
  const place = `${path}product_option.extension_attributes.`
  return reader.list(extension, 'custom_options', place).flatMap((custom) => {
    const { option_value: value } = custom
    return typeof value === 'string' && value !== '' && !/^[\d,]+$/.test(value) ? [value.slice(0, 1000)] : []
  })
}

function optionsOf(item: Item, children: readonly Item[], bundle: Item | null): OrderLine['options'] {
  const options: { name: string; value: string }[] = []
  if (bundle !== null) options.push({ name: bundle.sku, value: bundle.name })
  for (const child of children) {
    const count = item.type === 'configurable' ? '' : `${formatDecimal(child.quantity)} × `
    if (child.name !== item.name) options.push({ name: child.sku, value: `${count}${child.name}` })
  }
  item.texts.forEach((value, index) => {
    options.push({ name: String(index + 1), value })
  })
  return options
}
