import { failure } from '../../failure.ts'
import type { Connection } from '../connector.ts'
import type { Answer } from '../http.ts'
import { errorCodes, isForKey, isUnavailable, readRows } from './answer.ts'
import { discover, type Found } from './discover.ts'
import { oneOf } from './names.ts'
import { type Facts, json, type Transport, type Way } from './transport.ts'

/** A request for one order that shows whether orders may be read. */
export const cheapest = { ...json, display: '[id]', limit: '1' }

export interface Proven {
  readonly facts: Facts
  /** The Authorization header does not reach the webservice; the key travels in the query. */
  readonly stripped: boolean
  readonly answer: Answer
}

/**
 * Finds out how the shop takes the key: in the header, else in the query.
 * @throws Failure `authorization-stripped` when neither arrives, or what the shop says of the key
 */
export async function authenticate(found: Found, transport: Transport, signal: AbortSignal): Promise<Proven> {
  const { root, routing } = found
  const basic: Way = { root, routing, authentication: 'basic' }
  const first = await transport.api(basic, 'orders', cheapest, signal, { retries: 1 })
  if (!gotNoKey(first)) return proven(basic, first)
  const query: Way = { ...basic, authentication: 'query' }
  const second = await transport.api(query, 'orders', cheapest, signal, { retries: 1 })
  if (gotNoKey(second)) throw failure('authorization-stripped', { host: second.url.host })
  return proven(query, second)

  async function proven(way: Way, answer: Answer): Promise<Proven> {
    readRows(answer, 'orders')
    const facts = { ...way, ...(await readConfiguration(way, transport, signal)) }
    return { facts, stripped: way.authentication === 'query', answer }
  }
}

/** No key arrived, or an empty one, which some hosts make of a header they do not know. */
function gotNoKey(answer: Answer): boolean {
  return isForKey(answer) || (answer.status === 401 && errorCodes(answer)[0] === 17)
}

/** What the shop says of itself, where the key may read it (recording `lookup_configurations`). */
async function readConfiguration(
  way: Way,
  transport: Transport,
  signal: AbortSignal,
): Promise<Omit<Facts, keyof Way>> {
  const names = ['PS_TIMEZONE', 'PS_LANG_DEFAULT', 'PS_SHOP_NAME', 'PS_VERSION_DB']
  const query = { ...json, display: '[name,value]', 'filter[name]': oneOf(names) }
  const answer = await transport.api(way, 'configurations', query, signal, { retries: 1 })
  const found = new Map<string, string>()
  if (!isUnavailable(answer)) {
    for (const { name, value } of readRows(answer, 'configurations').rows) {
      const text = typeof value === 'number' ? String(value) : value
      // Shops of a group may have their own values further down; the first one is for all.
      if (typeof name === 'string' && typeof text === 'string' && !found.has(name))
        found.set(name, text.trim())
    }
  }
  const served = answer.headers['psws-version']
  return {
    timeZone: found.get('PS_TIMEZONE') ?? '',
    language: found.get('PS_LANG_DEFAULT') ?? '',
    name: (found.get('PS_SHOP_NAME') ?? '').slice(0, 200),
    version: found.get('PS_VERSION_DB') ?? (typeof served === 'string' ? served : ''),
    names: '',
  }
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

/** What is remembered of a shop whose way was found. */
export function connectionOf(url: string, facts: Facts): Connection {
  return { url, facts: { ...facts } }
}

/** The facts of a remembered connection; null when they are not (or no longer) what this version writes. */
export function factsOf(connection: Connection | null): Facts | null {
  if (connection === null) return null
  const { root = '', routing, authentication, timeZone = '', language = '' } = connection.facts
  const { name = '', version = '', names = '' } = connection.facts
  if (!URL.canParse(root)) return null
  if (routing !== 'path' && routing !== 'dispatcher') return null
  if (authentication !== 'basic' && authentication !== 'query') return null
  return { root, routing, authentication, timeZone, language, name, version, names }
}
