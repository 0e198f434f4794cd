import { withDecimals } from './decimals.ts'
import { invalidId, type RestError } from './errors.ts'
import { pageAsked, pageHeaders } from './paging.ts'
import type { Parameters } from './parameters.ts'
import { selectRows } from './select-orders.ts'
import { homeOf, type JsonObject, restRootOf, type Shop } from './shop.ts'

/** What a route answers before `_fields`, envelope and transport headers are applied. */
export interface RouteAnswer {
  /** A list is made item by item, so that whole pages of orders do not hold up the program that serves them. */
  readonly body: readonly (() => JsonObject | undefined)[] | JsonObject
  readonly headers: Readonly<Record<string, string>>
}

/** `GET wc/v3/orders`. */
export function listOrders(shop: Shop, parameters: Parameters, now: Date): RouteAnswer {
  const { perPage, page } = pageAsked(parameters)
  const rows = selectRows(shop, parameters, now)
  const start = Number(parameters.get('offset') ?? (page - 1) * perPage)
  const dp = Number(parameters.get('dp') ?? 2)
  const orders = rows.slice(start, start + perPage).map(({ id }) => () => {
    const order = shop.source.read(id, now)
    return order && withDecimals(addressed(shop, order), dp)
  })
  // A page past the end: HPOS says that there is nothing at all, the old storage knows the true total.
  const total = orders.length === 0 && shop.storage === 'hpos' ? 0 : rows.length
  const defaults: [string, readonly string[] | string][] = [['status', ['any']]]
  // `dp` and `context` are set while the first order is prepared, so an empty page does not repeat them.
  if (orders.length > 0) defaults.push(['dp', '2'], ['context', 'view'])
  return { body: orders, headers: pageHeaders(shop, 'wc/v3/orders', parameters, defaults, total) }
}

/** `GET wc/v3/orders/<id>`: trashed orders too, which no list shows. */
export function oneOrder(shop: Shop, id: number, parameters: Parameters, now: Date): RouteAnswer | RestError {
  const order = shop.source.read(id, now)
  if (!order) return invalidId()
  return { body: withDecimals(addressed(shop, order), Number(parameters.get('dp') ?? 2)), headers: {} }
}

/** `GET wc/v3/orders/<id>/refunds`. */
export function refundsOfOrder(
  shop: Shop,
  id: number,
  parameters: Parameters,
  now: Date,
): RouteAnswer | RestError {
  if (!shop.source.read(id, now)) return invalidId()
  const refunds = shop.source.refunds(id, now).map((refund) => linked(shop, id, refund))
  return refundPage(shop, `wc/v3/orders/${id}/refunds`, parameters, refunds)
}

/** `GET wc/v3/refunds`, of the shop as a whole (`refunds_collection.json`); every refund tells its order. */
export function listRefunds(shop: Shop, parameters: Parameters, now: Date): RouteAnswer {
  const include = parameters.get('include')
  const refunds = (Array.isArray(include) ? include : []).flatMap((refundId) => {
    const id = shop.source.orderOfRefund(Number(refundId), now)
    if (id === undefined) return []
    const found = shop.source.refunds(id, now).filter((refund) => refund.id === Number(refundId))
    return found.map((refund) => linked(shop, id, { id: refund.id, parent_id: id, ...refund }))
  })
  return refundPage(shop, 'wc/v3/refunds', parameters, refunds)
}

function refundPage(
  shop: Shop,
  route: string,
  parameters: Parameters,
  refunds: readonly JsonObject[],
): RouteAnswer {
  const { perPage, page } = pageAsked(parameters)
  return {
    body: refunds.slice((page - 1) * perPage, page * perPage).map((refund) => () => refund),
    headers: pageHeaders(shop, route, parameters, [['dp', '2']], refunds.length),
  }
}

function linked(shop: Shop, orderId: number, refund: JsonObject): JsonObject {
  const self = `${restRootOf(shop)}wc/v3/orders/${orderId}`
  return {
    ...refund,
    _links: {
      self: [{ href: `${self}/refunds/${refund.id}` }],
      collection: [{ href: `${self}/refunds` }],
      up: [{ href: self }],
    },
  }
}

/** `GET wc/v3/reports/orders/totals`: every state of the shop, also those without an order. */
export function orderTotals(shop: Shop, now: Date): RouteAnswer {
  const counts = new Map<string, number>()
  for (const { status } of shop.source.rows(now)) counts.set(status, (counts.get(status) ?? 0) + 1)
  return {
    body: shop.statuses.map(({ slug, name }) => () => ({ slug, name, total: counts.get(slug) ?? 0 })),
    headers: {},
  }
}

/** Writes the shop's own address into the places of an order that carry it. */
function addressed(shop: Shop, order: JsonObject): JsonObject {
  const collection = `${restRootOf(shop)}wc/v3/orders`
  const customer = order.customer_id
  return {
    ...order,
    ...(order.payment_url === undefined
      ? {}
      : {
          payment_url: `${homeOf(shop)}/checkout/order-pay/${order.id}/?pay_for_order=true&key=${order.order_key}`,
        }),
    _links: {
      self: [{ href: `${collection}/${order.id}` }],
      collection: [{ href: collection }],
      ...(customer ? { customer: [{ href: `${restRootOf(shop)}wc/v3/customers/${customer}` }] } : {}),
    },
  }
}
