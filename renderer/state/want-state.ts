import { stateNameOf } from '../../main/texts/state-name.ts'
import { request } from '../client.ts'
import { useApp } from './app-store.ts'
import { toast, toastFailure } from './toasts.ts'

/** *Scarica sempre questo stato*, which can be undone; or no longer. */
export async function wantState(shopId: number, state: string, wanted: boolean): Promise<void> {
  const answer = await request('shops.wantState', { shopId, state, wanted })
  const { texts, shops } = useApp.getState()
  if (!answer.ok) {
    toastFailure(answer.failure)
    return
  }
  const words = texts.logScreen
  const name = stateNameOf(texts, shops, { shopId, state })
  const undo = { label: texts.common.undo, act: () => void wantState(shopId, state, false) }
  if (wanted) toast(words.stateWanted(name), words.stateWantedHint, false, [undo])
  else toast(words.stateUnwanted(name))
}
