import type { RestError } from './errors.ts'
import {
  listOrders,
  listRefunds,
  oneOrder,
  orderTotals,
  type RouteAnswer,
  refundsOfOrder,
} from './order-routes.ts'
import {
  orderListParameters,
  type ParameterSpecs,
  type Parameters,
  refundListParameters,
  singleOrderParameters,
} from './parameters.ts'
import type { Shop } from './shop.ts'
import { siteIndex, systemStatus } from './site-routes.ts'

export interface Route {
  readonly parameters: ParameterSpecs
  /** Whether anybody may read it. */
  readonly open: boolean
  /** Which text the refusal has. */
  readonly what: 'list' | 'one'
  readonly allow: string
  answer(parameters: Parameters, now: Date): RouteAnswer | RestError
}

const none: ParameterSpecs = new Map()

/** The route of a path below the REST root, already without double or trailing slashes. */
export function findRoute(shop: Shop, path: string): Route | undefined {
  const readable = { open: false, what: 'list', parameters: none, allow: 'GET' } as const
  switch (path) {
    case '/':
      return { ...readable, open: true, answer: (_, now) => siteIndex(shop, now) }
    case '/wc/v3/orders':
      return {
        ...readable,
        parameters: orderListParameters(shop.statuses.map(({ slug }) => slug)),
        allow: 'GET, POST',
        answer: (parameters, now) => listOrders(shop, parameters, now),
      }
    case '/wc/v3/refunds':
      return {
        ...readable,
        parameters: refundListParameters,
        answer: (parameters, now) => listRefunds(shop, parameters, now),
      }
    case '/wc/v3/system_status':
      return { ...readable, answer: () => systemStatus(shop) }
    case '/wc/v3/reports/orders/totals':
      return { ...readable, answer: (_, now) => orderTotals(shop, now) }
  }
  const [, id, refunds] = /^\/wc\/v3\/orders\/(\d+)(\/refunds)?$/.exec(path) ?? []
  if (id === undefined) return undefined
  if (refunds) {
    return {
      ...readable,
      parameters: singleOrderParameters,
      allow: 'GET, POST',
      answer: (parameters, now) => refundsOfOrder(shop, Number(id), parameters, now),
    }
  }
  return {
    ...readable,
    what: 'one',
    parameters: singleOrderParameters,
    allow: 'GET, POST, PUT, PATCH, DELETE',
    answer: (parameters, now) => oneOrder(shop, Number(id), parameters, now),
  }
}
