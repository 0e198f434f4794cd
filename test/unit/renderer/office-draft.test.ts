import { expect, it } from 'vitest'
import { numberingSchema } from '../../../main/words/invoice-register.ts'
import { noSeller } from '../../../main/words/invoice-settings.ts'
import { firstNumberOf, officeProblems, tidySeller } from '../../../renderer/invoices/office-draft.ts'
import { bottega } from '../../support/invoice-office.ts'

const numbering = numberingSchema.parse({})
const problemsOf = (changes: object) => officeProblems({ seller: { ...bottega, ...changes }, numbering })

it('R48 codes are taken however they are typed', () => {
  const typed = {
    vatNumber: 'it 0123 4567 897',
    fiscalCode: ' rssmra80a01h501u',
    province: 'rm',
    city: ' Roma ',
  }
  const rea = {
    office: 'rm',
    number: ' 123456',
    capital: '10000,00',
    shareholder: null,
    inLiquidation: false,
  }
  const seller = tidySeller({ ...bottega, ...typed, rea })
  expect(seller).toMatchObject({
    vatNumber: '01234567897',
    fiscalCode: 'RSSMRA80A01H501U',
    province: 'RM',
    city: 'Roma',
    rea: { office: 'RM', number: '123456', capital: '10000.00' },
  })
  expect(officeProblems({ seller, numbering })).toEqual({})
  const capitals = ['10.000,00', '10.000', '1.250.000,5', '€ 10.000', '10000.50'].map(
    (capital) => tidySeller({ ...bottega, rea: { ...rea, capital } }).rea?.capital,
  )
  expect(capitals).toEqual(['10000.00', '10000.00', '1250000.50', '10000.00', '10000.50'])
})

it('R48 what is missing, or cannot be, is told of every field at once', () => {
  expect(officeProblems({ seller: noSeller, numbering })).toEqual({
    name: 'required',
    vatNumber: 'required',
    regime: 'required',
    street: 'required',
    postcode: 'required',
    city: 'required',
  })
  expect(problemsOf({ vatNumber: '01234567890' })).toEqual({ vatNumber: 'invalid' })
  expect(problemsOf({ postcode: '0100', province: 'Roma', fiscalCode: 'ABC' })).toEqual({
    postcode: 'invalid',
    province: 'invalid',
    fiscalCode: 'invalid',
  })
  // A person has two names, a company one.
  const anna = { name: '', firstName: 'Anna', lastName: 'Rossi' }
  expect(problemsOf({ ...anna, fiscalCode: 'RSSMRA80A01H501U' })).toEqual({})
  // A person's fiscal code is not the VAT number, and the file is named by it.
  expect(problemsOf(anna)).toEqual({ fiscalCode: 'required' })
  expect(problemsOf({ firstName: 'Anna', lastName: 'Rossi' })).toEqual({ name: 'invalid' })
  const wrong = { ...numbering, invoices: { ...numbering.invoices, prefix: '1' }, firstFile: 'w1' }
  expect(officeProblems({ seller: bottega, numbering: wrong })).toEqual({
    prefix: 'invalid',
    firstFile: 'invalid',
  })
})

it('R48 the first number is that of this year', () => {
  const set = { ...numbering.invoices, firstNumber: 38, firstYear: 2026 }
  expect([2026, 2027].map((year) => firstNumberOf(set, year))).toEqual([38, 1])
})
