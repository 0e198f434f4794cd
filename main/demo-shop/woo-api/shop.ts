import type { IncomingHttpHeaders } from 'node:http'

/** Any JSON object: a shop under test may well serve orders that are none. */
export type JsonObject = Readonly<Record<string, unknown>>

/** What filtering and sorting need of an order, so that only the orders of one page are ever built. */
export interface OrderRow {
  readonly id: number
  readonly status: string
  /** UTC without an offset, as `date_created_gmt` and `date_modified_gmt` are answered. */
  readonly createdGmt: string
  readonly modifiedGmt: string
}

/** Where the protocol takes its orders from: generated (the demonstration shop) or a list (tests). */
export interface OrderSource {
  rows(now: Date): readonly OrderRow[]
  read(id: number, now: Date): JsonObject | undefined
  /** The refunds of one order, newest first. */
  refunds(id: number, now: Date): readonly JsonObject[]
  /** The order that a refund belongs to. */
  orderOfRefund(refundId: number, now: Date): number | undefined
}

export interface ApiKey {
  readonly consumerKey: string
  readonly consumerSecret: string
  readonly permissions: 'read' | 'write' | 'read_write'
  /** False: the key of a mere customer, who may not see orders (403). */
  readonly canReadOrders: boolean
}

/**
 * How the web server and WordPress route addresses: `pretty` (`/wp-json/...`), `plain` (only `/?rest_route=`), or
 * `no-rewrite`: WordPress believes in pretty addresses but the web server does not hand them to it.
 */
export type Permalinks = 'pretty' | 'plain' | 'no-rewrite'

export interface Shop {
  readonly source: OrderSource
  readonly name: string
  /** IANA name, such as `Europe/Rome`. */
  readonly timeZone: string
  readonly currency: string
  /** Every order state of the shop in the API's own order, with the names its owner sees. */
  readonly statuses: readonly { readonly slug: string; readonly name: string }[]
  readonly keys: readonly ApiKey[]
  /** OAuth nonces already used, by key: kept by the shop because one may be used only once. */
  readonly usedNonces: Map<string, Map<string, number>>
  readonly storage: 'hpos' | 'legacy'
  readonly permalinks: Permalinks
  /** Scheme, host and port, without a slash at the end. */
  readonly origin: string
  /** WordPress in a folder of the site: `/negozio`; otherwise empty. */
  readonly folder: string
}

export interface ShopRequest {
  readonly method: string
  /** Path and query as they came, nothing decoded. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly https: boolean
}

export interface ShopResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The address WordPress believes to have: origin and folder, without a slash at the end. */
export function homeOf(shop: Shop): string {
  return shop.origin + shop.folder
}

/** The REST root that WordPress announces in its `Link` header. */
export function restRootOf(shop: Shop): string {
  return shop.permalinks === 'plain' ? `${homeOf(shop)}/index.php?rest_route=/` : `${homeOf(shop)}/wp-json/`
}
