/** A JSON object as the shop prints it; malformed orders are welcome. */
export type JsonObject = Readonly<Record<string, unknown>>

/** `2026-11-03 08:52:45`, as the shop's database has it. */
export function utcText(instant: string): string {
  return new Date(instant).toISOString().slice(0, 19).replace('T', ' ')
}

/** A row of an order: 2 pieces at 10.00 and 22 % of VAT, but for what is told. */
export function item(id: number, changes: JsonObject = {}): JsonObject {
  return {
    amount_refunded: 0,
    base_discount_amount: 0,
    base_price: 10,
    base_row_total: 20,
    created_at: '2026-11-20 08:00:00',
    discount_amount: 0,
    discount_percent: 0,
    discount_tax_compensation_amount: 0,
    free_shipping: 0,
    is_qty_decimal: 0,
    is_virtual: 0,
    item_id: id,
    name: `Prodotto ${id}`,
    order_id: 1,
    original_price: 10,
    price: 10,
    price_incl_tax: 12.2,
    product_id: 500 + id,
    product_type: 'simple',
    qty_canceled: 0,
    qty_invoiced: 2,
    qty_ordered: 2,
    qty_refunded: 0,
    qty_shipped: 0,
    row_total: 20,
    row_total_incl_tax: 24.4,
    row_weight: 2,
    sku: `SKU-${id}`,
    store_id: 1,
    tax_amount: 4.4,
    tax_percent: 22,
    updated_at: '2026-11-20 08:00:00',
    weight: 1,
    ...changes,
  }
}

const address = {
  address_type: 'billing',
  city: 'Forlì',
  country_id: 'IT',
  email: 'nicolo@posta.example',
  entity_id: 71,
  firstname: 'Nicolò',
  lastname: 'Bertè',
  parent_id: 1,
  postcode: '47121',
  region: 'Forlì-Cesena',
  region_code: 'FC',
  region_id: 900,
  street: ['Via Roma 1', 'Scala B'],
  telephone: '0543 123456',
}

/** One row at 20.00 + 4.40 of VAT, shipping 5.00 + 1.10: 30.50 in all, but for what is told. */
export function order(id: number, changes: JsonObject = {}): JsonObject {
  const items = [item(id * 10)]
  return {
    base_currency_code: 'EUR',
    base_discount_amount: 0,
    base_grand_total: 30.5,
    base_shipping_amount: 5,
    base_subtotal: 20,
    base_tax_amount: 5.5,
    billing_address_id: 71,
    created_at: '2026-11-20 08:00:00',
    customer_email: 'nicolo@posta.example',
    customer_firstname: 'Nicolò',
    customer_group_id: 1,
    customer_id: 33,
    customer_is_guest: 0,
    customer_lastname: 'Bertè',
    discount_amount: 0,
    discount_tax_compensation_amount: 0,
    entity_id: id,
    global_currency_code: 'EUR',
    grand_total: 30.5,
    increment_id: String(id).padStart(9, '0'),
    is_virtual: 0,
    order_currency_code: 'EUR',
    protect_code: '0f1e2d',
    quote_id: 900 + id,
    remote_ip: '192.0.2.7',
    shipping_amount: 5,
    shipping_description: 'Corriere espresso - 24/48 ore',
    shipping_discount_amount: 0,
    shipping_discount_tax_compensation_amount: 0,
    shipping_incl_tax: 6.1,
    shipping_tax_amount: 1.1,
    state: 'processing',
    status: 'processing',
    store_currency_code: 'EUR',
    store_id: 1,
    store_name: 'Sito principale\nNegozio\nItaliano',
    subtotal: 20,
    subtotal_incl_tax: 24.4,
    tax_amount: 5.5,
    total_due: 0,
    total_item_count: 1,
    total_paid: 30.5,
    total_qty_ordered: 2,
    updated_at: '2026-11-20 08:00:00',
    weight: 2,
    items,
    billing_address: address,
    payment: {
      // The getters that the interface declares as always there are printed even when they are empty.
      account_status: null,
      additional_information: ['Carta di credito'],
      amount_ordered: 30.5,
      cc_last4: null,
      entity_id: id,
      last_trans_id: `pi_${id}`,
      method: 'stripe_payments',
      parent_id: id,
    },
    status_histories: [],
    extension_attributes: {
      shipping_assignments: [
        {
          shipping: {
            address: { ...address, address_type: 'shipping', entity_id: 72 },
            method: 'tablerate_bestway',
            total: { shipping_amount: 5, shipping_incl_tax: 6.1, shipping_tax_amount: 1.1 },
          },
          items,
        },
      ],
      payment_additional_info: [
        { key: 'method_title', value: 'Carta di credito' },
        { key: 'cc_type', value: 'VI' },
      ],
      applied_taxes: [{ code: 'IT-22', title: 'IVA 22%', percent: 22, amount: 5.5, base_amount: 5.5 }],
      item_applied_taxes: [
        {
          type: 'product',
          item_id: id * 10,
          applied_taxes: [{ code: 'IT-22', title: 'IVA 22%', percent: 22, amount: 4.4, base_amount: 4.4 }],
        },
        {
          type: 'shipping',
          applied_taxes: [{ code: 'IT-22', title: 'IVA 22%', percent: 22, amount: 1.1, base_amount: 1.1 }],
        },
      ],
      converting_from_quote: true,
    },
    ...changes,
  }
}

/** `n` orders with ids from `firstId` on, each placed and modified `everySeconds` after the one before. */
export function manyOrders(
  n: number,
  { until = '2026-11-23T09:00:00Z', everySeconds = 30, firstId = 1000 } = {},
): JsonObject[] {
  return Array.from({ length: n }, (_, place) => {
    const at = new Date(Date.parse(until) - (n - 1 - place) * everySeconds * 1000).toISOString()
    return order(firstId + place, { created_at: utcText(at), updated_at: utcText(at) })
  })
}
