import { failure } from '../../failure.ts'
import type { Notice } from '../connector.ts'
import { type Fields, isFields } from '../reader.ts'
import { isSlim } from '../right-answer.ts'
import type { Query } from '../send.ts'
import { slimFields } from './list.ts'
import { type AskRows, keyText, oneOf, reference, requireRowsOf, type ShopNames } from './names.ts'
import { createRowTexts, type RowTexts } from './raw-orders.ts'
import { json } from './transport.ts'

/** An order with everything that the shop keeps of it in other places. */
export interface WholeOrder {
  readonly order: Fields
  readonly details: readonly Fields[]
  readonly customer: Fields | null
  readonly invoiceAddress: Fields | null
  readonly deliveryAddress: Fields | null
  readonly slips: readonly Fields[]
  readonly cartRules: readonly Fields[]
  /** By the order's reference, which the parts of a split order share. */
  readonly payments: readonly Fields[]
  readonly currency: Fields | null
  readonly carrier: Fields | null
  /** By id: those that this order's addresses and lines name. */
  readonly countries: readonly Fields[]
  readonly provinces: readonly Fields[]
  readonly taxes: readonly Fields[]
}

export interface Gathered {
  readonly orders: readonly WholeOrder[]
  readonly notices: readonly Notice[]
  /** Of all rows that the orders are made of. */
  readonly texts: RowTexts
}

export interface Source {
  readonly ask: AskRows
  readonly names: ShopNames
  /** Resources of which this run has met rows (this shop keeps them), or an empty answer twice (it may not). */
  readonly met: Map<string, 'rows' | 'none'>
}

/** Without the password's hash, which `display=full` would show (NOTES). */
const customerFields = '[id,firstname,lastname,email,company,siret,ape,website,is_guest,deleted,note]'
const detailFields =
  '[id,id_order,product_id,product_attribute_id,product_name,product_quantity,product_quantity_return,' +
  'product_quantity_refunded,product_reference,product_ean13,product_price,original_product_price,' +
  'reduction_percent,reduction_amount_tax_excl,group_reduction,unit_price_tax_excl,unit_price_tax_incl,' +
  'total_price_tax_excl,total_price_tax_incl,ecotax,taxes[id]]'

/** The orders of up to a hundred ids: seven requests, and a few more for names not met before. */
export async function gather(
  ids: readonly string[],
  { ask, names, met }: Source,
  signal: AbortSignal,
): Promise<Gathered> {
  const notices: Notice[] = []
  const texts = createRowTexts()
  // Where several are asked for, asking for fewer helps more than asking again.
  const limits = ids.length > 1 ? { retriesWhenBroken: 1 } : {}
  /**
   * Rows by a field's value; none are asked for without values, which would ask for everything. What an answer lacks is
   * asked for once more: it may have been meant for another request or be empty by mistake (`[]` does not say of what it
   * is). What is lacking twice is not there (`docs/decisions/0040`).
   * @param due whether there must be a row for each value, for some of them, or perhaps none at all
   */
  const readBy = async (
    resource: string,
    field: string,
    values: readonly string[],
    { due, display = 'full' }: { readonly due: 'each' | 'some' | 'none'; readonly display?: string },
  ): Promise<readonly Fields[]> => {
    const rows: Fields[] = []
    const read = async (asked: readonly string[]): Promise<boolean> => {
      const query: Query = { ...json, display, [`filter[${field}]`]: oneOf(asked), sort: '[id_ASC]' }
      const answer = await ask(resource, query, signal, limits)
      if (answer === null) return false
      requireRowsOf(answer, field, asked)
      if (resource === 'orders' && answer.rows.some((row) => isSlim(row, slimFields))) {
        throw failure('body-shape', { host: answer.host, expected: 'display=full' })
      }
      notices.push(...answer.notices)
      texts.keep(answer.rows, answer.body, answer.root)
      rows.push(...answer.rows)
      return true
    }
    if (values.length === 0 || !(await read(values))) return rows
    const lacking = due === 'none' || (due === 'some' && rows.length > 0) ? [] : without(values, rows, field)
    if (lacking.length > 0) await read(lacking)
    if (rows.length > 0) met.set(resource, 'rows')
    else if (due !== 'none' && !met.has(resource)) met.set(resource, 'none')
    return rows
  }

  const [orders, details] = await both(
    // Who asks for orders asks again by himself.
    readBy('orders', 'id', ids, { due: 'none' }),
    readBy('order_details', 'id_order', ids, { due: 'each', display: detailFields }),
  )
  const found = orders.flatMap((order) => reference(order.id) ?? [])
  if (found.length === 0) return { orders: [], notices, texts }
  const discounted = orders.filter((order) => !isZero(order.total_discounts)).flatMap(idOf)
  const [customers, addresses] = await both(
    readBy('customers', 'id', valuesOf(orders, 'id_customer'), { due: 'each', display: customerFields }),
    readBy('addresses', 'id', valuesOf(orders, 'id_address_invoice', 'id_address_delivery'), { due: 'each' }),
  )
  const [slips, cartRules] = await both(
    readBy('order_slip', 'id_order', found, { due: details.some(isTakenBack) ? 'some' : 'none' }),
    readBy('order_cart_rules', 'id_order', discounted, {
      due: mayHave('order_cart_rules') ? 'some' : 'none',
    }),
  )
  const references = [...new Set(orders.flatMap((order) => referenceText(order.reference)))]
  const paid = mayHave('order_payments') && orders.some((order) => !isZero(order.total_paid_real))
  const [payments, shared] = await both(
    readBy('order_payments', 'order_reference', references, { due: paid ? 'some' : 'none' }),
    namesOf(),
  )
  const detailsOf = byField(details, 'id_order')
  const slipsOf = byField(slips, 'id_order')
  const rulesOf = byField(cartRules, 'id_order')
  const paymentsOf = byField(payments, 'order_reference')
  const customerOf = byId(customers)
  const addressOf = byId(addresses)

  return { orders: orders.map(whole), notices, texts }

  /** Until this run has met an empty answer twice. */
  function mayHave(resource: string): boolean {
    return met.get(resource) !== 'none'
  }

  /** One after the other: mostly all are known already. */
  async function namesOf() {
    const provinces = countriesOfProvinces(addresses)
    return {
      currencies: await names.currencies.find(valuesOf(orders, 'id_currency'), signal),
      carriers: await names.carriers.find(valuesOf(orders, 'id_carrier'), signal),
      countries: await names.countries.find(valuesOf(addresses, 'id_country'), signal),
      provinces: await names.provinces.find([...provinces.keys()], signal, (id) => provinces.get(id) ?? id),
      taxes: await names.taxes.find(details.flatMap(taxIds), signal),
    }
  }

  function whole(order: Fields): WholeOrder {
    const id = keyText(order.id)
    const own = detailsOf.get(id) ?? []
    const invoiceAddress = addressOf.get(keyText(order.id_address_invoice)) ?? null
    const deliveryAddress = addressOf.get(keyText(order.id_address_delivery)) ?? null
    const places = [invoiceAddress, deliveryAddress].filter((place) => place !== null)
    return {
      order,
      details: own,
      customer: customerOf.get(keyText(order.id_customer)) ?? null,
      invoiceAddress,
      deliveryAddress,
      slips: slipsOf.get(id) ?? [],
      cartRules: rulesOf.get(id) ?? [],
      payments: paymentsOf.get(keyText(order.reference)) ?? [],
      currency: shared.currencies.get(keyText(order.id_currency)) ?? null,
      carrier: shared.carriers.get(keyText(order.id_carrier)) ?? null,
      countries: picked(shared.countries, valuesOf(places, 'id_country')),
      provinces: picked(shared.provinces, valuesOf(places, 'id_state')),
      taxes: picked(shared.taxes, [...new Set(own.flatMap(taxIds))]),
    }
  }
}

/** The taxes of a row of `order_details`: `associations.taxes[].id`. */
export function taxIds(detail: Fields): readonly string[] {
  const associations = detail.associations as Fields | undefined | null
  const taxes = associations?.taxes
  const ids: string[] = []
  for (const row of Array.isArray(taxes) ? (taxes as readonly unknown[]) : []) {
    const id = isFields(row) ? reference(row.id) : null
    if (id !== null) ids.push(id)
  }
  return ids
}

/** Both at once: two requests at a time are what a shop answers best (NOTES); a failure leaves none behind. */
async function both<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  const [first, second] = await Promise.allSettled([a, b])
  if (first.status === 'rejected') throw first.reason
  if (second.status === 'rejected') throw second.reason
  return [first.value, second.value]
}

function valuesOf(rows: readonly Fields[], ...fields: readonly string[]): readonly string[] {
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
function countriesOfProvinces(addresses: readonly Fields[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const address of addresses) {
    const [province, country] = [reference(address.id_state), reference(address.id_country)]
    if (province !== null && country !== null) found.set(province, country)
  }
  return found
}

/** The values that none of the rows has. */
function without(values: readonly string[], rows: readonly Fields[], field: string): readonly string[] {
  // The database does not tell capitals from small letters.
  const there = new Set(rows.map((row) => keyText(row[field]).toLowerCase()))
  return values.filter((value) => !there.has(value.toLowerCase()))
}

/** A reference fit for a filter: nine letters by PrestaShop, anything by other programs. */
function referenceText(value: unknown): readonly string[] {
  return typeof value === 'string' && /^[\w.#/-]{1,64}$/.test(value) ? [value] : []
}

function idOf(row: Fields): readonly string[] {
  const id = reference(row.id)
  return id === null ? [] : [id]
}

function isZero(value: unknown): boolean {
  return value === undefined || value === null || value === '' || Number(keyText(value) || '1') === 0
}

/** Of a row of which something was given back or paid back: mostly with a refund. */
function isTakenBack(detail: Fields): boolean {
  return !isZero(detail.product_quantity_refunded) || !isZero(detail.product_quantity_return)
}

function byId(rows: readonly Fields[]): ReadonlyMap<string, Fields> {
  return new Map(rows.filter((row) => keyText(row.id) !== '').map((row) => [keyText(row.id), row]))
}

function byField(rows: readonly Fields[], field: string): ReadonlyMap<string, readonly Fields[]> {
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

function picked(rows: ReadonlyMap<string, Fields>, ids: readonly string[]): readonly Fields[] {
  return ids.map((id) => rows.get(id)).filter((row) => row !== undefined)
}
