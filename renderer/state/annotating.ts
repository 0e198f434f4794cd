import type { Argument } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { useApp } from './app-store.ts'
import { sayDone } from './last-done.ts'

/** Writes our note on an order (R43), and offers to take that back. @returns whether it could be saved */
export async function noteOrder(orderId: number, note: string): Promise<boolean> {
  const answer = await request('orders.note', { orderId, note })
  return sayDone(answer, () => useApp.getState().texts.order.own.noteSaved, 'orders.undoAnnotation')
}

/** Gives tags to orders, or takes them away (R43), says how many, and offers to take that back. */
export async function tagOrders(change: Argument<'orders.tag'>): Promise<boolean> {
  const answer = await request('orders.tag', change)
  return sayDone(answer, useApp.getState().texts.order.own.tagged, 'orders.undoAnnotation')
}
