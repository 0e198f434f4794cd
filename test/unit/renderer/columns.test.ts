import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type OrderColumn, orderColumns } from '../../../main/words/order-search.ts'
import type { OrderRow } from '../../../main/words/order-view.ts'
import { columnsWith, fittingColumns } from '../../../renderer/search/fitting-columns.ts'

const column = (id: OrderColumn, least = 100) => ({ id, least })
const idsAt = (width: number, found: readonly OrderColumn[] = []) =>
  fittingColumns(
    orderColumns.map((id) => column(id)),
    width,
    new Set(found),
  ).map(({ id }) => id)

describe('R26 the columns of the list', () => {
  it('are all there where there is room, also beside an open order', () => {
    expect(idsAt(100 * orderColumns.length + 16)).toEqual(orderColumns)
  })

  it('go one by one, the least missed first; what tells orders apart stays', () => {
    expect(idsAt(600)).toEqual(['number', 'placedAt', 'state', 'customer', 'total'])
    expect(idsAt(50)).toEqual(['number', 'placedAt', 'state', 'customer', 'total'])
    expect(idsAt(720)).toContain('work')
    expect(idsAt(720)).not.toContain('city')
  })

  it('that the search found its words in stay before others', () => {
    expect(idsAt(620, ['city'])).toContain('city')
    expect(idsAt(620, ['city'])).not.toContain('work')
  })

  it('the only one that the search found its words in takes the place of the state, where that is enough', () => {
    expect(idsAt(520, ['city'])).toEqual(['number', 'placedAt', 'customer', 'city', 'total'])
    expect(idsAt(520, ['city', 'customer'])).toEqual(['number', 'placedAt', 'state', 'customer', 'total'])
    expect(idsAt(500, ['city'])).toEqual(['number', 'placedAt', 'state', 'customer', 'total'])
  })

  it('never need more than there is, unless those that are left are needed; none changes its place', () => {
    const widths = fc.array(fc.integer({ min: 48, max: 400 }), {
      minLength: orderColumns.length,
      maxLength: orderColumns.length,
    })
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...orderColumns], { minLength: 1 }),
        widths,
        fc.nat(3000),
        fc.subarray([...orderColumns]),
        (ids, each, width, found) => {
          const all = ids.map((id, at) => column(id, each[at]))
          const shown = fittingColumns(all, width, new Set(found))
          expect(all.filter((one) => shown.includes(one))).toEqual(shown)
          const left = shown.filter(
            ({ id }) => !['number', 'placedAt', 'state', 'customer', 'total'].includes(id),
          )
          expect(
            shown.length <= 3 ||
              left.length === 0 ||
              shown.reduce((sum, { least }) => sum + least, 16) <= width,
          ).toBe(true)
        },
      ),
    )
  })

  it('that have a word as it was typed, whatever its accents and whatever is not words', () => {
    const row = {
      number: 'WC-12',
      customer: 'Nicolò Bertè',
      email: 'n.berte@posta.it',
      city: 'Forlì',
      tags: '',
      ownNote: '',
    }
    const found = (text: string) => [...columnsWith(text, [row as OrderRow])]
    expect(found('forli')).toEqual(['city'])
    expect(found('BERT')).toEqual(['customer', 'email'])
    expect(found('12 ?')).toEqual(['number'])
    expect(found('')).toEqual([])
    expect(found('orli')).toEqual([])
  })
})
