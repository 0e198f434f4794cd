import { Failure, type FailureCode, type FailureValue, failure } from '../../failure.ts'
import type {
  CheckReport,
  CheckStep,
  CheckStepId,
  Connection,
  ConnectorTarget,
  ShopState,
} from '../connector.ts'
import { readAnswer } from './answer.ts'
import { discover } from './discover.ts'
import { woocommerce } from './index.ts'
import { mapOrder } from './map-order.ts'
import { authenticate, connectionOf, ordersRoute } from './resolve.ts'
import { impossibleState, readRefusal, readStates, statesRoute } from './states.ts'
import type { Facts, Transport } from './transport.ts'

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

/** A clock that differs by more is worth a word; nothing depends on it (R12) but OAuth, which allows 15 minutes. */
const noticeableSeconds = 300

type StepFacts = CheckStep['facts']

/** *Prova connessione* (R2): the eight steps in order. Never throws a Failure. */
export async function checkShop(
  target: ConnectorTarget,
  transport: Transport,
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
    const { settings } = target
    const found = await discover({ typed: target.url, allowHttp: settings.allowHttp, transport, signal })
    done('ok', { url: found.url, name: found.name })
    done('ok', tlsFacts(found.root, settings.certificateFingerprint))
    const address = found.url
    if (found.permalinks === 'plain' && found.root.startsWith('https:')) {
      done('warning', { permalinks: 'plain' }, failure('plain-permalinks', { address }).value)
    }
    const { facts, stripped } = await authenticate(found, transport, signal)
    connection = connectionOf(found.url, facts)
    if (steps.length === 2) done('ok', { permalinks: facts.permalinks })
    const { host } = new URL(facts.root)
    const way = { authentication: facts.authentication }
    if (stripped) done('warning', way, failure('authorization-stripped', { host }).value)
    else done('ok', way)
    done('ok')
    const seen = await checkOrder(facts)
    checkClock(facts, seen)
    states = await readAllStates(facts)
    checkStates()
  }

  async function checkOrder(facts: Facts): Promise<Date | null> {
    const answer = await transport.api(facts, ordersRoute, { per_page: '1' }, signal, { retries: 1 })
    const { json } = readAnswer(answer)
    const { host } = answer.url
    if (!Array.isArray(json)) throw failure('body-shape', { host, expected: 'list' })
    const total = answer.headers['x-wp-total']
    const orders = typeof total === 'string' ? total : String(json.length)
    const mapped = json.length === 0 ? null : mapOrder(json[0], target.settings.fiscalFields)
    // One wrong order says nothing against the connection; that it is an order does.
    const number = mapped === null ? '' : 'order' in mapped ? mapped.order.number : ''
    done('ok', number === '' ? { orders } : { orders, number })
    return answer.serverDate
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
    const { host } = new URL(facts.root)
    const times = { host, shopTime: shopTime.toISOString(), computerTime: now.toISOString() }
    done('warning', found, failure('clock-wrong', times).value)
  }

  async function readAllStates(facts: Facts): Promise<readonly ShopState[]> {
    const named = readStates(await transport.api(facts, statesRoute, {}, signal, { retries: 1 }))
    return (
      named ?? readRefusal(await transport.api(facts, ordersRoute, impossibleState, signal, { retries: 1 }))
    )
  }

  function checkStates(): void {
    const known = states.map((state) => state.id)
    const wanted = target.settings.states ?? woocommerce.defaultStates
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

function tlsFacts(root: string, fingerprint: string | null): StepFacts {
  if (!root.startsWith('https:')) return { protection: 'none' }
  return fingerprint === null ? { protection: 'certificate' } : { protection: 'fingerprint', fingerprint }
}

/** The step that a failure belongs to, when it is the first to show it. */
function stepOf(code: FailureCode): CheckStepId {
  if (code.startsWith('tls-') || code === 'insecure-http') return 'tls'
  if (credentialCodes.has(code)) return 'credentials'
  if (code === 'permission-missing') return 'permission'
  return addressCodes.has(code) ? 'address' : 'api'
}

const addressCodes: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'address-invalid',
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
  'credentials-secret-wrong',
  'authorization-stripped',
  'clock-wrong',
])
