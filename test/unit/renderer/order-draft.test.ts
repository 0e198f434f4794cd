import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDecimal } from '../../../main/words/decimal.ts'
import { applyChanges } from '../../../main/words/edit/changes.ts'
import { isValueFor, placeOf } from '../../../main/words/edit/fields.ts'
import type { Order } from '../../../main/words/order.ts'
import { instantOf } from '../../../renderer/order/draft-fields.ts'
import { decimalOf, newRow } from '../../../renderer/order/draft-rows.ts'
import { changesOf, draftOf, previewOf, wrongCells } from '../../../renderer/order/order-draft.ts'
import { anyOrder } from '../../support/any-order.ts'
import { longOrder, orderOf } from '../../support/orders.ts'

const keyed = (order = orderOf(1)) => ({ ...applyChanges(order, []), version: 4 })

const extras: Pick<Order, 'discounts' | 'refunds'> = {
  discounts: [{ code: 'ESTATE', net: '1.00', tax: '0.22' }],
  refunds: [{ id: '7', at: null, reason: '', amount: '3.00', lines: [] }],
}

/** What an order's totals hold beside its rows: the shop's own rounding, and whatever it does not tell of. */
function asideOf({ lines, shippingLines, fees, refunds, taxes, totals }: Order): readonly string[] {
  const of = (text: string) => parseDecimal(text) ?? 0n
  const sum = (amounts: readonly string[]) => amounts.reduce((all, amount) => all + of(amount), 0n)
  const charges = [...lines, ...shippingLines, ...fees]
  const net = sum(charges.map((row) => row.net))
  const tax = sum(charges.map((row) => row.tax))
  return [
    of(totals.total) - net - tax,
    of(totals.lines) - sum(lines.map((line) => line.net)),
    of(totals.discount) - sum(lines.map(({ discount }) => discount)),
    of(totals.tax) - tax,
    sum(taxes.map(({ amount }) => amount)) - tax,
    of(totals.refunded) - sum(refunds.map(({ amount }) => amount)),
  ].map(String)
}

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

  // What grows with the square of the lines takes minutes here.
  it('of 50,000 lines says at once what was changed, removed and added', () => {
    const detail = keyed(longOrder(50_000))
    const draft = draftOf(detail)
    const [first, , ...others] = draft.rows
    if (!first) throw new Error('no rows')
    const added = newRow('lines', 'new-1', 'Tè', '5,50', '10')
    const changed = { ...draft, rows: [{ ...first, quantity: '3' }, ...others, added] }
    const changes = changesOf(detail, changed)
    expect(changes.map(({ path }) => path)).toEqual(['lines.1', 'lines.0.amounts', 'lines.h4-1'])
    const { lines } = previewOf(detail, changes)
    expect([lines.length, lines[0]?.quantity, lines.at(-1)?.name]).toEqual([50_000, '3', 'Tè'])
    expect([...wrongCells({ ...changed, rows: [{ ...first, quantity: 'tre' }, ...others] })]).toEqual([
      'lines.0 quantity',
    ])
  })

  it('shows before saving exactly what saving makes of the order', () => {
    const detail = keyed()
    const draft = draftOf(detail)
    const changed = {
      ...draft,
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

  it('R24 moves totals by exactly what any change of its rows moves, and saves only what may stand there', () => {
    const cell = fc.constantFrom('0', '1', '3', '12,34', '1.234,5', '0,005', '-2', 'tre', '')
    const edit = fc.record({
      row: fc.nat(20),
      cell: fc.constantFrom('quantity', 'price', 'discount', 'vatRate', 'name'),
      typed: cell,
    })
    const list = fc.constantFrom('lines', 'shippingLines', 'fees', 'discounts', 'refunds')
    const added = fc.record({ list, price: cell, rate: fc.constantFrom('22', '4', '') })
    fc.assert(
      fc.property(
        anyOrder,
        fc.array(edit, { maxLength: 6 }),
        fc.array(added, { maxLength: 3 }),
        fc.array(fc.nat(20), { maxLength: 2 }),
        (order, edits, news, removed) => {
          const detail = keyed({ ...order, ...extras })
          let { rows } = draftOf(detail)
          for (const { row, cell: name, typed } of edits) {
            rows = rows.map((known, at) => (at === row % rows.length ? { ...known, [name]: typed } : known))
          }
          rows = rows.filter((_, at) => !removed.includes(at))
          const fresh = news.map(({ list: of, price, rate }, at) => newRow(of, `new-${at}`, 'N', price, rate))
          const changes = changesOf(detail, { ...draftOf(detail), rows: [...rows, ...fresh] })
          for (const { path, value } of changes) {
            expect(isValueFor(placeOf(path) ?? expect.fail(path), value), path).toBe(true)
          }
          const saved = applyChanges(detail.order, changes).order
          expect(previewOf(detail, changes)).toEqual(saved)
          const now = asideOf(saved)
          expect(now).toEqual(asideOf(detail.order))
        },
      ),
      { numRuns: 150 },
    )
  })

  it('changes number, dates, currency, fulfilment, discount codes and refunds', () => {
    const base = orderOf(1)
    const detail = keyed({ ...base, ...extras, totals: { ...base.totals, refunded: '3.00' } })
    const draft = draftOf(detail)
    const at = (local: string) => new Date(local).toISOString()
    const changes = changesOf(detail, {
      ...draft,
      fields: {
        ...draft.fields,
        number: ' 2026/77 ',
        placedAt: '3.9.2026 8.05',
        paidAt: '04/09/2026',
        currency: 'chf',
        fulfilment: 'fulfilled',
      },
      rows: [
        ...draft.rows.map((row) => {
          if (row.list === 'discounts') return { ...row, name: 'NATALE', price: '2,44' }
          return row.list === 'refunds' ? { ...row, name: 'rotto', price: '4,50' } : row
        }),
        newRow('refunds', 'new-1', 'ritardo', '1', '22'),
      ],
    })
    const { order } = applyChanges(detail.order, changes)
    expect(previewOf(detail, changes)).toEqual(order)
    expect(order).toMatchObject({
      number: '2026/77',
      placedAt: at('2026-09-03T08:05'),
      paidAt: at('2026-09-04T00:00'),
      currency: 'CHF',
      fulfilment: 'fulfilled',
      discounts: [{ code: 'NATALE', net: '2.00', tax: '0.44' }],
      refunds: [
        { id: '7', at: null, reason: 'rotto', amount: '4.50', lines: [] },
        { id: '', at: null, reason: 'ritardo', amount: '1.00', lines: [] },
      ],
    })
    // The codes' discount is in the lines already; refunds are apart from the total.
    expect(order.totals).toEqual({ ...detail.order.totals, refunded: '5.50' })
  })

  it('puts options where they were, and takes them as they are written', () => {
    const [line] = orderOf(1).lines
    if (!line) throw new Error('no line')
    const options = [
      { name: 'Taglia', value: 'M' },
      { name: '', value: 'con fiocco' },
    ]
    const detail = keyed({ ...orderOf(1), lines: [{ ...line, options }] })
    const draft = draftOf(detail)
    expect(draft.rows[0]?.options).toBe('Taglia: M; con fiocco')
    const changed = draft.rows.map((row) => ({ ...row, options: 'Taglia: L;; Incisione: ore 10:30' }))
    expect(changesOf(detail, { ...draft, rows: changed })).toEqual([
      {
        path: 'lines.0.options',
        value: [
          { name: 'Taglia', value: 'L' },
          { name: 'Incisione', value: 'ore 10:30' },
        ],
      },
    ])
  })

  it('does not save a number, a date or a currency that is none', () => {
    const detail = keyed()
    const { fields, ...rest } = draftOf(detail)
    const bad = { number: ' ', placedAt: '31/02/2026 10:00', paidAt: 'ieri', currency: 'EURO' }
    const draft = { ...rest, fields: { ...fields, ...bad } }
    expect([...wrongCells(draft)].sort()).toEqual(['currency', 'number', 'paidAt', 'placedAt'])
    expect(changesOf(detail, draft)).toEqual([])
    for (const typed of ['', '23/11', '23/11/2026 24:00', '0/1/2026', '23/13/2026', '23/11/26 10:30']) {
      expect(instantOf(typed), typed).toBeUndefined()
    }
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
