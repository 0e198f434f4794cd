import { z } from 'zod'
import type { ConnectorTarget } from '../connector.ts'
import type { Authorized } from '../http.ts'
import type { Answer } from '../http-answer.ts'
import { createSend, type Limits, type Query, queryText } from '../send.ts'
import { addressFact } from '../way.ts'
import { type Authentication, authorizer, type Keys, keysOf } from './authentication.ts'

/** What is known of a shop once it was found; kept as `Connection.facts` (text only). */
export const factsSchema = z.object({
  /** The REST API's address: `https://shop.example/rest/V1/`. */
  root: addressFact,
  authentication: z.enum(['bearer', 'oauth']),
})
export type Facts = z.output<typeof factsSchema>

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
