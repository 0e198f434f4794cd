import type { FetchedOrder } from '../../main/connectors/connector.ts'
import { mapOrder as mapMagento } from '../../main/connectors/magento/map-order.ts'
import { createLocalTime } from '../../main/connectors/prestashop/local-time.ts'
import { mapOrder as mapPrestashop } from '../../main/connectors/prestashop/map-order.ts'
import type { WholeOrder } from '../../main/connectors/prestashop/whole-order.ts'
import { mapOrder as mapShopify } from '../../main/connectors/shopify/map-order.ts'
import { mapOrder as mapWoocommerce } from '../../main/connectors/woocommerce/map-order.ts'
import type { WrongReason } from '../../main/words/order.ts'
import type { PlatformId } from '../../main/words/shop.ts'
import { order as magentoOrder } from '../magento-server/orders.ts'
import { recordedBundle } from '../prestashop-server/index.ts'
import { recordedTables } from '../prestashop-server/recordings.ts'
import { makeOrder } from '../shopify-server/orders.ts'
import { recordedOrders } from '../woo-server/index.ts'

type Json = Readonly<Record<string, unknown>>

interface Sample {
  /** A valid order with every field that the platform's orders can have. */
  readonly order: Json
  readonly map: (order: Json) => FetchedOrder['result']
}

const samples: Readonly<Record<PlatformId, () => Sample>> = {
  woocommerce: () => ({
    order: recordedOrders().find(({ id }) => id === 434) as Json,
    map: (order) => mapWoocommerce(order, {}),
  }),
  shopify: () => ({ order: fullShopifyOrder(), map: (order) => mapShopify(order, {}) }),
  magento: () => ({ order: fullMagentoOrder(), map: (order) => mapMagento(order, {}) }),
  prestashop: () => ({
    order: { ...fullPrestashopOrder() },
    map: (order) =>
      mapPrestashop(order as unknown as WholeOrder, {
        time: createLocalTime('Europe/Rome'),
        fiscalFields: {},
        state: stateOf(order),
        stateId: stateOf(order),
        now: Date.parse('2026-11-23T12:00:00Z'),
      }),
  }),
}

/** Values to put into a field: for each field some of them are invalid. */
const wrongValues: readonly unknown[] = [undefined, null, true, 'x', {}, [], [7], '2026-02-30 10:00:00', 1e9]

/** Every reason that a platform's mapping gives when one field at a time of a whole order is spoilt. */
export function reasonsOfSpoilt(platform: PlatformId): readonly WrongReason[] {
  const { order, map } = samples[platform]()
  const right = map(order)
  if (!('order' in right)) throw new Error(`${platform}: ${JSON.stringify(right)}`)
  const found = new Map<string, WrongReason>()
  for (const path of readPaths(order, map).filter(
    (one) => platform !== 'prestashop' || isInRow(order, one),
  )) {
    for (const value of wrongValues) {
      const result = map(withValue(order, path, value) as Json)
      for (const reason of 'wrong' in result ? result.wrong : []) found.set(JSON.stringify(reason), reason)
    }
  }
  return [...found.values()]
}

type Path = readonly (string | number)[]

/** The paths of all fields that the mapping reads, also those that the order lacks. */
function readPaths(order: Json, map: Sample['map']): readonly Path[] {
  const read = new Map<string, Path>()
  function watched<Value>(value: Value, path: Path): Value {
    if (typeof value !== 'object' || value === null) return value
    return new Proxy(value, {
      get(target, name) {
        const inner: unknown = Reflect.get(target, name)
        if (typeof name === 'symbol' || typeof inner === 'function') return inner
        if (Array.isArray(target) && name === 'length') return inner
        const place = [...path, Array.isArray(target) ? Number(name) : name]
        read.set(place.join('.'), place)
        return watched(inner, place)
      },
    })
  }
  map(watched(order, []))
  return [...read.values()]
}

/** PrestaShop's mapping gets its rows ready made: only fields in them can be invalid. */
function isInRow(order: Json, path: Path): boolean {
  return path.length > (Array.isArray(order[path[0] ?? '']) ? 2 : 1)
}

function withValue(value: unknown, [name, ...rest]: Path, wrong: unknown): unknown {
  if (name === undefined) return wrong
  if (Array.isArray(value)) {
    return value.map((item: unknown, place) => (place === name ? withValue(item, rest, wrong) : item))
  }
  const fields = (value ?? {}) as Json
  return { ...fields, [name]: withValue(fields[name], rest, wrong) }
}

function stateOf({ order }: Json): string | null {
  const state = (order as Json | null)?.current_state
  return typeof state === 'string' ? state : null
}

function fullShopifyOrder(): Json {
  const order = makeOrder({ id: 1, lines: [{ price: '12.20', quantity: 2, discount: '2.00' }] })
  const shop = { shopMoney: { amount: '0.0', currencyCode: 'EUR' } }
  const taxLines = [{ title: 'IT IVA', ratePercentage: 22, priceSet: shop }]
  return {
    ...order,
    localizedFields: [{ key: 'TAX_EMAIL_IT', value: 'anna@pec.example' }],
    customAttributes: [{ key: 'Codice fiscale', value: 'RSSNNA80A41D704X' }],
    metafields: [{ namespace: 'custom', key: 'pec', value: 'anna@pec.example' }],
    additionalFees: [{ name: 'Contrassegno', price: shop, taxLines }],
    refunds: [{ id: 'gid://shopify/Refund/1', note: '', totalRefundedSet: order.totalPriceSet }],
    lineItems: (order.lineItems as Json[]).map((line) => ({
      ...line,
      customAttributes: [{ key: 'Colore', value: 'Blu' }],
    })),
  }
}

function fullMagentoOrder(): Json {
  const order = magentoOrder(1)
  const [item] = order.items as Json[]
  const options = [{ option_id: '1', option_value: 'Buon compleanno' }]
  return {
    ...order,
    items: [{ ...item, product_option: { extension_attributes: { custom_options: options } } }],
    extension_attributes: {
      ...(order.extension_attributes as Json),
      gift_cards: [{ id: 1, code: 'GC-1', amount: 0 }],
      custom_fees: [{ custom_fee_code: 'imballo', custom_fee_label: 'Imballo', custom_fee_amount: 0 }],
      gift_message: { message: 'Auguri' },
    },
  }
}

function fullPrestashopOrder(): WholeOrder {
  const shop = recordedTables()
  const { order, details, cartRules, payments } = recordedBundle(126, shop)
  const row = (resource: string, id: unknown) => shop.get(resource, String(id)) ?? null
  const invoiceAddress = row('addresses', order.id_address_invoice)
  const deliveryAddress = row('addresses', order.id_address_delivery)
  return {
    order,
    details,
    customer: row('customers', order.id_customer),
    invoiceAddress,
    deliveryAddress,
    slips: [{ id: 9, id_order: '126', amount: '24.000000', total_products_tax_incl: '40.000000' }],
    cartRules,
    payments,
    currency: row('currencies', order.id_currency),
    carrier: row('carriers', order.id_carrier),
    countries: [...shop.all('countries')],
    provinces: [...shop.all('states')],
    taxes: [...shop.all('taxes')],
  }
}
