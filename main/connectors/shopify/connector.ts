import type {
  Connection,
  Connector,
  ConnectorTarget,
  DownloadWindow,
  FetchAnswer,
  Found,
  Notice,
} from '../connector.ts'
import type { GraphAnswer } from './answer.ts'
import { checkShop } from './check.ts'
import { fetchOrders, maxBatch } from './fetch.ts'
import { type AskPage, findOrders, listOrders } from './list.ts'
import { apiVersion, listQuery, ordersQuery } from './queries.ts'
import { connectionOf, type Facts, factsOf, mayRead, probe, resolve } from './resolve.ts'
import { shopStates } from './states.ts'
import { type Clock, realClock } from './throttle.ts'
import { createTransport } from './transport.ts'

/** Without `read_all_orders` an app sees the orders of so many days (https://shopify.dev/docs/api/usage/access-scopes). */
const daysVisible = 60
const dayMs = 24 * 60 * 60 * 1000

/** A shop opened; makes no request by itself. Without a remembered connection, the first request finds the way. */
export function createConnector(target: ConnectorTarget, clock: Clock = realClock): Connector {
  const transport = createTransport(target, clock)
  let facts = factsOf(target.connection)

  async function findWay(signal: AbortSignal): Promise<Connection> {
    facts = (await resolve(target, transport, signal)).facts
    return connectionOf(facts)
  }

  async function way(signal: AbortSignal): Promise<Facts> {
    if (facts === null) await findWay(signal)
    return facts ?? Promise.reject(new Error('resolve() found no facts'))
  }

  async function shopClock(signal: AbortSignal): Promise<Date> {
    const { origin } = await way(signal)
    const probed = await probe(origin, transport, signal)
    // What the app may read can have been changed since.
    facts = probed.facts
    // Every web server sends its time; should one not, this computer's is the next best.
    return probed.answer.serverDate ?? target.now()
  }

  function askPage({ origin }: Facts): AskPage {
    return (variables, stop) =>
      transport.ask(origin, { query: listQuery, variables: { ...variables }, size: variables.first }, stop)
  }

  async function* list(window: DownloadWindow, signal: AbortSignal) {
    const known = await way(signal)
    yield* listOrders(askPage(known), window, (answer) => noticesOf(answer, window, known), signal)
  }

  async function find(number: string, signal: AbortSignal): Promise<Found> {
    const known = await way(signal)
    const ever = { from: new Date(0).toISOString(), to: null }
    return findOrders(askPage(known), number, (answer) => noticesOf(answer, ever, known), signal)
  }

  function noticesOf(answer: GraphAnswer, window: DownloadWindow, known: Facts): readonly Notice[] {
    const notices: Notice[] = []
    const now = (answer.serverDate ?? target.now()).getTime()
    const from = new Date(now - daysVisible * dayMs).toISOString()
    // An app that does not tell its scopes is not accused of lacking one.
    if (window.from < from && known.scopes !== '' && !mayRead(known, 'all_orders')) {
      const day = `${from.slice(0, 10)}T00:00:00.000Z`
      notices.push({ code: 'orders-limited', params: { days: daysVisible, from: day } })
    }
    if (answer.version !== '' && answer.version !== apiVersion) {
      notices.push({ code: 'api-version-changed', params: { asked: apiVersion, served: answer.version } })
    }
    return notices
  }

  async function fetch(ids: readonly string[], signal: AbortSignal): Promise<FetchAnswer> {
    const numeric = [...new Set(ids.filter((id) => /^[1-9]\d{0,19}$/.test(id)))]
    if (numeric.length === 0) return { raw: Buffer.from('[]'), orders: [], notices: [] }
    const known = await way(signal)
    // Where several are asked for, asking for fewer helps more than asking again.
    const limits = numeric.length > 1 ? { retriesWhenBroken: 1 } : {}
    const options = {
      ask: (question: Parameters<typeof transport.ask>[1], stop: AbortSignal) =>
        transport.ask(known.origin, question, stop, limits),
      costPerOrder: () => transport.unitCost(ordersQuery),
      fiscalFields: target.settings.fiscalFields,
      granted: (data: string) => mayRead(known, data),
    }
    return fetchOrders(numeric, options, signal)
  }

  return {
    resolve: findWay,
    check: (signal, onStep) => checkShop(target, transport, fetch, signal, onStep),
    clock: shopClock,
    states: async () => shopStates,
    list,
    find,
    fetch,
    maxBatch,
  }
}
