import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { demoOrders } from '../../../main/demo-shop/demo-orders.ts'
import { planOf, slotAt, slotMs, slotOfId } from '../../../main/demo-shop/life-cycle.ts'
import { gmtText } from '../../../main/demo-shop/woo-api/shop-time.ts'

const day = 86_400_000
const seed = fc.integer({ min: 0, max: 50 })
const moment = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2035, 0, 1) })

/** What a first download of 24 hours finds, with the default states. */
function firstWindow(fromSeed: number, instant: number) {
  const since = gmtText(instant - day)
  const rows = demoOrders(fromSeed)
    .rows(new Date(instant))
    .filter(({ modifiedGmt }) => modifiedGmt > since)
  const wrong = rows.filter(({ id }) => {
    const slot = slotOfId(id)
    const kind = slot === undefined ? undefined : planOf(fromSeed, slot).kind
    return kind?.name === 'wrong'
  })
  const fresh = rows.filter((row) => !wrong.includes(row) && row.createdGmt > since)
  const paid = fresh.filter(({ status }) => status === 'processing' || status === 'completed')
  return { total: rows.length, paid: paid.length, unpaid: fresh.length - paid.length, wrong: wrong.length }
}

describe('R37 orders arrive with the clock', () => {
  it('a first download of 24 hours finds new, skipped and wrong ones, whenever it is', () => {
    fc.assert(
      fc.property(seed, moment, (fromSeed, instant) => {
        const found = firstWindow(fromSeed, instant)
        expect(found.total).toBeGreaterThanOrEqual(150)
        expect(found.total).toBeLessThanOrEqual(220)
        expect(found.paid).toBeGreaterThanOrEqual(70)
        expect(found.unpaid).toBeGreaterThanOrEqual(10)
        expect(found.wrong).toBeGreaterThanOrEqual(5)
      }),
      { numRuns: 30 },
    )
  })

  it('every ten minutes bring exactly one, and none comes from the future', () => {
    const source = demoOrders(3)
    const start = Date.UTC(2026, 10, 23, 9)
    for (let later = 0; later < day; later += slotMs) {
      const now = new Date(start + later)
      const newest = source.rows(now).at(-1)
      const next = source.rows(new Date(start + later + slotMs)).at(-1)
      expect(next?.id).toBe((newest?.id ?? 0) + 3)
      expect(newest?.createdGmt.startsWith('-') || (newest?.createdGmt ?? '') <= gmtText(now.getTime())).toBe(
        true,
      )
    }
  })

  it('ids grow with time and belong to one slot each', () => {
    fc.assert(
      fc.property(seed, moment, (fromSeed, instant) => {
        const slot = slotAt(instant)
        const plan = planOf(fromSeed, slot)
        expect(slotOfId(plan.id)).toBe(slot)
        expect(slotOfId(plan.id + 1)).toBeUndefined()
        expect(planOf(fromSeed, slot + 1).id).toBeGreaterThan(plan.id)
        expect(planOf(fromSeed, slot + 1).createdAt).toBeGreaterThan(plan.createdAt)
      }),
    )
  })

  it('an order not yet placed cannot be read, an old one can', () => {
    const source = demoOrders(1)
    const plan = planOf(1, 150_000)
    expect(source.read(plan.id, new Date(plan.createdAt - 1))).toBeUndefined()
    expect(source.read(plan.id, new Date(plan.createdAt))?.id).toBe(plan.id)
    expect(source.read(plan.id, new Date(plan.createdAt + 400 * day))?.id).toBe(plan.id)
    expect(source.read(0, new Date(plan.createdAt))).toBeUndefined()
  })

  it('a clock before the shop’s beginning finds it empty rather than broken', () => {
    expect(demoOrders(1).rows(new Date(0))).toEqual([])
  })

  it('another seed is another shop', () => {
    const now = new Date(Date.UTC(2026, 10, 23))
    const names = (fromSeed: number) => {
      const source = demoOrders(fromSeed)
      return source
        .rows(now)
        .slice(-30)
        .map(({ id }) => JSON.stringify(source.read(id, now)?.billing))
    }
    expect(names(1)).not.toEqual(names(2))
    expect(names(1)).toEqual(names(1))
  })
})
