import { z } from 'zod'
import { failure } from '../../words/failure.ts'
import type { ConnectorTarget } from '../connector.ts'
import type { Authorized } from '../http.ts'
import type { Answer } from '../http-answer.ts'
import { redirectTarget } from '../http-failure.ts'
import { createSend, hasSiteLogin, type Limits, type Query, queryText } from '../send.ts'
import { addressFact, textFact } from '../way.ts'
import { contextOf, shopsOfTyped } from './multishop.ts'

/** What is known of a shop once it was found; kept as {@link Connection.facts} (text only). */
export const factsSchema = z.object({
  /** The shop's folder, ending in `/`. */
  root: addressFact,
  /** `api/orders`, or the script behind it where the web server rewrites no addresses. */
  routing: z.enum(['path', 'dispatcher']),
  /**
   * - `basic`: the key as user, without a password.
   * - `query`: the key in the query (`ws_key`), where a host strips the Authorization header.
   */
  authentication: z.enum(['basic', 'query']),
  /** The shop's own (IANA name); `''` when the key may not read it. */
  timeZone: textFact,
  /** The number of the shop's main language; `''` when the key may not read it. */
  language: textFact,
  /** The shop's name; `''` when it does not say. */
  name: textFact,
  /** PrestaShop's version; `''` when it does not say. */
  version: textFact,
  /** Of currencies, carriers and the like, as `names.ts` writes them; `''` for none. */
  names: textFact,
  /** Fields that modules have added to customers, with commas; `''` for none. */
  customerFields: textFact,
  /** `1`: there are several shops (PrestaShop's setting); `''` else, or when the key may not read it. */
  multishop: textFact,
  /** When the shop last said what it is (ISO 8601); `''` for never. */
  readAt: textFact,
})
export type Facts = z.output<typeof factsSchema>

export type Way = Pick<Facts, 'root' | 'routing' | 'authentication'>
/** Requests to one shop, with what its settings allow (R33). */
export interface Transport {
  /** The site asks for a name and password of its own: they travel in the header, the key in the query. */
  readonly hasSiteLogin: boolean
  /** Without credentials. */
  open(url: URL, signal: AbortSignal, limits?: Limits): Promise<Answer>
  /** To the webservice, with the key; `resource` for instance `orders`. */
  api(way: Way, resource: string, query: Query, signal: AbortSignal, limits?: Limits): Promise<Answer>
}

/** Asks for JSON, which is what nearly every request wants (capitals, NOTES). */
export const json: Query = { output_format: 'JSON' }

/** The shops of a multishop that orders are wanted of; null for that of the address. */
export function chosenShops({ url, settings }: Pick<ConnectorTarget, 'url' | 'settings'>) {
  return settings.shops ?? shopsOfTyped(url)
}

/** Sends what a shop is asked for, with its key. */
export function createTransport(target: ConnectorTarget): Transport {
  const send = createSend(target)
  const context = contextOf(chosenShops(target))
  const key = (target.credentials.key ?? '').trim()
  const basic = { headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` } }
  const authorizers: Readonly<Record<Facts['authentication'], (url: URL) => Authorized>> = {
    basic: () => basic,
    query: (url) => {
      const changed = new URL(url)
      changed.search = `${url.search}${url.search === '' ? '' : '&'}ws_key=${encodeURIComponent(key)}`
      return { url: changed }
    },
  }

  return {
    hasSiteLogin: hasSiteLogin(target.credentials),
    open: send,
    api: async (way, resource, query, signal, limits = {}) => {
      const isOfItsOwn = 'id_shop' in query || 'id_group_shop' in query
      const whole = isOfItsOwn ? query : { ...context, ...query }
      const authorize = authorizers[way.authentication]
      const url = apiUrl(way, resource, whole)
      const answer = await send(url, signal, { ...limits, authorize })
      if (whole.id_shop === 'all' && isLedHome(answer, url))
        throw failure('request-refused', { host: url.host, parameter: 'id_shop=all' })
      return answer
    },
  }
}

/**
 * Up to 1.7 PrestaShop takes `all` for a shop that it does not have, and leads to the home page of the usual one
 * (PrestaShop/PrestaShop#12412).
 */
function isLedHome(answer: Answer, asked: URL): boolean {
  const { pathname } = redirectTarget(answer) ?? answer.url
  return !pathname.startsWith(asked.pathname)
}

/** The address of a resource; an empty name is the webservice itself. */
export function apiUrl(way: Pick<Facts, 'root' | 'routing'>, resource: string, query: Query): URL {
  const url = new URL(way.routing === 'path' ? `api/${resource}` : 'webservice/dispatcher.php', way.root)
  const parameters = way.routing === 'path' ? query : { url: resource, ...query }
  url.search = queryText(parameters)
  return url
}
