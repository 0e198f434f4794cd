import type { LogEntry } from '../../main/words/run.ts'
import type { Choosable } from '../state/chosen-store.ts'

/** The order of an entry that can be fetched all the same: skipped or wrong, and not in the archive. Else null. */
export function fetchableOrder({
  shopId,
  shopOrderId,
  orderNumber,
  orderId,
  message,
}: LogEntry): Choosable | null {
  if (shopOrderId === null || orderId !== null) return null
  if (message.code !== 'order-skipped' && message.code !== 'order-wrong') return null
  return { shopId, shopOrderId, number: orderNumber ?? shopOrderId }
}
