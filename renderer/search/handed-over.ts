import { create } from 'zustand'
import type { HandedOver } from '../../main/words/handover.ts'
import type { OrderRow } from '../../main/words/order-view.ts'
import { request } from '../client.ts'

/** As what the orders listed went out (R41), as far as that has been read; those that have not are not in it. */
export const useHandedOver = create<{ readonly orders: ReadonlyMap<number, HandedOver> }>()(() => ({
  orders: new Map(),
}))

const mostAtOnce = 5000

/** Reads that of these rows, a moment after the rows themselves; what is known of others stays. */
export async function readHandedOver(rows: Iterable<OrderRow>): Promise<void> {
  const orderIds = [...rows].map(({ id }) => id).slice(0, mostAtOnce)
  if (orderIds.length === 0) return
  const answer = await request('orders.handedOver', { orderIds })
  if (!answer.ok) return
  const { orders } = useHandedOver.getState()
  const asked = new Set(orderIds)
  // No more than what may be listed is kept.
  const others = [...orders].filter(([id]) => !asked.has(id)).slice(-mostAtOnce)
  useHandedOver.setState({
    orders: new Map([...others, ...answer.value.map((one) => [one.id, one] as const)]),
  })
}
