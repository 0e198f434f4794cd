import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChanges } from '../../../main/edit/changes.ts'
import {
  changesOf,
  decimalOf,
  draftOf,
  newRow,
  previewOf,
  wrongCells,
} from '../../../renderer/order/order-draft.ts'
import { anyOrder } from '../../support/any-order.ts'
import { orderOf } from '../../support/orders.ts'

const keyed = (order = orderOf(1)) => ({ ...applyChanges(order, []), version: 4 })

describe('R27 the form of an order', () => {
  it('that nobody touched changes nothing, whatever the order', () => {
    fc.assert(
      fc.property(anyOrder, (order) => {
        const draft = draftOf(keyed(order))
        expect(changesOf(keyed(order), draft)).toEqual([])
        expect([...wrongCells(draft)]).toEqual([])
      }),
    )
  })

  it('shows before saving exactly what saving makes of the order', () => {
    const detail = keyed()
    const draft = draftOf(detail)
    const changed = {
      fields: { ...draft.fields, 'billing.city': ' Cesena ' },
      rows: [
        ...draft.rows.map((row) => ({ ...row, quantity: '3' })),
        { ...newRow('lines', 'new-1', 'Tè', '5,50', '10'), sku: 'TE' },
        newRow('fees', 'new-2', 'Sconto', '-2', '22'),
      ],
    }
    const changes = changesOf(detail, changed)
    expect(changes.map(({ path }) => path)).toEqual([
      'billing.city',
      'lines.0.amounts',
      'lines.h4-1',
      'fees.h4-2',
    ])
    const saved = applyChanges(detail.order, changes).order
    expect(previewOf(detail, changes)).toEqual(saved)
    expect(saved.billing.city).toBe('Cesena')
    expect(saved.totals).toMatchObject({ lines: '35.00', fees: '-1.64', tax: '6.74', total: '40.10' })
    expect(saved.lines[1]).toMatchObject({ sku: 'TE', net: '5.00', tax: '0.50', vatRate: '10' })
  })

  it('removes lines and remembers where new ones stand', () => {
    const detail = keyed()
    const draft = draftOf(detail)
    const changes = changesOf(detail, { ...draft, rows: [newRow('lines', 'new-1', 'Tè', '1', '22')] })
    expect(changes).toMatchObject([
      { path: 'lines.0', value: null },
      { path: 'lines.h4-1', value: { after: '0' } },
    ])
    expect(previewOf(detail, changes).lines.map(({ name }) => name)).toEqual(['Tè'])
  })

  it.each([
    ['12', '12'],
    ['12,5', '12.5'],
    ['1.234,50', '1234.50'],
    ['1234.5', '1234.5'],
    ['1,234.50', '1234.50'],
    ['1.234.567', '1234567'],
    ['-3', '-3'],
    [' 7 € ', '7'],
    ['', null],
    ['tre', null],
    ['1e3', null],
    ['1.2,3.4', null],
    ['9'.repeat(12), null],
  ])('reads %j as %s', (typed, read) => {
    expect(decimalOf(typed)).toBe(read)
  })

  it('does not take a rate of VAT that is none', () => {
    const draft = draftOf(keyed())
    const rated = (vatRate: string) =>
      wrongCells({ ...draft, rows: draft.rows.map((row) => ({ ...row, vatRate })) })
    expect([...rated('-22'), ...rated('122'), ...rated('x')]).toEqual(Array(3).fill('lines.0 vatRate'))
    expect(rated('').size + rated('4').size + rated('22,5').size).toBe(0)
  })
})
