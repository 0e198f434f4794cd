import { app } from 'electron'
import type { Preferences } from '../../preload/contract.ts'

/** The language to speak: the one chosen, or the first of the system's that the program knows; else Italian. */
export function languageOf({ language }: Pick<Preferences, 'language'>): 'it' | 'en' {
  if (language !== 'system') return language
  const spoken = app.getPreferredSystemLanguages().map((tag) => tag.slice(0, 2).toLowerCase())
  return spoken.find((tag) => tag === 'it' || tag === 'en') === 'en' ? 'en' : 'it'
}
