/**
 * An order and a refund exactly as WooCommerce 9.4 answers them at `wc/v3/orders`: key by key as in the
 * recorded exchange `test/fixtures/woocommerce/page_of_10.json`. Amounts are strings with two decimals, except a
 * line's `price`, which the API sends as an unrounded number.
 */

export type WooMeta = { id: number; key: string; value: unknown }
export type WooLineMeta = WooMeta & { display_key: string; display_value: unknown }
export type WooTax = { id: number; total: string; subtotal: string }
export type WooLink = { href: string }

export type WooAddress = {
  first_name: string
  last_name: string
  company: string
  address_1: string
  address_2: string
  city: string
  state: string
  postcode: string
  country: string
}

export type WooLine = {
  id: number
  name: string
  product_id: number
  variation_id: number
  quantity: number
  tax_class: string
  subtotal: string
  subtotal_tax: string
  total: string
  total_tax: string
  taxes: WooTax[]
  meta_data: WooLineMeta[]
  sku: string | null
  price: number
  image: { id: number | ''; src: string }
  parent_name: string | null
}

export type WooTaxLine = {
  id: number
  rate_code: string
  rate_id: number
  label: string
  compound: boolean
  tax_total: string
  shipping_tax_total: string
  rate_percent: number
  meta_data: WooMeta[]
}

export type WooShippingLine = {
  id: number
  method_title: string
  method_id: string
  instance_id: string
  total: string
  total_tax: string
  taxes: WooTax[]
  meta_data: WooMeta[]
}

export type WooFeeLine = {
  id: number
  name: string
  tax_class: string
  tax_status: string
  amount: string
  total: string
  total_tax: string
  taxes: WooTax[]
  meta_data: WooMeta[]
}

export type WooCouponLine = {
  id: number
  code: string
  discount: string
  discount_tax: string
  meta_data: WooLineMeta[]
  discount_type: string
  nominal_amount: number
  free_shipping: boolean
}

export type WooOrder = {
  id: number
  parent_id: number
  status: string
  currency: string
  version: string
  prices_include_tax: boolean
  date_created: string
  date_modified: string
  discount_total: string
  discount_tax: string
  shipping_total: string
  shipping_tax: string
  cart_tax: string
  total: string
  total_tax: string
  customer_id: number
  order_key: string
  billing: WooAddress & { email: string; phone: string }
  shipping: WooAddress & { phone: string }
  payment_method: string
  payment_method_title: string
  transaction_id: string
  customer_ip_address: string
  customer_user_agent: string
  created_via: string
  customer_note: string
  date_completed: string | null
  date_paid: string | null
  cart_hash: string
  number: string
  meta_data: WooMeta[]
  line_items: WooLine[]
  tax_lines: WooTaxLine[]
  shipping_lines: WooShippingLine[]
  fee_lines: WooFeeLine[]
  coupon_lines: WooCouponLine[]
  refunds: { id: number; reason: string; total: string }[]
  payment_url: string
  is_editable: boolean
  needs_payment: boolean
  needs_processing: boolean
  date_created_gmt: string
  date_modified_gmt: string
  date_completed_gmt: string | null
  date_paid_gmt: string | null
  currency_symbol: string
  _links: { self: WooLink[]; collection: WooLink[]; customer?: WooLink[] }
}

export type WooRefund = {
  id: number
  date_created: string
  date_created_gmt: string
  amount: string
  reason: string
  refunded_by: number
  refunded_payment: boolean
  meta_data: WooMeta[]
  line_items: WooLine[]
  shipping_lines: WooShippingLine[]
  tax_lines: WooTaxLine[]
  fee_lines: WooFeeLine[]
  _links: { self: WooLink[]; collection: WooLink[]; up: WooLink[] }
}
