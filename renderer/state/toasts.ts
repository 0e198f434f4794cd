import { create } from 'zustand'
import { failureText } from '../../main/texts/index.ts'
import type { FailureValue } from '../../main/words/failure.ts'
import { request } from '../client.ts'
import { useApp } from './app-store.ts'

/** What can be done about what is said. */
export interface ToastAction {
  readonly label: string
  readonly act: () => void
}

interface ToastsState {
  /** What a screen reader should say; never shown. */
  readonly announcement: string
  /** What is shown for a moment in a corner. */
  readonly toast: {
    readonly id: number
    readonly text: string
    readonly detail: string
    readonly bad: boolean
    readonly actions: readonly ToastAction[]
  } | null
}

export const useToasts = create<ToastsState>()(() => ({ announcement: '', toast: null }))

let counter = 0

/** Says something to who cannot see it. */
export function announce(announcement: string): void {
  useToasts.setState({ announcement })
}

/** Shows, and says, that something was done; or, `bad`, that it was not. */
export function toast(text: string, detail = '', bad = false, actions: readonly ToastAction[] = []): void {
  counter += 1
  useToasts.setState({ toast: { id: counter, text, detail, bad, actions } })
}

/** Shows, and says, why something was not done. */
export function toastFailure(failure: FailureValue): void {
  const { message, remedy } = failureText(useApp.getState().texts, failure)
  toast(message, remedy, true, desksActions(failure))
}

/** What the server of the desks keeps from being done is seen to where they are (R55). */
export function desksActions({ code }: FailureValue): readonly ToastAction[] {
  if (!code.startsWith('desks-')) return []
  const { open } = useApp.getState().texts.desks
  return [{ label: open, act: () => void request('windows.desks', undefined) }]
}

/** Takes away what is shown, before its time. */
export function dismissToast(): void {
  useToasts.setState({ toast: null })
}
