import type { ConnectorTarget } from '../connector.ts'
import type { Answer, Authorized } from '../http.ts'
import { type Authentication, authorizer, type Keys, keysOf } from './authentication.ts'
import type { Query } from './search.ts'

/** What is known of a shop once it was found; kept as `Connection.facts` (text only). */
export interface Facts {
  /** The REST API's address: `https://shop.example/rest/V1/`. */
  readonly root: string
  readonly authentication: Authentication
}

export interface Limits {
  readonly retries?: number
  readonly retriesWhenBroken?: number
}

/** Requests to one shop, with what its settings allow (R33). */
export interface Transport {
  readonly keys: Keys
  /** Without credentials. */
  open(url: URL, signal: AbortSignal, limits?: Limits): Promise<Answer>
  /** To the REST API, with credentials; `route` for instance `orders`. */
  api(facts: Facts, route: string, query: Query, signal: AbortSignal, limits?: Limits): Promise<Answer>
}

export function createTransport(target: ConnectorTarget): Transport {
  const { http, settings, onRetry } = target
  const keys = keysOf(target.credentials)
  const authorizers: Readonly<Record<Authentication, (url: URL) => Authorized>> = {
    bearer: authorizer('bearer', keys),
    oauth: authorizer('oauth', keys),
  }

  function send(url: URL, signal: AbortSignal, limits: Limits, authorize?: (url: URL) => Authorized) {
    return http.send({
      url,
      signal,
      allowHttp: settings.allowHttp,
      certificateFingerprint: settings.certificateFingerprint,
      ...limits,
      ...(authorize === undefined ? {} : { authorize }),
      ...(onRetry === undefined ? {} : { onRetry }),
    })
  }

  return {
    keys,
    open: (url, signal, limits = {}) => send(url, signal, limits),
    api: (facts, route, query, signal, limits = {}) =>
      send(apiUrl(facts.root, route, query), signal, limits, authorizers[facts.authentication]),
  }
}

/** The address of an API route; brackets and blanks in the query are escaped, as the signature needs them. */
export function apiUrl(root: string, route: string, query: Query): URL {
  const url = new URL(route, root)
  url.search = Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&')
  return url
}
