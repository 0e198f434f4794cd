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
import { readRows } from './answer.ts'
import { discover } from './discover.ts'
import { localTimeOf } from './local-time.ts'
import { missingPermissions } from './permissions.ts'
import { authenticate, cheapest, connectionOf } from './resolve.ts'
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

/** A clock that differs by more is worth a word; nothing depends on it (R12). */
const noticeableSeconds = 300

type StepFacts = CheckStep['facts']

export interface Check {
  readonly target: ConnectorTarget
  readonly transport: Transport
  /** The connector of a shop whose way was found. */
  readonly open: (connection: Connection) => Connector
  readonly signal: AbortSignal
  readonly onStep: (step: CheckStep) => void
}

/** *Prova connessione* (R2): the eight steps in order. Never throws a Failure. */
export async function checkShop({ target, transport, open, signal, onStep }: Check): Promise<CheckReport> {
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
    const failed = Math.max(steps.length, order.indexOf(stepOf(error.value.code)))
    // What comes before the step that failed was passed on the way to it.
    while (steps.length < failed) done('ok')
    done('failed', {}, error.value)
  }
  while (steps.length < order.length) done('not-tried')
  const ok = steps.every((step) => step.outcome === 'ok' || step.outcome === 'warning')
  return { ok, steps, connection, states }

  async function run(): Promise<void> {
    const { settings } = target
    const found = await discover({ typed: target.url, allowHttp: settings.allowHttp, transport, signal })
    const { facts, stripped, answer } = await authenticate(found, transport, signal)
    connection = connectionOf(found.url, facts)
    done('ok', { url: found.url, ...(facts.name === '' ? {} : { name: facts.name }) })
    done('ok', tlsFacts(facts.root, settings.certificateFingerprint))
    done('ok', facts.version === '' ? {} : { apiVersion: facts.version })
    const { host } = new URL(facts.root)
    const way = { authentication: facts.authentication }
    if (stripped) done('warning', way, failure('authorization-stripped', { host }).value)
    else done('ok', way)
    if (!(await checkPermissions(facts))) return
    const shop = open(connection)
    await checkOrder(facts, shop)
    if (!checkClock(facts, answer.serverDate)) return
    states = await shop.states(signal)
    await checkStates(shop)
  }

  async function checkPermissions(facts: Facts): Promise<boolean> {
    const { host } = new URL(facts.root)
    const missing = missingPermissions(await transport.api(facts, '', {}, signal, { retries: 1 }))
    const needed = missing?.needed ?? []
    const wished = (missing?.wished ?? []).filter(
      (resource) => resource !== 'configurations' || target.settings.timeZone === null,
    )
    const resources = [...needed, ...wished].join(', ')
    if (resources === '') done('ok')
    else if (needed.length === 0)
      done('warning', {}, failure('permissions-missing', { host, resources }).value)
    else done('failed', {}, failure('permissions-missing', { host, resources }).value)
    return needed.length === 0
  }

  /** The newest order, read whole: dates come to nothing without a time zone, which is the next step's business. */
  async function checkOrder(facts: Facts, shop: Connector): Promise<void> {
    const query = { ...cheapest, sort: '[id_DESC]' }
    const answer = await transport.api(facts, 'orders', query, signal, { retries: 1 })
    const [row] = readRows(answer, 'orders').rows
    if (row === undefined || (facts.timeZone === '' && target.settings.timeZone === null)) {
      done('ok')
      return
    }
    const { orders } = await shop.fetch([String(row.id)], signal)
    done('ok', orders[0] === undefined ? {} : { number: orders[0].number })
  }

  function checkClock(facts: Facts, shopTime: Date | null): boolean {
    const timeZone = target.settings.timeZone ?? facts.timeZone
    try {
      localTimeOf(timeZone, new URL(facts.root).host)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      done('failed', timeZone === '' ? {} : { timeZone }, error.value)
      return false
    }
    const now = target.now()
    const shown = shopTime ?? now
    const difference = Math.round((shown.getTime() - now.getTime()) / 1000)
    const found = { timeZone, shopTime: shown.toISOString(), differenceSeconds: String(difference) }
    const { host } = new URL(facts.root)
    const times = { host, shopTime: shown.toISOString(), computerTime: now.toISOString() }
    if (Math.abs(difference) <= noticeableSeconds) done('ok', found)
    else done('warning', found, failure('clock-wrong', times).value)
    return true
  }

  async function checkStates(shop: Connector): Promise<void> {
    const known = states.map((state) => state.id)
    const wanted = (await shop.wantedStates?.(target.settings.states, signal)) ?? []
    const missing = wanted.filter((state) => !known.includes(state))
    const facts = { known: known.join(', ') }
    if (missing.length === 0 && wanted.length > 0) {
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
  if (code === 'credentials-rejected' || code === 'authorization-stripped') return 'credentials'
  if (code === 'permission-missing') return 'permission'
  if (code === 'time-zone-unknown') return 'clock'
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
