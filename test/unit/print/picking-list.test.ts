import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pickingList } from '../../../main/print/picking-list.ts'
import { parseDecimal } from '../../../main/words/decimal.ts'
import type { OrderLine } from '../../../main/words/order.ts'
import { unitsTogether } from '../../../main/words/shown-text.ts'
import { anyOrder } from '../../support/any-order.ts'
import { each, exportedOf } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'

const [sample] = orderOf(1).lines
const lineOf = (changes: Partial<OrderLine>): OrderLine => ({ ...(sample as OrderLine), ...changes })

/** An order a list of lines; each order of shop 1 unless said otherwise. */
const listOf = (orders: readonly (readonly OrderLine[])[], shopOf = (_order: number) => 1) =>
  pickingList(
    each(
      orders.map((lines, index) =>
        exportedOf(orderOf(index + 1, { lines }), {
          id: index + 1,
          shopId: shopOf(index + 1),
          shopName: `Bottega ${shopOf(index + 1)}`,
        }),
      ),
    ),
  )

describe('R28 a picking list', () => {
  it('R43 tells our note and tags on each order that has any', async () => {
    const noted = [
      exportedOf(orderOf(1), { id: 1, ownNote: 'Campanello rotto' }),
      exportedOf(orderOf(2), { id: 2 }),
      exportedOf(orderOf(3), { id: 3, tags: 'Fragile' }),
    ]
    expect((await pickingList(each(noted))).notes).toEqual([
      { shop: 'Bottega', number: 'N1', ownNote: 'Campanello rotto', tags: '' },
      { shop: 'Bottega', number: 'N3', ownNote: '', tags: 'Fragile' },
    ])
  })

  it('sums an article over the orders, exactly, and tells which orders want how many', async () => {
    const list = await listOf([
      [lineOf({ quantity: '0.1' }), lineOf({ quantity: '1' })],
      [lineOf({ quantity: '0.2' })],
    ])
    expect(list).toMatchObject({ pieces: '1.3', orders: 2, shops: ['Bottega 1'] })
    expect(list.articles).toEqual([
      {
        sku: 'CAF-1KG',
        name: 'Caffè in grani 1kg',
        options: [],
        quantity: '1.3',
        wantedBy: [
          { shop: 'Bottega 1', number: 'N1', quantity: '1.1', leftOut: null, changedOnSite: false },
          { shop: 'Bottega 1', number: 'N2', quantity: '0.2', leftOut: null, changedOnSite: false },
        ],
      },
    ])
  })

  it('keeps options apart, in whatever order the shop names them', async () => {
    const red = { name: 'Colore', value: 'Rosso' }
    const large = { name: 'Taglia', value: 'L' }
    const list = await listOf([
      [lineOf({ options: [red, large] }), lineOf({ options: [large, red] }), lineOf({ options: [red] })],
    ])
    expect(list.articles.map(({ options, quantity }) => [options, quantity])).toEqual([
      [['Colore: Rosso'], '1'],
      [['Colore: Rosso', 'Taglia: L'], '2'],
    ])
  })

  it('tells options once, though the shop writes their values into the name, too', async () => {
    const scent = { name: 'Profumo', value: 'Lavanda' }
    const weight = { name: 'Peso', value: '400 g' }
    const namesOf = async (name: string, options: OrderLine['options']) =>
      (await listOf([[lineOf({ name, options })]])).articles.map((article) => article.name)
    expect(await namesOf('Candela - Lavanda, 400 g', [scent, weight])).toEqual(['Candela'])
    // Whatever is not all of them, and nothing else, belongs to the name.
    expect(await namesOf('Candela - Lavanda', [scent, weight])).toEqual(['Candela - Lavanda'])
    expect(await namesOf('Set da 400 g', [weight])).toEqual(['Set da 400 g'])
    expect(await namesOf('Candela - Lavanda', [])).toEqual(['Candela - Lavanda'])
  })

  it('keeps a quantity and its unit in one line', () => {
    expect(unitsTogether('Miele 400 g e olio 0,75 l, 2 confezioni')).toBe(
      'Miele 400\u00a0g e olio 0,75\u00a0l, 2 confezioni',
    )
  })

  it('takes one SKU of two shops for one article, and articles without SKU never for one', async () => {
    const unnamed = lineOf({ sku: '', name: 'Tazza', productId: '7' })
    const list = await listOf([[lineOf({}), unnamed], [lineOf({}), unnamed], [unnamed]], (order) =>
      order === 1 ? 1 : 2,
    )
    expect(list.shops).toEqual(['Bottega 1', 'Bottega 2'])
    expect(list.articles.map(({ sku, name, quantity }) => [sku, name, quantity])).toEqual([
      ['CAF-1KG', 'Caffè in grani 1kg', '2'],
      ['', 'Tazza', '1'],
      ['', 'Tazza', '2'],
    ])
  })

  it('is in the order of the shelves: by SKU, numbers as numbers, those without at the end', async () => {
    const skus = ['', 'B2', 'A10', 'a9', 'A9-X']
    const list = await listOf([skus.map((sku) => lineOf({ sku }))])
    expect(list.articles.map(({ sku }) => sku)).toEqual(['a9', 'A9-X', 'A10', 'B2', ''])
  })

  it('never loses or invents a piece, and leaves out what nobody wants', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyOrder, { maxLength: 8 }), async (orders) => {
        const list = await pickingList(
          each(orders.map((order, index) => exportedOf(order, { id: index, shopId: index % 2 }))),
        )
        const sum = (amounts: readonly string[]) =>
          amounts.reduce((all, amount) => all + (parseDecimal(amount) ?? 0n), 0n)
        const wanted = sum(orders.flatMap(({ lines }) => lines.map(({ quantity }) => quantity)))
        expect(sum([list.pieces])).toBe(wanted)
        expect(sum(list.articles.map(({ quantity }) => quantity))).toBe(wanted)
        for (const { quantity, wantedBy } of list.articles) {
          expect(sum(wantedBy.map((order) => order.quantity))).toBe(sum([quantity]))
          expect(quantity).not.toBe('0')
        }
      }),
      { numRuns: 60 },
    )
  })
})
