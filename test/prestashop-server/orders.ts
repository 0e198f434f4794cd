import { recordedTables } from './recordings.ts'
import type { Row, Tables } from './tables.ts'

/** An order with the rows that belong to it alone. */
export interface Bundle {
  readonly order: Row
  readonly details: readonly Row[]
  readonly payments: readonly Row[]
  readonly cartRules: readonly Row[]
  readonly slips: readonly Row[]
}

const own = {
  details: 'order_details',
  payments: 'order_payments',
  cartRules: 'order_cart_rules',
  slips: 'order_slip',
} as const

export function putBundle(tables: Tables, bundle: Bundle): void {
  tables.put('orders', String(bundle.order.id), bundle.order)
  for (const [part, resource] of Object.entries(own)) {
    for (const row of bundle[part as keyof typeof own]) tables.put(resource, String(row.id), row)
  }
}

/** The rows of the order stay behind, as they may in a real shop. */
export function removeBundle(tables: Tables, id: number): void {
  if (tables.get('orders', String(id)) === undefined) throw new Error(`The test shop has no order ${id}`)
  tables.remove('orders', String(id))
}

/** The orders that were recorded in full with their details: 1 to 10, 71 and 126. */
export function recordedBundle(id: number, tables: Tables = recordedTables()): Bundle {
  const order = tables.get('orders', String(id))
  if (order?.id_customer === undefined) throw new Error(`Order ${id} was not recorded in full`)
  const of = (resource: string) => tables.having(resource, 'id_order', String(id))
  return {
    order,
    details: of('order_details'),
    payments: tables.having('order_payments', 'order_reference', String(order.reference)),
    cartRules: of('order_cart_rules'),
    slips: of('order_slip'),
  }
}

/**
 * `n` valid orders (state 5) cloned from the recorded ones, with ids from `firstId` on; `times` gives local times of
 * placing and modification.
 */
export function manyOrders(
  n: number,
  times: (place: number) => { readonly date_add: string; readonly date_upd: string },
  firstId = 1000,
): Bundle[] {
  const tables = recordedTables()
  const models = [1, 3, 4, 6, 7, 9, 10].map((id) => recordedBundle(id, tables))
  return Array.from({ length: n }, (_, place) => {
    const model = models[place % models.length]
    if (!model) throw new Error('No recorded order to clone')
    return cloneBundle(model, firstId + place, { current_state: '5', ...times(place) })
  })
}

/** With the payment and the voucher that the order's own totals speak of, as PrestaShop itself writes them. */
export function withPaymentAndVoucher(bundle: Bundle): Bundle {
  const { order } = bundle
  const id = Number(order.id)
  const payment = {
    id,
    order_reference: order.reference,
    amount: order.total_paid_real,
    date_add: order.date_add,
  }
  const voucher = {
    id,
    id_order: String(id),
    name: 'Buono',
    value: order.total_discounts_tax_incl,
    value_tax_excl: order.total_discounts_tax_excl,
  }
  return { ...bundle, payments: [payment], cartRules: [voucher] }
}

export function cloneBundle(model: Bundle, id: number, changes: Row): Bundle {
  const reference = `T${String(id).padStart(8, '0')}`
  const rows = (part: readonly Row[]) =>
    part.map((row, index) => ({ ...row, id: id * 100 + index, id_order: String(id) }))
  return {
    order: { ...model.order, id, reference, ...changes },
    details: rows(model.details),
    payments: model.payments.map((row, index) => ({
      ...row,
      id: id * 100 + index,
      order_reference: reference,
    })),
    cartRules: rows(model.cartRules),
    slips: rows(model.slips),
  }
}

/** A slip of 12.20 euro for a piece of an order's line, of the morning that tests are about. */
export function creditSlip(id: number, orderId: number, line: Row | undefined): Row {
  const amounts = { amount_tax_excl: '10.000000', amount_tax_incl: '12.200000' }
  return {
    id,
    id_order: String(orderId),
    date_add: '2026-11-23 10:10:00',
    amount: '12.200000',
    total_products_tax_excl: '10.000000',
    total_products_tax_incl: '12.200000',
    total_shipping_tax_excl: '0.000000',
    total_shipping_tax_incl: '0.000000',
    order_slip_type: '0',
    associations: {
      order_slip_details: [{ id_order_detail: String(line?.id), product_quantity: '1', ...amounts }],
    },
  }
}
