import { create } from 'zustand'
import type { OrderDetail } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { showRun } from './order-list.ts'

interface OrdersState {
  readonly openId: number | null
  readonly detail: OrderDetail | null
  readonly detailPhase: 'loading' | 'ready' | 'gone'
}

/** Which order is open in the search window. The list is in `order-list.ts`. */
export const useOrders = create<OrdersState>()(() => ({
  openId: null,
  detail: null,
  detailPhase: 'loading',
}))

/** Shows a run's new orders (R8), or one order, or all. */
export async function showInSearch(runId: number | null, orderId: number | null): Promise<void> {
  if (orderId !== null) openOrder(orderId)
  else closeOrder()
  await showRun(runId)
}

let mayLeave = (action: () => void): void => action()

/** Who has a say before another order is shown: a form with unsaved changes. */
export function guardOrder(guard: (action: () => void) => void): void {
  mayLeave = guard
}

/** Shows an order beside the list; asks first where something is not saved. */
export function openOrder(orderId: number): void {
  if (orderId === useOrders.getState().openId) void readOrder(orderId)
  else mayLeave(() => void readOrder(orderId))
}

async function readOrder(orderId: number): Promise<void> {
  useOrders.setState((state) => ({
    openId: orderId,
    detailPhase: state.detail?.id === orderId ? 'ready' : 'loading',
  }))
  const answer = await request('orders.get', { orderId })
  if (useOrders.getState().openId !== orderId) return
  const detail = answer.ok ? answer.value : null
  useOrders.setState({ detail, detailPhase: detail === null ? 'gone' : 'ready' })
}

/** Closes the order; asks first where something is not saved. */
export function closeOrder(): void {
  mayLeave(() => useOrders.setState({ openId: null, detail: null }))
}
