import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { demoOrders } from '../../../main/demo-shop/demo-orders.ts'
import { type Fault, planOf } from '../../../main/demo-shop/life-cycle.ts'
import { makeOrder } from '../../../main/demo-shop/make-order.ts'
import { fiscalCodeCheck, vatNumberCheck } from '../../../main/words/check-characters.ts'
import { recordedOrders } from '../../woo-server/index.ts'
import { whatDoesNotAddUp } from './adding-up.ts'
import { keySets, typesByPath } from './shapes.ts'

const day = 86_400_000
const seed = fc.integer({ min: 0, max: 1000 })
const slot = fc.integer({ min: 0, max: 400_000 })
/** From the creation of an order to four days later. */
const age = fc.integer({ min: 0, max: 4 * day })

const orderOf = (fromSeed: number, fromSlot: number, after: number) => {
  const plan = planOf(fromSeed, fromSlot)
  return { plan, order: makeOrder(fromSeed, plan, plan.createdAt + after) }
}

/** Orders enough to have met every kind: four turns of 80. */
const many = Array.from({ length: 320 }, (_, place) => orderOf(1, 150_000 + place, 3 * day))

describe('R37 the demonstration shop’s orders', () => {
  it('always add up to the cent, unless wrong on purpose', () => {
    fc.assert(
      fc.property(seed, slot, age, (fromSeed, fromSlot, after) => {
        const { plan, order } = orderOf(fromSeed, fromSlot, after)
        fc.pre(plan.kind.name !== 'wrong' || plan.kind.fault !== 'wrong-total')
        expect(whatDoesNotAddUp(order)).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('have exactly the keys, in order, and the types of a recorded order', () => {
    const recorded = recordedOrders()
    const keys = keySets(recorded)
    const types = typesByPath(recorded)
    const right = many.map(({ order }) => ({
      ...order,
      // Which links there are is the protocol's business, and tested over HTTP.
      _links: recorded[0]?._links,
    }))
    for (const [path, sets] of keySets(right)) {
      for (const set of sets) expect(keys.get(path), path).toContain(set)
    }
    for (const [path, kinds] of typesByPath(right)) {
      for (const kind of kinds) expect(types.get(path), path).toContain(kind)
    }
  })

  it('stay the same as time passes, but for state, dates and refunds', () => {
    fc.assert(
      fc.property(seed, slot, age, age, (fromSeed, fromSlot, one, other) => {
        const moving = {
          status: '',
          date_modified: '',
          date_modified_gmt: '',
          date_paid: '',
          date_paid_gmt: '',
          date_completed: '',
          date_completed_gmt: '',
          refunds: [],
          is_editable: false,
          needs_payment: false,
        }
        const first = orderOf(fromSeed, fromSlot, one).order
        const second = orderOf(fromSeed, fromSlot, other).order
        expect({ ...second, ...moving }).toEqual({ ...first, ...moving })
      }),
    )
  })

  it('move their modification with each state and never into the future', () => {
    fc.assert(
      fc.property(seed, slot, age, (fromSeed, fromSlot, after) => {
        const { plan, order } = orderOf(fromSeed, fromSlot, after)
        const modified = Date.parse(`${order.date_modified_gmt}Z`)
        expect(modified).toBeLessThanOrEqual(plan.createdAt + after)
        expect(modified).toBeGreaterThanOrEqual(plan.createdAt)
        const [first] = plan.steps
        if (order.status !== first?.status) expect(modified).toBeGreaterThan(plan.createdAt)
      }),
    )
  })

  it('carry fiscal codes with right check characters under the keys of the known plugins', () => {
    const meta = many.flatMap(({ order }) => order.meta_data)
    const values = (keys: RegExp) =>
      meta.filter(({ key }) => keys.test(key)).map(({ value }) => String(value).trim())
    const codes = values(/^_billing_(cf|codice_fiscale|fiscal_code|wc_piva_cf_cf)(_aruba_fe)?$|^_cf$/)
    expect(codes.length).toBeGreaterThan(80)
    for (const code of codes.map((text) => text.toUpperCase())) {
      expect(code).toBe(code.slice(0, 15) + fiscalCodeCheck(code.slice(0, 15)))
    }
    const numbers = values(/^_billing_(piva|partita_iva|vat)(_aruba_fe)?$/).map((text) =>
      text.replace(/^IT/, ''),
    )
    expect(numbers.length).toBeGreaterThan(50)
    for (const number of numbers)
      expect(number).toBe(number.slice(0, 10) + vatNumberCheck(number.slice(0, 10)))
    const used = new Set(meta.map(({ key }) => key))
    for (const key of [
      '_billing_cf',
      '_billing_codice_fiscale',
      '_billing_fiscal_code',
      '_billing_wc_piva_cf_cf',
      '_cf',
      '_billing_piva',
      '_billing_partita_iva',
      '_billing_vat',
      '_billing_pec',
      '_billing_sdi',
      '_billing_receiver_id',
      '_billing_cf_aruba_fe',
    ]) {
      expect(used).toContain(key)
    }
  })

  it('are of every kind', () => {
    const orders = many.map(({ order }) => order)
    const some = (what: string, test: (order: (typeof orders)[number]) => boolean) =>
      expect(orders.some(test), what).toBe(true)
    for (const country of ['DE', 'FR', 'CH']) some(country, ({ billing }) => billing.country === country)
    for (const percent of [4, 10, 22])
      some(`VAT ${percent}`, (order) => order.tax_lines.some((line) => line.rate_percent === percent))
    for (const status of ['spedito', 'checkout-draft', 'refunded', 'cancelled', 'failed', 'completed'])
      some(status, (order) => order.status === status)
    some('variation', ({ line_items }) =>
      line_items.some(({ variation_id, meta_data }) => variation_id > 0 && meta_data.length === 2),
    )
    some('coupon', ({ coupon_lines }) => coupon_lines.length > 0)
    some('fee', ({ fee_lines }) => fee_lines.some(({ total }) => total === '3.00'))
    some('negative fee over several rates', ({ fee_lines }) =>
      fee_lines.some(({ total, taxes }) => total.startsWith('-') && taxes.length > 1),
    )
    some('partial refund', ({ refunds, total }) => refunds.length > 0 && refunds[0]?.total !== `-${total}`)
    some(
      'full refund',
      ({ status, refunds, total }) => status === 'refunded' && refunds[0]?.total === `-${total}`,
    )
    some('nothing to pay', ({ total, line_items }) => total === '0.00' && line_items.length > 0)
    some('deleted product', ({ line_items }) =>
      line_items.some(({ product_id, sku }) => product_id === 0 && sku === null),
    )
    some('long note', ({ customer_note }) => customer_note.length > 3000)
    some('guest', ({ customer_id }) => customer_id === 0)
    some('account', ({ customer_id }) => customer_id > 0)
    some('company', ({ billing }) => billing.company !== '')
    some('picked up', ({ shipping }) => shipping.address_1 === '')
  })

  const wrong = (fault: Fault) => {
    const found = many.find(({ plan }) => plan.kind.name === 'wrong' && plan.kind.fault === fault)
    if (!found) throw new Error(`No order with ${fault}`)
    return found.order
  }

  it('R7 are wrong in five ways, each of them paid so that a download looks at it', () => {
    expect(wrong('no-lines').line_items).toEqual([])
    expect(whatDoesNotAddUp(wrong('wrong-total'))).toEqual([expect.stringMatching(/^total:/)])
    expect(new Set(many.map(({ order }) => order.currency))).toEqual(new Set(['EUR', 'XXX', '']))
    const nobody = wrong('no-customer')
    expect(Object.values({ ...nobody.billing, ...nobody.shipping }).join('')).toBe('')
    expect(wrong('impossible-date').date_created_gmt).toBe('-0001-11-30T00:00:00')
    for (const { plan, order } of many)
      if (plan.kind.name === 'wrong') expect(order.status).toBe('processing')
  })

  it('R7 show a wrong date in the list as in the order', () => {
    const now = new Date(planOf(1, 150_400).createdAt)
    const source = demoOrders(1)
    const undated = source.rows(now).filter(({ createdGmt }) => createdGmt.startsWith('-'))
    expect(undated.length).toBeGreaterThan(5)
    for (const { id, createdGmt } of undated) expect(source.read(id, now)?.date_created_gmt).toBe(createdGmt)
  })
})
