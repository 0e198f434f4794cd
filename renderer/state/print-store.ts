import { create } from 'zustand'
import { leftOutText } from '../../main/texts/index.ts'
import { formatCount } from '../../main/words/format.ts'
import type { Argument } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { useApp } from './app-store.ts'
import { askAway } from './away-store.ts'
import { askLeftOut } from './left-out-store.ts'
import { markHandedOver } from './marking.ts'
import { takeBackActions } from './take-back.ts'
import { toast, toastFailure } from './toasts.ts'
import { fileActions } from './written-file.ts'

/** Whether something is on its way to paper or PDF. */
export const usePrinting = create<{ readonly busy: boolean }>()(() => ({ busy: false }))

/** Prints, or saves as PDF, and says how it went; the system's own dialogs ask for the rest. */
export async function printOrders(
  wanted: Omit<Argument<'orders.print'>, 'withCancelled'>,
  alsoDone = false,
): Promise<void> {
  if (usePrinting.getState().busy) return
  const { of, what: kind, onlyNew = false } = wanted
  if (!(await askAway(onlyNew))) return
  const withCancelled = await askLeftOut({ of, kind, onlyNew })
  if (withCancelled === null) return
  const { texts } = useApp.getState()
  usePrinting.setState({ busy: true })
  const answer = await request('orders.print', { ...wanted, withCancelled })
  usePrinting.setState({ busy: false })
  if (!answer.ok) toastFailure(answer.failure)
  else if (answer.value !== null) {
    const { file, handoverId, omitted, repeated } = answer.value
    const left = leftOutText(texts, omitted)
    const again = repeated > 0 ? texts.print.already(repeated, formatCount(repeated, texts.language)) : ''
    const text = file === null ? texts.print.printed : texts.print.saved
    const marked = alsoDone && handoverId !== null ? await markHandedOver(handoverId) : ''
    const detail = [file ?? '', left && texts.leftOut.omitted(left), again, marked]
    toast(text, detail.filter(Boolean).join(' · '), false, [
      ...(file === null ? [] : fileActions(file)),
      ...takeBackActions(handoverId),
    ])
  }
}
