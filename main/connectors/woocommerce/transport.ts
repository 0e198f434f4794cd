import { z } from 'zod'
import type { ConnectorTarget } from '../connector.ts'
import type { Answer } from '../http-answer.ts'
import { createSend, hasSiteLogin, type Limits, type Query, queryText } from '../send.ts'
import { addressFact, textFact } from '../way.ts'
import { authorizer, keysOf } from './authentication.ts'

/** The route of orders. */
export const ordersRoute = 'wc/v3/orders'

/** What is known of a shop once it was found; kept as {@link Connection.facts} (text only). */
export const factsSchema = z.object({
  /** The REST API's address: `https://shop.example/wp-json/` or `https://shop.example/index.php?rest_route=/`. */
  root: addressFact,
  permalinks: z.enum(['pretty', 'plain']),
  authentication: z.enum(['basic', 'query', 'oauth']),
  /** The site that OAuth signs for, where it is not the one asked: scheme, host and port; else `''`. */
  signedFor: addressFact.or(z.literal('')).default(''),
  /** `/` where the site insists on a slash at the end of an address. */
  routeEnd: z.enum(['', '/']).catch(''),
  /** The shop's own (IANA name or offset); `''` when it does not say. */
  timeZone: textFact,
  /** The shop's name; `''` when it does not say. */
  name: textFact,
})
export type Facts = z.output<typeof factsSchema>

/** Requests to one shop, with what its settings allow (R33). */
export interface Transport {
  /** The site asks for a name and password of its own: they travel in the header, the keys in the query. */
  readonly hasSiteLogin: boolean
  /** Without credentials. */
  open(url: URL, signal: AbortSignal, limits?: Limits): Promise<Answer>
  /** To the REST API, with credentials; `route` for instance `wc/v3/orders`. */
  api(facts: Facts, route: string, query: Query, signal: AbortSignal, limits?: Limits): Promise<Answer>
}

export function createTransport(target: ConnectorTarget): Transport {
  const send = createSend(target)
  const keys = keysOf(target.credentials)

  return {
    hasSiteLogin: hasSiteLogin(target.credentials),
    open: send,
    api: (facts, route, query, signal, limits = {}) =>
      send(apiUrl(facts, route, query), signal, {
        ...limits,
        authorize: authorizer(facts.authentication, keys, facts.signedFor),
      }),
  }
}

/**
 * The address of an API route. With plain permalinks WooCommerce looks at the keys only when the address contains
 * `wp-json/wc/`, so a parameter that nobody reads brings it there (recording `plain_permalinks_rest_route_with_marker`).
 */
export function apiUrl(
  facts: Pick<Facts, 'root' | 'permalinks'> & { readonly routeEnd?: string },
  route: string,
  query: Query,
): URL {
  const parameters = queryText(query)
  if (facts.permalinks === 'pretty') {
    const url = new URL(route + (facts.routeEnd ?? ''), facts.root)
    url.search = parameters
    return url
  }
  const url = new URL(facts.root)
  const marker = route.startsWith('wc/') ? '_marker=wp-json/wc/' : ''
  url.search = [`rest_route=/${route}`, parameters, marker].filter((part) => part !== '').join('&')
  return url
}
