import { describe, expect, it } from 'vitest'
import { noTables } from '../../../main/words/easyfatt-tables.ts'
import type { Order } from '../../../main/words/order.ts'
import { childrenOf, textOf } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'
import { documentOf, documents, fileOf } from './easyfatt-documents.ts'

describe('R28 an Easyfatt-XML', () => {
  it.each([
    ['1001', '1', 1, '1001', ''],
    ['#1001', '5400000000001', 1, '1001', ''],
    ['000123', '7', 1, '123', ''],
    ['WEB-1001', '7001', 1, '7001', ''],
    ['WEB-1001', '7001', 3, '7001', '/3'],
    ['XKBKNABJK', 'gid://shop/9', 1, '42', '/A'],
    ['5400000000001', 'x', 2, '42', '/2A'],
  ])('numbers order %s (%s) of shop %i as %s%s', async (text, shopOrderId, shopId, expected, numbering) => {
    const document = await documentOf({ number: text, shopOrderId }, { id: 42, shopId })
    expect(textOf(document, 'Number')).toBe(expected)
    expect(textOf(document, 'Numbering')).toBe(numbering)
    expect(textOf(document, 'CustomField1')).toBe(`Bottega ${text}`)
  })

  it('names the customer as an invoice does', async () => {
    const { billing } = orderOf(1)
    const document = await documentOf({
      customer: {
        id: '7',
        name: 'Anna Rossi',
        company: 'Rossi S.r.l.',
        email: 'a@posta.example',
        phone: '02 1',
      },
      fiscal: {
        fiscalCode: 'rssmra80a01h501u',
        vatNumber: 'IT01234567890',
        pec: 'x@pec.example',
        sdiCode: '0000000',
      },
      billing: { ...billing, street2: 'scala B' },
      shipping: { ...billing, city: 'Roma', name: 'Bar Centrale' },
    })
    expect(Object.fromEntries(document.children.map(({ name, text }) => [name, text]))).toMatchObject({
      CustomerName: 'Rossi S.r.l.',
      CustomerReference: 'Anna Rossi',
      CustomerAddress: 'Via Roma 1, scala B',
      CustomerCountry: 'Italia',
      CustomerFiscalCode: 'RSSMRA80A01H501U',
      CustomerVatCode: '01234567890',
      CustomerEInvoiceDestCode: 'x@pec.example',
      CustomerPec: 'x@pec.example',
      DeliveryName: 'Bar Centrale',
      DeliveryCity: 'Roma',
    })
    // The customer of another shop with the same identifier is somebody else.
    expect(textOf(document, 'CustomerCode')).toBeUndefined()
    expect(textOf(document, 'CustomerWebLogin')).toBeUndefined()
  })

  it('prefers the SDI code, and has no delivery where it is the invoice’s address', async () => {
    const fiscal = { ...orderOf(1).fiscal, pec: 'x@pec.example', sdiCode: 'm5uxcr1' }
    const document = await documentOf({ fiscal })
    expect(textOf(document, 'CustomerEInvoiceDestCode')).toBe('M5UXCR1')
    expect(textOf(document, 'DeliveryName')).toBeUndefined()
  })

  it('tells paid from unpaid, and refunds', async () => {
    const payment = async (changes: Partial<Order>) =>
      childrenOf(childrenOf(await documentOf(changes), 'Payments')[0], 'Payment')[0]
    const paid = await payment({})
    expect([textOf(paid, 'Paid'), textOf(paid, 'Amount')]).toEqual(['true', '12.20'])
    expect(textOf(await payment({ paidAt: null }), 'Paid')).toBe('false')
    const refunds = [{ id: '1', at: null, reason: 'Reso', amount: '2.20', lines: [] }]
    expect(textOf(await documentOf({ refunds }), 'FootNotes')?.replaceAll('\u00A0', ' ')).toBe(
      'Rimborsato: 2,20 € - Reso',
    )
  })

  it('leaves out orders in another currency, and says so', async () => {
    const { documents: written, left } = await fileOf([orderOf(1), orderOf(2, { currency: 'USD' })], noTables)
    expect(left.map(({ order, reason }) => [order.number, reason])).toEqual([['N2', { why: 'currency' }]])
    expect(written).toHaveLength(1)
  })

  it.each([
    ['HTML', '<b>&amp;</b> ]]> "x"', undefined],
    ['right to left and emoji', 'مرحبا \u202E👩🏽‍🍳', undefined],
    ['what XML does not allow', 'a\0b\u000Bc\uFFFFd\uD83De', 'abcd\uFFFDe'],
    ['line ends', 'uno\r\ndue', 'uno\ndue'],
    ['a million characters', 'è&'.repeat(500_000), undefined],
  ])('keeps %s in a note', async (_, note, expected) => {
    expect(textOf(await documentOf({ note }), 'InternalComment')).toBe(expected ?? note)
  })

  it('is a whole document without any order', async () => {
    expect(await documents([])).toEqual([])
  })
})
