import { create } from 'zustand'
import type { OrderDetail } from '../../main/words/order-view.ts'
import { request } from '../client.ts'

interface OpenOrderState {
  readonly openId: number | null
  readonly detail: OrderDetail | null
  readonly detailPhase: 'loading' | 'ready' | 'gone'
}

/** Which order is open in the search window. The list is in `search/order-list-store.ts`. */
export const useOpenOrder = create<OpenOrderState>()(() => ({
  openId: null,
  detail: null,
  detailPhase: 'loading',
}))

let mayLeave = (action: () => void): void => action()
let isFree = (): boolean => true

/** Asked before another order is shown: a form with unsaved changes may refuse. */
export function guardOrder(guard: (action: () => void) => void, free: () => boolean): void {
  mayLeave = guard
  isFree = free
}

/** The open order, if it may be left without a question. */
export function freeOrder(): number | null {
  const { openId } = useOpenOrder.getState()
  return openId !== null && isFree() ? openId : null
}

/** Shows an order beside the list; asks first where something is not saved. */
export function openOrder(orderId: number): void {
  if (orderId === useOpenOrder.getState().openId) void readOrder(orderId)
  else mayLeave(() => void readOrder(orderId))
}

async function readOrder(orderId: number): Promise<void> {
  useOpenOrder.setState((state) => ({
    openId: orderId,
    detailPhase: state.detail?.id === orderId ? 'ready' : 'loading',
  }))
  const answer = await request('orders.get', { orderId })
  if (useOpenOrder.getState().openId !== orderId) return
  const detail = answer.ok ? answer.value : null
  useOpenOrder.setState({ detail, detailPhase: detail === null ? 'gone' : 'ready' })
}

/** Closes the order; asks first where something is not saved. */
export function closeOrder(): void {
  mayLeave(() => useOpenOrder.setState({ openId: null, detail: null }))
}
