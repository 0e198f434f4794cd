import { describe, expect, it } from 'vitest'
import { freshnessOf, isPaused } from '../../../main/words/freshness.ts'
import type { Run } from '../../../main/words/run.ts'
import type { ShopView } from '../../../main/words/shop-view.ts'

const now = new Date('2026-11-23T12:00:00.000Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString()
const run = (outcome: Run['outcome'], hours: number) =>
  ({ outcome, startedAt: hoursAgo(hours), finishedAt: hoursAgo(hours) }) as Run

function shop(hours: number | null, patch: object = {}): ShopView {
  const success = hours === null ? null : run('success', hours)
  const settings = { autoSync: { enabled: true, minutes: 15 } }
  const rest = { suspended: false, progress: null, lastRun: success, lastSuccess: success, settings }
  return { ...rest, ...patch } as ShopView
}
const off = { settings: { autoSync: { enabled: false, minutes: 15 } } }
const reason = (view: ShopView, pausedUntil: string | null = null) => {
  const { stale, reason: why } = freshnessOf(view, now, 24, pausedUntil)
  return [stale, why]
}

describe('the time since the last good sync', () => {
  it('is no matter before the first, nor before the hours that the operator set', () => {
    expect(reason(shop(null))).toEqual([false, null])
    expect(reason(shop(23.9, off))).toEqual([false, null])
    expect(freshnessOf(shop(23.9), now, 24, null).hours).toBe(23)
  })

  it.each([
    ['off', shop(25, off), null],
    ['closed', shop(25), null],
    ['paused', shop(25), hoursAgo(-1)],
    ['closed', shop(25), hoursAgo(1)],
    ['failing', shop(25, { lastRun: run('failed', 1) }), null],
    ['suspended', shop(25, { suspended: true, lastRun: run('annulled', 0) }), null],
  ] as const)('over them it is a warning, and says why: %s', (why, view, pausedUntil) => {
    expect(reason(view, pausedUntil)).toEqual([true, why])
  })

  it('waits for the next sync where its interval is longer', () => {
    const daily = { settings: { autoSync: { enabled: true, minutes: 1440 } } }
    expect(reason(shop(24, daily))).toEqual([false, null])
    expect(reason(shop(24.2, daily))).toEqual([true, 'closed'])
  })

  it('gives no reason while a download may be mending it', () => {
    expect(reason(shop(25, { lastRun: run('running', 0) }))).toEqual([true, null])
  })
})

describe('a pause', () => {
  it('is over by the clock, whether or not main has said so', () => {
    expect(isPaused(hoursAgo(-1), now)).toBe(true)
    expect(isPaused(hoursAgo(1), now)).toBe(false)
    expect(isPaused(null, now)).toBe(false)
  })
})
