import type { AppStart } from '../../main/words/program-view.ts'
import type { Preferences } from '../../main/words/schemas.ts'
import { request } from '../client.ts'
import { useApp } from './app-store.ts'
import { type ToastAction, toast, toastFailure } from './toasts.ts'

/** Whether the program, which has just begun to sync by itself, should offer to start with the computer. Pure. */
export function mayOfferStart(
  wasOn: boolean,
  isOn: boolean,
  os: AppStart['os'],
  { openAtLogin }: Pick<Preferences, 'openAtLogin'>,
): boolean {
  // Electron cannot ask that of a Linux desktop.
  return !wasOn && isOn && !openAtLogin && os !== 'linux'
}

/** *Parti con il computer*, where automatic sync was switched on (R18); none where there is nothing to offer. */
export function startOffer(wasOn: boolean, isOn: boolean): readonly ToastAction[] {
  const { start, preferences, texts } = useApp.getState()
  if (!mayOfferStart(wasOn, isOn, start.os, preferences)) return []
  return [{ label: texts.settings.sync.startWithComputer, act: () => void startWithComputer() }]
}

async function startWithComputer(): Promise<void> {
  const { preferences, texts } = useApp.getState()
  const wanted = { ...preferences, openAtLogin: true, startHidden: true }
  const answer = await request('preferences.save', wanted)
  if (!answer.ok) {
    toastFailure(answer.failure)
    return
  }
  useApp.setState({ preferences: answer.value })
  toast(texts.settings.sync.startsWithComputer)
}
