import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noTables } from '../../../main/words/easyfatt-tables.ts'
import type { Order } from '../../../main/words/order.ts'
import { anyOrder } from '../../support/any-order.ts'
import { childrenOf, everyCode, textOf, type XmlElement } from '../../support/exports.ts'
import { orderOf, untaxedOrder } from '../../support/orders.ts'
import { checkNames, fileOf, number, rowsOf } from './easyfatt-documents.ts'

const [line] = orderOf(1).lines
/** No VAT, the buyer with a VAT number where one is given. */
const untaxed = (country: string, vatNumber = ''): Order =>
  untaxedOrder(1, country, { fiscal: { ...orderOf(1).fiscal, vatNumber } })

const vatOf = (document: XmlElement | undefined) =>
  document === undefined
    ? []
    : rowsOf(document).map((row) => [textOf(row, 'VatCode'), childrenOf(row, 'VatCode')[0]?.attributes])

describe('R46 an Easyfatt-XML by the shop’s tables', () => {
  it('leaves out an order that bears no VAT until a row says why, and names what is missing', async () => {
    const orders = [untaxed('CH'), untaxed('DE', 'DE1'), untaxed('IT')]
    const { documents, left } = await fileOf(orders, noTables)
    expect(documents).toEqual([])
    expect(left.map(({ reason }) => reason)).toEqual([
      { why: 'vat', lacking: [{ rate: '0', country: 'CH', company: false }] },
      { why: 'vat', lacking: [{ rate: '0', country: 'DE', company: true }] },
      { why: 'vat', lacking: [{ rate: '0', country: 'IT', company: false }] },
    ])
    const mapped = await fileOf(orders, {
      ...noTables,
      vat: [
        { rate: '0', place: 'outside-eu', buyer: 'any', code: '8', vatClass: 'Extra-UE' },
        { rate: '0', place: 'eu', buyer: 'company', code: '41', vatClass: 'Intra-UE' },
      ],
    })
    expect(mapped.documents.flatMap(vatOf)).toEqual([
      ['8', { Perc: '0', Class: 'Extra-UE' }],
      ['41', { Perc: '0', Class: 'Intra-UE' }],
    ])
    expect(mapped.left.map(({ order }) => order.billing.country)).toEqual(['IT'])
  })

  it('a rate that nobody tells and the amounts do not either has none', async () => {
    const odd = orderOf(1, {
      lines: [{ ...line, net: '100.00', unitPrice: '100.00', tax: '13.70', vatRate: null }] as Order['lines'],
      taxes: [],
      totals: { ...orderOf(1).totals, lines: '100.00', tax: '13.70', total: '113.70' },
    })
    const { left } = await fileOf([odd], noTables)
    expect(left[0]?.reason).toMatchObject({ lacking: [{ rate: 'unknown' }] })
    const [document] = (await fileOf([odd], everyCode)).documents
    expect(vatOf(document)).toEqual([['code of unknown', { Perc: '13.7', Class: 'Fuori campo' }]])
  })

  it('what is free needs no code, nor what a card paid, nor the cents that round', async () => {
    const order = orderOf(1, {
      lines: [
        line,
        { ...line, sku: 'OMAGGIO', net: '0.00', unitPrice: '0.00', tax: '0.00', vatRate: '0' },
      ] as Order['lines'],
      shippingLines: [{ name: 'Ritiro', net: '0.00', tax: '0.00', vatRate: null }],
      fees: [{ name: 'Buono', kind: 'paid', net: '-5.00', tax: '0.00', vatRate: null }],
      totals: { ...orderOf(1).totals, fees: '-5.00', total: '7.22' },
    })
    const { documents, left } = await fileOf([order], noTables)
    expect(left).toEqual([])
    expect(vatOf(documents[0]).map(([code]) => code)).toEqual(['22', '0', '0'])
    expect(textOf(documents[0], 'CostVatCode')).toBe('0')
  })

  it('what is to be cleared up, shipping and fees do', async () => {
    const order = orderOf(1, {
      shippingLines: [{ name: 'Corriere', net: '5.00', tax: '0.00', vatRate: null }],
      fees: [{ name: '', kind: 'unclear', net: '0.30', tax: '0.00', vatRate: null }],
      totals: { ...orderOf(1).totals, shipping: '5.00', fees: '0.30', total: '17.50' },
    })
    const { left } = await fileOf([order], noTables)
    const rates = left.map(({ reason }) =>
      reason.why === 'vat' ? reason.lacking.map(({ rate }) => rate) : [],
    )
    expect(rates).toEqual([['unclear', '0']])
    const [document] = (await fileOf([order], everyCode)).documents
    expect(vatOf(document).map(([code]) => code)).toEqual(['22', 'code of unclear'])
    expect(textOf(document, 'CostVatCode')).toBe('code of 0')
  })

  it('a rate of the shop’s own code, a payment and a carrier by their names there', async () => {
    const sent = { shippingMethod: 'Corriere 24/48', trackingNumber: 'BRT773512143' }
    const order = orderOf(1, { paymentMethod: 'PayPal', ...sent })
    const [usual] = (await fileOf([order], noTables)).documents
    expect(vatOf(usual)).toEqual([['22', { Perc: '22', Class: 'Imponibile', Description: 'IVA 22%' }]])
    expect([textOf(usual, 'PaymentName'), textOf(usual, 'Carrier')]).toEqual(['PayPal', 'Corriere 24/48'])
    const tables = {
      vat: [{ rate: '22', place: 'anywhere', buyer: 'any', code: '22ec', vatClass: 'Imponibile' }] as const,
      payments: [{ from: 'PayPal', to: 'Carta & PayPal' }],
      carriers: [{ from: 'Corriere 24/48', to: 'BRT' }],
    }
    const [mapped] = (await fileOf([order], tables)).documents
    expect(vatOf(mapped)).toEqual([['22ec', { Perc: '22', Class: 'Imponibile' }]])
    expect([textOf(mapped, 'PaymentName'), textOf(mapped, 'Carrier')]).toEqual(['Carta & PayPal', 'BRT'])
    expect(textOf(mapped, 'TrackingNumber')).toBe('BRT773512143')
    const names = mapped?.children.map(({ name }) => name) ?? []
    // The vendor's own order.
    expect(names.indexOf('Carrier')).toBe(names.indexOf('PaymentName') + 1)
    expect(names.indexOf('TrackingNumber')).toBe(names.indexOf('Carrier') + 1)
    expect(names.indexOf('CustomField1')).toBeGreaterThan(names.indexOf('TrackingNumber'))
    const nothing = { ...tables, carriers: [{ from: 'Corriere 24/48', to: '' }] }
    expect(textOf((await fileOf([order], nothing)).documents[0], 'Carrier')).toBeUndefined()
  })

  it('goes by where the goods go, and by the invoice where nothing else is said', async () => {
    const nowhere = { ...orderOf(1).shipping, country: '', city: '' }
    const abroad = { ...untaxed('IT'), shipping: { ...orderOf(1).shipping, country: 'ch' } }
    const { left } = await fileOf([abroad, { ...untaxed('DE'), shipping: nowhere }], noTables)
    expect(left.map(({ reason }) => reason)).toMatchObject([
      { lacking: [{ country: 'CH' }] },
      { lacking: [{ country: 'DE' }] },
    ])
  })

  it('any order is written with a code on every row that needs one, or left out and named', async () => {
    const rule = fc.record({
      rate: fc.constantFrom('22', '0', 'unknown', 'unclear'),
      place: fc.constantFrom('anywhere', 'italy', 'eu', 'DE'),
      buyer: fc.constantFrom('any', 'company', 'private'),
      code: fc.constantFrom('A', 'B'),
      vatClass: fc.constantFrom('Esente', 'Imponibile'),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyOrder, { minLength: 1, maxLength: 3 }),
        fc.array(rule),
        async (orders, vat) => {
          const { documents, left } = await fileOf(orders, { ...noTables, vat })
          expect(documents.length + left.length).toBe(orders.length)
          for (const { reason } of left) {
            const lacking = reason.why === 'vat' ? reason.lacking : expect.fail()
            expect(lacking.length).toBeGreaterThan(0)
            // Nothing is asked for that the tables say.
            for (const { rate } of lacking) {
              expect(
                vat.some((one) => one.rate === rate && one.place === 'anywhere' && one.buyer === 'any'),
              ).toBe(false)
              expect(['0', 'unknown', 'unclear']).toContain(rate)
            }
          }
          for (const document of documents) {
            checkNames(document)
            for (const row of rowsOf(document)) {
              const code = textOf(row, 'VatCode')
              expect(code).not.toBe('')
              const isFree = [textOf(row, 'Price'), textOf(row, 'Qty')].some((text) => number(text).eq(0))
              if (textOf(row, 'Discounts') === '100%') continue
              if (isFree || textOf(row, 'Description') === 'Arrotondamento') continue
              const attributes = childrenOf(row, 'VatCode')[0]?.attributes
              if (attributes?.Perc === '0') expect(['A', 'B']).toContain(code)
              expect(attributes?.Class).toBeDefined()
            }
          }
        },
      ),
      { numRuns: 150 },
    )
  })
})
