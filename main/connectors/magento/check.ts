import type { CheckReport, CheckStep } from '../../words/check.ts'
import { Failure, failure } from '../../words/failure.ts'
import { type CheckProgress, readNewest, runCheck, tellClock, tellStates, tlsFacts } from '../check-steps.ts'
import type { ConnectorTarget } from '../connector.ts'
import { discoveryOf } from '../typed-address.ts'
import { discover } from './discover.ts'
import { mapOrder } from './map-order.ts'
import { type AskOrders, askOrders } from './orders.ts'
import { authenticate } from './resolve.ts'
import { creditMemosRoute, nothing, type Search } from './search.ts'
import { defaultStates, readStates } from './states.ts'
import type { Facts, Transport } from './transport.ts'

/** *Prova connessione* (R2): the eight steps in order. Never throws a Failure. */
export function checkShop(
  target: ConnectorTarget,
  transport: Transport,
  signal: AbortSignal,
  onStep: (step: CheckStep) => void,
): Promise<CheckReport> {
  const { settings } = target
  return runCheck(onStep, async (progress) => {
    const { done } = progress
    const found = await discover(discoveryOf(target, transport.open, signal))
    done('ok', { url: found.url })
    done('ok', tlsFacts(found.root, settings.certificateFingerprint))
    done('ok')
    const { facts } = await authenticate(found, transport, signal)
    progress.found.connection = { url: found.url, facts }
    done('ok', { authentication: facts.authentication })
    await tellPermissions(transport, facts, progress, signal)
    const search: Search = { conditions: [], pageSize: 1, direction: 'DESC', fields: 'items,total_count' }
    const newest = await readNewest((place) =>
      askOrders(transport, facts, { ...search, page: place + 1 }, signal, { retries: 1 }),
    )
    const mapped = newest.items.length === 0 ? null : mapOrder(newest.items[0], settings.fiscalFields)
    const orders = String(newest.total ?? newest.items.length)
    // One wrong order says nothing against the connection; that it is an order does.
    const number = mapped !== null && 'order' in mapped ? mapped.order.number : ''
    done('ok', number === '' ? { orders } : { orders, number })
    const { host } = new URL(facts.root)
    // Magento keeps and tells all its times in UTC, whatever zone it shows.
    tellClock(progress, { host, shopTime: newest.answer.serverDate, now: target.now(), zone: 'UTC' })
    const ask: AskOrders = (...asked) => askOrders(transport, facts, ...asked)
    tellStates(progress, await readStates(ask, signal), settings.states ?? defaultStates)
  })
}

/** The step `permission`: orders are read; credit memos, which tell refunds with their lines, are worth a word. */
async function tellPermissions(
  transport: Transport,
  facts: Facts,
  { done }: CheckProgress,
  signal: AbortSignal,
): Promise<void> {
  try {
    await askOrders(transport, facts, nothing, signal, { retries: 1 }, creditMemosRoute)
    done('ok')
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    if (error.value.code !== 'permission-missing') {
      // Whatever it is, orders can be read.
      done('ok')
      return
    }
    const { host } = new URL(facts.root)
    done(
      'warning',
      {},
      failure('scopes-missing', { host, scopes: 'Sales → Operations → Credit Memos (Nota di credito)' })
        .value,
    )
  }
}
