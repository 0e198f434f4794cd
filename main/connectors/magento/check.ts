import { isPassed, runCheck, tellClock, tellStates, tlsFacts } from '../check-steps.ts'
import type { CheckReport, CheckStep, Connection, ConnectorTarget, ShopState } from '../connector.ts'
import { discover } from './discover.ts'
import { mapOrder } from './map-order.ts'
import { askOrders } from './orders.ts'
import { authenticate, connectionOf } from './resolve.ts'
import { defaultStates, readStates } from './states.ts'
import type { Transport } from './transport.ts'

/** *Prova connessione* (R2): the eight steps in order. Never throws a Failure. */
export async function checkShop(
  target: ConnectorTarget,
  transport: Transport,
  signal: AbortSignal,
  onStep: (step: CheckStep) => void,
): Promise<CheckReport> {
  const { settings } = target
  let connection: Connection | null = null
  let states: readonly ShopState[] = []

  const steps = await runCheck(onStep, async (progress) => {
    const { done } = progress
    const found = await discover({ typed: target.url, allowHttp: settings.allowHttp, transport, signal })
    done('ok', { url: found.url })
    done('ok', tlsFacts(found.root, settings.certificateFingerprint))
    done('ok')
    const { facts } = await authenticate(found, transport, signal)
    connection = connectionOf(found.url, facts)
    done('ok', { authentication: facts.authentication })
    done('ok')
    const newest = await askOrders(
      transport,
      facts,
      { conditions: [], pageSize: 1, direction: 'DESC', fields: 'items,total_count' },
      signal,
      { retries: 1 },
    )
    const mapped = newest.items.length === 0 ? null : mapOrder(newest.items[0], settings.fiscalFields)
    const orders = String(newest.total ?? newest.items.length)
    // One wrong order says nothing against the connection; that it is an order does.
    const number = mapped !== null && 'order' in mapped ? mapped.order.number : ''
    done('ok', number === '' ? { orders } : { orders, number })
    const { host } = new URL(facts.root)
    // Magento keeps and tells all its times in UTC, whatever zone it shows.
    tellClock(progress, { host, shopTime: newest.answer.serverDate, now: target.now(), zone: 'UTC' })
    states = await readStates((...asked) => askOrders(transport, facts, ...asked), signal)
    tellStates(progress, states, settings.states ?? defaultStates)
  })
  return { ok: isPassed(steps), steps, connection, states }
}
