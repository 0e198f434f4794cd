import { describe, expect, it } from 'vitest'
import type { InvoiceInput } from '../../../main/words/invoice.ts'
import { readXml } from '../../support/exports.ts'
import { at, bodyOf, linesIn, schemaProblem, schemaThere, skipNote, textOf } from '../../support/fatturapa.ts'
import { fileOf, inputOf, orderFor, readFileOf, refusalsOf } from '../../support/invoices.ts'

const one = { price: '9.90', rate: '22' }
const named = (name: string) => inputOf(orderFor({ lines: [{ ...one, name }] }))
const good = named('Tazza')
const lineOf = (input: InvoiceInput) => linesIn(bodyOf(readFileOf(input)))[0] ?? expect.fail()
const described = (name: string) => textOf(lineOf(named(name)), 'Descrizione')

const withBuyer = (
  changes: Partial<InvoiceInput['order']['billing']>,
  fiscal = good.order.fiscal,
): InvoiceInput => {
  const billing = { ...good.order.billing, ...changes }
  return { ...good, order: { ...good.order, billing, shipping: billing, fiscal } }
}
const nobody = { fiscalCode: '', vatNumber: '', pec: '', sdiCode: '' }

describe('R48 the faults of files that were refused are never made', () => {
  it('a byte order mark, though validators take it', () => {
    expect(
      Buffer.from(fileOf(named('\uFEFFTazza')), 'utf8')
        .subarray(0, 6)
        .toString('latin1'),
    ).toBe('<?xml ')
    expect(fileOf(named('\uFEFFTazza'))).not.toContain('\uFEFF')
  })

  it('control characters', () => {
    expect(described('Taz\u0085za\u007F\u009F\u0000')).toBe('Taz za')
    // U+00AD is one of the schema's, and nobody sees it.
    expect(described('Taz\u00ADza')).toBe('Tazza')
  })

  it('a postcode of another country', () => {
    const abroad = withBuyer({ country: 'GB', postcode: 'EC1A 1BB', province: 'Kent' }, nobody)
    const untaxed = {
      ...abroad.order,
      lines: abroad.order.lines.map((line) => ({ ...line, net: '9.90', tax: '0.00', vatRate: '0' })),
    }
    const place = at(
      readFileOf({ ...abroad, order: untaxed }),
      'FatturaElettronicaHeader/CessionarioCommittente/Sede',
    )
    expect([textOf(place, 'CAP'), textOf(place, 'Provincia'), textOf(place, 'Nazione')]).toEqual([
      '00000',
      '',
      'GB',
    ])
    expect(refusalsOf(withBuyer({ postcode: 'EC1A1' }))).toEqual(['postcode-wrong'])
    expect(refusalsOf(withBuyer({ postcode: '0100' }))).toEqual(['postcode-wrong'])
  })

  it('curly quotes, dashes, ellipses', () => {
    expect(described('L’oro – “buono”…')).toBe(`L'oro - "buono"...`)
  })

  it('lines within a text', () => {
    expect(described('Riga1\r\nRiga2\t fine')).toBe('Riga1 Riga2 fine')
  })

  it('emoji', () => {
    expect(described('Tazza ☕ 👩‍👩‍👧 🇮🇹 1️⃣')).toBe('Tazza 1')
    expect(described('☕')).toBe('Articolo')
  })

  it('the euro sign', () => {
    expect(described('Buono 5 €')).toBe('Buono 5 EUR')
  })

  it('what Latin-1 has stays as it is', () => {
    expect(described('Caffè ½ °ª²£ ©®')).toBe('Caffè ½ °ª²£ ©®')
    expect(described('Caffe\u0300')).toBe('Caffè')
  })

  it('a negative quantity', () => {
    const order = orderFor({ lines: [{ price: '30.00', rate: '22' }, one] })
    const [first, second] = order.lines
    if (first === undefined || second === undefined) throw new Error('no two lines')
    const minus = { ...second, quantity: '-1', net: '-8.11', tax: '-1.79' }
    const input = inputOf({ ...order, lines: [first, minus], totals: { ...order.totals, total: '20.10' } })
    const line = linesIn(bodyOf(readFileOf(input)))[1] ?? expect.fail()
    expect(['Quantita', 'PrezzoUnitario', 'PrezzoTotale'].map((name) => textOf(line, name))).toEqual([
      '1.00',
      '-8.1147541',
      '-8.11',
    ])
  })

  it('a number of more than 20 characters, with accents, or without a digit', () => {
    expect(refusalsOf({ ...good, number: '1'.repeat(21) })).toEqual(['number-form'])
    expect(refusalsOf({ ...good, number: '1/è' })).toEqual(['number-form'])
    expect(refusalsOf({ ...good, number: ' 1' })).toEqual(['number-form'])
    expect(refusalsOf({ ...good, number: '' })).toEqual(['number-form'])
    expect(refusalsOf({ ...good, number: 'W' })).toEqual(['number-without-digit'])
    expect(refusalsOf({ ...good, number: '1'.repeat(20) })).toEqual([])
  })

  it('a country that there is not', () => {
    expect(refusalsOf(withBuyer({ country: 'OO' }))).toContain('country-unknown')
    expect(refusalsOf(withBuyer({ country: '' }))).toContain('country-missing')
  })

  it('a price of nine decimals', () => {
    const order = { ...good.order, pricesIncludeTax: false }
    const lines = order.lines.map((line) => ({ ...line, unitPrice: '8.114754109' }))
    expect(textOf(lineOf({ ...good, order: { ...order, lines } }), 'PrezzoUnitario')).toMatch(/^8\.\d{2,8}$/)
  })

  it('a quantity without decimals, or of nothing', () => {
    expect(textOf(lineOf(good), 'Quantita')).toBe('1.00')
    const lines = good.order.lines.map((line) => ({ ...line, quantity: '0' }))
    const line = lineOf({ ...good, order: { ...good.order, lines } })
    expect([textOf(line, 'Quantita'), textOf(line, 'PrezzoUnitario')]).toEqual(['', '8.11'])
  })

  it('a name of blanks', () => {
    const empty = { ...good.order.customer, name: ' ' }
    for (const name of ['   ', '🎉', '\u200B\u00A0']) {
      const input = withBuyer({ name })
      expect(refusalsOf({ ...input, order: { ...input.order, customer: empty } })).toEqual(['name-missing'])
    }
  })

  it('markup', () => {
    expect(fileOf(named('<b>a & b</b>'))).toContain('<Descrizione>&lt;b&gt;a &amp; b&lt;/b&gt;</Descrizione>')
    expect(textOf(linesIn(bodyOf(readXml(fileOf(named('a & b')))))[0] ?? expect.fail(), 'Descrizione')).toBe(
      'a & b',
    )
  })

  it.skipIf(!schemaThere)(`the schema would refuse them${skipNote}`, () => {
    const file = fileOf(good)
    expect(schemaProblem(file)).toBeNull()
    const spoilt = [
      file.replace('>Tazza<', '>Tazza ☕<'),
      file.replace('>Tazza<', '>L’oro<'),
      file.replace('>1.00</Quantita>', '>-1.00</Quantita>'),
      file.replace('>1.00</Quantita>', '>1</Quantita>'),
      file.replace('8.1147541<', '8.114754100<'),
      file.replace('>1/W<', '>111111111111111111111<'),
      file.replace(/<CAP>\d+</, '<CAP>EC1A1<'),
      file.replace(/<Provincia>\w+<\/Provincia>/, '<Provincia/>'),
    ]
    for (const one of spoilt) {
      expect(one).not.toBe(file)
      expect(schemaProblem(one)).not.toBeNull()
    }
  })
})
