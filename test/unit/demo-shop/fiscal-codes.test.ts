import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fiscalCode } from '../../../main/demo-shop/fiscal-codes.ts'
import { lastNames, men, towns, women } from '../../../main/demo-shop/people.ts'
import { fiscalCodeCheck, vatNumberCheck } from '../../../main/words/check-characters.ts'

/** The official tables, written out once more so that the two can disagree. */
const odd = 'BAKPLCQDREVOSFTGUHMINJWZYX'
const isRightCode = (code: string): boolean => {
  const digit = (character: string) =>
    /\d/.test(character) ? 'ABCDEFGHIJ'.charAt(Number(character)) : character
  let sum = 0
  for (const [place, character] of [...code.slice(0, 15)].entries()) {
    const letter = digit(character)
    sum += place % 2 === 1 ? letter.charCodeAt(0) - 65 : odd.indexOf(letter)
  }
  return String.fromCharCode(65 + (sum % 26)) === code.charAt(15)
}

/** All eleven digits of a partita IVA, check digit included, sum to a multiple of ten. */
const isRightVat = (number: string): boolean =>
  [...number].reduceRight((sum, character, place) => {
    const digit = Number(character) * (place % 2 === 1 ? 2 : 1)
    return sum + Math.floor(digit / 10) + (digit % 10)
  }, 0) %
    10 ===
  0

describe('codice fiscale', () => {
  it.each([
    ['Mario', 'Rossi', { year: 1980, month: 1, day: 1, woman: false, town: 'H501' }, 'RSSMRA80A01H501U'],
    ['Giulia', 'Fo', { year: 1990, month: 12, day: 7, woman: true, town: 'F205' }, /^FOXGLI90T47F205[A-Z]$/],
    [
      'Niccolò',
      "Dall'Ò",
      { year: 2001, month: 5, day: 28, woman: false, town: 'L219' },
      /^DLLNCL01E28L219[A-Z]$/,
    ],
    [
      'Francesca',
      'Lo Cascio',
      { year: 1955, month: 8, day: 9, woman: true, town: 'A662' },
      /^LCSFNC55M49A662[A-Z]$/,
    ],
  ])('of %s %s is made from names, date and town', (first, last, born, expected) => {
    expect(fiscalCode(first, last, born)).toMatch(expected)
  })

  it('always has the right check character', () => {
    const born = fc.record({
      year: fc.integer({ min: 1920, max: 2020 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 31 }),
      woman: fc.boolean(),
      town: fc.constantFrom(...towns.map(({ code }) => code)),
    })
    fc.assert(
      fc.property(
        fc.constantFrom(...women, ...men),
        fc.constantFrom(...lastNames),
        born,
        (first, last, when) => {
          const code = fiscalCode(first, last, when)
          expect(code).toMatch(/^[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z]$/)
          expect(isRightCode(code)).toBe(true)
        },
      ),
    )
  })

  it('with another character in one place no longer checks', () => {
    expect(fiscalCodeCheck('RSSMRA80A01H501')).toBe('U')
    expect(fiscalCodeCheck('RSSMRA80A01H502')).not.toBe('U')
  })
})

describe('partita IVA', () => {
  it('01234567897, as every plugin knows it, has 7 as its check digit', () => {
    expect(vatNumberCheck('0123456789')).toBe('7')
  })

  it('always has the right check digit', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{10}$/), (first10) => {
        expect(isRightVat(first10 + vatNumberCheck(first10))).toBe(true)
      }),
    )
  })
})
