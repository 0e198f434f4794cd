import { mapOrder } from '../../../main/connectors/woocommerce/map-order.ts'
import type { Order } from '../../../main/words/order.ts'
import { type JsonObject, recordedOrders } from '../../woo-server/index.ts'

export const recorded = recordedOrders()
export const byId = new Map(recorded.map((order) => [order.id, order]))

/** The recorded order 434, with everything an invoice can have, changed. */
export function order(changes: JsonObject = {}): JsonObject {
  return { ...structuredClone(byId.get(434)), ...changes }
}

export function mapped(json: JsonObject): Order {
  const result = mapOrder(json, {})
  if ('order' in result) return result.order
  throw new Error(JSON.stringify(result.wrong))
}

export function reasons(json: unknown) {
  const result = mapOrder(json, {})
  return 'wrong' in result ? result.wrong : []
}

export function codes(json: unknown): readonly string[] {
  return reasons(json).map((reason) => reason.code)
}
