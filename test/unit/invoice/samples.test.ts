import { describe, expect, it } from 'vitest'
import type { InvoiceInput, PaymentTerms } from '../../../main/words/invoice.ts'
import type { OrderLine } from '../../../main/words/order.ts'
import { childrenOf, type XmlElement } from '../../support/exports.ts'
import {
  at,
  bodyOf,
  contentErrors,
  linesIn,
  plain,
  sampleOf,
  schemaThere,
  skipNote,
  summariesIn,
  textOf,
} from '../../support/fatturapa.ts'
import { inputOf, readFileOf, refusalsOf, seller } from '../../support/invoices.ts'
import { orderOf } from '../../support/orders.ts'

const alpha = {
  ...seller,
  name: "SOCIETA' ALPHA SRL",
  vatNumber: '01234567890',
  ...{ street: 'VIALE ROMA 543', postcode: '07100', city: 'SASSARI', province: 'SS' },
} as const
const beta = {
  ...orderOf(1).billing,
  ...{
    name: '',
    company: 'DITTA BETA',
    street: 'VIA TORINO 38-B',
    postcode: '00145',
    city: 'ROMA',
    province: 'RM',
  },
}

const line = (name: string, quantity: string, unitPrice: string, net: string, tax: string): OrderLine => ({
  ...{ sku: '', name, productId: '', variationId: '', options: [], quantity, unitPrice, net, tax },
  ...{ vatRate: '22', discount: '0.00' },
})

/** The order that means what a sample's body says. */
function meant(body: XmlElement, lines: readonly OrderLine[], paid: string, due: string): InvoiceInput {
  const total = (Number(sum(lines, 'net') + sum(lines, 'tax')) / 100).toFixed(2)
  const head = at(body, 'DatiGenerali/DatiGeneraliDocumento')
  const order = orderOf(1, {
    lines,
    ...{ billing: beta, shipping: beta, customer: { ...orderOf(1).customer, name: '' } },
    fiscal: { fiscalCode: '09876543210', vatNumber: '', pec: '', sdiCode: 'ABC1234' },
    totals: { ...orderOf(1).totals, total },
    ...{ paymentMethod: paid, pricesIncludeTax: false },
  })
  const terms: PaymentTerms = { conditions: 'TP01', due }
  const causale = childrenOf(head, 'Causale').map(({ text }) => text)
  return inputOf(order, {
    ...{ seller: alpha, number: textOf(head, 'Numero'), date: textOf(head, 'Data'), causale, terms },
  })
}

const sum = (lines: readonly OrderLine[], name: 'net' | 'tax') =>
  lines.reduce((all, one) => all + BigInt(one[name].replace('.', '')), 0n)

/** Of a file, what the program writes as the sample does; contracts, orders and transport it does not write. */
function compared(root: XmlElement, body: XmlElement) {
  const head = at(body, 'DatiGenerali/DatiGeneraliDocumento')
  return {
    seller: plain(at(root, 'FatturaElettronicaHeader/CedentePrestatore')),
    buyer: plain(at(root, 'FatturaElettronicaHeader/CessionarioCommittente')),
    code: textOf(at(root, 'FatturaElettronicaHeader/DatiTrasmissione'), 'CodiceDestinatario'),
    // The total, which the samples leave out, is always written.
    document: plain({
      ...head,
      children: head.children.filter(({ name }) => name !== 'ImportoTotaleDocumento'),
    }),
    lines: linesIn(body).map(plain),
    summaries: summariesIn(body).map(plain),
    payment: plain(at(body, 'DatiPagamento')),
  }
}

describe.skipIf(!schemaThere)(`R48 what the official samples say${skipNote}`, () => {
  it('FPR01: seller, customer, document, line, summary and payment', () => {
    const sample = sampleOf('sample-FPR01.xml')
    const body = bodyOf(sample)
    const input = {
      ...meant(
        body,
        [line('DESCRIZIONE DELLA FORNITURA', '5', '1.00', '5.00', '1.10')],
        'Contanti',
        '2015-01-30',
      ),
      // Its regime bears no VAT, and it has some: that is asked.
      seller: { ...alpha, regime: 'RF19' as const },
    }
    expect(refusalsOf(input)).toEqual(['regime-with-vat'])
    const ours = readFileOf({ ...input, confirmed: ['regime-with-vat'] })
    expect(compared(ours, bodyOf(ours))).toEqual(compared(sample, body))
    expect(contentErrors(ours)).toEqual([])
  })

  it('FPR03: both bodies, but for a summary that the exchange system would refuse', () => {
    const sample = sampleOf('sample-FPR03.xml')
    const [first, second] = childrenOf(sample, 'FatturaElettronicaBody')
    if (first === undefined || second === undefined) throw new Error('no two bodies')
    const buyer = (input: InvoiceInput) => {
      const billing = { ...beta, company: 'BETA GAMMA' }
      return { ...input, order: { ...input.order, billing, shipping: billing } }
    }
    const names = linesIn(first).map((one) => textOf(one, 'Descrizione'))
    const goods = [
      line(names[0] ?? '', '5', '1.00', '5.00', '1.10'),
      line(names[1] ?? '', '10', '2.00', '20.00', '4.40'),
    ]
    const ours = readFileOf(buyer(meant(first, goods, 'Contanti', '2015-01-30')))
    const [made, wanted] = [compared(ours, bodyOf(ours)), compared(sample, first)]
    expect({ ...made, summaries: [], payment: [] }).toEqual({ ...wanted, summaries: [], payment: [] })
    // Its lines come to 25.00, its summary says 27.00 and 5.95: no right file says that.
    expect(contentErrors(sample, first).map((error) => error.slice(0, 5))).toEqual(
      expect.arrayContaining(['00421', '00422']),
    )
    expect(JSON.stringify(made.summaries)).toContain('"25.00"')
    expect(JSON.stringify(made.payment)).toBe(JSON.stringify(wanted.payment).replace('32.95', '30.50'))

    const service = line(
      textOf(linesIn(second)[0] ?? second, 'Descrizione'),
      '0',
      '2000.00',
      '2000.00',
      '440.00',
    )
    const other = readFileOf(buyer(meant(second, [service], 'Addebito diretto SEPA', '2015-01-28')))
    expect(compared(other, bodyOf(other))).toEqual(compared(sample, second))
    expect(contentErrors(other)).toEqual([])
  })
})
