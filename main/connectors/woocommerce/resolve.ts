import { Failure, failure } from '../../failure.ts'
import type { Connection } from '../connector.ts'
import type { Answer } from '../http.ts'
import { readAnswer } from './answer.ts'
import type { Authentication } from './authentication.ts'
import { discover, type Found } from './discover.ts'
import type { Facts, Transport } from './transport.ts'

/** A request for one order that shows whether orders may be read. */
export const cheapest = { per_page: '1', _fields: 'id' }
export const ordersRoute = 'wc/v3/orders'

export interface Proven {
  readonly facts: Facts
  /** The Authorization header does not reach WooCommerce; the keys travel in the query. */
  readonly stripped: boolean
  readonly answer: Answer
}

/**
 * Finds out how the shop takes the keys: over HTTPS in the header, else in the query; over HTTP by OAuth 1.0a.
 * @throws Failure `credentials-rejected` when neither way is accepted; the answer alone cannot tell an unknown key
 *   from a header that got lost (NOTES)
 */
export async function authenticate(found: Found, transport: Transport, signal: AbortSignal): Promise<Proven> {
  const secure = new URL(found.root).protocol === 'https:'
  if (!secure && found.permalinks === 'plain') throw failure('plain-permalinks', { address: found.url })
  const first = await tryWay(secure ? 'basic' : 'oauth')
  if (!(first instanceof Failure)) return { ...first, stripped: false }
  if (!secure || !mayBeStripped(first)) throw first
  const second = await tryWay('query')
  if (!(second instanceof Failure)) return { ...second, stripped: true }
  // The query did bring the keys to WooCommerce: what it says of them is the truth.
  throw mayBeStripped(second) ? first : second

  async function tryWay(authentication: Authentication): Promise<Omit<Proven, 'stripped'> | Failure> {
    const { root, permalinks, timeZone, name } = found
    const facts: Facts = { root, permalinks, timeZone, name, authentication }
    const answer = await transport.api(facts, ordersRoute, cheapest, signal, { retries: 1 })
    try {
      readAnswer(answer)
      return { facts, answer }
    } catch (error) {
      if (error instanceof Failure) return error
      throw error
    }
  }
}

/** A 401 as WooCommerce gives it to strangers, or as a web server gives it that wants a password of its own. */
function mayBeStripped({ value }: Failure): boolean {
  if (value.code === 'credentials-rejected') return true
  return value.code === 'blocked-by-security' && value.params.status === 401
}

/** Finds the way to the shop, credentials included. */
export async function resolve(
  typed: string,
  allowHttp: boolean,
  transport: Transport,
  signal: AbortSignal,
): Promise<Connection> {
  const found = await discover({ typed, allowHttp, transport, signal })
  const { facts } = await authenticate(found, transport, signal)
  return connectionOf(found.url, facts)
}

export function connectionOf(url: string, facts: Facts): Connection {
  return { url, facts: { ...facts } }
}

/** The facts of a remembered connection; null when they are not (or no longer) what this version writes. */
export function factsOf(connection: Connection | null): Facts | null {
  if (connection === null) return null
  const { root = '', permalinks, authentication, timeZone = '', name = '' } = connection.facts
  if (!URL.canParse(root)) return null
  if (permalinks !== 'pretty' && permalinks !== 'plain') return null
  if (authentication !== 'basic' && authentication !== 'query' && authentication !== 'oauth') return null
  return { root, permalinks, authentication, timeZone, name }
}
