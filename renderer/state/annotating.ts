import { formatCount } from '../../main/words/format.ts'
import type { Marking } from '../../main/words/work.ts'
import type { Argument, Result } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { useApp } from './app-store.ts'
import { forgetLast, rememberDone } from './last-done.ts'
import { toast, toastFailure } from './toasts.ts'

/** Writes our note on an order (R43), and offers to take that back. @returns whether it could be saved */
export async function noteOrder(orderId: number, note: string): Promise<boolean> {
  const answer = await request('orders.note', { orderId, note })
  return said(answer, () => useApp.getState().texts.order.own.noteSaved)
}

/** Gives tags to orders, or takes them away (R43), says how many, and offers to take that back. */
export async function tagOrders(change: Argument<'orders.tag'>): Promise<boolean> {
  const answer = await request('orders.tag', change)
  return said(answer, (count) => {
    const { language, order } = useApp.getState().texts
    return order.own.tagged(count, formatCount(count, language))
  })
}

function said(answer: Result<Marking>, words: (count: number) => string): boolean {
  const { texts } = useApp.getState()
  if (!answer.ok) {
    toastFailure(answer.failure)
    return false
  }
  const { id, count } = answer.value
  if (count === 0) {
    toast(texts.search.markedAlready)
    return true
  }
  const act = () => void undo(id)
  rememberDone(act)
  toast(words(count), '', false, [{ label: texts.common.undo, act }])
  return true
}

async function undo(id: string): Promise<void> {
  forgetLast()
  const { texts } = useApp.getState()
  const answer = await request('orders.undoAnnotation', { id })
  if (!answer.ok) {
    toastFailure(answer.failure)
    return
  }
  const { count } = answer.value
  toast(texts.search.markUndone(count, formatCount(count, texts.language)))
}
