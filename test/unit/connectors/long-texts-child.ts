/**
 * Feeds every text of an order of every platform, one after the other, 300 kB of what slow patterns stumble over, and
 * prints what took longest: JSON, `{ seconds, where, tried }`. A process of its own: what never ends can be ended.
 */
import { readJson } from '../../../main/connectors/json-body.ts'
import { mapOrder as mapMagento } from '../../../main/connectors/magento/map-order.ts'
import { createLocalTime } from '../../../main/connectors/prestashop/local-time.ts'
import { mapOrder as mapPrestashop } from '../../../main/connectors/prestashop/map-order.ts'
import { missingPermissions } from '../../../main/connectors/prestashop/permissions.ts'
import type { WholeOrder } from '../../../main/connectors/prestashop/whole-order.ts'
import { mapOrder as mapShopify } from '../../../main/connectors/shopify/map-order.ts'
import { failureOfAnswer, restRootLink } from '../../../main/connectors/woocommerce/answer.ts'
import { mapOrder as mapWoocommerce } from '../../../main/connectors/woocommerce/map-order.ts'
import { readRefusal } from '../../../main/connectors/woocommerce/states.ts'
import { order as magentoOrder } from '../../magento-server/index.ts'
import { makeOrder as shopifyOrder } from '../../shopify-server/orders.ts'
import { recordedOrders } from '../../woo-server/index.ts'

const length = 300_000
const texts = (pieces: readonly string[], most: number) =>
  pieces.map((piece) => piece.repeat(Math.ceil(most / piece.length)).slice(0, most))
const patterns = texts(['<', '&', '[', ' ', '<a ', '&#', '\n', 'a', 'A1', '"', '\\'], length)

let slowest = { seconds: 0, where: '' }
let tried = 0

function measure(where: string, work: () => unknown): void {
  const before = process.cpuUsage()
  try {
    work()
  } catch {
    // What it is taken for is not asked here; that it is quick is.
  }
  const { user, system } = process.cpuUsage(before)
  const seconds = (user + system) / 1e6
  tried += 1
  if (seconds > slowest.seconds) slowest = { seconds, where }
}

type Path = readonly (string | number)[]

/** The places of all texts, of lists the first rows. */
function textsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value === 'string') return [path]
  if (Array.isArray(value)) return value.slice(0, 2).flatMap((row, index) => textsIn(row, [...path, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => textsIn(inner, [...path, name]))
}

function replaced(value: unknown, [step, ...rest]: Path, text: string): unknown {
  if (step === undefined) return text
  if (Array.isArray(value))
    return value.map((row, index) => (index === step ? replaced(row, rest, text) : row))
  const fields = value as Readonly<Record<string, unknown>>
  return { ...fields, [step]: replaced(fields[step], rest, text) }
}

function feed(platform: string, order: unknown, map: (order: unknown) => unknown): void {
  for (const path of textsIn(order)) {
    for (const text of patterns)
      measure(`${platform} ${path.join('.')} ${JSON.stringify(text.slice(0, 3))}`, () =>
        map(replaced(order, path, text)),
      )
  }
}

const whole: WholeOrder = {
  order: {
    id: '1',
    reference: 'ABCDEFGHI',
    current_state: '2',
    payment: 'Bonifico',
    module: 'ps_wirepayment',
    date_add: '2026-11-20 10:00:00',
    date_upd: '2026-11-20 10:00:00',
    gift_message: 'auguri',
    note: 'nota',
    total_paid_tax_incl: '122.000000',
    total_paid_tax_excl: '100.000000',
    total_paid: '122.000000',
    total_products: '100.000000',
    total_products_wt: '122.000000',
    total_shipping_tax_incl: '0',
    total_shipping_tax_excl: '0',
    total_discounts_tax_incl: '0',
    total_discounts_tax_excl: '0',
    total_wrapping_tax_incl: '0',
    total_wrapping_tax_excl: '0',
    associations: {
      order_rows: [
        {
          id: '7',
          product_name: 'Tazza',
          product_reference: 'T',
          product_quantity: '1',
          unit_price_tax_incl: '122',
          unit_price_tax_excl: '100',
        },
      ],
    },
  },
  details: [
    {
      id: '7',
      product_name: 'Tazza (Colore: Rosso)',
      product_reference: 'T',
      product_quantity: '1',
      unit_price_tax_incl: '122.000000',
      unit_price_tax_excl: '100.000000',
      total_price_tax_incl: '122.000000',
      total_price_tax_excl: '100.000000',
      tax_name: 'IVA',
      tax_rate: '22.000',
    },
  ],
  customer: {
    id: '3',
    firstname: 'Anna',
    lastname: 'Rossi',
    email: 'a@b.example',
    company: '',
    note: 'CF: RSSMRA80A01H501U',
  },
  invoiceAddress: {
    id: '4',
    firstname: 'Anna',
    lastname: 'Rossi',
    company: 'Rossi',
    vat_number: '01234567897',
    dni: 'RSSMRA80A01H501U',
    other: 'Codice SDI: M5UXCR1',
    address1: 'Via Po',
    city: 'Torino',
    postcode: '10123',
    phone: '011',
  },
  deliveryAddress: {
    id: '5',
    firstname: 'Anna',
    lastname: 'Rossi',
    other: 'citofono',
    address1: 'Via Po',
    city: 'Torino',
    postcode: '10123',
  },
  slips: [],
  cartRules: [{ id: '9', name: 'SCONTO', value: '0', value_tax_excl: '0' }],
  payments: [{ id: '1', payment_method: 'Bonifico', transaction_id: 'x', amount: '122.000000' }],
  currency: { iso_code: 'EUR', precision: '2' },
  carrier: { name: 'Corriere' },
  countries: [],
  provinces: [],
  taxes: [],
  messages: [{ id: '1', message: 'Suonate', private: '0', id_customer: '3' }],
  customizations: [],
  customizationFields: [],
}

const mapping = {
  time: createLocalTime('Europe/Rome'),
  fiscalFields: {},
  state: 'Pagato',
  stateId: '2',
  now: Date.now(),
}
const full = recordedOrders().find(({ id }) => id === 434)
const coded = {
  ...full,
  gift_cards: [{ code: 'X', amount: '1.00' }],
  coupon_lines: [{ code: 'x', discount: '1.00', discount_tax: '0.00', discount_type: 'smart_coupon' }],
  meta_data: [
    { key: '_billing_cf', value: 'RSSMRA80A01H501U' },
    { key: '_ywgc_applied_gift_cards', value: { X: '1.00' } },
  ],
}
/** What is read under these names only, of the order and of its lines. */
const namesRead = [
  ...['_billing_pec', '_billing_x_sdi', '_wc_billing/x/cf', 'x_partita_iva', '_billing_invoice_type'],
  ...['gift_message', '_wc_other/x/note-regalo', 'delivery_date', 'data_di_consegna', 'courier_notes'],
  ...['_tracking_number', '_tracking_provider', '_aftership_tracking_number', 'ywot_tracking_code'],
  ...['_civico', 'billing_numero_civico', 'pa_colore', 'Dimensioni', '_wallet_amount'],
]
/** What an order is made of, with one text in all of these at once. */
function withNames(text: string): readonly (readonly [string, () => unknown])[] {
  const row = { name: text, value: text, label: text, tracking_number: text, date_shipped: text }
  const written = namesRead.map((key) => ({ key, value: text }))
  const deep = namesRead.map((key) => ({ key, value: [row] }))
  const behind = namesRead.map((key) => ({ key: `${key}${text}`, value: '2026-11-20' }))
  const before = namesRead.map((key) => ({ key: `${text}_${key}`, value: text }))
  const within = namesRead.map((key) => ({ key: `_${text}_${key}!`, value: '3' }))
  const fields = Object.fromEntries(namesRead.map((name) => [name, text]))
  const others = Object.fromEntries(before.map(({ key, value }) => [key, value]))
  const line = Object.values((full?.line_items as object[] | undefined) ?? [])[0]
  const wooOrders = [written, deep, behind, before, within].map((meta_data) => ({
    ...full,
    meta_data,
    line_items: [{ ...line, meta_data }],
    shipping_lines: [{ id: 1, method_title: text, total: '0', total_tax: '0', taxes: [], meta_data }],
  }))
  const customAttributes = [...written, ...behind, ...before]
  const shopify = shopifyOrder({ id: 1001 })
  const shopifyOrders = [
    { ...shopify, customAttributes },
    { ...shopify, localizedFields: customAttributes },
    { ...shopify, metafields: customAttributes.map((one) => ({ ...one, namespace: text })) },
    { ...shopify, lineItems: (shopify.lineItems as object[]).map((one) => ({ ...one, customAttributes })) },
  ]
  const magento = magentoOrder(1)
  const amounts = Object.fromEntries(within.map(({ key, value }) => [key, Number(value)]))
  const magentoOrders = [fields, others, amounts].flatMap((own) => [
    { ...magento, ...own },
    { ...magento, extension_attributes: own },
    { ...magento, billing_address: { ...(magento.billing_address as object), ...own } },
    { ...magento, items: (magento.items as object[]).map((one) => ({ ...one, extension_attributes: own })) },
  ])
  const address = { ...whole.invoiceAddress, ...fields, other: text, siret: text, ape: text }
  const prestashop = { ...whole, invoiceAddress: address, customer: { ...whole.customer, ...others } }
  return [
    ...wooOrders.map((order) => ['woocommerce', () => mapWoocommerce(order, {})] as const),
    ...shopifyOrders.map((order) => ['shopify', () => mapShopify(order, {})] as const),
    ...magentoOrders.map((order) => ['magento', () => mapMagento(order, {})] as const),
    ['prestashop', () => mapPrestashop(prestashop, mapping)],
  ]
}

// They are read: a text that ends the reading early would show nothing.
for (const [, map] of withNames('x1')) map()
// A fifth for each of so many names; what takes the square of a length is seen as well.
const more =
  'note_ _refund data_ gift_ pickup_ { &#x <!-- </ 0 0, -1 1. a_ a@ a. a: a:b, (a /a https:// _ - a=1 \u00a0 \u{1f381}'.split(
    ' ',
  )
for (const text of [
  ...patterns.map((one) => one.slice(0, length / 5)),
  ...texts([...more, '\t', '\r\n', ' a'], length / 5),
]) {
  for (const [platform, map] of withNames(text))
    measure(`${platform}'s names ${JSON.stringify(text.slice(0, 3))}`, map)
}
feed('woocommerce', full, (order) => mapWoocommerce(order, {}))
feed('woocommerce', coded, (order) => mapWoocommerce(order, {}))
feed('prestashop', whole, (order) => mapPrestashop(order as WholeOrder, mapping))
feed('shopify', shopifyOrder({ id: 1001 }), (order) => mapShopify(order, {}))
feed('magento', magentoOrder(1), (order) => mapMagento(order, {}))

for (const text of patterns) {
  const parts = { serverDate: null, url: new URL('https://shop.example/wp-json/'), elapsedMs: 0, retries: 0 }
  const of = (body: string, status = 200, headers = {}) => ({
    ...parts,
    status,
    headers,
    body: Buffer.from(body),
  })
  const about = JSON.stringify(text.slice(0, 3))
  measure(`body ${about}`, () => readJson(of(text)))
  measure(`body behind a tag ${about}`, () => readJson(of(`<br>${text}[{"id":1}]${text}`)))
  measure(`refusal ${about}`, () => failureOfAnswer(of(text, 403)))
  measure(`link ${about}`, () => restRootLink(of('', 200, { link: text })))
  measure(`permissions ${about}`, () =>
    missingPermissions(of(`<api >${text}`), { version: '8.2.1', multishop: '1' }),
  )
  const params = { status: text }
  const refusal = { code: 'rest_invalid_param', message: 'x', data: { status: 400, params } }
  measure(`states ${about}`, () => readRefusal(of(JSON.stringify(refusal), 400)))
}

process.stdout.write(JSON.stringify({ ...slowest, tried }))
