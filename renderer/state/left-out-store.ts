import { create } from 'zustand'
import type { LeftOutCounts } from '../../main/words/order-view.ts'
import type { Argument } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { toastFailure } from './toasts.ts'

interface LeftOutState {
  /** What is asked about; null: nothing. */
  readonly counts: LeftOutCounts | null
  readonly answer: (withCancelled: boolean | null) => void
}

/** The question whether cancelled, failed and refunded orders are to go out as well (R42). */
export const useLeftOut = create<LeftOutState>()(() => ({ counts: null, answer: () => undefined }))

/**
 * Asks the operator where there are such orders.
 * @returns whether they are to go out; null when nothing is
 */
export async function askLeftOut(about: Argument<'orders.leftOut'>): Promise<boolean | null> {
  const found = await request('orders.leftOut', about)
  if (!found.ok) {
    toastFailure(found.failure)
    return null
  }
  const { leftOut } = found.value
  if (leftOut.cancelled + leftOut.failed + leftOut.refunded === 0) return false
  useLeftOut.getState().answer(null)
  return new Promise((resolve) => {
    const answer = (withCancelled: boolean | null) => {
      useLeftOut.setState({ counts: null, answer: () => undefined })
      resolve(withCancelled)
    }
    useLeftOut.setState({ counts: found.value, answer })
  })
}
