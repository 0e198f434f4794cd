import { create } from 'zustand'
import type { Alert, AppStart, Preferences, Run, RunProgress, ShopView } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { type Texts, textsFor } from '../texts/index.ts'
import { applyProgress, applyRun } from './shops.ts'

export interface AppState {
  readonly start: AppStart
  readonly shops: readonly ShopView[]
  readonly preferences: Preferences
  /** Automatic sync is paused until then; what lies in the past counts no more. */
  readonly pausedUntil: string | null
  readonly alerts: readonly Alert[]
  readonly texts: Texts
}

/**
 * What every screen stands on. Filled by {@link startApp} and {@link takeShops} before any is drawn; when main cannot
 * even say how to begin, the browser's language and the system's colours will do to tell so.
 */
export const useApp = create<AppState>()(
  () =>
    ({
      shops: [],
      preferences: { theme: 'system' } as Preferences,
      texts: textsFor(navigator.language.startsWith('it') ? 'it' : 'en'),
    }) as Partial<AppState> as AppState,
)

/** Takes over main's first answer. */
export function startApp(start: AppStart): void {
  useApp.setState({
    start,
    preferences: start.preferences,
    pausedUntil: start.pausedUntil,
    alerts: start.alerts,
    texts: textsFor(start.language),
  })
  document.documentElement.lang = start.language
}

/** The texts in the language of the program. */
export const useTexts = (): Texts => useApp((state) => state.texts)

/** Asks main again: it alone can tell which language "the computer's" is. */
export async function reloadPreferences(): Promise<void> {
  const answer = await request('app.start', undefined)
  if (!answer.ok) return
  useApp.setState({ preferences: answer.value.preferences, texts: textsFor(answer.value.language) })
  document.documentElement.lang = answer.value.language
}

/** Automatic sync pauses until then, or no longer. */
export function takePause(pausedUntil: string | null): void {
  useApp.setState({ pausedUntil })
}

/** What the program has to tell about itself, whole. */
export function takeAlerts(alerts: readonly Alert[]): void {
  useApp.setState({ alerts })
}

/** The list of the shops, whole. */
export function takeShops(shops: readonly ShopView[]): void {
  useApp.setState({ shops })
}

/** Puts one shop, just saved, in the list: the event with the whole list may come later. */
export function takeShop(shop: ShopView): void {
  useApp.setState(({ shops }) => ({
    shops: shops.some((known) => known.id === shop.id)
      ? shops.map((known) => (known.id === shop.id ? shop : known))
      : [...shops, shop],
  }))
}

/** How far a run has come. */
export function takeProgress(progress: RunProgress): void {
  useApp.setState(({ shops }) => ({ shops: applyProgress(shops, progress) }))
}

/** A run began or ended. */
export function takeRun(run: Run): void {
  useApp.setState(({ shops }) => ({ shops: applyRun(shops, run) }))
}
