import { create } from 'zustand'
import type { FailureValue } from '../../main/failure.ts'
import { failureText } from '../texts/index.ts'
import { useApp } from './app-store.ts'

interface NoticesState {
  /** What a screen reader should say; never shown. */
  readonly announcement: string
  /** What is shown for a moment in a corner. */
  readonly toast: {
    readonly id: number
    readonly text: string
    readonly detail: string
    readonly bad: boolean
  } | null
}

export const useNotices = create<NoticesState>()(() => ({ announcement: '', toast: null }))

let counter = 0

/** Says something to who cannot see it. */
export function announce(announcement: string): void {
  useNotices.setState({ announcement })
}

/** Shows, and says, that something was done; or, `bad`, that it was not. */
export function toast(text: string, detail = '', bad = false): void {
  counter += 1
  useNotices.setState({ toast: { id: counter, text, detail, bad } })
}

/** Shows, and says, why something was not done. */
export function toastFailure(failure: FailureValue): void {
  const { message, remedy } = failureText(useApp.getState().texts, failure)
  toast(message, remedy, true)
}

/** Takes away what is shown, before its time. */
export function dismissToast(): void {
  useNotices.setState({ toast: null })
}
