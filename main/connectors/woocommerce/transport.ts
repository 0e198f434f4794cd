import type { ConnectorTarget } from '../connector.ts'
import type { Answer, Authorized } from '../http.ts'
import { createSend, type Limits, type Query, queryText } from '../send.ts'
import { type Authentication, authorizer, keysOf } from './authentication.ts'

/** What is known of a shop once it was found; kept as {@link Connection.facts} (text only). */
export interface Facts {
  /** The REST API's address: `https://shop.example/wp-json/` or `https://shop.example/index.php?rest_route=/`. */
  readonly root: string
  readonly permalinks: 'pretty' | 'plain'
  readonly authentication: Authentication
  /** The shop's own (IANA name or offset); `''` when it does not say. */
  readonly timeZone: string
  /** The shop's name; `''` when it does not say. */
  readonly name: string
}

/** Requests to one shop, with what its settings allow (R33). */
export interface Transport {
  /** Without credentials. */
  open(url: URL, signal: AbortSignal, limits?: Limits): Promise<Answer>
  /** To the REST API, with credentials; `route` for instance `wc/v3/orders`. */
  api(facts: Facts, route: string, query: Query, signal: AbortSignal, limits?: Limits): Promise<Answer>
}

export function createTransport(target: ConnectorTarget): Transport {
  const send = createSend(target)
  const keys = keysOf(target.credentials)
  const authorizers: Readonly<Record<Authentication, (url: URL) => Authorized>> = {
    basic: authorizer('basic', keys),
    query: authorizer('query', keys),
    oauth: authorizer('oauth', keys),
  }

  return {
    open: send,
    api: (facts, route, query, signal, limits = {}) =>
      send(apiUrl(facts, route, query), signal, { ...limits, authorize: authorizers[facts.authentication] }),
  }
}

/**
 * The address of an API route. With plain permalinks WooCommerce looks at the keys only when the address contains
 * `wp-json/wc/`, so a parameter that nobody reads brings it there (recording `plain_permalinks_rest_route_with_marker`).
 */
export function apiUrl(facts: Pick<Facts, 'root' | 'permalinks'>, route: string, query: Query): URL {
  const parameters = queryText(query)
  if (facts.permalinks === 'pretty') {
    const url = new URL(route, facts.root)
    url.search = parameters
    return url
  }
  const url = new URL(facts.root)
  const marker = route.startsWith('wc/') ? '_marker=wp-json/wc/' : ''
  url.search = [`rest_route=/${route}`, parameters, marker].filter((part) => part !== '').join('&')
  return url
}
