import type { Connection, Connector, ConnectorTarget, DownloadWindow, FetchAnswer } from '../connector.ts'
import type { Answer } from '../http.ts'
import type { Limits, Query } from '../send.ts'
import { readAnswer } from './answer.ts'
import { checkShop } from './check.ts'
import { fetchQuery, maxBatch, readOrders } from './fetch.ts'
import { findOrders, listOrders } from './list.ts'
import { cheapest, factsOf, ordersRoute, resolve } from './resolve.ts'
import { impossibleState, readRefusal, readStates, statesRoute } from './states.ts'
import { createTransport, type Facts } from './transport.ts'

/** A shop opened; makes no request by itself. Without a remembered connection, the first request finds the way. */
export function createConnector(target: ConnectorTarget): Connector {
  const transport = createTransport(target)
  let facts = factsOf(target.connection)

  async function findWay(signal: AbortSignal): Promise<Connection> {
    const connection = await resolve(target.url, target.settings.allowHttp, transport, signal)
    facts = factsOf(connection)
    return connection
  }

  async function way(signal: AbortSignal): Promise<Facts> {
    return facts ?? factsOf(await findWay(signal)) ?? Promise.reject(new Error('resolve() wrote no facts'))
  }

  async function api(route: string, query: Query, signal: AbortSignal, limits?: Limits): Promise<Answer> {
    return transport.api(await way(signal), route, query, signal, limits)
  }

  async function clock(signal: AbortSignal): Promise<Date> {
    const answer = await api(ordersRoute, cheapest, signal)
    readAnswer(answer)
    // Every web server sends its time; should one not, this computer's is the next best.
    return answer.serverDate ?? target.now()
  }

  async function states(signal: AbortSignal) {
    const named = readStates(await api(statesRoute, {}, signal, { retries: 1 }))
    return named ?? readRefusal(await api(ordersRoute, impossibleState, signal))
  }

  async function* list(window: DownloadWindow, signal: AbortSignal) {
    const { root } = await way(signal)
    yield* listOrders((query, stop) => api(ordersRoute, query, stop), window, new URL(root).host, signal)
  }

  async function find(number: string, signal: AbortSignal) {
    const { host } = new URL((await way(signal)).root)
    return findOrders((query, stop) => api(ordersRoute, query, stop), number, host, signal)
  }

  async function fetch(ids: readonly string[], signal: AbortSignal): Promise<FetchAnswer> {
    const numeric = ids.filter((id) => /^[1-9]\d*$/.test(id))
    // An empty `include` would ask for everything.
    if (numeric.length === 0) return { raw: Buffer.from('[]'), orders: [], notices: [] }
    // Where several are asked for, asking for fewer helps more than asking again.
    const limits = numeric.length > 1 ? { retriesWhenBroken: 1 } : {}
    const answer = await api(ordersRoute, fetchQuery(numeric), signal, limits)
    return readOrders(answer, numeric, target.settings.fiscalFields)
  }

  return {
    resolve: findWay,
    check: (signal, onStep) => checkShop(target, transport, signal, onStep),
    clock,
    states,
    list,
    find,
    fetch,
    maxBatch,
  }
}
