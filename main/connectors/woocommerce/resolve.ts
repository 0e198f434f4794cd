import { Failure, failure } from '../../words/failure.ts'
import type { Connection } from '../../words/shop.ts'
import type { ConnectorTarget } from '../connector.ts'
import type { Answer } from '../http-answer.ts'
import { mayBeThatOrder } from '../http-failure.ts'
import type { Limits, Query } from '../send.ts'
import { discoveryOf } from '../typed-address.ts'
import { readAnswer } from './answer.ts'
import { discover, type Found } from './discover.ts'
import { type Facts, ordersRoute, type Transport } from './transport.ts'

/** A request for one order that shows whether orders may be read. */
const cheapest = { per_page: '1', _fields: 'id' }
/** One that finds none, and for which WooCommerce need not load any. */
const cheapestOfNone = { ...cheapest, modified_after: '2200-01-01T00:00:00', dates_are_gmt: 'true' }

/**
 * Asks for one order, which shows whether orders may be read. Where the one that WooCommerce loads for it is the one that cannot
 * be loaded, it is asked for none: one wrong order never stops the others (R7).
 * @param window what is to be counted with it
 */
export async function askCheapest(
  ask: (query: Query, limits: Limits) => Promise<Answer>,
  limits: Limits,
  window: Query = {},
): Promise<Answer> {
  try {
    const answer = await ask({ ...window, ...cheapest }, limits)
    readAnswer(answer)
    return answer
  } catch (error) {
    if (!(error instanceof Failure) || !mayBeThatOrder(error)) throw error
    const none = await ask(cheapestOfNone, { retries: 0 })
    readAnswer(none)
    return none
  }
}

export interface Proven {
  readonly facts: Facts
  /** The Authorization header does not reach WooCommerce; the keys travel in the query. */
  readonly stripped: boolean
  readonly answer: Answer
}

/** One way to bring the keys. */
type Way = Pick<Facts, 'authentication' | 'signedFor'>

/**
 * Finds out how the shop takes the keys: over HTTPS in the header, else in the query, else signed for plain HTTP, which a
 * shop behind a proxy that ends TLS believes in; over HTTP signed. The secret does not travel with a signature.
 * @throws Failure `credentials-rejected` when no way is accepted; the answer alone cannot tell an unknown key from a
 *   header that got lost (NOTES)
 */
export async function authenticate(found: Found, transport: Transport, signal: AbortSignal): Promise<Proven> {
  const secure = new URL(found.root).protocol === 'https:'
  if (!secure && found.permalinks === 'plain') throw failure('plain-permalinks', { address: found.url })
  const refusals: Failure[] = []
  for (const way of secure ? secureWays(found, transport) : signedWays(found)) {
    const tried = await tryWay(way)
    if (!(tried instanceof Failure)) {
      const stripped =
        way.authentication === 'query' && !transport.hasSiteLogin && !refusals.some(isForbidden)
      return { ...tried, stripped }
    }
    refusals.push(tried)
    if (!mayBeStripped(tried) && way.authentication !== 'oauth') break
  }
  throw tellingRefusal(refusals)

  async function tryWay(way: Way): Promise<Omit<Proven, 'stripped'> | Failure> {
    const { root, permalinks, timeZone, name } = found
    const facts: Facts = { root, permalinks, timeZone, name, ...way, routeEnd: '' }
    try {
      const ask = (query: Query, limits: Limits) => transport.api(facts, ordersRoute, query, signal, limits)
      const answer = await askCheapest(ask, { retries: 1 })
      return { facts: { ...facts, routeEnd: answer.url.pathname.endsWith('orders/') ? '/' : '' }, answer }
    } catch (error) {
      if (error instanceof Failure) return error
      throw error
    }
  }
}

function secureWays(found: Found, { hasSiteLogin }: Transport): readonly Way[] {
  const ways: Way[] = hasSiteLogin ? [] : [{ authentication: 'basic', signedFor: '' }]
  ways.push({ authentication: 'query', signedFor: '' })
  if (found.permalinks === 'plain') return ways
  const { host } = found.home ?? new URL(found.root)
  return [...ways, { authentication: 'oauth', signedFor: `http://${host}` }]
}

/** WooCommerce checks a signature against its own address, which need not be the one that leads to it. */
function signedWays(found: Found): readonly Way[] {
  const root = new URL(found.root)
  const own: Way = { authentication: 'oauth', signedFor: '' }
  if (found.home === null || found.home.host === root.host) return [own]
  return [{ authentication: 'oauth', signedFor: `http://${found.home.host}` }, own]
}

/** The refusal that says most: what is no mere "nobody" first, then what WooCommerce itself says. */
function tellingRefusal(refusals: readonly Failure[]): Failure {
  const telling = refusals.find((refusal) => !mayBeStripped(refusal))
  const own = refusals.find(({ value }) => value.code === 'credentials-rejected')
  return telling ?? own ?? refusals[0] ?? failure('internal', { detail: 'no way to authenticate' })
}

/**
 * A 401 as WooCommerce gives it to strangers, or as a web server gives it that wants a password of its own; and a 403
 * of what looks at the header alone: plugins for tokens refuse any other that is in it (Tmeister/wp-api-jwt-auth#48).
 */
function mayBeStripped(refusal: Failure): boolean {
  const { value } = refusal
  if (value.code === 'credentials-rejected' || value.code === 'site-login-needed') return true
  return value.code === 'blocked-by-security' && (value.params.status === 401 || isForbidden(refusal))
}

/** The header arrived, and something else than WooCommerce did not like it. */
function isForbidden({ value }: Failure): boolean {
  return value.code === 'blocked-by-security' && value.params.status === 403
}

/** Finds the way to the shop, credentials included. */
export async function resolve(
  target: ConnectorTarget,
  transport: Transport,
  signal: AbortSignal,
): Promise<Connection> {
  const found = await discover(discoveryOf(target, transport.open, signal))
  const { facts } = await authenticate(found, transport, signal)
  return { url: found.url, facts }
}
