import { create } from 'zustand'
import type { CheckStep, ShopCheck } from '../../main/words/check.ts'
import type { FailureValue } from '../../main/words/failure.ts'
import { request } from '../client.ts'

interface CheckState {
  /** Which form it belongs to (`new`, or a shop's id as text); null when none has been made. */
  readonly of: string | null
  readonly checkId: string | null
  readonly running: boolean
  readonly steps: readonly CheckStep[]
  readonly report: ShopCheck | null
  /** Why it could not be made at all, a wrong field for instance. */
  readonly failure: FailureValue | null
}

const idle: CheckState = { of: null, checkId: null, running: false, steps: [], report: null, failure: null }

/** *Prova connessione*: one at a time. */
export const useCheck = create<CheckState>()(() => idle)

let counter = 0

/** Checks a draft; the steps appear as they come. Answers the report, or null where none could be made. */
export async function runCheck(of: string, shopId: number | null, shop: unknown): Promise<ShopCheck | null> {
  await cancelCheck()
  counter += 1
  const checkId = `${Date.now()}-${counter}`
  useCheck.setState({ ...idle, of, checkId, running: true })
  const answer = await request('shops.check', { shopId, shop, checkId })
  if (useCheck.getState().checkId !== checkId) return null
  if (!answer.ok) {
    useCheck.setState({ running: false, failure: answer.failure })
    return null
  }
  useCheck.setState({ running: false, report: answer.value, steps: answer.value.steps })
  return answer.value
}

/** Breaks off *Prova connessione*. */
export async function cancelCheck(): Promise<void> {
  const { checkId, running } = useCheck.getState()
  if (!running || checkId === null) return
  useCheck.setState(idle)
  await request('shops.cancelCheck', { checkId })
}

/** Forgets what was found: the draft has changed since. */
export function forgetCheck(): void {
  if (!useCheck.getState().running) useCheck.setState(idle)
}

/** A step of the check is done; steps of another check are ignored. */
export function noteStep(checkId: string, step: CheckStep): void {
  if (useCheck.getState().checkId !== checkId) return
  useCheck.setState(({ steps }) => ({ steps: [...steps.filter((known) => known.id !== step.id), step] }))
}
