/** Italian fiscal codes with right check characters, as the known invoicing plugins would have checked them. */

const months = 'ABCDEHLMPRST'

/** The value of a character in an odd place (first, third, ...): the table of DM 12 March 1974. */
const oddValues: Readonly<Record<string, number>> = Object.fromEntries(
  [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23].flatMap(
    (value, place) => {
      const letter = String.fromCharCode(65 + place)
      return place < 10
        ? [
            [letter, value],
            [String(place), value],
          ]
        : [[letter, value]]
    },
  ),
)

/** The last character of a codice fiscale, from its first fifteen (capital letters and digits). */
export function fiscalCodeCheck(first15: string): string {
  let sum = 0
  for (let place = 0; place < 15; place++) {
    const character = first15.charAt(place)
    const even = /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65
    sum += place % 2 === 0 ? (oddValues[character] ?? 0) : even
  }
  return String.fromCharCode(65 + (sum % 26))
}

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

/** The eleventh digit of a partita IVA, from its first ten (Luhn). */
export function vatNumberCheck(first10: string): string {
  let sum = 0
  for (let place = 0; place < 10; place++) {
    const digit = Number(first10.charAt(place))
    const doubled = digit * 2
    sum += place % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled
  }
  return String((10 - (sum % 10)) % 10)
}
