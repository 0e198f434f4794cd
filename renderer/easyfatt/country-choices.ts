import { countryName } from '../../main/words/country-name.ts'
import type { Language } from '../../main/words/format.ts'

interface Choice {
  readonly value: string
  readonly label: string
}

const known = new Map<Language, readonly Choice[]>()
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
/** No countries, though they have names. */
const others = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ'])

/** Every country by its code, in the order of their names. Made once: asking for each name takes a while. */
export function countryChoices(language: Language): readonly Choice[] {
  const made = known.get(language) ?? makeChoices(language)
  known.set(language, made)
  return made
}

function makeChoices(language: Language): readonly Choice[] {
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .map((value) => ({ value, label: countryName(value, language) }))
    .filter(({ value, label }) => label !== value && !others.has(value))
    .sort((a, b) => a.label.localeCompare(b.label, language))
}
