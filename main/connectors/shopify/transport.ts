import { failure } from '../../words/failure.ts'
import type { ConnectorTarget } from '../connector.ts'
import type { Answer } from '../http-answer.ts'
import { createSend, type Limits } from '../send.ts'
import { failureOfErrors, type GraphAnswer, readAnswer } from './answer.ts'
import { apiVersion } from './queries.ts'
import { type Clock, createThrottle, throttledWait } from './throttle.ts'
import { createTokens } from './tokens.ts'

export type Variables = Readonly<Record<string, unknown>>

/** Requests to one shop, with what its settings allow (R33). */
export interface Transport {
  /** Asks for a page, without credentials. */
  open(url: URL, signal: AbortSignal, limits?: Limits): Promise<Answer>
  /**
   * Asks a query of the shop: with a token that is still good, at the rate that Shopify allows.
   * @returns also an answer with errors, when it brought data beside them or costs too much (`MAX_COST_EXCEEDED`)
   */
  ask(origin: string, question: Question, signal: AbortSignal, limits?: Limits): Promise<GraphAnswer>
  /** The most that one unit of such a query costs, by what Shopify last said of it; 0 when it has not said. */
  unitCost(query: string): number
}

export interface Question {
  readonly query: string
  readonly variables: Variables
  /** How many things it asks for (rows, orders); its cost grows with them. */
  readonly size: number
}

/** In a row: then something else uses up the shop's rate all the time. */
const mostThrottled = 20
const defaultRetriesWhenBroken = 4

/** What a list costs beside its rows: few rows cost more each than many. */
const besideRows = 3

/** Sends what a shop is asked for, with its token, and no faster than it allows. */
export function createTransport(target: ConnectorTarget, clock: Clock): Transport {
  const { onRetry } = target
  const send = createSend(target)
  const tokens = createTokens({ ...target, post: postForm })
  const throttle = createThrottle(clock)
  /** By query: what it may cost, by Shopify's last answer. */
  const costs = new Map<string, { readonly cost: number; readonly size: number }>()

  function unitCost(query: string): number {
    const known = costs.get(query)
    return known === undefined ? 0 : known.cost / known.size
  }

  function expectedCost(query: string, size: number): number {
    const fewer = size < (costs.get(query)?.size ?? 0)
    return Math.ceil(unitCost(query) * size) + (fewer ? besideRows : 0)
  }

  function postForm(url: URL, body: string, signal: AbortSignal): Promise<Answer> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return send(url, signal, { method: 'POST', body, headers, repeatable: true, retries: 2 })
  }

  /** One request; a second one with a new token where the first was refused with an old one. */
  async function post(origin: string, body: string, signal: AbortSignal, limits: Limits): Promise<Answer> {
    const url = new URL(`/admin/api/${apiVersion}/graphql.json`, origin)
    for (let renewed = false; ; renewed = true) {
      if (signal.aborted) throw failure('cancelled', {})
      const token = await tokens.get(origin, signal)
      const headers = { 'content-type': 'application/json', 'x-shopify-access-token': token }
      const answer = await send(url, signal, { method: 'POST', body, headers, repeatable: true, ...limits })
      if (answer.status !== 401 || renewed || !tokens.refused(origin, token)) return answer
    }
  }

  async function askOnce(origin: string, question: Question, signal: AbortSignal, limits: Limits) {
    const { query, variables, size } = question
    const taken = await throttle.take(expectedCost(query, size), signal)
    try {
      const answer = readAnswer(await post(origin, JSON.stringify({ query, variables }), signal, limits))
      taken.done(answer.cost?.status ?? null, answer.cost?.actual)
      const tooMuch = answer.errors.find((error) => error.code === 'MAX_COST_EXCEEDED')?.cost
      const cost = answer.cost?.requested ?? tooMuch
      if (cost !== undefined) costs.set(query, { cost, size })
      return answer
    } finally {
      taken.done(null)
    }
  }

  /** Tells of the pause, then waits; http.ts does the same for what the status alone says. */
  async function pause(
    code: 'rate-limited' | 'server-error',
    attempt: number,
    most: number,
    ms: number,
    signal: AbortSignal,
  ) {
    onRetry?.({ code, status: null, attempt, most, waitSeconds: ms / 1000 })
    await clock.pause(ms, signal)
  }

  return {
    unitCost,
    open: (url, signal, limits = {}) => send(url, signal, { headers: { accept: 'text/html' }, ...limits }),
    async ask(origin, question, signal, limits = {}) {
      const retriesWhenBroken = limits.retriesWhenBroken ?? limits.retries ?? defaultRetriesWhenBroken
      let throttled = 0
      for (let broken = 0; ; ) {
        const answer = await askOnce(origin, question, signal, limits)
        const codes = answer.errors.map((error) => error.code)
        if (codes.includes('THROTTLED')) {
          throttled += 1
          if (throttled > mostThrottled) throw failureOfErrors(answer)
          const { cost } = answer
          const wait = cost === null ? 1000 * throttled : throttledWait(cost.requested, cost.status)
          await pause('rate-limited', throttled, mostThrottled, wait, signal)
        } else if (answer.data !== null || codes.length === 0 || codes.includes('MAX_COST_EXCEEDED')) {
          return answer
        } else if (codes.includes('INTERNAL_SERVER_ERROR') && broken < retriesWhenBroken) {
          broken += 1
          await pause('server-error', broken, retriesWhenBroken, 1000 * 2 ** (broken - 1), signal)
        } else {
          throw failureOfErrors(answer)
        }
      }
    },
  }
}
