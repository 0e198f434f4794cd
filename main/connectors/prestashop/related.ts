import { Failure, failure } from '../../words/failure.ts'
import type { LogNotice } from '../../words/run.ts'
import type { Fields } from '../reader.ts'
import { isSlim } from '../right-answer.ts'
import type { Query } from '../send.ts'
import { customizationFieldIds, customizationIds } from './customer-words.ts'
import { keyText, oneOf, reference } from './keys.ts'
import { slimFields } from './list.ts'
import { type AskRows, requireRowsOf, type ShopNames } from './names.ts'
import { createRowTexts, type RowTexts } from './raw-orders.ts'
import {
  byField,
  byId,
  cartOf,
  countriesOfProvinces,
  idOf,
  isShort,
  isTakenBack,
  isZero,
  maySplit,
  picked,
  referenceText,
  taxIds,
  valuesOf,
  without,
} from './rows.ts'
import { json } from './transport.ts'
import type { WholeOrder } from './whole-order.ts'

export interface Gathered {
  readonly orders: readonly WholeOrder[]
  readonly notices: readonly LogNotice[]
  /** Of all rows that the orders are made of. */
  readonly texts: RowTexts
}

export interface Source {
  readonly ask: AskRows
  readonly names: ShopNames
  /** Names of the customers' fields that are asked for; `anew` where one of them is not there any more. */
  readonly customerFields: (anew: boolean, signal: AbortSignal) => Promise<readonly string[]>
  /** Resources of which this run has met rows (this shop keeps them), or an empty answer twice (it may not). */
  readonly met: Map<string, 'rows' | 'none'>
}

const detailFields =
  '[id,id_order,product_id,product_attribute_id,product_name,product_quantity,product_quantity_return,' +
  'product_quantity_refunded,product_reference,product_ean13,product_price,original_product_price,' +
  'reduction_percent,reduction_amount_tax_excl,group_reduction,unit_price_tax_excl,unit_price_tax_incl,' +
  'total_price_tax_excl,total_price_tax_incl,ecotax,taxes[id]]'

/** The orders of up to a hundred ids: seven requests, and a few more for names not met before. */
export async function gather(
  ids: readonly string[],
  { ask, names, met, customerFields }: Source,
  signal: AbortSignal,
): Promise<Gathered> {
  const notices: LogNotice[] = []
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
  const short = orders.filter((order) => isZero(order.total_discounts) && isShort(order)).flatMap(idOf)
  const [customers, addresses] = await both(
    readCustomers(valuesOf(orders, 'id_customer')),
    readBy('addresses', 'id', valuesOf(orders, 'id_address_invoice', 'id_address_delivery'), { due: 'each' }),
  )
  const [slips, cartRules] = await both(
    readBy('order_slip', 'id_order', found, { due: details.some(isTakenBack) ? 'some' : 'none' }),
    readBy('order_cart_rules', 'id_order', [...discounted, ...short], {
      due: discounted.length > 0 && mayHave('order_cart_rules') ? 'some' : 'none',
    }),
  )
  const parts = await readParts()
  const customized = [...new Set(orders.flatMap((order) => [...customizationIds(order).values()]))]
  const [messages, customizations] = await both(
    readMessages(),
    readBy('customizations', 'id', customized, { due: 'none' }),
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
  const messagesOf = byField(messages, 'id_order')
  const customizationOf = byId(customizations)
  const customerOf = byId(customers)
  const addressOf = byId(addresses)

  return { orders: orders.map(whole), notices, texts }

  /** Until this run has met an empty answer twice. */
  function mayHave(resource: string): boolean {
    return met.get(resource) !== 'none'
  }

  async function readCustomers(ids: readonly string[]): Promise<readonly Fields[]> {
    const read = async (anew: boolean) =>
      readBy('customers', 'id', ids, { due: 'each', display: `[${await customerFields(anew, signal)}]` })
    try {
      return await read(false)
    } catch (error) {
      // A module that was taken away took its fields along.
      if (!(error instanceof Failure) || error.value.code !== 'request-refused') throw error
      return read(true)
    }
  }

  /**
   * The messages of the checkout, each with its order; where the key may not read them or the version (1.6) has none,
   * the customer service's, which that message begins.
   */
  async function readMessages(): Promise<readonly Fields[]> {
    const rows = await readBy('messages', 'id_order', found, { due: 'none' })
    const threads = new Map(
      rows.filter((row) => row.message === undefined).map((row) => [keyText(row.id), row.id_order]),
    )
    if (threads.size === 0) return rows
    const sent = await readBy('customer_messages', 'id_customer_thread', [...threads.keys()], { due: 'none' })
    return sent.map((row) => {
      const whole = { ...row, id_order: threads.get(keyText(row.id_customer_thread)) }
      return whole
    })
  }

  /** The carts of which there are several orders; asked for only where that would explain an order's total. */
  async function readParts(): Promise<ReadonlySet<string>> {
    const seen = new Map<string, Set<string>>()
    const note = (row: Fields) => {
      const cart = cartOf(row)
      if (cart !== null) seen.set(cart, (seen.get(cart) ?? new Set()).add(keyText(row.id)))
    }
    orders.forEach(note)
    const alone = orders.filter((order) => seen.get(cartOf(order) ?? '')?.size === 1 && maySplit(order))
    const asked = alone.flatMap((order) => referenceText(order.reference))
    if (asked.length > 0) {
      const query = {
        ...json,
        display: '[id,reference,id_cart]',
        'filter[reference]': oneOf(asked),
        sort: '[id_ASC]',
      }
      const answer = await ask('orders', query, signal, limits)
      if (answer !== null) requireRowsOf(answer, 'reference', asked)
      answer?.rows.forEach(note)
    }
    return new Set([...seen].flatMap(([cart, ids]) => (ids.size > 1 ? [cart] : [])))
  }

  /** Of a cart that was split, PrestaShop keeps the message at one part alone. */
  function messagesOfCart(order: Fields): readonly Fields[] {
    const cart = cartOf(order)
    if (cart === null || !parts.has(cart)) return []
    return orders.flatMap((part) => (cartOf(part) === cart ? (messagesOf.get(keyText(part.id)) ?? []) : []))
  }

  /** They name an order by its reference alone: of one that other carts have too, what makes the order's own sum. */
  function paymentsFor(order: Fields): readonly Fields[] {
    const all = paymentsOf.get(keyText(order.reference)) ?? []
    const others = orders.some((one) => one.reference === order.reference && cartOf(one) !== cartOf(order))
    return others ? all.filter(({ amount }) => Number(amount) === Number(order.total_paid_real)) : all
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
      customizationFields: await names.customizationFields.find(
        customizationFieldIds(customizations),
        signal,
      ),
    }
  }

  function whole(order: Fields): WholeOrder {
    const id = keyText(order.id)
    const texts = picked(customizationOf, [...customizationIds(order).values()])
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
      payments: paymentsFor(order),
      currency: shared.currencies.get(keyText(order.id_currency)) ?? null,
      carrier: shared.carriers.get(keyText(order.id_carrier)) ?? null,
      countries: picked(shared.countries, valuesOf(places, 'id_country')),
      provinces: picked(shared.provinces, valuesOf(places, 'id_state')),
      taxes: picked(shared.taxes, [...new Set(own.flatMap(taxIds))]),
      messages: messagesOf.get(id) ?? messagesOfCart(order),
      customizations: texts,
      customizationFields: picked(shared.customizationFields, customizationFieldIds(texts)),
      split: parts.has(cartOf(order) ?? ''),
    }
  }
}

/** Both at once: two requests at a time are what a shop answers best (NOTES); a failure leaves none behind. */
async function both<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  const [first, second] = await Promise.allSettled([a, b])
  if (first.status === 'rejected') throw first.reason
  if (second.status === 'rejected') throw second.reason
  return [first.value, second.value]
}
