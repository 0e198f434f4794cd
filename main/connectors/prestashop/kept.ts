import type { FetchedOrder, KeptShop } from '../connector.ts'
import { guarded } from '../guarded-mapping.ts'
import { isFields } from '../reader.ts'
import { readFacts } from '../way.ts'
import { keyText } from './keys.ts'
import { localTimeOf } from './local-time.ts'
import { mapOrder } from './map-order.ts'
import type { RawOrder } from './raw-orders.ts'
import { factsSchema } from './transport.ts'

/**
 * An order out of the rows kept, its state's name among them.
 * @throws Failure where the shop's time zone is not known
 */
export function readKept(raw: unknown, { settings, connection }: KeptShop): FetchedOrder['result'] {
  const facts = readFacts(factsSchema, connection)
  const host = connection === null ? '' : new URL(connection.url).host
  const time = localTimeOf(settings.timeZone ?? facts?.timeZone ?? '', host)
  return guarded(() => {
    const whole = raw as RawOrder
    if (!isFields(raw) || !isFields(whole.order))
      return { wrong: [{ code: 'unreadable-field', params: { field: 'order' } }], state: null }
    const id = keyText(whole.order.current_state)
    const { fiscalFields } = settings
    const shopName = facts?.name ?? ''
    const state = { state: whole.state, stateId: id === '' ? null : id }
    return mapOrder(whole, { time, fiscalFields, shopName, ...state, now: Date.now() })
  })
}
