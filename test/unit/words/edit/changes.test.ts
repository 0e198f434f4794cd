import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDecimal, toDecimal } from '../../../../main/words/decimal.ts'
import { applyChanges, type Change, valueAt } from '../../../../main/words/edit/changes.ts'
import { isValueFor, placeOf } from '../../../../main/words/edit/fields.ts'
import { siteChanges } from '../../../../main/words/edit/site-changes.ts'
import { siteDifferences } from '../../../../main/words/edit/site-differences.ts'
import type { Order } from '../../../../main/words/order.ts'
import { anyOrder } from '../../../support/any-order.ts'
import { orderOf } from '../../../support/orders.ts'

const keys = (prefix: string) => (place: number) => `${prefix}-${place}`

/** Two orders that share some of their lines: the same one at two moments, more or less. */
const anyPair = fc.tuple(anyOrder, anyOrder, fc.array(fc.nat(9), { maxLength: 5 })).map(([a, b, picks]) => {
  const shared = picks.flatMap((index) => a.lines[index] ?? [])
  return [a, { ...b, shopOrderId: a.shopOrderId, lines: [...b.lines, ...shared] }] as const
})

/** Amounts by their value, and without the moment of the change. */
function plain(order: Order): unknown {
  const decimals = new Set(['quantity', 'unitPrice', 'vatRate', 'discount', 'net', 'tax', 'amount', 'rate'])
  return JSON.parse(
    JSON.stringify({ ...order, modifiedAt: '' }, (name, value) => {
      if (name === 'totals') return Object.values(value as Order['totals']).map(canonical)
      return typeof value === 'string' && decimals.has(name) ? canonical(value) : value
    }),
  )
}

function canonical(amount: string): string {
  const scaled = parseDecimal(amount)
  return scaled === null ? amount : toDecimal(scaled)
}

test('R16 R27 a tracking number that comes, or goes, is a difference; none at all is none', () => {
  const [bare, sent] = [orderOf(1), orderOf(1, { trackingNumber: 'BRT773512143' })]
  const changes = siteDifferences(bare, [], sent, keys('a'))
  expect(changes).toEqual([{ path: 'trackingNumber', value: 'BRT773512143' }])
  expect(applyChanges(bare, changes).order).toEqual(sent)
  const back = siteDifferences(sent, [], bare, keys('b'))
  expect(applyChanges(sent, back).order).toEqual(bare)
  expect(siteDifferences(bare, [], { ...bare }, keys('c'))).toEqual([])
  // Read before the field was: that alone is no change of the site's.
  expect(siteChanges(bare, sent, sent)).toEqual(bare)
})

test('R27 an address that was given for both, as one object, changes where it is changed', () => {
  const { billing } = orderOf(1)
  const { order } = applyChanges(orderOf(1, { billing, shipping: billing }), [
    { path: 'billing.city', value: 'Cesena' },
  ])
  expect([order.billing.city, order.shipping.city]).toEqual(['Cesena', 'Forlì'])
})

describe('changes of an order', () => {
  test('R16 taking over every difference makes the order the site’s, whatever was changed by hand before', () => {
    fc.assert(
      fc.property(anyPair, anyOrder, fc.array(fc.boolean()), ([original, theirs], hand, picked) => {
        const made = siteDifferences(original, [], hand, keys('a')).filter(
          (_, index) => picked[index] ?? false,
        )
        const taken = siteDifferences(original, made, theirs, keys('b'))
        const { order } = applyChanges(original, [...made, ...taken])
        expect(plain(order)).toEqual(plain(theirs))
        expect(siteDifferences(original, [...made, ...taken], theirs, keys('c'))).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  test('R15 R16 what only our reading of an order has changed is no difference', () => {
    fc.assert(
      fc.property(anyPair, ([original, before]) => {
        const now = { ...before, modifiedAt: '2027-01-01T00:00:00.000Z' }
        const found = siteChanges(original, before, now)
        expect(found).toEqual({ ...original, modifiedAt: now.modifiedAt })
        expect(siteDifferences(original, [], found, keys('a'))).toEqual([])
      }),
    )
  })

  test('R16 read as it was read at the download, what the site has changed is all that is different', () => {
    fc.assert(
      fc.property(anyPair, ([original, now]) => {
        expect(plain(siteChanges(original, original, now))).toEqual(plain(now))
      }),
    )
  })

  test('R16 a change of the site’s in a row that is now read otherwise: only that is told', () => {
    const [line] = orderOf(1).lines
    if (!line) throw new Error('no line')
    const card = { name: 'Buono regalo', net: '-5.00', tax: '0.00', vatRate: null }
    const original = { ...orderOf(1, { fees: [{ ...card, kind: 'discount' }] }), stateId: '' }
    const before = {
      ...orderOf(1, { fees: [{ ...card, kind: 'paid' }], shopNote: 'x' }),
      stateId: '2',
      lines: [{ ...line, name: 'Tè' }],
    } satisfies Order
    const now = { ...before, note: 'citofonare', lines: [{ ...line, name: 'Tè', sku: 'TE' }] }
    const found = siteDifferences(original, [], siteChanges(original, before, now), keys('a'))
    expect(found).toEqual([
      { path: 'note', value: 'citofonare' },
      { path: 'lines.0.sku', value: 'TE' },
    ])
  })

  test('R39 a state comes with its identifier; one that somebody writes is its own', () => {
    const theirs = orderOf(1, { state: 'Spedito', stateId: '4' })
    const taken = siteDifferences(orderOf(1), [], theirs, keys('a'))
    expect(taken.map(({ path }) => path)).toEqual(['state', 'stateId'])
    expect(applyChanges(orderOf(1), taken).order).toMatchObject({ state: 'Spedito', stateId: '4' })
    const written = applyChanges(theirs, [{ path: 'state', value: 'Fatto' }]).order
    expect(written).toMatchObject({ state: 'Fatto', stateId: 'Fatto' })
  })

  test('R27 undoing everything gives the original back, to the letter', () => {
    fc.assert(
      fc.property(anyPair, ([original, theirs]) => {
        const made = siteDifferences(original, [], theirs, keys('a'))
        for (const change of made)
          expect(isValueFor(placeOf(change.path) ?? expect.fail(), change.value)).toBe(true)
        expect(applyChanges(original, []).order).toEqual(original)
        // One taken back after the other, in any order, ends there too.
        let left: readonly Change[] = made
        while (left.length > 0) left = left.filter((_, index) => index !== Math.floor(left.length / 2))
        expect(applyChanges(original, left).order).toEqual(original)
      }),
    )
  })

  test('R24 totals move by exactly what the amounts move, and the shop’s own rounding stays', () => {
    fc.assert(
      fc.property(anyPair, fc.array(fc.boolean()), ([original, theirs], picked) => {
        const made = siteDifferences(original, [], theirs, keys('a'))
          .filter(({ path }) => path !== 'declared')
          .filter((_, index) => picked[index] ?? true)
        const { order } = applyChanges(original, made)
        expect(roundingOf(order)).toBe(roundingOf(original))
        const taxes = (of: Order) => of.taxes.reduce((sum, tax) => sum + (parseDecimal(tax.amount) ?? 0n), 0n)
        const rows = (of: Order) =>
          [...of.lines, ...of.shippingLines, ...of.fees].reduce(
            (sum, row) => sum + (parseDecimal(row.tax) ?? 0n),
            0n,
          )
        expect(taxes(order) - taxes(original)).toBe(rows(order) - rows(original))
      }),
    )
  })

  test('any part of the differences gives an order that holds together', () => {
    fc.assert(
      fc.property(anyPair, fc.array(fc.boolean()), ([original, theirs], picked) => {
        const made = siteDifferences(original, [], theirs, keys('a')).filter(
          (_, index) => picked[index] ?? false,
        )
        const { order, keys: found } = applyChanges(original, made)
        expect(found.lines).toHaveLength(order.lines.length)
        expect(new Set(found.lines).size).toBe(order.lines.length)
      }),
    )
  })

  test('a line keeps its key while others are removed and added around it', () => {
    const [line] = orderOf(1).lines
    if (!line) throw new Error('no line')
    const original = { ...orderOf(1), lines: ['A', 'B', 'C'].map((sku) => ({ ...line, sku, name: sku })) }
    const added = { ...line, sku: 'D', name: 'D' } as unknown as Change['value']
    const made: Change[] = [
      { path: 'lines.0', value: null },
      { path: 'lines.a1', value: { after: '0', element: added } },
      { path: 'lines.2.name', value: 'C bis' },
    ]
    const changed = applyChanges(original, made)
    expect(changed.order.lines.map(({ name }) => name)).toEqual(['D', 'B', 'C bis'])
    expect(changed.keys.lines).toEqual(['a1', '1', '2'])
    expect(valueAt(changed, 'lines.2.name')).toBe('C bis')
    expect(valueAt(changed, 'lines.0')).toBeNull()
    const back = applyChanges(original, made.slice(1))
    expect(back.order.lines.map(({ name }) => name)).toEqual(['A', 'D', 'B', 'C bis'])
  })

  test('a product renamed on the site is that line changed; another product is another line', () => {
    const [line] = orderOf(1).lines
    if (!line) throw new Error('no line')
    const original = orderOf(1)
    const renamed = { ...original, lines: [{ ...line, name: 'Caffè in grani 1 kg' }] }
    expect(siteDifferences(original, [], renamed, keys('a'))).toEqual([
      { path: 'lines.0.name', value: 'Caffè in grani 1 kg' },
    ])
    const other = { ...original, lines: [{ ...line, sku: 'TE', productId: '11', name: 'Tè' }] }
    expect(siteDifferences(original, [], other, keys('a')).map(({ path }) => path)).toEqual([
      'lines.0',
      'lines.a-1',
    ])
  })

  test('refuses paths and values that are none', () => {
    for (const path of [
      '',
      'x',
      'totals.total',
      'lines',
      'lines.0.net',
      'lines.0.amounts.net',
      '__proto__.x',
      'lines.__proto__',
      'constructor',
    ])
      expect(placeOf(path), path).toBeNull()
    const amounts = placeOf('lines.0.amounts') ?? expect.fail()
    const good = { quantity: '1', unitPrice: '1', vatRate: null, discount: '0', net: '1', tax: '0' }
    expect(isValueFor(amounts, good)).toBe(true)
    for (const bad of [{ ...good, net: 'NaN' }, { ...good, net: 1 }, { ...good, other: '1' }, null, '1'])
      expect(isValueFor(amounts, bad)).toBe(false)
    expect(isValueFor(placeOf('paidAt') ?? expect.fail(), null)).toBe(true)
    expect(isValueFor(placeOf('placedAt') ?? expect.fail(), 'ieri')).toBe(false)
  })
})

/** What the total holds beside the rows. */
function roundingOf({ totals }: Order): string {
  const { lines, shipping, fees, tax, total } = totals
  const of = (text: string) => parseDecimal(text) ?? 0n
  return toDecimal(of(total) - of(lines) - of(shipping) - of(fees) - of(tax))
}
