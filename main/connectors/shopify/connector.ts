import { dayMs } from '../../words/local-time.ts'
import type { LogNotice } from '../../words/run.ts'
import type { Connector, ConnectorTarget, DownloadWindow, FetchAnswer, Found } from '../connector.ts'
import { laterRefunds } from '../later-refunds.ts'
import { createPageSizes } from '../page-sizes.ts'
import type { Limits } from '../send.ts'
import { createWay } from '../way.ts'
import type { GraphAnswer } from './answer.ts'
import { checkShop } from './check.ts'
import { type FetchOptions, fetchOrders, isGone as isGoneByNode, maxBatch, refundedOf } from './fetch.ts'
import { type AskPage, findOrders, listOrders } from './list.ts'
import { apiVersion, listQuery, rowsPerPage } from './queries.ts'
import { connectionOf, type Facts, factsSchema, mayRead, probe, resolve } from './resolve.ts'
import { shopStates } from './states.ts'
import { type Clock, realClock } from './throttle.ts'
import { createTransport } from './transport.ts'

/** Without `read_all_orders` an app sees the orders of so many days (https://shopify.dev/docs/api/usage/access-scopes). */
const daysVisible = 60

/** Points that a list costs beside its rows: what is known of a long one's cost then tells that of a short one. */
const listCost = 3

/** A shop opened; makes no request by itself. Without a remembered connection, the first request finds the way. */
export function createConnector(target: ConnectorTarget, clock: Clock = realClock): Connector {
  const transport = createTransport(target, clock)
  const sizes = createPageSizes(rowsPerPage, target.connection)
  const way = createWay(target.connection, factsSchema, async (signal) =>
    connectionOf((await resolve(target, transport, signal)).facts),
  )

  async function shopClock(signal: AbortSignal): Promise<Date> {
    const { origin } = await way.facts(signal)
    const { answer, facts } = await probe(origin, transport, signal)
    // What the app may read can have been changed since.
    way.learn((known) => ({ ...known, facts: { ...known.facts, ...facts } }))
    // Every web server sends its time; should one not, this computer's is the next best.
    return answer.serverDate ?? target.now()
  }

  function askPage({ origin }: Facts): AskPage {
    return (variables, stop, limits) => {
      const question = { query: listQuery, variables: { ...variables }, size: variables.first + listCost }
      return transport.ask(origin, question, stop, limits)
    }
  }

  async function* list(window: DownloadWindow, signal: AbortSignal) {
    const known = await way.facts(signal)
    const notices = (answer: GraphAnswer) => noticesOf(answer, window, known)
    yield* listOrders({ ask: askPage(known), probe: shopClock, sizes, noticesOf: notices, signal }, window)
  }

  async function find(number: string, signal: AbortSignal): Promise<Found> {
    const known = await way.facts(signal)
    const ever = { from: new Date(0).toISOString(), to: null }
    return findOrders(askPage(known), number, (answer) => noticesOf(answer, ever, known), signal)
  }

  function noticesOf(answer: GraphAnswer, window: DownloadWindow, known: Facts): readonly LogNotice[] {
    const notices: LogNotice[] = []
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
    const numeric = [...new Set(ids.filter(isId))]
    if (numeric.length === 0) return { raw: Buffer.from('[]'), orders: [], notices: [] }
    // Where several are asked for, asking for fewer helps more than asking again.
    const limits = numeric.length > 1 ? { retriesWhenBroken: 1 } : {}
    return fetchOrders(numeric, await fetchOptions(limits, signal), signal)
  }

  async function refunded(ids: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
    return refundedOf(ids, await fetchOptions({ retriesWhenBroken: 1 }, signal), signal)
  }

  async function isGone(id: string, signal: AbortSignal): Promise<boolean> {
    return !isId(id) || isGoneByNode(id, await fetchOptions({}, signal), signal)
  }

  async function fetchOptions(limits: Limits, signal: AbortSignal): Promise<FetchOptions> {
    const known = await way.facts(signal)
    return {
      ask: (question: Parameters<typeof transport.ask>[1], stop: AbortSignal) =>
        transport.ask(known.origin, question, stop, limits),
      costPerOrder: (query: string) => transport.unitCost(query),
      fiscalFields: target.settings.fiscalFields,
      granted: (data: string) => mayRead(known, data),
    }
  }

  return {
    resolve: way.find,
    check: (signal, onStep) => checkShop(target, transport, fetch, signal, onStep),
    clock: shopClock,
    states: async () => shopStates,
    list,
    find,
    fetch,
    refunds: (ids, signal) => laterRefunds(ids, { refunded, fetch }, signal),
    isGone,
    maxBatch,
    learned: () => way.learn(sizes.learned),
  }
}

function isId(text: string): boolean {
  return /^[1-9]\d{0,19}$/.test(text)
}
