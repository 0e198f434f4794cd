import { setImmediate } from 'node:timers/promises'
import { dayMs } from '../words/local-time.ts'
import { firstInstant, type Plan, planOf, type Step, slotAt, slotOfId, stepAt } from './life-cycle.ts'
import { impossibleDate, makeOrder } from './make-order.ts'
import { refundsOf } from './refunds.ts'
import type { OrderRow, OrderSource } from './woo-api/shop.ts'
import { gmtText } from './woo-api/shop-time.ts'
import { demoTimeZone } from './woo-order.ts'

export { demoTimeZone } from './woo-order.ts'

/** The states of an Italian WooCommerce with one of its own, as `wc_get_order_statuses` lists them. */
export const demoStatuses = [
  { slug: 'pending', name: 'In attesa di pagamento' },
  { slug: 'processing', name: 'In lavorazione' },
  { slug: 'on-hold', name: 'In sospeso' },
  { slug: 'completed', name: 'Completato' },
  { slug: 'cancelled', name: 'Annullato' },
  { slug: 'refunded', name: 'Rimborsato' },
  { slug: 'failed', name: 'Fallito' },
  { slug: 'spedito', name: 'Spedito' },
  { slug: 'checkout-draft', name: 'Bozza' },
] as const

/** Lists reach back this far; older orders are still found by their number. */
const listedMs = 30 * dayMs

export interface DemoOrders extends OrderSource {
  /** Plans the month before `now` bit by bit, so that the first list holds nobody up. */
  prepare(now: Date): Promise<void>
}

/**
 * The orders of the demonstration shop, made anew at every request: the list knows of each order only what filters
 * need, so that no more than one page of whole orders is ever made at once.
 */
export function demoOrders(seed: number): DemoOrders {
  const known = new Map<number, Known>()
  const planOfId = (id: number, instant: number): Plan | undefined => {
    const slot = slotOfId(id)
    const plan = slot === undefined || slot > slotAt(instant) ? undefined : planOf(seed, slot)
    return plan && plan.createdAt <= instant ? plan : undefined
  }
  const knownAt = (slot: number): Known => {
    const order = known.get(slot) ?? { plan: planOf(seed, slot), row: undefined, step: undefined }
    known.set(slot, order)
    return order
  }
  const listed = (instant: number) => ({
    first: slotAt(Math.max(instant - listedMs, firstInstant)),
    last: slotAt(instant),
  })
  return {
    prepare: async (now) => {
      const { first, last } = listed(now.getTime())
      for (let slot = first; slot <= last; slot++) {
        rowOf(knownAt(slot), now.getTime())
        if (slot % 500 === 0) await setImmediate()
      }
    },
    rows: (now) => {
      const instant = now.getTime()
      const { first, last } = listed(instant)
      for (const slot of known.keys()) if (slot < first || slot > last) known.delete(slot)
      const rows: OrderRow[] = []
      for (let slot = first; slot <= last; slot++) {
        const order = knownAt(slot)
        if (order.plan.createdAt <= instant) rows.push(rowOf(order, instant))
      }
      return rows
    },
    read: (id, now) => {
      const plan = planOfId(id, now.getTime())
      return plan && makeOrder(seed, plan, now.getTime())
    },
    refunds: (id, now) => {
      const plan = planOfId(id, now.getTime())
      return plan ? refundsOf(plan, makeOrder(seed, plan, now.getTime()), demoTimeZone) : []
    },
    // The refund of an order takes the number after the order's own.
    orderOfRefund: (refundId, now) => (planOfId(refundId - 1, now.getTime()) ? refundId - 1 : undefined),
  }
}

/** A plan and the row of its last step, kept from one list to the next. */
interface Known {
  readonly plan: Plan
  row: OrderRow | undefined
  step: Step | undefined
}

function rowOf(known: Known, instant: number): OrderRow {
  const { plan } = known
  const step = stepAt(plan, instant)
  if (known.row && known.step === step) return known.row
  const undated = plan.kind.name === 'wrong' && plan.kind.fault === 'impossible-date'
  known.step = step
  known.row = {
    id: plan.id,
    status: step.status,
    createdGmt: undated ? impossibleDate : gmtText(plan.createdAt),
    modifiedGmt: gmtText(step.at),
  }
  return known.row
}
