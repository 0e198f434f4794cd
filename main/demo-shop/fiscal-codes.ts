/** Italian fiscal codes with right check characters, as the known invoicing plugins would have checked them. */
import { fiscalCodeCheck } from '../words/check-characters.ts'

const months = 'ABCDEHLMPRST'

export interface Born {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
  readonly woman: boolean
  /** The land registry's code of the town, such as H501 for Rome. */
  readonly town: string
}

/** The codice fiscale of a person: letters of the names, date, town, check character. */
export function fiscalCode(firstName: string, lastName: string, born: Born): string {
  const day = born.day + (born.woman ? 40 : 0)
  const first15 =
    nameLetters(lastName, false) +
    nameLetters(firstName, true) +
    String(born.year % 100).padStart(2, '0') +
    months.charAt(born.month - 1) +
    String(day).padStart(2, '0') +
    born.town
  return first15 + fiscalCodeCheck(first15)
}

/** Consonants, then vowels, then X; a first name with four consonants or more leaves out the second. */
function nameLetters(name: string, first: boolean): string {
  const letters = name
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^A-Z]/g, '')
  const consonants = letters.replace(/[AEIOU]/g, '')
  const vowels = letters.replace(/[^AEIOU]/g, '')
  const chosen = first && consonants.length > 3 ? consonants.charAt(0) + consonants.slice(2) : consonants
  return `${chosen}${vowels}XXX`.slice(0, 3)
}
