import type { Connection, Connector, ConnectorTarget, DownloadWindow, FetchAnswer } from '../connector.ts'
import type { Answer } from '../http.ts'
import type { Limits, Query } from '../send.ts'
import { isUnavailable, type Rows, readRows } from './answer.ts'
import { checkShop } from './check.ts'
import { maxBatch, readOrders } from './fetch.ts'
import { findOrders, listOrders } from './list.ts'
import { type LocalTime, localTimeOf } from './local-time.ts'
import { createShopNames, reference, type ShopNames } from './names.ts'
import { optionalResources } from './permissions.ts'
import { gather, type Source } from './related.ts'
import { cheapest, factsOf, resolve } from './resolve.ts'
import { readStates, type States, statesQuery } from './states.ts'
import { createTransport, type Facts, json } from './transport.ts'

/**
 * A shop opened; makes no request by itself. Without a remembered connection, the first request finds the way.
 * States and other names are asked for once, so a connector serves one run and not for days.
 */
export function createConnector(target: ConnectorTarget): Connector {
  const transport = createTransport(target)
  const unavailable = new Set<string>()
  const met: Source['met'] = new Map()
  /** By the zone's name. */
  const times = new Map<string, LocalTime>()
  let connection = target.connection
  let facts = factsOf(connection)
  let names: ShopNames | null = null
  let known: Promise<States> | null = null

  async function findWay(signal: AbortSignal): Promise<Connection> {
    const found = await resolve(target.url, target.settings.allowHttp, transport, signal)
    connection = found
    facts = factsOf(found)
    return found
  }

  async function way(signal: AbortSignal): Promise<Facts> {
    return facts ?? factsOf(await findWay(signal)) ?? Promise.reject(new Error('resolve() wrote no facts'))
  }

  async function api(resource: string, query: Query, signal: AbortSignal, limits?: Limits): Promise<Answer> {
    return transport.api(await way(signal), resource, query, signal, limits)
  }

  /** Null for what can be done without, where the key may not read it or the shop's version does not have it. */
  async function rowsOf(
    resource: string,
    query: Query,
    signal: AbortSignal,
    limits?: Limits,
  ): Promise<Rows | null> {
    if (!unavailable.has(resource)) {
      const answer = await api(resource, query, signal, limits)
      if (!optionalResources.has(resource) || !isUnavailable(answer)) return readRows(answer, resource)
      unavailable.add(resource)
    }
    // Until 1.6 the vouchers of an order were there (NOTES).
    return resource === 'order_cart_rules' ? rowsOf('order_discounts', query, signal, limits) : null
  }

  async function localTime(signal: AbortSignal): Promise<LocalTime> {
    let found = await way(signal)
    // The key may have been given the permission to read it since.
    if (found.timeZone === '' && target.settings.timeZone === null) {
      found = factsOf(await findWay(signal)) ?? found
    }
    const zone = target.settings.timeZone ?? found.timeZone
    const known = times.get(zone) ?? localTimeOf(zone, new URL(found.root).host)
    times.set(zone, known)
    return known
  }

  async function askStates(signal: AbortSignal): Promise<States> {
    const { language } = await way(signal)
    const query = { ...json, ...statesQuery, ...(language === '' ? {} : { language }) }
    const rows = await rowsOf('order_states', query, signal)
    return readStates(rows?.rows ?? [])
  }

  /** Asked for once, also by batches that are read at the same time; after a failure, anew. */
  function statesOf(signal: AbortSignal): Promise<States> {
    known ??= askStates(signal).catch((error: unknown) => {
      known = null
      throw error
    })
    return known
  }

  async function clock(signal: AbortSignal): Promise<Date> {
    const answer = await api('orders', cheapest, signal)
    readRows(answer, 'orders')
    // Every web server sends its time; should one not, this computer's is the next best.
    return answer.serverDate ?? target.now()
  }

  async function listing(signal: AbortSignal) {
    const time = await localTime(signal)
    const states = await statesOf(signal)
    const ask = (query: Query, stop: AbortSignal) => api('orders', query, stop)
    return { ask, time, states, now: target.now, signal }
  }

  async function* list(window: DownloadWindow, signal: AbortSignal) {
    yield* listOrders({ ...(await listing(signal)), window })
  }

  async function fetch(ids: readonly string[], signal: AbortSignal): Promise<FetchAnswer> {
    const numeric = [...new Set(ids.filter((id) => reference(id) !== null))]
    // A filter without values would ask for everything.
    if (numeric.length === 0) return { raw: Buffer.from('[]'), orders: [], notices: [] }
    const time = await localTime(signal)
    const { root, language, names: remembered } = await way(signal)
    names ??= createShopNames(rowsOf, language, remembered)
    const gathered = await gather(numeric, { ask: rowsOf, names, met }, signal)
    return readOrders(gathered, {
      ids: numeric,
      host: new URL(root).host,
      states: await statesOf(signal),
      time,
      fiscalFields: target.settings.fiscalFields,
      now: target.now().getTime(),
    })
  }

  /** The names that orders needed: with them the next run saves five requests. */
  function learned(): Connection | null {
    const news = names?.learned() ?? null
    if (news === null || connection === null) return null
    connection = { ...connection, facts: { ...connection.facts, names: news } }
    return connection
  }

  return {
    resolve: findWay,
    learned,
    check: (signal, onStep) => {
      const open = (connection: Connection) => createConnector({ ...target, connection })
      return checkShop({ target, transport, open, signal, onStep })
    },
    clock,
    states: async (signal) => (await statesOf(signal)).all,
    wantedStates: async (chosen, signal) => {
      const states = await statesOf(signal)
      return chosen === null ? states.valid : states.namesOf(chosen)
    },
    list,
    find: async (number, signal) => findOrders(await listing(signal), number),
    fetch,
    maxBatch,
  }
}
