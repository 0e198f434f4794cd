import { describe, expect, it } from 'vitest'
import type { InvoiceInput } from '../../../main/words/invoice.ts'
import type { Order, Refund, RefundLine } from '../../../main/words/order.ts'
import {
  at,
  bodyOf,
  contentErrors,
  linesIn,
  plain,
  schemaProblem,
  schemaThere,
  skipNote,
  summariesIn,
  textOf,
} from '../../support/fatturapa.ts'
import { fileOf, inputOf, orderFor, readFileOf, refusalsOf } from '../../support/invoices.ts'

const bought = orderFor({
  lines: [
    { name: 'Libro', quantity: '2', price: '15.00', rate: '4' },
    { name: 'Lampada', price: '49.99', rate: '22' },
  ],
})
const lamp: RefundLine = {
  ...{ kind: 'goods', sku: '', name: 'Lampada', quantity: '1', net: '40.98', tax: '9.01', vatRate: '22' },
}
const credit = (refund: Partial<Refund>, order: Order = bought): InvoiceInput =>
  inputOf(order, {
    ...{ kind: 'TD04', invoice: { number: '7/W', date: '2026-03-01' }, causale: ['Reso'] },
    refund: { id: '1', at: null, reason: 'Reso', amount: '49.99', lines: [lamp], ...refund },
  })
const told = (input: InvoiceInput) => {
  const body = bodyOf(readFileOf(input))
  const texts = (names: string[]) => (element: Parameters<typeof textOf>[0]) =>
    names.map((name) => textOf(element, name)).join(' ')
  return {
    lines: linesIn(body).map(
      texts(['Descrizione', 'Quantita', 'PrezzoUnitario', 'PrezzoTotale', 'AliquotaIVA']),
    ),
    summaries: summariesIn(body).map(texts(['ImponibileImporto', 'Imposta'])),
  }
}

describe('R48 R49 the credit note of a refund', () => {
  it('has what was given back, positive, and names its invoice', () => {
    const root = readFileOf(credit({}))
    expect(told(credit({}))).toEqual({
      lines: ['Lampada 1.00 40.97540984 40.98 22.00'],
      summaries: ['40.98 9.01'],
    })
    const general = at(bodyOf(root), 'DatiGenerali')
    expect(textOf(at(general, 'DatiGeneraliDocumento'), 'TipoDocumento')).toBe('TD04')
    expect(plain(at(general, 'DatiFattureCollegate'))).toEqual([
      ['IdDocumento', '7/W'],
      ['Data', '2026-03-01'],
    ])
    // Nothing is to be paid.
    expect(fileOf(credit({}))).not.toContain('DatiPagamento')
    expect(contentErrors(root)).toEqual([])
  })

  it.skipIf(!schemaThere)(`is valid by the official schema${skipNote}`, () => {
    expect(schemaProblem(fileOf(credit({})))).toBeNull()
  })

  it('of all of an order has the order’s own lines', () => {
    expect(told(credit({ amount: '79.99', lines: [] }))).toEqual({
      lines: ['Libro 2.00 14.42307692 28.85 4.00', 'Lampada 1.00 40.97540984 40.98 22.00'],
      summaries: ['28.85 1.15', '40.98 9.01'],
    })
  })

  it('of a sum is told by the one rate that the order has', () => {
    const lampOnly = orderFor({ lines: [{ name: 'Lampada', price: '49.99', rate: '22' }] })
    expect(told(credit({ amount: '10.00', lines: [] }, lampOnly))).toEqual({
      lines: ['Rimborso 1.00 8.19672131 8.20 22.00'],
      summaries: ['8.20 1.80'],
    })
    // A part of it may be a line.
    const half = { ...lamp, net: '20.49', tax: '4.51' }
    expect(told(credit({ amount: '30.00', lines: [half] }, lampOnly)).summaries).toEqual(['24.59 5.41'])
    expect(refusalsOf(credit({ amount: '10.00', lines: [] }))).toEqual(['refund-not-explained'])
    // What the shop charges beside it, and says no rate of, is of the same by its tax.
    const cash = (net: string, tax: string) =>
      orderFor({
        lines: [{ name: 'Lampada', price: '49.99', rate: '22' }],
        fees: [{ name: 'Contrassegno', kind: 'fee', net, tax, vatRate: null }],
      })
    const part = { amount: '10.00', lines: [] }
    expect(told(credit(part, cash('4.10', '0.90'))).summaries).toEqual(['8.20 1.80'])
    expect(refusalsOf(credit(part, cash('5.00', '0.00')))).toEqual(['refund-not-explained'])
  })

  it('finds the rate of a line in the order, where the refund does not say it', () => {
    expect(told(credit({ lines: [{ ...lamp, vatRate: null }] })).summaries).toEqual(['40.98 9.01'])
    expect(refusalsOf(credit({ lines: [{ ...lamp, name: 'Altro', vatRate: null }] }))).toEqual([
      'rate-unknown',
    ])
  })

  it('lets what came in exchange lower it', () => {
    const other = { ...lamp, name: 'Lampadina', quantity: '-1', net: '-8.11', tax: '-1.79' }
    // 32.87 + 7.22 would be refused: 7.22 is more than a cent off.
    expect(told(credit({ amount: '40.09', lines: [lamp, other] }))).toEqual({
      lines: ['Lampada 1.00 40.97540984 40.98 22.00', 'Lampadina 1.00 -8.1147541 -8.11 22.00'],
      summaries: ['32.86 7.23'],
    })
  })

  it('has an amount of money that no piece was given back for', () => {
    expect(
      told(credit({ amount: '10.00', lines: [{ ...lamp, quantity: '0', net: '8.20', tax: '1.80' }] })).lines,
    ).toEqual(['Lampada  8.20 8.20 22.00'])
  })
})
