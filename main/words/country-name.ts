import type { Language } from './format.ts'

const names = new Map<Language, Intl.DisplayNames>()

/** What a country is called; its code where that is none. */
export function countryName(code: string, language: Language): string {
  if (!/^[A-Z]{2}$/.test(code)) return code
  const known = names.get(language) ?? new Intl.DisplayNames([language], { type: 'region' })
  names.set(language, known)
  return known.of(code) ?? code
}
