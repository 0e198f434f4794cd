import { describe, expect, it } from 'vitest'
import { makeInvoice } from '../../../main/invoice/make-invoice.ts'
import { missingOfSeller } from '../../../main/words/invoice-seller.ts'
import type { Seller } from '../../../main/words/invoice-settings.ts'
import { at, plain, schemaProblem, schemaThere, skipNote } from '../../support/fatturapa.ts'
import { fileOf, inputOf, orderFor, readFileOf, seller } from '../../support/invoices.ts'

const order = orderFor({ lines: [{ price: '9.90', rate: '22' }] })
const sells = (changes: Partial<Seller>) => inputOf(order, { seller: { ...seller, ...changes } })
const person = { name: '', firstName: 'Mario', lastName: 'Rossi', fiscalCode: 'RSSMRA80A01H501U' }
const rea = {
  office: 'mi',
  number: ' 123456',
  capital: '10.000,00',
  shareholder: 'SU',
  inLiquidation: false,
} as const

describe('R48 the seller', () => {
  it('is a company, with its entry in the register', () => {
    const root = readFileOf(sells({ rea, vatNumber: 'IT 01234567897' }))
    expect(plain(at(root, 'FatturaElettronicaHeader/CedentePrestatore/IscrizioneREA'))).toEqual([
      ['Ufficio', 'MI'],
      ['NumeroREA', '123456'],
      ['CapitaleSociale', '10000.00'],
      ['SocioUnico', 'SU'],
      ['StatoLiquidazione', 'LN'],
    ])
    expect(plain(at(root, 'FatturaElettronicaHeader/DatiTrasmissione/IdTrasmittente'))).toEqual([
      ['IdPaese', 'IT'],
      ['IdCodice', '01234567897'],
    ])
  })

  it('is a person, by whose fiscal code the file is sent', () => {
    const root = readFileOf(sells(person))
    const data = at(root, 'FatturaElettronicaHeader/CedentePrestatore/DatiAnagrafici')
    expect(plain(at(data, 'Anagrafica'))).toEqual([
      ['Nome', 'Mario'],
      ['Cognome', 'Rossi'],
    ])
    const made = makeInvoice(sells(person))
    expect(made.ok && made.document.senderId).toBe('RSSMRA80A01H501U')
  })

  it.skipIf(!schemaThere)(`is valid by the official schema${skipNote}`, () => {
    for (const changes of [
      { rea },
      person,
      { province: '' },
      { rea: { ...rea, capital: '', shareholder: null } },
    ]) {
      expect(schemaProblem(fileOf(sells(changes)))).toBeNull()
    }
  })

  it('is asked for what is missing, all at once', () => {
    expect(missingOfSeller({ ...seller, postcode: '2010', city: '', regime: null })).toEqual([
      'regime',
      'postcode',
      'city',
    ])
    // A person's VAT number is no fiscal code.
    expect(missingOfSeller({ ...seller, ...person, fiscalCode: '' })).toEqual(['fiscalCode'])
    expect(missingOfSeller({ ...seller, name: '', firstName: 'Mario' })).toEqual(['name', 'fiscalCode'])
    const wrong = { ...rea, office: 'Milano', number: '', capital: 'molto' }
    expect(missingOfSeller({ ...seller, rea: wrong })).toEqual(['rea.office', 'rea.number', 'rea.capital'])
    expect(missingOfSeller(seller)).toEqual([])
  })
})
