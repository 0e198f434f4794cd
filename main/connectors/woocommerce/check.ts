import type { CheckReport, CheckStep } from '../../words/check.ts'
import { failure } from '../../words/failure.ts'
import type { ShopState } from '../../words/shop.ts'
import { type CheckProgress, readNewest, runCheck, tellClock, tellStates, tlsFacts } from '../check-steps.ts'
import type { ConnectorTarget } from '../connector.ts'
import { mayDoWithout } from '../http-failure.ts'
import { discoveryOf } from '../typed-address.ts'
import { readAnswer } from './answer.ts'
import { discover } from './discover.ts'
import { count } from './list-page.ts'
import { mapOrder } from './map-order.ts'
import { authenticate } from './resolve.ts'
import { defaultStates, impossibleState, readRefusal, readStates, statesRoute } from './states.ts'
import { type Facts, ordersRoute, type Transport } from './transport.ts'

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
    done('ok', { url: found.url, name: found.name })
    done('ok', tlsFacts(found.root, settings.certificateFingerprint))
    const address = found.url
    if (found.permalinks === 'plain' && found.root.startsWith('https:')) {
      done('warning', { permalinks: 'plain' }, failure('plain-permalinks', { address }).value)
    }
    const { facts, stripped } = await authenticate(found, transport, signal)
    progress.found.connection = { url: found.url, facts }
    if (progress.steps.length === 2) done('ok', { permalinks: facts.permalinks })
    const { host } = new URL(facts.root)
    const way = { authentication: facts.authentication }
    if (stripped) done('warning', way, failure('authorization-stripped', { host }).value)
    else done('ok', way)
    done('ok')
    const shopTime = await checkOneOrder(facts, progress)
    tellClock(progress, { host, shopTime, now: target.now(), zone: facts.timeZone })
    const states = await statesOrNull(facts)
    if (states !== null) tellStates(progress, states, settings.states ?? defaultStates)
    else done('warning', {}, failure('states-not-told', { host }).value)
  })

  async function checkOneOrder(facts: Facts, { done }: CheckProgress): Promise<Date | null> {
    const { answer, json } = await readNewest(async (place) => {
      const query = { per_page: '1', ...(place > 0 && { offset: String(place) }) }
      const answer = await transport.api(facts, ordersRoute, query, signal, { retries: 1 })
      return { answer, json: readAnswer(answer).json }
    })
    const { host } = answer.url
    if (!Array.isArray(json)) throw failure('body-shape', { host, expected: 'list' })
    const orders = String(count(answer.headers['x-wp-total']) ?? json.length)
    const mapped = json.length === 0 ? null : mapOrder(json[0], settings.fiscalFields)
    // One wrong order says nothing against the connection; that it is an order does.
    const number = mapped !== null && 'order' in mapped ? mapped.order.number : ''
    done('ok', number === '' ? { orders } : { orders, number })
    return answer.serverDate
  }

  /** Null where the shop is well and does not tell them: orders are downloaded without that, too. */
  async function statesOrNull(facts: Facts): Promise<readonly ShopState[] | null> {
    try {
      return await readAllStates(facts)
    } catch (error) {
      if (mayDoWithout(error)) return null
      throw error
    }
  }

  async function readAllStates(facts: Facts): Promise<readonly ShopState[]> {
    const named = readStates(await transport.api(facts, statesRoute, {}, signal, { retries: 1 }))
    return (
      named ?? readRefusal(await transport.api(facts, ordersRoute, impossibleState, signal, { retries: 1 }))
    )
  }
}
