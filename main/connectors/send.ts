import type { ConnectorTarget } from './connector.ts'
import { followWithKeys } from './follow-redirects.ts'
import type { HttpRequest } from './http.ts'
import type { Answer } from './http-answer.ts'

/** How often a request is repeated where the usual number is too much. */
export type Limits = Pick<HttpRequest, 'retries' | 'retriesWhenBroken'>

/** Parameters of a query, not yet escaped. */
export type Query = Readonly<Record<string, string>>

/** Sends requests to one shop, with what its settings allow (R33); repetitions are told to who opened the shop. */
export type Send = (
  url: URL,
  signal: AbortSignal,
  rest?: Omit<HttpRequest, 'url' | 'signal' | 'allowHttp' | 'certificateFingerprint' | 'onRetry' | 'mayAsk'>,
) => Promise<Answer>

export function createSend({ http, settings, credentials, onRetry, mayAsk }: ConnectorTarget): Send {
  const { allowHttp, certificateFingerprint } = settings
  const told = {
    ...(onRetry === undefined ? {} : { onRetry }),
    ...(mayAsk === undefined ? {} : { mayAsk }),
  }
  const login = siteLogin(credentials)
  const send: Send = (url, signal, rest = {}) => {
    const headers = login === null ? rest.headers : { ...rest.headers, authorization: login }
    const all = headers === undefined ? rest : { ...rest, headers }
    return http.send({ url, signal, allowHttp, certificateFingerprint, ...all, ...told })
  }
  return async (url, signal, rest = {}) => {
    const answer = await send(url, signal, rest)
    return rest.authorize === undefined || rest.body !== undefined
      ? answer
      : followWithKeys(answer, (next) => send(next, signal, rest))
  }
}

/** What the site itself asks for before it lets anybody in, as the header of each request; null when nothing was given. */
function siteLogin(credentials: ConnectorTarget['credentials']): string | null {
  const { siteUser = '', sitePassword = '' } = credentials
  if (siteUser === '') return null
  return `Basic ${Buffer.from(`${siteUser}:${sitePassword}`).toString('base64')}`
}

/** Whether name and password for the site itself were given; then the shop's own key cannot travel in that header. */
export function hasSiteLogin(credentials: ConnectorTarget['credentials']): boolean {
  return siteLogin(credentials) !== null
}

/** A query as it stands in an address: names too are escaped, as a signature needs them. */
export function queryText(query: Query): string {
  return Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&')
}
