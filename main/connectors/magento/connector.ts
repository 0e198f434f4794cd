import type { Connection, Connector, ConnectorTarget, DownloadWindow, FetchAnswer } from '../connector.ts'
import type { Limits } from '../send.ts'
import { checkShop } from './check.ts'
import { fetchSearch, maxBatch, readFetched } from './fetch.ts'
import { findOrders, listOrders, orderId } from './list.ts'
import { askOrders, type FoundOrders } from './orders.ts'
import { factsOf, prove, resolve } from './resolve.ts'
import type { Search } from './search.ts'
import { readStates } from './states.ts'
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

  async function ask(search: Search, signal: AbortSignal, limits?: Limits): Promise<FoundOrders> {
    return askOrders(transport, await way(signal), search, signal, limits)
  }

  async function clock(signal: AbortSignal): Promise<Date> {
    const answer = await prove(await way(signal), transport, signal)
    // Every web server sends its time; should one not, this computer's is the next best.
    return answer.serverDate ?? target.now()
  }

  async function listing(signal: AbortSignal) {
    const { host } = new URL((await way(signal)).root)
    return { ask, probe: clock, host, signal }
  }

  async function* list(window: DownloadWindow, signal: AbortSignal) {
    yield* listOrders(await listing(signal), window)
  }

  async function fetch(ids: readonly string[], signal: AbortSignal): Promise<FetchAnswer> {
    const numeric = [...new Set(ids.filter((id) => orderId(id) !== null))]
    if (numeric.length === 0) return { raw: Buffer.from('[]'), orders: [], notices: [] }
    // Where several are asked for, asking for fewer helps more than asking again.
    const limits = numeric.length > 1 ? { retriesWhenBroken: 1 } : {}
    const found = await ask(fetchSearch(numeric), signal, limits)
    return readFetched(found, numeric, target.settings.fiscalFields)
  }

  return {
    resolve: findWay,
    check: (signal, onStep) => checkShop(target, transport, signal, onStep),
    clock,
    states: (signal) => readStates(ask, signal),
    list,
    find: async (number, signal) => findOrders(await listing(signal), number),
    fetch,
    maxBatch,
  }
}
