import type { CheckReport, CheckStep } from '../../words/check.ts'
import { failure } from '../../words/failure.ts'
import {
  type CheckProgress,
  runCheck,
  type StepFacts,
  tellClock,
  tellStates,
  tlsFacts,
} from '../check-steps.ts'
import type { Connector, ConnectorTarget } from '../connector.ts'
import type { GraphAnswer } from './answer.ts'
import { exactCount } from './list.ts'
import { apiVersion, lastOrderQuery } from './queries.ts'
import { isFields, numberOfGid } from './reader.ts'
import { connectionOf, type Facts, mayRead, resolve } from './resolve.ts'
import { defaultStates, shopStates } from './states.ts'
import type { Transport } from './transport.ts'

/** *Prova connessione* (R2): the eight steps in order. Never throws a Failure. */
export function checkShop(
  target: ConnectorTarget,
  transport: Transport,
  fetch: Connector['fetch'],
  signal: AbortSignal,
  onStep: (step: CheckStep) => void,
): Promise<CheckReport> {
  return runCheck(onStep, async (progress) => {
    const { done } = progress
    // One question answers the first five steps; what it fails at tells which of them.
    const { facts, answer } = await resolve(target, transport, signal)
    const connection = connectionOf(facts)
    progress.found.connection = connection
    const { host } = new URL(facts.origin)
    done('ok', { url: connection.url, name: facts.name })
    done('ok', tlsFacts(facts.origin, target.settings.certificateFingerprint))
    checkVersion(answer, progress)
    done('ok')
    checkScopes(facts, progress)
    await checkOrder(facts.origin, progress)
    const { serverDate: shopTime } = answer
    tellClock(progress, { host, shopTime, now: target.now(), zone: facts.timeZone })
    tellStates(progress, shopStates, target.settings.states ?? defaultStates)
  })

  function checkVersion({ version, host }: GraphAnswer, { done }: CheckProgress): void {
    const facts: StepFacts = version === '' ? {} : { apiVersion: version }
    if (version === '' || version === apiVersion) done('ok', facts)
    else {
      const why = failure('api-version-unsupported', { host, asked: apiVersion, served: version }).value
      done('warning', facts, why)
    }
  }

  function checkScopes(facts: Facts, { done }: CheckProgress): void {
    const { host } = new URL(facts.origin)
    const found: StepFacts = facts.scopes === '' ? {} : { scopes: facts.scopes.replaceAll(',', ', ') }
    if (facts.scopes === '') {
      done('ok')
      return
    }
    const missing = ['customers', 'all_orders'].filter((data) => !mayRead(facts, data))
    if (missing.length === 0) {
      done('ok', found)
      return
    }
    const why = missing.includes('customers')
      ? failure('scopes-missing', { host, scopes: missing.map((data) => `read_${data}`).join(', ') })
      : failure('orders-limited', { host, days: 60 })
    done('warning', found, why.value)
  }

  async function checkOrder(origin: string, { done }: CheckProgress): Promise<void> {
    const answer = await transport.ask(origin, { query: lastOrderQuery, variables: {}, size: 1 }, signal)
    const nodes = isFields(answer.data?.orders) ? answer.data.orders.nodes : null
    if (!Array.isArray(nodes)) throw failure('body-shape', { host: answer.host, expected: 'orders' })
    const count = exactCount(answer.data?.ordersCount)
    const facts: StepFacts = count === null ? {} : { orders: String(count) }
    const first: unknown = nodes[0]
    const id = isFields(first) ? numberOfGid(first.id) : null
    // One wrong order says nothing against the connection; that it can be read does.
    const read = id === null ? null : await fetch([id], signal)
    const order = read?.orders[0]
    const found = order === undefined ? facts : { ...facts, number: order.number }
    const result = order?.result
    const nobody =
      result !== undefined && 'wrong' in result && result.wrong.some(({ code }) => code === 'no-customer')
    if (nobody) done('warning', found, failure('customer-data-denied', { host: answer.host }).value)
    else done('ok', found)
  }
}
