import { create } from 'zustand'
import type { PullTrial, PullView } from '../../main/words/easyfatt-pull.ts'
import type { FailureValue } from '../../main/words/failure.ts'
import { type Result, request } from '../client.ts'
import { toastFailure } from '../state/toasts.ts'

interface PullState {
  readonly shopId: number | null
  readonly view: PullView | null
  readonly failure: FailureValue | null
  /** Just made: shown until another shop, or another screen, is looked at. */
  readonly password: string | null
  readonly trial: PullTrial | null
  readonly busy: 'switching' | 'trying' | null
}

const nothing = { view: null, failure: null, password: null, trial: null, busy: null } as const

/** *Easyfatt prende gli ordini da solo* (R45), of the shop that the page shows. */
export const usePull = create<PullState>()(() => ({ shopId: null, ...nothing }))

/** Shows a shop's address; a password made before is not shown again. */
export async function showPull(shopId: number): Promise<void> {
  usePull.setState({ shopId, ...nothing })
  await refreshPull()
}

/** Reads anew what is shown. */
export async function refreshPull(): Promise<void> {
  const { shopId } = usePull.getState()
  if (shopId === null) return
  const answer = await request('easyfattPull.view', { shopId })
  if (usePull.getState().shopId !== shopId) return
  if (answer.ok) usePull.setState({ view: answer.value, failure: null })
  else usePull.setState({ failure: answer.failure })
}

/** Switches the shop's address on or off. */
export async function switchPull(isOn: boolean): Promise<void> {
  const answer = await change((shopId) =>
    request(isOn ? 'easyfattPull.switchOn' : 'easyfattPull.switchOff', { shopId }),
  )
  if (answer !== undefined) usePull.setState({ password: answer })
}

/** *Nuova password*. */
export async function renewPassword(): Promise<void> {
  const password = await change((shopId) => request('easyfattPull.newPassword', { shopId }))
  if (password !== undefined) usePull.setState({ password })
}

/** Another port, or the same once more. */
export async function tryPort(isAnother: boolean): Promise<void> {
  await change(() => request(isAnother ? 'easyfattPull.otherPort' : 'easyfattPull.retry', undefined))
}

/** *Sistemato in Easyfatt*; null: all of the shop. */
export async function settlePulled(orderIds: readonly number[] | null): Promise<void> {
  await change((shopId) => request('easyfattPull.settle', { shopId, orderIds }))
}

/** *Prova come farebbe Easyfatt*. */
export async function tryPull(): Promise<void> {
  const { shopId } = usePull.getState()
  if (shopId === null) return
  usePull.setState({ busy: 'trying', trial: null })
  const answer = await request('easyfattPull.trial', { shopId })
  if (usePull.getState().shopId !== shopId) return
  usePull.setState({ busy: null, trial: answer.ok ? answer.value : null })
  if (!answer.ok) toastFailure(answer.failure)
}

/** Undefined when it was refused, which is said, or another shop is shown meanwhile. */
async function change<Value>(ask: (shopId: number) => Promise<Result<Value>>): Promise<Value | undefined> {
  const { shopId } = usePull.getState()
  if (shopId === null) return
  usePull.setState({ busy: 'switching', trial: null })
  const answer = await ask(shopId)
  const isShown = usePull.getState().shopId === shopId
  if (isShown) usePull.setState({ busy: null })
  if (!answer.ok) toastFailure(answer.failure)
  await refreshPull()
  return answer.ok && usePull.getState().shopId === shopId ? answer.value : undefined
}
