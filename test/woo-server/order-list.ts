import type { JsonObject, OrderRow, OrderSource } from '../../main/demo-shop/woo-api/shop.ts'
import { gmtText, localText } from '../../main/demo-shop/woo-api/shop-time.ts'

/** A list of orders that a test may change while the shop serves it. Malformed orders are welcome. */
export interface OrderList extends OrderSource {
  add(order: JsonObject): void
  /** Changes fields of an order; unless told otherwise its modification moves to the shop's present. */
  update(id: number, changes: JsonObject, now: Date): void
  remove(id: number): void
}

export function orderList(
  initial: readonly JsonObject[],
  refunds: ReadonlyMap<number, readonly JsonObject[]>,
  timeZone: string,
): OrderList {
  const orders = new Map<number, JsonObject>()
  let rows: readonly OrderRow[] | undefined
  let owners: ReadonlyMap<number, number> | undefined
  const put = (order: JsonObject) => {
    orders.set(Number(order.id), order)
    rows = undefined
    owners = undefined
  }
  for (const order of initial) put(order)
  return {
    rows: () => {
      rows ??= [...orders.values()].map(rowOf).sort((a, b) => a.id - b.id)
      return rows
    },
    read: (id) => orders.get(id),
    refunds: (id) => refunds.get(id) ?? refundsFromSummary(orders.get(id)),
    orderOfRefund: (refundId) => {
      owners ??= ownersOf([...orders.values()])
      return owners.get(refundId)
    },
    add: put,
    update: (id, changes, now) => {
      const order = orders.get(id)
      if (!order) throw new Error(`The test shop has no order ${id}`)
      const moved = {
        date_modified: localText(now.getTime(), timeZone),
        date_modified_gmt: gmtText(now.getTime()),
      }
      put({ ...order, ...moved, ...changes })
    },
    remove: (id) => {
      if (!orders.delete(id)) throw new Error(`The test shop has no order ${id}`)
      rows = undefined
    },
  }
}

function ownersOf(orders: readonly JsonObject[]): ReadonlyMap<number, number> {
  return new Map(
    orders.flatMap(({ id, refunds }) =>
      (Array.isArray(refunds) ? refunds : []).map(
        (refund: JsonObject) => [Number(refund?.id), Number(id)] as const,
      ),
    ),
  )
}

function rowOf(order: JsonObject): OrderRow {
  return {
    id: Number(order.id),
    status: String(order.status),
    createdGmt: String(order.date_created_gmt ?? ''),
    modifiedGmt: String(order.date_modified_gmt ?? ''),
  }
}

/** Refunds of an amount without lines, for orders whose refunds were not recorded one by one. */
function refundsFromSummary(order: JsonObject | undefined): readonly JsonObject[] {
  const summary = order?.refunds
  if (!order || !Array.isArray(summary)) return []
  return summary
    .map((refund: JsonObject) => ({
      id: refund.id,
      date_created: order.date_modified,
      date_created_gmt: order.date_modified_gmt,
      amount: String(refund.total).replace(/^-/, ''),
      reason: refund.reason,
      refunded_by: 1,
      refunded_payment: false,
      meta_data: [],
      line_items: [],
      shipping_lines: [],
      tax_lines: [],
      fee_lines: [],
    }))
    .reverse()
}
