import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ascii, latin } from '../../../main/invoice/latin.ts'
import { makeInvoice } from '../../../main/invoice/make-invoice.ts'
import { provinceLetters } from '../../../main/invoice/provinces.ts'
import { inputOf, orderFor } from '../../support/invoices.ts'

describe('R48 the characters of an invoice file', () => {
  it.each([
    ['Łukasz Żółć', 'Lukasz Zólc'],
    ['Ștefan Țuțu', 'Stefan Tutu'],
    ['Γιώργος', 'Giorgos'],
    ['Иван Щукин', 'Ivan Shchukin'],
    ['张伟', 'ZhangWei'],
    ['Perché no? È così: à ò ù ñ ß ø', 'Perché no? È così: à ò ù ñ ß ø'],
    ['Œuvre™ – 10 €', 'OEuvre(TM) - 10 EUR'],
    ['ﬁne Ⅳ ①', 'fine IV 1'],
    ['a\u200bb\ufeffc\u00add', 'abcd'],
    ['\ud83d alone', 'alone'],
    ['🎁🎁', ''],
  ])('%s is written %s', (text, written) => {
    expect(latin(text)).toBe(written)
  })

  it('where only ASCII is taken, accents go as well', () => {
    expect(ascii('Perché ßø 5 €')).toBe('Perche sso 5 EUR')
  })

  it('are those that the schema takes, whatever a shop sends', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }))
    fc.assert(
      fc.property(text, (sent) => {
        expect(latin(sent)).toMatch(/^([!-~\xa1-\xff]([ -~\xa1-\xff]*[!-~\xa1-\xff])?)?$/)
        expect(ascii(sent)).toMatch(/^([!-~]([ -~]*[!-~])?)?$/)
        // Once written it stays so.
        expect(latin(latin(sent))).toBe(latin(sent))
      }),
    )
  })

  it('what was changed is told with the document', () => {
    const made = makeInvoice(
      inputOf(orderFor({ lines: [{ name: 'Tazza ☕ blu', price: '9.90', rate: '22' }] })),
    )
    expect(made.ok && made.document.changes).toEqual([
      { field: 'description', from: 'Tazza ☕ blu', to: 'Tazza blu' },
    ])
  })
})

it('R48 a province is known by its letters and by its name', () => {
  const found = [
    'MI',
    ' to ',
    'IT-RM',
    'Forlì-Cesena',
    "Reggio nell'Emilia",
    'REGGIO CALABRIA',
    'Provincia di Lecce',
  ]
  expect(found.map(provinceLetters)).toEqual(['MI', 'TO', 'RM', 'FC', 'RE', 'RC', 'LE'])
  expect(['', 'XX', 'Toscana', 'constructor'].map(provinceLetters)).toEqual([null, null, null, null])
})
