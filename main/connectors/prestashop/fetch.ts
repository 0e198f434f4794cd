import { failure } from '../../words/failure.ts'
import type { FetchAnswer, FetchedOrder } from '../connector.ts'
import type { FiscalMapping } from '../fiscal-fields.ts'
import { guarded } from '../guarded-mapping.ts'
import { reference } from './keys.ts'
import { stateOf } from './list.ts'
import type { LocalTime } from './local-time.ts'
import { mapOrder } from './map-order.ts'
import { type RawOrder, writeRaw } from './raw-orders.ts'
import type { Gathered } from './related.ts'
import type { States } from './states.ts'

/** The addresses of 100 orders' rows make some 3,000 characters; servers take 8,000 (NOTES). */
export const maxBatch = 100

export interface Reading {
  readonly ids: readonly string[]
  readonly host: string
  readonly states: States
  readonly time: LocalTime
  readonly fiscalFields: FiscalMapping
  readonly shopName: string
  readonly now: number
}

/**
 * Maps what was gathered. Orders that were not asked for are ignored, and one that comes twice counts once.
 * @throws Failure `body-shape` when an order does not say which one it is
 */
export function readOrders(gathered: Gathered, reading: Reading): FetchAnswer {
  const { orders, notices, texts } = gathered
  const { states, time, fiscalFields, shopName, now } = reading
  const wanted = new Set(reading.ids)
  const found: FetchedOrder[] = []
  const raw: RawOrder[] = []
  for (const whole of orders) {
    const { order } = whole
    const id = reference(order.id)
    if (id === null) throw failure('body-shape', { host: reading.host, expected: 'id' })
    if (!wanted.delete(id)) continue
    const state = stateOf(order, states)
    const result = guarded(() => mapOrder(whole, { time, fiscalFields, shopName, ...state, now }))
    const number = typeof order.reference === 'string' && order.reference !== '' ? order.reference : id
    found.push({ shopOrderId: id, number, rawIndex: raw.length, result })
    raw.push({ ...whole, state: state.state })
  }
  return { raw: writeRaw(raw, texts), orders: found, notices }
}
