import { failure } from '../../failure.ts'
import { type CheckProgress, isPassed, runCheck, tellClock, tellStates, tlsFacts } from '../check-steps.ts'
import type {
  CheckReport,
  CheckStep,
  Connection,
  Connector,
  ConnectorTarget,
  ShopState,
} from '../connector.ts'
import { readRows } from './answer.ts'
import { discover } from './discover.ts'
import { localTimeOf } from './local-time.ts'
import { reference } from './names.ts'
import { missingPermissions } from './permissions.ts'
import { authenticate, cheapest, connectionOf } from './resolve.ts'
import type { Facts, Transport } from './transport.ts'

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
  const { settings } = target
  let connection: Connection | null = null
  let states: readonly ShopState[] = []

  const steps = await runCheck(onStep, async (progress) => {
    const { done } = progress
    const found = await discover({ typed: target.url, allowHttp: settings.allowHttp, transport, signal })
    done('ok', { url: found.url })
    done('ok', tlsFacts(found.root, settings.certificateFingerprint))
    const { facts, stripped, answer } = await authenticate(found, transport, signal)
    connection = connectionOf(found.url, facts)
    const { name, version } = facts
    done('ok', { ...(name === '' ? {} : { name }), ...(version === '' ? {} : { apiVersion: version }) })
    const { host } = new URL(facts.root)
    const way = { authentication: facts.authentication }
    if (stripped) done('warning', way, failure('authorization-stripped', { host }).value)
    else done('ok', way)
    await checkPermissions(facts, progress)
    const shop = open(connection)
    const zone = settings.timeZone ?? facts.timeZone
    await checkOneOrder(facts, zone, shop, progress)
    connection = shop.learned?.() ?? connection
    // Without a time zone this step fails: dates would be guesses.
    localTimeOf(zone, host)
    tellClock(progress, { host, shopTime: answer.serverDate, now: target.now(), zone })
    states = await shop.states(signal)
    tellStates(progress, states, (await shop.wantedStates?.(settings.states, signal)) ?? [])
  })
  return { ok: isPassed(steps), steps, connection, states }

  async function checkPermissions(facts: Facts, { done }: CheckProgress): Promise<void> {
    const { host } = new URL(facts.root)
    const missing = missingPermissions(await transport.api(facts, '', {}, signal, { retries: 1 }))
    const { needed, wished } = missing ?? { needed: [], wished: [] }
    // With a time zone of the operator's, nothing is missed.
    const wanted = wished.filter((resource) => resource !== 'configurations' || settings.timeZone === null)
    const resources = [...needed, ...wanted].join(', ')
    const why = failure('permissions-missing', { host, resources })
    if (needed.length > 0) throw why
    if (resources === '') done('ok')
    else done('warning', {}, why.value)
  }

  /** The newest order, read whole, unless its dates could not be read: that is the next step's business. */
  async function checkOneOrder(
    facts: Facts,
    zone: string,
    shop: Connector,
    { done }: CheckProgress,
  ): Promise<void> {
    const query = { ...cheapest, sort: '[id_DESC]' }
    const answer = await transport.api(facts, 'orders', query, signal, { retries: 1 })
    const [row] = readRows(answer, 'orders').rows
    const id = row === undefined || zone === '' ? null : reference(row.id)
    const orders = id === null ? [] : (await shop.fetch([id], signal)).orders
    // One wrong order says nothing against the connection; that it is an order does.
    done('ok', orders[0] === undefined ? {} : { number: orders[0].number })
  }
}
