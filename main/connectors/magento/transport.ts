import type { ConnectorTarget } from '../connector.ts'
import type { Answer, Authorized } from '../http.ts'
import { createSend, type Limits, type Query, queryText } from '../send.ts'
import { type Authentication, authorizer, type Keys, keysOf } from './authentication.ts'

/** What is known of a shop once it was found; kept as `Connection.facts` (text only). */
export interface Facts {
  /** The REST API's address: `https://shop.example/rest/V1/`. */
  readonly root: string
  readonly authentication: Authentication
}

/** Requests to one shop, with what its settings allow (R33). */
export interface Transport {
  readonly keys: Keys
  /** Without credentials. */
  open(url: URL, signal: AbortSignal, limits?: Limits): Promise<Answer>
  /** To the REST API, with credentials; `route` for instance `orders`. */
  api(facts: Facts, route: string, query: Query, signal: AbortSignal, limits?: Limits): Promise<Answer>
}

/** Sends what a shop is asked for, with its keys. */
export function createTransport(target: ConnectorTarget): Transport {
  const send = createSend(target)
  const keys = keysOf(target.credentials)
  const authorizers: Readonly<Record<Authentication, (url: URL) => Authorized>> = {
    bearer: authorizer('bearer', keys),
    oauth: authorizer('oauth', keys),
  }

  return {
    keys,
    open: send,
    api: (facts, route, query, signal, limits = {}) =>
      send(apiUrl(facts.root, route, query), signal, {
        ...limits,
        authorize: authorizers[facts.authentication],
      }),
  }
}

/** The address of an API route; brackets and blanks in the query are escaped, as the signature needs them. */
export function apiUrl(root: string, route: string, query: Query): URL {
  const url = new URL(route, root)
  url.search = queryText(query)
  return url
}
