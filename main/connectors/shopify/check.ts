import { Failure, type FailureCode, type FailureValue, failure } from '../../failure.ts'
import type {
  CheckReport,
  CheckStep,
  CheckStepId,
  Connection,
  Connector,
  ConnectorTarget,
  ShopState,
} from '../connector.ts'
import type { GraphAnswer } from './answer.ts'
import { exactCount } from './list.ts'
import { apiVersion, lastOrderQuery } from './queries.ts'
import { isFields, numberOfGid } from './reader.ts'
import { connectionOf, type Facts, mayRead, resolve } from './resolve.ts'
import { defaultStates, shopStates } from './states.ts'
import type { Transport } from './transport.ts'

const order: readonly CheckStepId[] = [
  'address',
  'tls',
  'api',
  'credentials',
  'permission',
  'order',
  'clock',
  'states',
]

/** A clock that differs by more is worth a word; nothing depends on it (R12). */
const noticeableSeconds = 300

type StepFacts = CheckStep['facts']

/** *Prova connessione* (R2): the eight steps in order. Never throws a Failure. */
export async function checkShop(
  target: ConnectorTarget,
  transport: Transport,
  fetch: Connector['fetch'],
  signal: AbortSignal,
  onStep: (step: CheckStep) => void,
): Promise<CheckReport> {
  const steps: CheckStep[] = []
  let connection: Connection | null = null
  let states: readonly ShopState[] = []

  function done(outcome: CheckStep['outcome'], facts: StepFacts = {}, why: FailureValue | null = null): void {
    const id = order[steps.length]
    if (id === undefined) return
    const step: CheckStep = { id, outcome, failure: why, facts }
    steps.push(step)
    onStep(step)
  }

  try {
    await run()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const failed = order.indexOf(stepOf(error.value.code))
    // What comes before the step that failed was passed on the way to it.
    while (steps.length < failed) done('ok')
    done('failed', {}, error.value)
    while (steps.length < order.length) done('not-tried')
  }
  return {
    ok: steps.every((step) => step.outcome === 'ok' || step.outcome === 'warning'),
    steps,
    connection,
    states,
  }

  async function run(): Promise<void> {
    // One question answers the first five steps; what it fails at tells which of them.
    const { facts, answer } = await resolve(target, transport, signal)
    connection = connectionOf(facts)
    done('ok', { url: connection.url, name: facts.name })
    done('ok', tlsFacts(facts.origin))
    checkVersion(answer)
    done('ok')
    checkScopes(facts)
    await checkOrder(facts.origin)
    checkClock(facts, answer.serverDate)
    states = shopStates
    checkStates()
  }

  function tlsFacts(origin: string): StepFacts {
    const { certificateFingerprint: fingerprint } = target.settings
    if (!origin.startsWith('https:')) return { protection: 'none' }
    return fingerprint === null ? { protection: 'certificate' } : { protection: 'fingerprint', fingerprint }
  }

  function checkVersion({ version, host }: GraphAnswer): void {
    const facts: StepFacts = version === '' ? {} : { apiVersion: version }
    if (version === '' || version === apiVersion) done('ok', facts)
    else {
      const why = failure('api-version-unsupported', { host, asked: apiVersion, served: version }).value
      done('warning', facts, why)
    }
  }

  function checkScopes(facts: Facts): void {
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

  async function checkOrder(origin: string): Promise<void> {
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

  function checkClock(facts: Facts, shopTime: Date | null): void {
    const zone: StepFacts = facts.timeZone === '' ? {} : { timeZone: facts.timeZone }
    if (shopTime === null) {
      done('ok', zone)
      return
    }
    const now = target.now()
    const difference = Math.round((shopTime.getTime() - now.getTime()) / 1000)
    const found = { ...zone, shopTime: shopTime.toISOString(), differenceSeconds: String(difference) }
    if (Math.abs(difference) <= noticeableSeconds) {
      done('ok', found)
      return
    }
    const { host } = new URL(facts.origin)
    const times = { host, shopTime: shopTime.toISOString(), computerTime: now.toISOString() }
    done('warning', found, failure('clock-wrong', times).value)
  }

  function checkStates(): void {
    const known = states.map((state) => state.id)
    const wanted = target.settings.states ?? defaultStates
    const missing = wanted.filter((state) => !known.includes(state))
    const facts = { known: known.join(', ') }
    if (missing.length === 0) {
      done('ok', facts)
      return
    }
    const why = failure('states-unknown', { states: missing.join(', '), known: known.join(', ') }).value
    // With none of its states the shop would never give an order.
    done(missing.length === wanted.length ? 'failed' : 'warning', facts, why)
  }
}

/** The step that a failure belongs to, when it is the first to show it. */
function stepOf(code: FailureCode): CheckStepId {
  if (code.startsWith('tls-') || code === 'insecure-http') return 'tls'
  if (credentialCodes.has(code)) return 'credentials'
  if (code === 'permission-missing' || code === 'customer-data-denied') return 'permission'
  return addressCodes.has(code) ? 'address' : 'api'
}

const addressCodes: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'address-invalid',
  'shop-address-unknown',
  'host-not-found',
  'connection-refused',
  'connection-lost',
  'network-unreachable',
  'timeout',
  'proxy-refused',
  'redirected-elsewhere',
  'too-many-redirects',
  'cancelled',
])

const credentialCodes: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'credentials-rejected',
  'app-not-installed',
])
