import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Order } from '../../../main/words/order.ts'
import { anyOrder } from '../../support/any-order.ts'
import { childrenOf, demonstrationOrders, realOrders, textOf } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'
import { checkNames, computed, documentOf, documents, number, rowsOf } from './easyfatt-documents.ts'

describe('R28 the amounts of an Easyfatt-XML', () => {
  it.each([
    ['recorded from a real WooCommerce', realOrders()],
    ['of the demonstration shop', demonstrationOrders(400)],
  ])('comes to the totals of every order %s, with the vendor’s elements only', async (_, orders) => {
    const euro = orders.filter(({ currency }) => currency === 'EUR')
    const found = await documents(orders)
    expect(found).toHaveLength(euro.length)
    found.forEach((document, index) => {
      checkNames(document)
      const totals = euro[index]?.totals
      expect(computed(document), euro[index]?.number).toBe(number(totals?.total).toFixed(2))
      expect(textOf(document, 'Total')).toBe(totals?.total)
      expect(textOf(document, 'VatAmount')).toBe(totals?.tax)
      // Not one of these needs the row that rounds, nor a rate that no country has.
      expect(rowsOf(document).map((row) => textOf(row, 'Description'))).not.toContain('Arrotondamento')
      for (const row of rowsOf(document)) {
        expect(['code of 0', '4', '5', '5.5', '7', '10', '19', '20', '22']).toContain(textOf(row, 'VatCode'))
      }
    })
  })

  it('comes to the totals of any order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyOrder, { minLength: 1, maxLength: 4 }), async (orders) => {
        const found = await documents(orders)
        found.forEach((document, index) => {
          checkNames(document)
          const { fees, totals } = orders[index] ?? expect.fail()
          // What cards and credit paid is no less sold.
          const paid = fees.filter(({ kind }) => kind === 'paid').map(({ net }) => number(net))
          const sold = paid.reduce((sum, net) => sum.minus(net), number(totals.total)).toFixed(2)
          expect(computed(document)).toBe(sold)
          expect(textOf(document, 'Total')).toBe(sold)
          const payments = childrenOf(childrenOf(document, 'Payments')[0], 'Payment')
          const amounts = payments.map((payment) => number(textOf(payment, 'Amount')))
          expect(amounts.reduce((sum, amount) => sum.plus(amount), number('0')).toFixed(2)).toBe(sold)
        })
      }),
      { numRuns: 150 },
    )
  })

  it('R7 has a gift card as an advance and in the foot notes, not among the goods', async () => {
    const document = await documentOf({
      fees: [
        { name: 'Buono regalo GC-1', kind: 'paid', net: '-5.00', tax: '0.00', vatRate: null },
        { name: 'Differenza', kind: 'unclear', net: '0.30', tax: '0.00', vatRate: null },
      ],
      totals: { ...orderOf(1).totals, fees: '-4.70', total: '7.50' },
    })
    checkNames(document)
    expect(rowsOf(document).map((row) => [textOf(row, 'Description'), textOf(row, 'Price')])).toEqual([
      ['Caffè in grani 1kg', '10.00'],
      ['Da chiarire: Differenza', '0.30'],
    ])
    expect(['TotalWithoutTax', 'VatAmount', 'Total'].map((name) => textOf(document, name))).toEqual([
      '10.30',
      '2.20',
      '12.50',
    ])
    const payments = childrenOf(childrenOf(document, 'Payments')[0], 'Payment')
    expect(payments.map((row) => ['Advance', 'Amount', 'Paid'].map((name) => textOf(row, name)))).toEqual([
      ['true', '5.00', 'true'],
      ['false', '7.50', 'true'],
    ])
    expect(textOf(document, 'FootNotes')).toMatch(/^Pagato con Buono regalo GC-1: 5,00\s€$/)
  })

  it('R46 what was taken out of an order goes with its own VAT where the total holds it, and moves no stock', async () => {
    const [line] = orderOf(1).lines
    if (line === undefined) expect.fail()
    const out = { ...line, name: 'Tè verde', vatRate: '10', net: '10.00', tax: '1.00' }
    const rowsOfOrder = async (total: string) => {
      const document = await documentOf({ removedLines: [out], totals: { ...orderOf(1).totals, total } })
      return rowsOf(document).map((row) =>
        ['Description', 'Price', 'VatCode', 'Stock'].map((name) => textOf(row, name)).join(' '),
      )
    }
    const kept = 'Caffè in grani 1kg 10.00 22 true'
    expect(await rowsOfOrder('23.20')).toEqual([kept, 'Tolto dall’ordine: Tè verde 10.00 10 false'])
    expect(await rowsOfOrder('12.20')).toEqual([kept])
  })

  it('goes out with net prices, the VAT of each row and shipping as the extra cost', async () => {
    const document = await documentOf({
      shippingLines: [{ name: 'Corriere', net: '5.00', tax: '1.10', vatRate: '22' }],
      totals: { ...orderOf(1).totals, shipping: '5.00', tax: '3.30', total: '18.30' },
    })
    expect(textOf(document, 'PricesIncludeVat')).toBe('false')
    expect(textOf(document, 'CostDescription')).toBe('Corriere')
    expect(textOf(document, 'CostAmount')).toBe('5.00')
    expect(childrenOf(document, 'CostVatCode')[0]?.attributes).toEqual({
      Perc: '22',
      Class: 'Imponibile',
      Description: 'IVA 22%',
    })
    const [row] = rowsOf(document)
    expect([textOf(row, 'Code'), textOf(row, 'Qty'), textOf(row, 'Price'), textOf(row, 'VatCode')]).toEqual([
      'CAF-1KG',
      '1',
      '10.00',
      '22',
    ])
    expect(textOf(document, 'TotalWithoutTax')).toBe('15.00')
  })

  it('goes out with VAT included where net prices would miss the total by a cent', async () => {
    const [line] = orderOf(1).lines
    const item = { ...line, unitPrice: '8.19', net: '8.19', tax: '1.80' } as Order['lines'][number]
    const document = await documentOf({
      lines: [item, item, item],
      totals: { ...orderOf(1).totals, lines: '24.57', tax: '5.40', total: '29.97' },
    })
    expect(textOf(document, 'PricesIncludeVat')).toBe('true')
    expect(rowsOf(document).map((row) => textOf(row, 'Price'))).toEqual(['9.99', '9.99', '9.99'])
    expect(computed(document)).toBe('29.97')
  })

  it('shows a discount as a percentage where that is exact, else as the price that is left and a note', async () => {
    const [line] = orderOf(1).lines
    const half = { ...line, quantity: '2', discount: '2.00', net: '18.00', tax: '3.96' }
    const odd = {
      ...line,
      quantity: '7',
      unitPrice: '200.00',
      discount: '33.33',
      net: '1366.67',
      tax: '300.67',
    }
    const document = await documentOf({
      lines: [half, odd] as Order['lines'],
      totals: { ...orderOf(1).totals, lines: '1384.67', tax: '304.63', total: '1689.30' },
    })
    const [first, second] = rowsOf(document)
    expect([textOf(first, 'Price'), textOf(first, 'Discounts'), textOf(first, 'Notes')]).toEqual([
      '10.00',
      '10%',
      undefined,
    ])
    expect([textOf(second, 'Price'), textOf(second, 'Discounts')]).toEqual(['195.239', ''])
    expect(textOf(second, 'Notes')?.replaceAll('\u00A0', ' ')).toBe('Sconto applicato: 33,33 € netto')
    expect(computed(document)).toBe('1689.30')
  })
})
