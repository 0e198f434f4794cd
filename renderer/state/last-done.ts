import { formatCount } from '../../main/words/format.ts'
import type { Marking } from '../../main/words/work.ts'
import type { Result } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { useApp } from './app-store.ts'
import { toast, toastFailure } from './toasts.ts'

/** The requests that take something back. */
type UndoRequest = 'orders.undoMark' | 'orders.undoAnnotation'

/** How what was done last is taken back by Ctrl+Z; null where that is nothing, or something else's turn. */
let takeBack: (() => void) | null = null

/** This is the last that was done. @returns takes it back */
export function rememberDone(by: UndoRequest, id: string): () => void {
  const undo = () => void undoDone(by, id)
  takeBack = undo
  return undo
}

/** Says what was done with how many orders, and offers to take it back. @returns whether it could be done */
export function sayDone(
  answer: Result<Marking>,
  words: (count: number, written: string) => string,
  by: UndoRequest,
): boolean {
  const { texts } = useApp.getState()
  if (!answer.ok) {
    toastFailure(answer.failure)
    return false
  }
  const { id, count } = answer.value
  if (count === 0) toast(texts.search.markedAlready)
  else {
    const act = rememberDone(by, id)
    toast(words(count, formatCount(count, texts.language)), '', false, [{ label: texts.common.undo, act }])
  }
  return true
}

async function undoDone(by: UndoRequest, id: string): Promise<void> {
  forgetLast()
  const { texts } = useApp.getState()
  const answer = await request(by, { id })
  if (!answer.ok) {
    toastFailure(answer.failure)
    return
  }
  const { count } = answer.value
  toast(texts.search.markUndone(count, formatCount(count, texts.language)))
}

/** Takes the last that was done back. @returns whether there is something */
export function undoLast(): boolean {
  const undo = takeBack
  takeBack = null
  undo?.()
  return undo !== null
}

/** Something else was done since: Ctrl+Z takes that back. */
export function forgetLast(): void {
  takeBack = null
}
