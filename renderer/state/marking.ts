import { failureText } from '../../main/texts/index.ts'
import { formatCount } from '../../main/words/format.ts'
import type { Marking, Work, WorkState } from '../../main/words/work.ts'
import type { Argument, Result } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { useApp } from './app-store.ts'
import { rememberDone, sayDone } from './last-done.ts'

/** Marks orders as to do, waiting or done (R40), says how many, and offers to take it back. */
export async function mark(of: Argument<'orders.mark'>['of'], work: Work): Promise<void> {
  said(await request('orders.mark', { of, work }), work.state)
}

/** *Rimetti da lavorare quelli degli ultimi 7 giorni*. @returns whether that could be done */
export async function reopenLast(): Promise<boolean> {
  return said(await request('orders.reopen', undefined), 'todo')
}

/** What an alert says a first download brought is done, and passed on as every kind. @returns whether that could be done */
export async function passOn(alertId: number): Promise<boolean> {
  return said(await request('orders.passOn', { alertId }), 'done')
}

/** *e segna come fatti*: what has just gone out. @returns what is to be said of it; '' where nothing was left to mark */
export async function markHandedOver(handoverId: number): Promise<string> {
  const { texts } = useApp.getState()
  const answer = await request('orders.mark', { of: { handoverId }, work: { state: 'done' } })
  if (!answer.ok) return failureText(texts, answer.failure).message
  const { id, count } = answer.value
  if (count === 0) return ''
  rememberDone('orders.undoMark', id)
  return texts.search.marked.done(count, formatCount(count, texts.language))
}

function said(answer: Result<Marking>, state: WorkState): boolean {
  return sayDone(answer, useApp.getState().texts.search.marked[state], 'orders.undoMark')
}
