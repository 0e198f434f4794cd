import { type Fields, isFields } from '../reader.ts'
import { keyText, reference, rowsIn } from './keys.ts'

/** The taxes of a row of `order_details`: `associations.taxes[].id`. */
export function taxIds(detail: Fields): readonly string[] {
  const ids: string[] = []
  for (const row of rowsIn(isFields(detail.associations) ? detail.associations.taxes : [])) {
    const id = reference(row.id)
    if (id !== null) ids.push(id)
  }
  return ids
}

export function valuesOf(rows: readonly Fields[], ...fields: readonly string[]): readonly string[] {
  const found = new Set<string>()
  for (const row of rows) {
    for (const field of fields) {
      const value = reference(row[field])
      if (value !== null) found.add(value)
    }
  }
  return [...found]
}

/** The country of each province that an address names. */
export function countriesOfProvinces(addresses: readonly Fields[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const address of addresses) {
    const [province, country] = [reference(address.id_state), reference(address.id_country)]
    if (province !== null && country !== null) found.set(province, country)
  }
  return found
}

/** The values that none of the rows has. */
export function without(
  values: readonly string[],
  rows: readonly Fields[],
  field: string,
): readonly string[] {
  // The database does not tell capitals from small letters.
  const there = new Set(rows.map((row) => keyText(row[field]).toLowerCase()))
  return values.filter((value) => !there.has(value.toLowerCase()))
}

/** A reference fit for a filter: nine letters by PrestaShop, anything by other programs. */
export function referenceText(value: unknown): readonly string[] {
  return typeof value === 'string' && /^[\w.#/-]{1,64}$/.test(value) ? [value] : []
}

export function idOf(row: Fields): readonly string[] {
  const id = reference(row.id)
  return id === null ? [] : [id]
}

export function isZero(value: unknown): boolean {
  return value === undefined || value === null || value === '' || Number(keyText(value) || '1') === 0
}

/**
 * Whether an order's total is short of something that its shipping may be, or over by something that its voucher or its
 * shipping may be, where it is a part of a cart; by and large, whoever reckons is exact.
 */
export function maySplit(order: Fields): boolean {
  const surplus = surplusOf(order)
  const [discount, shipping, paid] = [
    amountOf(order, 'discounts'),
    amountOf(order, 'shipping'),
    amountOf(order, 'paid'),
  ]
  if (surplus > 0.01) return discount > 0 || lacksCarrier(order)
  return shipping > 0 && isShort(order) && surplus + shipping > -0.01 * Math.max(1, paid)
}

/** Whether an order's total is short of what its parts make; by and large. */
export function isShort(order: Fields): boolean {
  return surplusOf(order) < -0.01
}

function surplusOf(order: Fields): number {
  const charges = amountOf(order, 'shipping') + amountOf(order, 'wrapping') - amountOf(order, 'discounts')
  return amountOf(order, 'paid') - Number(order.total_products_wt ?? 0) - charges
}

function amountOf(order: Fields, name: string): number {
  return Number(order[`total_${name}_tax_incl`] ?? 0)
}

/**
 * The cart that an order was made of, which all its parts name beside their reference. Modules that number references by
 * themselves give one to orders of several shops, which are no parts (PrestaShop/PrestaShop#4418). Null for none.
 */
export function cartOf(order: Fields): string | null {
  const [cart, key] = [reference(order.id_cart), keyText(order.reference)]
  return cart === null || key === '' ? null : `${cart} ${key}`
}

/** A virtual order, one of several carriers (`improved_shipment`), or a part that was left without one. */
export function lacksCarrier(order: Fields): boolean {
  return keyText(order.id_carrier) === '0'
}

/** Of a row of which something was given back or paid back: mostly with a refund. */
export function isTakenBack(detail: Fields): boolean {
  return !isZero(detail.product_quantity_refunded) || !isZero(detail.product_quantity_return)
}

export function byId(rows: readonly Fields[]): ReadonlyMap<string, Fields> {
  return new Map(rows.filter((row) => keyText(row.id) !== '').map((row) => [keyText(row.id), row]))
}

export function byField(rows: readonly Fields[], field: string): ReadonlyMap<string, readonly Fields[]> {
  const groups = new Map<string, Fields[]>()
  for (const row of rows) {
    const key = keyText(row[field])
    if (key === '') continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return groups
}

export function picked(rows: ReadonlyMap<string, Fields>, ids: readonly string[]): readonly Fields[] {
  return ids.map((id) => rows.get(id)).filter((row) => row !== undefined)
}
