import { create } from 'zustand'
import { textsFor } from '../../main/texts/index.ts'
import type { Texts } from '../../main/texts/shape.ts'
import type { Alert } from '../../main/words/alert.ts'
import { type AppStart, usualPreferences } from '../../main/words/program-view.ts'
import type { Run, RunProgress } from '../../main/words/run.ts'
import type { Preferences } from '../../main/words/schemas.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { request } from '../client.ts'
import { applyProgress, applyRun } from './shops.ts'

export interface AppState {
  readonly start: AppStart
  readonly shops: readonly ShopView[]
  readonly preferences: Preferences
  /** Automatic sync is paused until then; not at all when that is in the past. */
  readonly pausedUntil: string | null
  readonly alerts: readonly Alert[]
  readonly texts: Texts
}

/** When main cannot even say how to begin, the browser's language and the system's colours will do to tell so. */
const beforeStart: AppStart = {
  version: '',
  os: 'windows',
  language: navigator.language.startsWith('it') ? 'it' : 'en',
  preferences: usualPreferences,
  platforms: [],
  credentialsEncrypted: true,
  alerts: [],
  pausedUntil: null,
  update: { phase: 'unconfigured', version: null, notes: '', percent: 0, failure: null },
  destination: { to: 'download' },
}

/** What every screen stands on. Filled by {@link startApp} and {@link takeShops} before any is drawn. */
export const useApp = create<AppState>()(() => ({ ...startState(beforeStart), shops: [] }))

function startState(start: AppStart): Omit<AppState, 'shops'> {
  const { preferences, pausedUntil, alerts, language } = start
  return { start, preferences, pausedUntil, alerts, texts: textsFor(language) }
}

/** Takes over main's first answer. */
export function startApp(start: AppStart): void {
  useApp.setState(startState(start))
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

/** The list of the shops, whole. What did not change stays the same object, and is not drawn again. */
export function takeShops(shops: readonly ShopView[]): void {
  const known = new Map(useApp.getState().shops.map((shop) => [JSON.stringify(shop), shop]))
  useApp.setState({ shops: shops.map((shop) => known.get(JSON.stringify(shop)) ?? shop) })
}

/** Puts one shop, just saved, in the list: the event with the whole list may come later. */
export function takeShop(shop: ShopView): void {
  useApp.setState(({ shops }) => ({
    shops: shops.some((known) => known.id === shop.id)
      ? shops.map((known) => (known.id === shop.id ? shop : known))
      : [...shops, shop],
  }))
}

/** How far runs have come. */
export function takeProgress(figures: readonly RunProgress[]): void {
  useApp.setState(({ shops }) => ({ shops: figures.reduce(applyProgress, shops) }))
}

/** A run began or ended. */
export function takeRun(run: Run): void {
  useApp.setState(({ shops }) => ({ shops: applyRun(shops, run) }))
}
