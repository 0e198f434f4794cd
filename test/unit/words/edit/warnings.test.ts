import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fiscalCodeCheck, vatNumberCheck } from '../../../../main/words/check-characters.ts'
import { warningFor } from '../../../../main/words/edit/warnings.ts'

const fiscal = (code: string, country = 'IT') => warningFor('fiscal.fiscalCode', code, country)
const vat = (number: string, country = 'IT') => warningFor('fiscal.vatNumber', number, country)

describe('R25 R27 what looks wrong is said, in the field', () => {
  test('codice fiscale: length, form, check character', () => {
    expect(fiscal('')).toBeNull()
    expect(fiscal('RSSMRA80A01H501U')).toBeNull()
    expect(fiscal(' rssmra80a01h501u ')).toBeNull()
    expect(fiscal('RSSMRA80A01H501X')).toBe('fiscal-code-check')
    expect(fiscal('RSSMRA80A01H501')).toBe('fiscal-code-length')
    expect(fiscal('RSSMRA80F01H501U')).toBe('fiscal-code-form')
    expect(fiscal('12345678', 'FR')).toBeNull()
  })

  test('codice fiscale: letters for digits where two people would have the same (omocodia)', () => {
    const first15 = 'RSSMRA80A01H50M'
    expect(fiscal(first15 + fiscalCodeCheck(first15))).toBeNull()
    const all = 'RSSMRAULALMHRLM'
    expect(fiscal(all + fiscalCodeCheck(all))).toBeNull()
  })

  test('one wrong character of a partita IVA is always noticed', () => {
    expect(vat('01234567897')).toBeNull()
    expect(vat('IT01234567897')).toBeNull()
    expect(fiscal('01234567897')).toBeNull()
    expect(vat('0123456789')).toBe('vat-number-form')
    expect(vat('DE123456789', 'DE')).toBeNull()
    fc.assert(
      fc.property(
        fc.array(fc.nat(9), { minLength: 10, maxLength: 10 }),
        fc.nat(10),
        fc.integer({ min: 1, max: 9 }),
        (digits, place, by) => {
          const right = digits.join('') + vatNumberCheck(digits.join(''))
          expect(vat(right)).toBeNull()
          const wrong = [...right]
            .map((digit, at) => (at === place ? String((Number(digit) + by) % 10) : digit))
            .join('')
          expect(vat(wrong)).toBe('vat-number-check')
        },
      ),
    )
  })

  test.each([
    ['fiscal.sdiCode', 'M5UXCR1', 'ABCDE', 'sdi-code-form'],
    ['fiscal.sdiCode', 'UFABCD', 'M5UXCR12', 'sdi-code-form'],
    ['fiscal.pec', 'ditta@pec.it', 'ditta.pec.it', 'email-form'],
    ['customer.email', 'a@b.it', 'a b@c.it', 'email-form'],
    ['billing.postcode', '47121', '4712', 'postcode-form'],
    ['billing.province', 'FC', 'FO', 'province-unknown'],
    ['shipping.country', 'IT', 'ITA', 'country-unknown'],
    ['shipping.country', 'FR', 'QQ', 'country-unknown'],
  ])('%s: %s is fine, %s is not', (path, fine, wrong, warning) => {
    expect(warningFor(path, fine, 'IT')).toBeNull()
    expect(warningFor(path, wrong, 'IT')).toBe(warning)
    expect(warningFor(path, '', 'IT')).toBeNull()
  })

  test('what is Italian is asked of Italian addresses only', () => {
    expect(warningFor('billing.postcode', 'SW1A 1AA', 'GB')).toBeNull()
    expect(warningFor('billing.province', 'Bavaria', 'DE')).toBeNull()
  })
})
