/** The check characters of Italian fiscal codes. */

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
