import type { CheckReport, CheckStep } from '../../words/check.ts'
import { failure } from '../../words/failure.ts'
import type { Connection } from '../../words/shop.ts'
import { type CheckProgress, readNewest, runCheck, tellClock, tellStates, tlsFacts } from '../check-steps.ts'
import type { Connector, ConnectorTarget } from '../connector.ts'
import { discoveryOf } from '../typed-address.ts'
import { readRows } from './answer.ts'
import { discover } from './discover.ts'
import { reference } from './keys.ts'
import { localTimeOf } from './local-time.ts'
import { missingPermissions } from './permissions.ts'
import { authenticate, cheapest } from './resolve.ts'
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
export function checkShop({ target, transport, open, signal, onStep }: Check): Promise<CheckReport> {
  const { settings } = target
  return runCheck(onStep, async (progress) => {
    const { done } = progress
    const found = await discover(discoveryOf(target, transport.open, signal))
    done('ok', { url: found.url })
    done('ok', tlsFacts(found.root, settings.certificateFingerprint))
    const { facts, stripped, answer } = await authenticate(found, transport, target.now, signal)
    const connection = { url: found.url, facts }
    progress.found.connection = connection
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
    progress.found.connection = shop.learned?.() ?? connection
    // Without a time zone this step fails: dates would be guesses.
    localTimeOf(zone, host)
    tellClock(progress, { host, shopTime: answer.serverDate, now: target.now(), zone })
    const states = await shop.states(signal)
    const wanted = await shop.wantedStates?.(settings.states, signal)
    tellStates(progress, states, [...(wanted?.states ?? []), ...(wanted?.unknown ?? [])], ({ name }) => name)
  })

  async function checkPermissions(facts: Facts, { done }: CheckProgress): Promise<void> {
    const { host } = new URL(facts.root)
    const missing = missingPermissions(await transport.api(facts, '', {}, signal, { retries: 1 }), facts)
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
    const orders = await readNewest(async (place) => {
      const query = { ...cheapest, sort: '[id_DESC]', limit: `${place},1` }
      const answer = await transport.api(facts, 'orders', query, signal, { retries: 1 })
      const [row] = readRows(answer, 'orders').rows
      const id = row === undefined || zone === '' ? null : reference(row.id)
      return id === null ? [] : (await shop.fetch([id], signal)).orders
    })
    // One wrong order says nothing against the connection; that it is an order does.
    done('ok', orders[0] === undefined ? {} : { number: orders[0].number })
  }
}
