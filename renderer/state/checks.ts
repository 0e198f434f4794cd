import { formatCount } from '../../main/words/format.ts'
import type { Argument } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { useApp } from './app-store.ts'
import { toast, toastFailure } from './toasts.ts'

/** *Visto* (R42): of one order, or of those chosen; for one reason, or for all. */
export async function seeChecked(
  of: Argument<'orders.seeChecks'>['of'],
  reason: Argument<'orders.seeChecks'>['reason'] = null,
): Promise<void> {
  const answer = await request('orders.seeChecks', { of, reason })
  if (!answer.ok) return toastFailure(answer.failure)
  const { texts } = useApp.getState()
  if (answer.value > 0) toast(texts.checks.seenToast(answer.value, formatCount(answer.value, texts.language)))
}
