import { formatCount } from '../../main/words/format.ts'
import { request } from '../client.ts'
import { useApp } from './app-store.ts'
import { type ToastAction, toast, toastFailure } from './toasts.ts'

/** *Riprendi*: what was exported or printed does not count, and its orders are new again (R41). */
export async function takeBack(handoverId: number): Promise<void> {
  const answer = await request('orders.takeBackHandover', { id: handoverId })
  const { texts } = useApp.getState()
  const words = texts.search.handovers
  if (!answer.ok) toastFailure(answer.failure)
  else toast(words.takenBack(answer.value, formatCount(answer.value, texts.language)))
}

/** Offers that beside what has just gone out. */
export function takeBackActions(handoverId: number | null): readonly ToastAction[] {
  if (handoverId === null) return []
  return [{ label: useApp.getState().texts.search.handovers.takeBack, act: () => void takeBack(handoverId) }]
}
