import { failure } from '../../words/failure.ts'
import type { Connection } from '../../words/shop.ts'
import type { ConnectorTarget } from '../connector.ts'
import type { Answer } from '../http-answer.ts'
import { discoveryOf } from '../typed-address.ts'
import { errorCodes, isForKey, isUnavailable, readRows } from './answer.ts'
import { addedCustomerFields } from './customer-fields.ts'
import { discover, type Found } from './discover.ts'
import { oneOf } from './keys.ts'
import { apiUrl, type Facts, json, type Transport, type Way } from './transport.ts'

/**
 * A request for one order's identifier that shows whether orders may be read. Without `display` PrestaShop loads no order
 * for it: one that cannot be loaded stops nothing (R7).
 */
export const cheapest = { ...json, limit: '1' }

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
export async function authenticate(
  found: Found,
  transport: Transport,
  now: () => Date,
  signal: AbortSignal,
): Promise<Proven> {
  const { root, routing } = found
  if (!transport.hasSiteLogin) {
    const basic: Way = { root, routing, authentication: 'basic' }
    const first = await transport.api(basic, 'orders', cheapest, signal, { retries: 1 })
    if (!gotNoKey(first)) return proven(basic, first)
  }
  const query: Way = { root, routing, authentication: 'query' }
  const second = await transport.api(query, 'orders', cheapest, signal, { retries: 1 })
  if (transport.hasSiteLogin && (await takesLoginForKey())) {
    throw failure('site-login-in-the-way', { host: second.url.host })
  }
  if (gotNoKey(second)) throw failure('authorization-stripped', { host: second.url.host })
  return proven(query, second)

  /** PrestaShop looks into the query only where no name came in the header: the site's is one to it, and no key. */
  async function takesLoginForKey(): Promise<boolean> {
    if (!unknownKey.has(errorCodes(second)[0] ?? 0)) return false
    const stranger = await transport.open(apiUrl(query, 'orders', cheapest), signal, { retries: 1 })
    return unknownKey.has(errorCodes(stranger)[0] ?? 0)
  }

  async function proven(way: Way, answer: Answer): Promise<Proven> {
    readRows(answer, 'orders')
    const facts = { ...way, ...(await describeShop(way, transport, now, signal)), names: '' }
    return { facts, stripped: way.authentication === 'query' && !transport.hasSiteLogin, answer }
  }
}

/** Errors about a key that came and is none of the shop's: its form, or that nobody has it. */
const unknownKey: ReadonlySet<number> = new Set([18, 20])

/** No key arrived, or an empty one, which some hosts make of a header they do not know. */
function gotNoKey(answer: Answer): boolean {
  return isForKey(answer) || (answer.status === 401 && errorCodes(answer)[0] === 17)
}

const multishop = 'PS_MULTISHOP_FEATURE_ACTIVE'

/** What the shop says of itself, where the key may read it (recording `lookup_configurations`). */
export async function describeShop(
  way: Way,
  transport: Transport,
  now: () => Date,
  signal: AbortSignal,
): Promise<Omit<Facts, keyof Way | 'names'>> {
  const names = ['PS_TIMEZONE', 'PS_LANG_DEFAULT', 'PS_SHOP_NAME', 'PS_VERSION_DB', multishop]
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
  const described = await transport.api(way, 'customers', { schema: 'synopsis' }, signal, { retries: 1 })
  return {
    timeZone: found.get('PS_TIMEZONE') ?? '',
    language: found.get('PS_LANG_DEFAULT') ?? '',
    name: (found.get('PS_SHOP_NAME') ?? '').slice(0, 200),
    version: found.get('PS_VERSION_DB') ?? (typeof served === 'string' ? served : ''),
    multishop: found.get(multishop) === '1' ? '1' : '',
    customerFields: addedCustomerFields(described).join(','),
    readAt: now().toISOString(),
  }
}

/** Finds the way to the shop, credentials included. */
export async function resolve(
  target: ConnectorTarget,
  transport: Transport,
  signal: AbortSignal,
): Promise<Connection> {
  const found = await discover(discoveryOf(target, transport.open, signal))
  const { facts } = await authenticate(found, transport, target.now, signal)
  return { url: found.url, facts }
}
