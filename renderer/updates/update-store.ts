import { create } from 'zustand'
import type { UpdateView } from '../../main/words/program-view.ts'
import { request } from '../client.ts'
import { useApp } from '../state/app-store.ts'
import { toastFailure } from '../state/toasts.ts'

interface UpdateState {
  readonly view: UpdateView
  /** *Più tardi*: this version is not offered again until the program starts anew. */
  readonly laterVersion: string | null
}

export const useUpdate = create<UpdateState>()(() => ({
  view: useApp.getState().start.update,
  laterVersion: null,
}))

/** What became of looking for, fetching or installing an update. */
export function takeUpdate(view: UpdateView): void {
  useUpdate.setState({ view })
}

/** Speaks no more of this version. */
export function putOff(): void {
  useUpdate.setState(({ view }) => ({ laterVersion: view.version }))
}

/** Looks, fetches or installs; what comes of it is in the store, a refusal is shown. */
export async function askUpdate(what: 'check' | 'download' | 'install'): Promise<void> {
  const answer = await request(`update.${what}`, undefined)
  if (answer.ok) return takeUpdate(answer.value)
  toastFailure(answer.failure)
}
