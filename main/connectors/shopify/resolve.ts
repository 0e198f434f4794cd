import { z } from 'zod'
import { Failure, failure } from '../../words/failure.ts'
import type { Connection } from '../../words/shop.ts'
import type { ConnectorTarget } from '../connector.ts'
import { addressFact, textFact } from '../way.ts'
import { placeOf } from './address.ts'
import { failureOfErrors, type GraphAnswer } from './answer.ts'
import { findShop } from './discover.ts'
import { apiVersion, probeQuery } from './queries.ts'
import { isFields } from './reader.ts'
import type { Transport } from './transport.ts'

/** What is known of a shop once it was found; kept as {@link Connection.facts} (text only). */
export const factsSchema = z.object({
  /** `https://bottega.myshopify.com`, without a slash at the end. */
  origin: addressFact,
  name: textFact,
  timeZone: textFact,
  /** What the app may read, as Shopify names it, with commas; `''` when it was not told. */
  scopes: textFact,
})
export type Facts = z.output<typeof factsSchema>

export interface Probed {
  readonly facts: Facts
  readonly answer: GraphAnswer
}

/** Finds the shop and shows that its orders may be read. */
export async function resolve(
  target: ConnectorTarget,
  transport: Transport,
  signal: AbortSignal,
): Promise<Probed> {
  const open = (url: URL) => transport.open(url, signal, { retries: 1 })
  const origin = await findShop(placeOf(target.url, target.settings.allowHttp), open)
  try {
    return await probe(origin, transport, signal)
  } catch (error) {
    if (!(error instanceof Failure) || error.value.code !== 'api-not-found') throw error
    // A shop that is there, but not this version of its API (too new for it), or no shop at all.
    const home = await open(new URL('/', origin))
    if (home.status === 404) throw error
    const { host } = new URL(origin)
    throw failure('api-version-unsupported', { host, asked: apiVersion, served: '' }, error)
  }
}

/** The cheapest request that shows that orders may be read; refreshes what the app is known to be allowed. */
export async function probe(origin: string, transport: Transport, signal: AbortSignal): Promise<Probed> {
  const answer = await transport.ask(origin, { query: probeQuery, variables: {}, size: 1 }, signal)
  const { data, host } = answer
  if (data === null || !isFields(data.orders)) {
    throw answer.errors.length > 0
      ? failureOfErrors(answer)
      : failure('body-shape', { host, expected: 'orders' })
  }
  const shop = isFields(data.shop) ? data.shop : {}
  return {
    answer,
    facts: {
      origin,
      name: typeof shop.name === 'string' ? shop.name.slice(0, 200) : '',
      timeZone: typeof shop.ianaTimezone === 'string' ? shop.ianaTimezone : '',
      scopes: scopesOf(data.currentAppInstallation).join(','),
    },
  }
}

/** What is remembered of a shop whose way was found. */
export function connectionOf(facts: Facts): Connection {
  return { url: `${facts.origin}/`, facts }
}

/** Whether the app may read such data (`orders`, `all_orders`, `customers` ...); writing includes reading. */
export function mayRead({ scopes }: Facts, data: string): boolean {
  const granted = scopes.split(',')
  return granted.includes(`read_${data}`) || granted.includes(`write_${data}`)
}

function scopesOf(installation: unknown): readonly string[] {
  const scopes = isFields(installation) ? installation.accessScopes : null
  if (!Array.isArray(scopes)) return []
  return scopes.flatMap((scope) =>
    isFields(scope) && typeof scope.handle === 'string' ? [scope.handle] : [],
  )
}
