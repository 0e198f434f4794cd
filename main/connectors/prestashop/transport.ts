import type { ConnectorTarget } from '../connector.ts'
import type { Answer, Authorized } from '../http.ts'
import { createSend, type Limits, type Query, queryText } from '../send.ts'

/**
 * - `basic`: the key as user, without a password.
 * - `query`: the key in the query (`ws_key`), where a host strips the Authorization header.
 */
export type Authentication = 'basic' | 'query'

/** What is known of a shop once it was found; kept as {@link Connection.facts} (text only). */
export interface Facts {
  /** The shop's folder, ending in `/`. */
  readonly root: string
  /** `api/orders`, or the script behind it where the web server rewrites no addresses. */
  readonly routing: 'path' | 'dispatcher'
  readonly authentication: Authentication
  /** The shop's own (IANA name); `''` when the key may not read it. */
  readonly timeZone: string
  /** The number of the shop's main language; `''` when the key may not read it. */
  readonly language: string
  /** The shop's name; `''` when it does not say. */
  readonly name: string
  /** PrestaShop's version; `''` when it does not say. */
  readonly version: string
  /** Of currencies, carriers and the like, as `names.ts` writes them; `''` for none. */
  readonly names: string
}

export type Way = Pick<Facts, 'root' | 'routing' | 'authentication'>
/** Requests to one shop, with what its settings allow (R33). */
export interface Transport {
  /** Without credentials. */
  open(url: URL, signal: AbortSignal, limits?: Limits): Promise<Answer>
  /** To the webservice, with the key; `resource` for instance `orders`. */
  api(way: Way, resource: string, query: Query, signal: AbortSignal, limits?: Limits): Promise<Answer>
}

/** Asks for JSON, which is what nearly every request wants (capitals, NOTES). */
export const json: Query = { output_format: 'JSON' }

/** Sends what a shop is asked for, with its key. */
export function createTransport(target: ConnectorTarget): Transport {
  const send = createSend(target)
  const key = (target.credentials.key ?? '').trim()
  const basic = { headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` } }
  const authorizers: Readonly<Record<Authentication, (url: URL) => Authorized>> = {
    basic: () => basic,
    query: (url) => {
      const changed = new URL(url)
      changed.search = `${url.search}${url.search === '' ? '' : '&'}ws_key=${encodeURIComponent(key)}`
      return { url: changed }
    },
  }

  return {
    open: send,
    api: (way, resource, query, signal, limits = {}) =>
      send(apiUrl(way, resource, query), signal, { ...limits, authorize: authorizers[way.authentication] }),
  }
}

/** The address of a resource; an empty name is the webservice itself. */
export function apiUrl(way: Pick<Facts, 'root' | 'routing'>, resource: string, query: Query): URL {
  const url = new URL(way.routing === 'path' ? `api/${resource}` : 'webservice/dispatcher.php', way.root)
  const parameters = way.routing === 'path' ? query : { url: resource, ...query }
  url.search = queryText(parameters)
  return url
}
