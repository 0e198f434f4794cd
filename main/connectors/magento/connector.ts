import type { Connector, ConnectorTarget, DownloadWindow, FetchAnswer } from '../connector.ts'
import { laterRefunds } from '../later-refunds.ts'
import { createPageSizes } from '../page-sizes.ts'
import type { Limits } from '../send.ts'
import { createWay } from '../way.ts'
import { checkShop } from './check.ts'
import { refundedSearch, withCreditMemos, withRefund } from './credit-memos.ts'
import { fetchSearch, maxBatch, readFetched } from './fetch.ts'
import { findOrders, listOrders, orderId, perPage } from './list.ts'
import { askOrders, type FoundOrders } from './orders.ts'
import { prove, resolve } from './resolve.ts'
import { creditMemosRoute, type Search } from './search.ts'
import { readStates, readWanted } from './states.ts'
import { type Asking, readStores, storeCondition } from './stores.ts'
import { createTransport, factsSchema } from './transport.ts'

/** A shop opened; makes no request by itself. Without a remembered connection, the first request finds the way. */
export function createConnector(target: ConnectorTarget): Connector {
  const transport = createTransport(target)
  const sizes = createPageSizes(perPage, target.connection)
  const way = createWay(target.connection, factsSchema, (signal) => resolve(target, transport, signal))

  async function ask(search: Search, signal: AbortSignal, limits?: Limits): Promise<FoundOrders> {
    return askOrders(transport, await way.facts(signal), search, signal, limits)
  }

  /** The key may not read credit memos: they are not asked for again. */
  let memosDenied = false
  async function askMemos(search: Search, signal: AbortSignal, limits?: Limits): Promise<FoundOrders> {
    return askOrders(transport, await way.facts(signal), search, signal, limits, creditMemosRoute)
  }

  async function asking(signal: AbortSignal): Promise<Asking> {
    return { transport, facts: await way.facts(signal), ask, signal }
  }

  async function clock(signal: AbortSignal): Promise<Date> {
    const answer = await prove(await way.facts(signal), transport, signal)
    // Every web server sends its time; should one not, this computer's is the next best.
    return answer.serverDate ?? target.now()
  }

  async function listing(signal: AbortSignal) {
    const { host } = new URL((await way.facts(signal)).root)
    const only = await storeCondition(target.settings.shops, () => asking(signal))
    return { ask, probe: clock, host, only, signal }
  }

  async function* list(window: DownloadWindow, signal: AbortSignal) {
    yield* listOrders({ ...(await listing(signal)), sizes }, window)
  }

  async function fetch(ids: readonly string[], signal: AbortSignal): Promise<FetchAnswer> {
    const numeric = [...new Set(ids.filter((id) => orderId(id) !== null))]
    if (numeric.length === 0) return { raw: Buffer.from('[]'), orders: [], notices: [] }
    // Where several are asked for, asking for fewer helps more than asking again.
    const limits = numeric.length > 1 ? { retriesWhenBroken: 1 } : {}
    const found = await ask(fetchSearch(numeric), signal, limits)
    const items = memosDenied
      ? null
      : await withCreditMemos(found.items, askMemos, () => (memosDenied = true), signal)
    const whole = items === null ? found : { ...found, items, bare: false }
    return readFetched(whole, numeric, target.settings.fiscalFields)
  }

  async function refunded(ids: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
    return memosDenied
      ? []
      : withRefund((await ask(refundedSearch(ids), signal, { retriesWhenBroken: 1 })).items)
  }

  async function isGone(id: string, signal: AbortSignal): Promise<boolean> {
    if (orderId(id) === null) return true
    // By its path an order answers 404 also for a product that is gone.
    const alone: Search = {
      conditions: [{ field: 'entity_id', type: 'eq', value: id }],
      pageSize: 1,
      fields: 'total_count',
    }
    return (await ask(alone, signal)).total === 0
  }

  return {
    resolve: way.find,
    check: (signal, onStep) => checkShop(target, transport, signal, onStep),
    clock,
    states: (signal) => readStates(ask, signal),
    shops: async (signal) => readStores(await asking(signal)),
    allShopsUsual: true,
    wantedStates: (chosen, signal) => readWanted(chosen, ask, signal),
    list,
    find: async (number, signal) => findOrders(await listing(signal), number),
    fetch,
    refunds: (ids, signal) => laterRefunds(ids, { refunded, fetch }, signal),
    isGone,
    maxBatch,
    learned: () => way.learn(sizes.learned),
  }
}
