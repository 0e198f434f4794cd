import { mapOrder } from '../../../../main/connectors/magento/map-order.ts'
import type { Order } from '../../../../main/words/order.ts'
import { type JsonObject, order } from '../../../magento-server/index.ts'

/** The order that it is mapped to; fails the test when it is wrong. */
export function mapped(json: JsonObject, mapping = {}): Order {
  const result = mapOrder(json, mapping)
  if (!('order' in result)) throw new Error(JSON.stringify(result.wrong))
  return result.order
}

/** The extension attributes of an order with some more. */
export function extended(changes: JsonObject): JsonObject {
  return { ...(order(1).extension_attributes as JsonObject), ...changes }
}
