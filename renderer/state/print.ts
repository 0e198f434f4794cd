import { create } from 'zustand'
import type { Argument } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { useApp } from './app-store.ts'
import { toast, toastFailure } from './notices.ts'

/** Whether something is on its way to paper or PDF. */
export const usePrinting = create<{ readonly busy: boolean }>()(() => ({ busy: false }))

/** Prints, or saves as PDF, and says how it went; the system's own dialogs ask for the rest. */
export async function printOrders(wanted: Argument<'orders.print'>): Promise<void> {
  if (usePrinting.getState().busy) return
  const { texts } = useApp.getState()
  usePrinting.setState({ busy: true })
  const answer = await request('orders.print', wanted)
  usePrinting.setState({ busy: false })
  if (!answer.ok) toastFailure(answer.failure)
  else if (answer.value !== null) toast(texts.print.saved, answer.value)
}
