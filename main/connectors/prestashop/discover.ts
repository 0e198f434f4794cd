import { type Failure, type FailureCode, failure } from '../../failure.ts'
import { refuseInsecure, shownAddress, staysWithShop } from '../address.ts'
import type { Answer } from '../http.ts'
import { firstFound, searchPlaces } from '../typed-address.ts'
import { candidates } from './address.ts'
import { errorCodes, failureOfAnswer, isForKey } from './answer.ts'
import { apiUrl, type Facts, json, type Transport } from './transport.ts'

/** Where the webservice was found. */
export interface Found extends Pick<Facts, 'root' | 'routing'> {
  /** The shop's address as shown to the operator. */
  readonly url: string
}

export interface Discovery {
  readonly typed: string
  readonly allowHttp: boolean
  readonly transport: Transport
  readonly signal: AbortSignal
}

const maxRedirects = 5
const probe = { ...json, limit: '1' }

/** Failures that say nothing about where the webservice is: looking elsewhere on the same site may find it. */
const lookFurther: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'api-not-found',
  'http-status',
  'body-html',
  'body-empty',
  'body-not-json',
  'body-shape',
])

/**
 * Finds a shop's webservice from the address as typed, by its asking for a key; none is sent. Redirects are followed
 * while they stay with the shop.
 * @throws Failure that says what is in the way
 */
export async function discover(discovery: Discovery): Promise<Found> {
  const places = candidates(discovery.typed, discovery.allowHttp)
  return searchPlaces(places, (bases) => {
    const ways = bases.flatMap((base) =>
      (['path', 'dispatcher'] as const).map((routing) => ({ base, routing })),
    )
    return firstFound(ways, lookFurther, ({ base, routing }) => lookInto(discovery, base, routing))
  })
}

async function lookInto(discovery: Discovery, base: URL, routing: Facts['routing']): Promise<Found> {
  const { transport, signal, allowHttp } = discovery
  let way = { root: base.href, routing }
  let url = apiUrl(way, 'orders', probe)
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const answer = await transport.open(url, signal, { retries: 1 })
    if (isWebservice(answer)) return { ...way, url: way.root }
    const next = redirection(answer, url)
    if (next === null) throw failureOfStranger(answer, url)
    if (!staysWithShop(url, next)) {
      throw failure('redirected-elsewhere', { from: shownAddress(url), to: shownAddress(next) })
    }
    refuseInsecure(next, allowHttp)
    const root = rootOf(next, routing)
    way = { ...way, root: root ?? way.root }
    // The redirect to another host loses the path (recording `error_302_wrong_host`): only the folder is taken.
    url = root === null ? next : apiUrl(way, 'orders', probe)
  }
  throw failure('too-many-redirects', { host: base.host })
}

/** Asks for a key, or refuses to work at all in its own words. */
function isWebservice(answer: Answer): boolean {
  if (isForKey(answer) || errorCodes(answer).length > 0) return true
  return answer.headers['psws-version'] !== undefined
}

/** Any answer that is not the webservice's, a success included. */
function failureOfStranger(answer: Answer, url: URL): Failure {
  const success = answer.status >= 200 && answer.status < 300
  return success ? failure('api-not-found', { address: shownAddress(url) }) : failureOfAnswer(answer)
}

function redirection({ status, headers }: Answer, url: URL): URL | null {
  const { location } = headers
  if (status < 300 || status >= 400 || typeof location !== 'string') return null
  return URL.canParse(location, url) ? new URL(location, url) : null
}

/** The shop's folder in the address of a redirect; null when it cannot be told. */
function rootOf(url: URL, routing: Facts['routing']): string | null {
  const end = routing === 'path' ? /\/(api\/orders|index\.php)\/?$/ : /\/(webservice\/dispatcher|index)\.php$/
  return end.test(url.pathname) ? new URL(url.pathname.replace(end, '/'), url.origin).href : null
}
