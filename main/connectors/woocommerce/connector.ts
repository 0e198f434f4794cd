import type {
  Connector,
  ConnectorTarget,
  DownloadWindow,
  FetchAnswer,
  OrderRefunds,
  WholePages,
} from '../connector.ts'
import type { Answer } from '../http-answer.ts'
import { createPageSizes } from '../page-sizes.ts'
import { isFields } from '../reader.ts'
import type { Limits, Query } from '../send.ts'
import { createWay } from '../way.ts'
import { errorOf, readAnswer } from './answer.ts'
import { checkShop } from './check.ts'
import { fetchQuery, maxBatch, ordersOfPage, readOrders } from './fetch.ts'
import { findOrders, listOrders, windowQuery } from './list.ts'
import { count, perPage } from './list-page.ts'
import { createReader, orderId } from './reader.ts'
import { createRefundReader, mapRefund } from './refunds.ts'
import { askCheapest, resolve } from './resolve.ts'
import { impossibleState, readRefusal, readStates, statesRoute } from './states.ts'
import { createTransport, factsSchema, ordersRoute } from './transport.ts'
import type { WholeReading } from './whole-pages.ts'

/** A shop opened; makes no request by itself. Without a remembered connection, the first request finds the way. */
export function createConnector(target: ConnectorTarget): Connector {
  const transport = createTransport(target)
  const sizes = createPageSizes(perPage, target.connection)
  const refundReader = createRefundReader(api)
  /** Of the list that is likely to be read next. */
  let counted = 0
  const way = createWay(target.connection, factsSchema, (signal) => resolve(target, transport, signal))

  async function api(route: string, query: Query, signal: AbortSignal, limits?: Limits): Promise<Answer> {
    return transport.api(await way.facts(signal), route, query, signal, limits)
  }

  async function clock(signal: AbortSignal, likely?: DownloadWindow): Promise<Date> {
    const ask = (query: Query, limits: Limits) => api(ordersRoute, query, signal, limits)
    const answer = await askCheapest(ask, {}, likely && windowQuery(likely))
    counted = likely === undefined ? 0 : (count(answer.headers['x-wp-total']) ?? 0)
    // Every web server sends its time; should one not, this computer's is the next best.
    return answer.serverDate ?? target.now()
  }

  async function states(signal: AbortSignal) {
    const named = readStates(await api(statesRoute, {}, signal, { retries: 1 }))
    return named ?? readRefusal(await api(ordersRoute, impossibleState, signal))
  }

  async function* list(window: DownloadWindow, signal: AbortSignal, pages?: WholePages) {
    const { root } = await way.facts(signal)
    const ask = (query: Query, stop: AbortSignal, limits?: Limits) => api(ordersRoute, query, stop, limits)
    const orders: WholeReading['orders'] = (page, ids) => {
      const { lacks, complete } = ordersOfPage(page, ids, target.settings.fiscalFields)
      return { lacks, complete: (stop) => complete((refunded) => refundReader.read(refunded, stop)) }
    }
    const listing = { ask, probe: clock, sizes, host: new URL(root).host, signal }
    yield* listOrders(listing, window, pages === undefined ? null : { ...pages, orders, counted })
  }

  async function find(number: string, signal: AbortSignal) {
    const { host } = new URL((await way.facts(signal)).root)
    return findOrders((query, stop) => api(ordersRoute, query, stop), number, host, signal)
  }

  async function fetch(ids: readonly string[], signal: AbortSignal): Promise<FetchAnswer> {
    const numeric = ids.filter((id) => /^[1-9]\d*$/.test(id))
    // An empty `include` would ask for everything.
    if (numeric.length === 0) return { raw: Buffer.from('[]'), orders: [], notices: [] }
    // Where several are asked for, asking for fewer helps more than asking again.
    const limits = numeric.length > 1 ? { retriesWhenBroken: 1 } : {}
    const answer = await api(ordersRoute, fetchQuery(numeric), signal, limits)
    return readOrders(answer, numeric, target.settings.fiscalFields, (orders) =>
      refundReader.read(orders, signal),
    )
  }

  async function refunds(ids: readonly string[], signal: AbortSignal): Promise<readonly OrderRefunds[]> {
    const found: OrderRefunds[] = []
    for (let from = 0; from < ids.length; from += maxBatch) {
      const { orders, details } = await refundReader.readOf(ids.slice(from, from + maxBatch), signal)
      for (const { shopOrderId, refunds } of orders) {
        const known = refunds.map((id) => details.get(id)).filter((detail) => detail !== undefined)
        const read = known.map((detail) => mapRefund(createReader(), detail, '', detail, new Map()))
        // Some of them alone would look as if the others had been taken back.
        found.push({ shopOrderId, refunds: known.length < refunds.length ? null : read })
      }
    }
    return found
  }

  async function isGone(id: string, signal: AbortSignal): Promise<boolean> {
    if (orderId(id) === null) return true
    const answer = await api(`${ordersRoute}/${id}`, { _fields: 'id,status' }, signal)
    if (answer.status === 404) return errorOf(answer)?.code === 'woocommerce_rest_shop_order_invalid_id'
    const { json } = readAnswer(answer)
    return isFields(json) && orderId(json.id) === id && json.status === 'trash'
  }

  return {
    resolve: way.find,
    check: (signal, onStep) => checkShop(target, transport, signal, onStep),
    clock,
    states,
    list,
    find,
    fetch,
    refunds,
    isGone,
    maxBatch,
    learned: () => way.learn(sizes.learned),
  }
}
