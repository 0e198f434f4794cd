import type { ConnectorTarget } from './connector.ts'
import type { Answer, HttpRequest } from './http.ts'

/** How often a request is repeated where the usual number is too much. */
export type Limits = Pick<HttpRequest, 'retries' | 'retriesWhenBroken'>

/** Parameters of a query, not yet escaped. */
export type Query = Readonly<Record<string, string>>

/** Sends requests to one shop, with what its settings allow (R33); repetitions are told to who opened the shop. */
export type Send = (
  url: URL,
  signal: AbortSignal,
  rest?: Omit<HttpRequest, 'url' | 'signal' | 'allowHttp' | 'certificateFingerprint' | 'onRetry'>,
) => Promise<Answer>

export function createSend({ http, settings, onRetry }: ConnectorTarget): Send {
  const { allowHttp, certificateFingerprint } = settings
  const told = onRetry === undefined ? {} : { onRetry }
  return (url, signal, rest = {}) =>
    http.send({ url, signal, allowHttp, certificateFingerprint, ...rest, ...told })
}

/** A query as it stands in an address: names too are escaped, as a signature needs them. */
export function queryText(query: Query): string {
  return Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&')
}
