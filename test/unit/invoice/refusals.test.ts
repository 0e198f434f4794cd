import Big from 'big.js'
import { describe, expect, it } from 'vitest'
import { makeInvoice } from '../../../main/invoice/make-invoice.ts'
import { invoiceRefusalText, invoiceWarningText, textsFor } from '../../../main/texts/index.ts'
import { languages } from '../../../main/words/format.ts'
import type { InvoiceInput, InvoiceRefusalCode, InvoiceWarningCode } from '../../../main/words/invoice.ts'
import { noSeller } from '../../../main/words/invoice-settings.ts'
import type { Address, Order, OrderLine, Refund } from '../../../main/words/order.ts'
import { bodyOf, contentErrors, linesIn, textOf } from '../../support/fatturapa.ts'
import { inputOf, orderFor, readFileOf, refusalsOf, seller, settled } from '../../support/invoices.ts'
import { orderOf } from '../../support/orders.ts'
import { readable } from '../texts/every-text.ts'

const sold = { price: '9.90', rate: '22' }
const order = orderFor({ lines: [sold] })
const fiscal = order.fiscal
const of = (changes: Partial<Order>, more: Partial<InvoiceInput> = {}) =>
  inputOf({ ...order, ...changes }, more)
const line = (changes: Partial<OrderLine>) =>
  of({ lines: order.lines.map((one) => ({ ...one, ...changes })) })
/** Billed and delivered there. */
const living = (changes: Partial<Address>, more: Partial<Order> = {}) => {
  const billing = { ...order.billing, ...changes }
  return of({ billing, shipping: billing, ...more })
}
const noFiscal = { fiscalCode: '', vatNumber: '', pec: '', sdiCode: '' }
const abroad = (country: string, changes: Partial<OrderLine>, more: Partial<Order> = {}) => {
  const billing = { ...order.billing, country }
  const lines = order.lines.map((one) => ({ ...one, ...changes }))
  return of({ billing, shipping: billing, lines, fiscal: noFiscal, ...more })
}
const untaxed = (amount: string, vatRate: string | null): Partial<Order> => ({
  lines: order.lines.map((one) => ({ ...one, unitPrice: amount, net: amount, tax: '0.00', vatRate })),
  totals: { ...order.totals, lines: amount, tax: '0.00', total: amount },
})
const refund: Refund = { id: '1', at: null, reason: 'Reso', amount: '9.90', lines: [] }
const credit = (changes: Partial<InvoiceInput> = {}, bought = order) =>
  inputOf(bought, { kind: 'TD04', refund, invoice: { number: '7/W', date: '2026-03-01' }, ...changes })
const twoRates = orderFor({ lines: [sold, { price: '5.00', rate: '10' }] })

const refused: Readonly<Record<InvoiceRefusalCode, InvoiceInput>> = {
  'seller-incomplete': of({}, { seller: noSeller }),
  'kind-not-made': of({}, { kind: 'TD24' as 'TD01' }),
  'number-form': of({}, { number: 'Fattura numero 12/2026' }),
  'number-without-digit': of({}, { number: 'W' }),
  'progressive-form': of({}, { progressive: '0000 1' }),
  'date-impossible': of({}, { date: '2026-02-30' }),
  'date-in-future': of({}, { date: '2026-03-11' }),
  'before-its-invoice': credit({ invoice: { number: '7/W', date: '2026-03-11' } }),
  'linked-invoice-missing': credit({ invoice: null }),
  'refund-missing': credit({ refund: null }),
  'refund-not-explained': credit({}, twoRates),
  'currency-not-euro': of({ currency: 'USD' }),
  'no-lines': of({ lines: [], totals: { ...order.totals, total: '0.00' } }),
  'too-many-lines': inputOf(
    orderFor({ lines: Array.from({ length: 10_000 }, () => ({ price: '1.22', rate: '22' })) }),
  ),
  'nothing-sold': of({ totals: { ...order.totals, total: '-9.90' } }),
  'unclear-amount': of({ fees: [{ name: '', kind: 'unclear', net: '0.30', tax: '0.00', vatRate: null }] }),
  'total-mismatch': of({ totals: { ...order.totals, total: '12.00' } }),
  'rate-unknown': line({ vatRate: null }),
  'rate-impossible': line({ vatRate: '0.22' }),
  'rate-foreign': living(
    { country: 'DE' },
    {
      fiscal: { ...noFiscal, vatNumber: 'DE123456789' },
      lines: order.lines.map((one) => ({ ...one, vatRate: '19' })),
    },
  ),
  'tax-disagrees': inputOf({
    ...order,
    lines: order.lines.map((one) => ({ ...one, unitPrice: '100.00', net: '100.00', tax: '10.00' })),
    totals: { ...order.totals, total: '110.00' },
  }),
  'regime-with-vat': of({}, { seller: { ...seller, regime: 'RF19' } }),
  'natura-unsettled': of(untaxed('10.00', '0')),
  'oss-unsettled': abroad('AT', {}),
  'stamp-unsettled': of(untaxed('80.00', '0'), {
    settings: settled({ natura: { ...settled({}).natura, 'zero-rate': { natura: 'N5', text: '' } } }),
  }),
  'quantity-too-large': line({ quantity: '40000000', net: '8.11' }),
  'amount-too-large': of({
    lines: order.lines.map((one) => ({
      ...one,
      unitPrice: '1000000000000.00',
      net: '1000000000000.00',
      tax: '220000000000.00',
    })),
    totals: { ...order.totals, total: '1220000000000.00' },
  }),
  'gift-card': inputOf(
    orderFor({
      lines: [sold],
      fees: [{ name: 'Buono GC-1', kind: 'paid', net: '-5.00', tax: '0.00', vatRate: null }],
    }),
    { settings: settled({ giftCards: 'refuse' }) },
  ),
  'delivered-elsewhere': of(
    { shipping: { ...order.billing, country: 'FR' } },
    { settings: settled({ oss: 'italian' }) },
  ),
  'public-body': of({ fiscal: { ...fiscal, sdiCode: 'UF1234' } }),
  'fiscal-code-missing': of({ fiscal: noFiscal }),
  'fiscal-code-wrong': of({ fiscal: { ...fiscal, fiscalCode: 'RSSMRA80A01H501X' } }),
  'vat-number-wrong': of({ fiscal: { ...fiscal, vatNumber: '123' } }),
  'name-missing': living({ name: ' 🎉 ' }, { customer: { ...order.customer, name: '' } }),
  'street-missing': living({ street: '', street2: '' }),
  'city-missing': living({ city: '' }),
  'postcode-wrong': living({ postcode: '0100' }),
  'country-missing': living({ country: '' }),
  'country-unknown': abroad('XX', { net: '9.90', tax: '0.00', vatRate: '0' }),
  'country-not-made': abroad('SM', { net: '9.90', tax: '0.00', vatRate: '0' }),
  'pec-of-exchange': of({ fiscal: { ...fiscal, pec: 'sdi01@pec.fatturapa.it' } }),
}

const warned: Readonly<Record<InvoiceWarningCode, InvoiceInput>> = {
  'sdi-code-dropped': of({ fiscal: { ...fiscal, sdiCode: 'ABC' } }),
  'pec-dropped': of({ fiscal: { ...fiscal, pec: 'posta' } }),
  'province-dropped': living({ province: 'Toscana' }),
  'check-digit': of({ fiscal: { ...fiscal, vatNumber: '01234567890' } }),
  'text-cut': living({ street: 'Via della Repubblica Democratica del Congo Superiore e Inferiore 1' }),
  'line-unnamed': line({ name: '☕' }),
  'payment-unknown': of({ paymentMethod: 'Satispay' }),
  'buyer-is-seller': of({ fiscal: { ...fiscal, vatNumber: seller.vatNumber } }),
  'rate-unusual': inputOf(orderFor({ lines: [{ price: '12.10', rate: '21' }] })),
  'refunded-since': of({ totals: { ...order.totals, refunded: '2.00' } }),
}

describe('R48 an invoice is refused by name, before the exchange system does', () => {
  it.each(Object.entries(refused))('%s', (code, input) => {
    const made = makeInvoice(input)
    if (made.ok) throw new Error('it was made')
    const refusal =
      made.refusals.find((one) => one.code === code) ?? expect.fail(JSON.stringify(made.refusals))
    // What is wrong is told, and nothing that is not.
    expect(new Set(made.refusals.map((one) => one.code))).toEqual(new Set([code]))
    for (const language of languages) {
      const { message, remedy } = invoiceRefusalText(textsFor(language), refusal)
      expect(message).toMatch(readable)
      expect(remedy).toMatch(readable)
    }
  })

  it.each(Object.entries(warned))('made, and looked at: %s', (code, input) => {
    const made = makeInvoice(input)
    if (!made.ok) throw new Error(JSON.stringify(made.refusals))
    expect(made.warnings.map((one) => one.code)).toEqual([code])
    const [warning] = made.warnings
    if (warning === undefined) throw new Error('no warning')
    for (const language of languages) {
      const { message, remedy } = invoiceWarningText(textsFor(language), warning)
      expect(message).toMatch(readable)
      expect(remedy).toMatch(readable)
    }
  })

  it('all that is wrong is told at once', () => {
    const input = living({ postcode: '', city: '' }, { fiscal: noFiscal, currency: 'USD' })
    expect(refusalsOf(input).toSorted()).toEqual([
      'city-missing',
      'currency-not-euro',
      'fiscal-code-missing',
      'postcode-wrong',
    ])
  })

  it('VAT that was not charged is no rounding, however small the order', () => {
    const lines = order.lines.map((one) => ({ ...one, net: '2.00', tax: '0.00' }))
    expect(refusalsOf(of({ lines, totals: { ...order.totals, total: '2.00' } }))).toEqual(['tax-disagrees'])
  })

  it('shipping of no said rate is not refused for the cent by which a price with VAT was parted', () => {
    const parted = (net: string, tax: string, lines: Parameters<typeof orderFor>[0]['lines']) => {
      const goods = orderFor({ lines })
      const shippingLines = [{ name: 'Corriere', net, tax, vatRate: null }]
      const total = new Big(goods.totals.total).plus(net).plus(tax).toFixed(2)
      return inputOf({ ...goods, shippingLines, totals: { ...goods.totals, total } })
    }
    const rates = (input: InvoiceInput) =>
      linesIn(bodyOf(readFileOf(input))).map((one) => textOf(one, 'AliquotaIVA'))
    // 3.63 with VAT: 22 % of 2.98 is 0.6556.
    expect(rates(parted('2.98', '0.65', [sold]))).toEqual(['22.00', '22.00'])
    expect(rates(parted('2.98', '0.65', [sold, { price: '5.00', rate: '10' }]))[2]).toBe('22.00')
    // What two rates come near to is the one that it is of.
    expect(
      rates(
        parted('0.12', '0.01', [
          { price: '5.00', rate: '4' },
          { price: '5.00', rate: '10' },
        ]),
      )[2],
    ).toBe('10.00')
    expect(refusalsOf(parted('2.98', '0.64', [sold]))).toEqual(['rate-unknown'])
  })

  it('a reduction shared out between what bears VAT and what bears none leaves its cents to the former', () => {
    const goods = orderFor({
      lines: [
        { price: '97.53', rate: '22' },
        { price: '31.00', rate: '0' },
      ],
    })
    // As WooCommerce rounds each of its taxes: 22 % of 10.16 is 2.24.
    const fee = { name: 'Sconto', kind: 'discount', net: '-14.10', tax: '-2.25', vatRate: null } as const
    const total = new Big(goods.totals.total).minus('16.35').toFixed(2)
    const natura = { ...settled({}).natura, 'zero-rate': { natura: 'N4' as const, text: '' } }
    const root = readFileOf(
      inputOf(
        { ...goods, fees: [fee], totals: { ...goods.totals, total } },
        { settings: settled({ natura }) },
      ),
    )
    const shares = linesIn(bodyOf(root)).slice(2)
    expect(shares.map((one) => `${textOf(one, 'AliquotaIVA')} ${textOf(one, 'PrezzoTotale')}`)).toEqual([
      '0.00 -3.94',
      '22.00 -10.16',
    ])
    expect(contentErrors(root)).toEqual([])
  })

  it('a PEC that the schema would not take is left out', () => {
    for (const pec of ['a..b@pec.example', '.a@pec.example', 'a@b', 'è@pec.example', 'a b@pec.example']) {
      const made = makeInvoice(of({ fiscal: { ...fiscal, pec } }))
      expect(made.ok && [made.document.pec, made.warnings.map(({ code }) => code)]).toEqual([
        '',
        ['pec-dropped'],
      ])
    }
    const made = makeInvoice(of({ fiscal: { ...fiscal, pec: 'Ditta.Beta@pec.example' } }))
    expect(made.ok && [made.document.pec, made.document.recipientCode]).toEqual([
      'Ditta.Beta@pec.example',
      '0000000',
    ])
    // Whoever has a code is reached by it.
    const coded = makeInvoice(of({ fiscal: { ...fiscal, sdiCode: 'm5uxcr1', pec: 'ditta@pec.example' } }))
    expect(coded.ok && [coded.document.pec, coded.document.recipientCode]).toEqual(['', 'M5UXCR1'])
  })

  it('what is wrong with many rows is told once', () => {
    const bought = orderFor({ lines: ['Tazza', 'Piatto', 'Vaso'].map((name) => ({ ...sold, name })) })
    const made = makeInvoice(
      inputOf({ ...bought, lines: bought.lines.map((one) => ({ ...one, vatRate: null })) }),
    )
    const [refusal, ...others] = made.ok ? [] : made.refusals
    if (refusal === undefined) throw new Error('it was made')
    expect(others).toEqual([])
    expect(invoiceRefusalText(textsFor('it'), refusal).message).toBe(
      'Il negozio non dice l’aliquota IVA: riguarda la riga «Tazza» e altre 2.',
    )
  })

  it('a question that was answered is asked no more', () => {
    const { 'delivered-elsewhere': elsewhere, 'regime-with-vat': regime } = refused
    expect(refusalsOf({ ...elsewhere, confirmed: ['delivered-elsewhere'] })).toEqual([])
    expect(refusalsOf({ ...regime, confirmed: ['regime-with-vat'] })).toEqual([])
  })
})

describe('R48 why a row bears no VAT', () => {
  const naturaOf = (input: InvoiceInput) =>
    textOf(linesIn(bodyOf(readFileOf(input)))[0] ?? expect.fail(), 'Natura')
  const there = (country: string, rate: string | null, vatNumber = '') => {
    const billing = { ...order.billing, country }
    return of({ ...untaxed('10.00', rate), billing, shipping: billing, fiscal: { ...noFiscal, vatNumber } })
  }

  it('is found by where the goods go, and written as the table says', () => {
    expect(naturaOf(there('CH', null))).toBe('N3.1')
    expect(naturaOf(there('US', '0'))).toBe('N3.1')
    expect(naturaOf(there('DE', '0', 'DE123456789'))).toBe('N3.2')
    expect(naturaOf(of(untaxed('10.00', null), { seller: { ...seller, regime: 'RF19' } }))).toBe('N2.2')
  })

  it('is asked where nothing explains it', () => {
    expect(refusalsOf(there('DE', '0'))).toEqual(['natura-unsettled'])
    expect(refusalsOf(there('DE', null))).toEqual(['rate-unknown'])
    expect(refusalsOf(of(untaxed('10.00', null)))).toEqual(['rate-unknown'])
  })

  it('is not asked of what costs nothing', () => {
    const [cup, gift] = orderFor({ lines: [sold, { name: 'Omaggio', price: '0.00', rate: '0' }] }).lines
    if (cup === undefined || gift === undefined) throw new Error('no two lines')
    for (const vatRate of ['0', null]) {
      const lines = linesIn(bodyOf(readFileOf(of({ lines: [cup, { ...gift, vatRate }] }))))
      expect(lines.map((one) => textOf(one, 'AliquotaIVA'))).toEqual(['22.00', '22.00'])
    }
  })

  it('a gift card that is sold has its own entry', () => {
    const card = orderOf(1, untaxed('50.00', null))
    const named = { ...card, lines: card.lines.map((one) => ({ ...one, name: 'Buono regalo 50 euro' })) }
    expect(refusalsOf(inputOf(named))).toEqual(['natura-unsettled'])
    const natura = { ...settled({}).natura, 'gift-card': { natura: 'N2.2' as const, text: '' } }
    expect(naturaOf(inputOf(named, { settings: settled({ natura }) }))).toBe('N2.2')
  })
})

it('R48 a company outside of the EU is named, though it gives no number; a consumer in the EU by his own name', () => {
  const nameOf = (country: string) => {
    const billing = { ...order.billing, country, company: 'Alpen AG', name: 'Hans Muster' }
    const made = makeInvoice(
      of(
        { billing, shipping: billing, fiscal: noFiscal, ...(country === 'AT' ? {} : untaxed('10.00', '0')) },
        { settings: settled({ oss: 'italian' }) },
      ),
    )
    return made.ok ? made.document.buyer.name : made.refusals
  }
  expect(nameOf('CH')).toBe('Alpen AG')
  expect(nameOf('AT')).toBe('Hans Muster')
})

describe('R48 consumers of other EU countries', () => {
  const billing = { ...order.billing, country: 'AT', province: '', postcode: '1010' }
  const toAustria = (rate: string, oss: 'italian' | 'N3.2' | 'N7') => {
    const bought = orderFor(
      { lines: [{ price: '12.00', rate }] },
      { billing, shipping: billing, fiscal: noFiscal },
    )
    return inputOf(bought, { settings: settled({ oss }) })
  }
  const told = (input: InvoiceInput) =>
    linesIn(bodyOf(readFileOf(input))).map((one) =>
      ['PrezzoTotale', 'AliquotaIVA', 'Natura'].map((name) => textOf(one, name)).join(' '),
    )

  it('bear Italian VAT below the threshold, and no other', () => {
    expect(told(toAustria('22', 'italian'))).toEqual(['9.84 22.00 '])
    expect(refusalsOf(toAustria('20', 'italian'))).toEqual(['rate-foreign'])
  })

  it('with OSS bear none here: the other country’s stands apart, and the document comes to what was paid', () => {
    expect(told(toAustria('20', 'N3.2'))).toEqual(['10.00 0.00 N3.2', '2.00 0.00 N2.2'])
    expect(told(toAustria('20', 'N7'))).toEqual(['10.00 0.00 N7', '2.00 0.00 N2.2'])
    const made = makeInvoice(toAustria('20', 'N7'))
    expect(made.ok && [made.document.total, made.document.lines[0]?.ossRate]).toEqual(['12.00', '20.00'])
  })
})
