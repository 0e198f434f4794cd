import { app } from 'electron'
import { type Language, languages } from '../words/format.ts'
import type { Preferences } from '../words/schemas.ts'

/** The language to speak: the one chosen, or the first of the system's that the program knows; else Italian. */
export function languageOf({ language }: Pick<Preferences, 'language'>): Language {
  if (language !== 'system') return language
  const spoken = app.getPreferredSystemLanguages().map((tag) => tag.slice(0, 2).toLowerCase())
  return spoken.flatMap((tag) => languages.find((known) => known === tag) ?? [])[0] ?? 'it'
}
