import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { healed, planRun, timeAhead, type Windowed } from '../../../main/sync/window.ts'

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
        expect(Date.parse(plan.window.from)).toBe(Math.min(last.getTime(), now.getTime()) - 86_400_000)
        expect(plan.window.to).toBeNull()
        expect(plan.floor).toBe('2025-01-01T00:00:00.000Z')
      }),
    )
  })

  it('R11 R12 keeps no time that either clock has not reached yet', () => {
    const ahead = new Date('2026-11-26T10:00:00.000Z')
    const computerNow = new Date('2026-11-23T10:00:00.000Z')
    const first = planRun({ settings: none, floor: null, cursor: null }, ahead, computerNow)
    expect(first).toEqual({
      window: { from: '2026-11-22T10:00:00.000Z', to: null },
      floor: '2026-11-22T10:00:00.000Z',
      cursor: '2026-11-23T10:00:00.000Z',
    })
    // A computer's clock that is ahead moves nothing (R12).
    expect(planRun({ settings: none, floor: null, cursor: null }, computerNow, ahead).cursor).toBe(
      computerNow.toISOString(),
    )
  })
})

describe('what a clock that was ahead has left behind', () => {
  const day = 86_400_000
  const at = (ms: number) => new Date(shopNow.getTime() + ms).toISOString()
  const old = at(-100 * day)
  const past = { firstReachedAt: at(-9 * day), firstAheadAt: at(-2 * day) }
  const known = { settings: none, floor: old, cursor: at(-day), lastSuccess: null }

  const times = (shop: Windowed, now = shopNow, tells = past) => {
    const ahead = timeAhead(shop, now, shopNow)
    return ahead === null ? null : healed(shop, ahead, tells)
  }

  it('R11 R12 a cursor that lies ahead goes back to the first run whose clock was ahead', () => {
    const shop = { ...known, cursor: at(3 * day) }
    expect(times(shop)).toEqual({ floor: old, cursor: past.firstAheadAt })
    // Both clocks were ahead together: the shop's first run.
    const unsaid = { firstReachedAt: at(-9 * day), firstAheadAt: null }
    expect(healed(shop, 'cursor', unsaid)).toEqual({ floor: old, cursor: past.firstReachedAt })
  })

  it('R11 R12 so does one that time has caught up with, when the run that left it began a day before', () => {
    const cursor = at(-day / 2)
    const lastSuccess = { startedAt: at(-3 * day), shopStartedAt: cursor }
    expect(times({ ...known, cursor, lastSuccess })?.cursor).toBe(past.firstAheadAt)
  })

  it('R6 R10 a first window that lies ahead begins a day before the first run that reached the shop', () => {
    expect(times({ ...known, floor: at(2 * day) })).toEqual({
      floor: at(-10 * day),
      cursor: past.firstReachedAt,
    })
    // So it does where no download has succeeded yet.
    expect(times({ ...known, floor: at(2 * day), cursor: null })).toEqual({
      floor: at(-10 * day),
      cursor: null,
    })
  })

  it('R10 a first period of the last hours is the operator’s, and a clock that is behind heals nothing', () => {
    const today = at(-day / 4)
    const custom = { firstDownloadFrom: today, firstDownloadTo: null }
    expect(times({ ...known, settings: custom, floor: today })).toBeNull()
    const behind = new Date(shopNow.getTime() - 300 * day)
    expect(times({ ...known, cursor: null }, behind)).toBeNull()
    expect(times(known)).toBeNull()
    // Nor does it go back to the shop's first run where the computer's clock has passed the cursor.
    expect(times(known, behind)).toBeNull()
    expect(times({ ...known, cursor: at(-600_000) }, new Date(shopNow.getTime() - 1_200_000))).toBeNull()
  })
})
