import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planRun } from '../../../main/sync/window.ts'

const none = { firstDownloadFrom: null, firstDownloadTo: null }
const shopNow = new Date('2026-11-23T10:00:00.000Z')

describe('the window of a run', () => {
  it('R10 covers the 24 hours before the first download', () => {
    const plan = planRun({ settings: none, floor: null, cursor: null }, shopNow)
    expect(plan).toEqual({
      window: { from: '2026-11-22T10:00:00.000Z', to: null },
      floor: '2026-11-22T10:00:00.000Z',
      cursor: '2026-11-23T10:00:00.000Z',
    })
  })

  it('R10 R31 keeps the first window of an attempt that reached the shop and then failed', () => {
    const first = planRun({ settings: none, floor: null, cursor: null }, shopNow)
    const later = planRun(
      { settings: none, floor: first.floor, cursor: null },
      new Date('2026-11-25T10:00:00Z'),
    )
    expect(later.window.from).toBe(first.window.from)
  })

  it('R10 takes the custom first period, and goes on from its end (R11)', () => {
    const settings = {
      firstDownloadFrom: '2026-10-01T00:00:00.000Z',
      firstDownloadTo: '2026-10-31T00:00:00.000Z',
    }
    const plan = planRun({ settings, floor: null, cursor: null }, shopNow)
    expect(plan.window).toEqual({ from: '2026-10-01T00:00:00.000Z', to: '2026-10-31T00:00:00.000Z' })
    const next = planRun({ settings, floor: plan.floor, cursor: plan.cursor }, shopNow)
    expect(next.window).toEqual({ from: '2026-10-30T00:00:00.000Z', to: null })
    expect(next.floor).toBe('2026-10-01T00:00:00.000Z')
  })

  it('R10 an end of the first period that lies ahead is now', () => {
    const settings = {
      firstDownloadFrom: '2026-10-01T00:00:00.000Z',
      firstDownloadTo: '2027-01-01T00:00:00.000Z',
    }
    const plan = planRun({ settings, floor: null, cursor: null }, shopNow)
    expect(plan.window.to).toBeNull()
    expect(plan.cursor).toBe(shopNow.toISOString())
  })

  it('R11 later windows always begin 24 hours before the last download began and leave no gap', () => {
    const time = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(time, time, (last, now) => {
        const cursor = last.toISOString()
        const plan = planRun({ settings: none, floor: '2025-01-01T00:00:00.000Z', cursor }, now)
        expect(Date.parse(plan.window.from)).toBe(last.getTime() - 86_400_000)
        expect(plan.window.to).toBeNull()
        expect(plan.floor).toBe('2025-01-01T00:00:00.000Z')
      }),
    )
  })
})
