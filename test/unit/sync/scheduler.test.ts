import { describe, expect, it } from 'vitest'
import { createScheduler, type ScheduledShop } from '../../../main/sync/scheduler.ts'
import { fakeTimers } from '../../support/fake-timers.ts'

const minute = 60_000

function bench(syncMs = 0) {
  const time = fakeTimers()
  const begun: { shop: number; at: number }[] = []
  let underWay = 0
  let most = 0
  let changes = 0
  const scheduler = createScheduler({
    timers: time.timers,
    sync: async (shop) => {
      begun.push({ shop, at: (time.now - Date.UTC(2026, 10, 20, 12)) / minute })
      underWay += 1
      most = Math.max(most, underWay)
      if (syncMs > 0) await new Promise<void>((resolve) => time.timers.set(syncMs, resolve))
      underWay -= 1
    },
    onChange: () => {
      changes += 1
    },
  })
  const shop = (changes: Partial<ScheduledShop> = {}): ScheduledShop => ({
    id: 1,
    enabled: true,
    minutes: 15,
    lastAt: time.now,
    ...changes,
  })
  return { time, scheduler, begun, shop, mostAtOnce: () => most, changes: () => changes }
}

describe('R18 when automatic syncs happen', () => {
  it('at the interval, without drifting, however long a sync takes', async () => {
    const { time, scheduler, begun, shop } = bench(3 * minute)
    scheduler.plan([shop()])
    await time.pass(61 * minute)
    expect(begun.map(({ at }) => at)).toEqual([15, 30, 45, 60])
  })

  it('not at all while switched off, and no more once switched off', async () => {
    const { time, scheduler, begun, shop } = bench()
    scheduler.plan([shop({ enabled: false })])
    await time.pass(60 * minute)
    expect(begun).toEqual([])
    expect(time.waiting.size).toBe(0)
    scheduler.plan([shop({ lastAt: time.now })])
    await time.pass(16 * minute)
    scheduler.plan([shop({ enabled: false })])
    await time.pass(60 * minute)
    expect(begun).toHaveLength(1)
  })

  it('what was missed while the program was closed is made up for once', async () => {
    const { time, scheduler, begun, shop } = bench()
    scheduler.plan([shop({ lastAt: time.now - 24 * 60 * minute })])
    await time.pass(14 * minute)
    expect(begun).toHaveLength(1)
  })

  it('after sleep a due sync runs once, and several are spread out', async () => {
    const { time, scheduler, begun, shop } = bench()
    scheduler.plan([shop(), shop({ id: 2 }), shop({ id: 3 })])
    await time.pass(minute)
    time.sleep(8 * 60 * minute)
    scheduler.woke()
    await time.pass(2 * minute)
    expect(begun.map(({ shop: id }) => id)).toEqual([1, 2, 3])
    expect(new Set(begun.map(({ at }) => at)).size).toBe(3)
  })

  it('notices sleep even when nobody says that the computer woke', async () => {
    const { time, scheduler, begun, shop } = bench()
    scheduler.plan([shop()])
    await time.pass(minute)
    time.sleep(8 * 60 * minute)
    await time.pass(2 * minute)
    expect(begun).toHaveLength(1)
  })

  it('a clock put back or forward by hours neither stops it nor starts a flood', async () => {
    const { time, scheduler, begun, shop } = bench()
    scheduler.plan([shop()])
    await time.pass(5 * minute)
    time.setClock(-6 * 60 * minute)
    await time.pass(12 * minute)
    expect(begun).toHaveLength(1)
    time.setClock(12 * 60 * minute)
    await time.pass(2 * minute)
    expect(begun).toHaveLength(2)
    await time.pass(60 * minute)
    expect(begun.length).toBeGreaterThanOrEqual(5)
    expect(begun.length).toBeLessThanOrEqual(6)
  })

  it('one sync of a shop at a time; a slow one lets the missed ones go', async () => {
    const { time, scheduler, begun, shop, mostAtOnce } = bench(40 * minute)
    scheduler.plan([shop()])
    await time.pass(100 * minute)
    expect(mostAtOnce()).toBe(1)
    expect(begun.map(({ at }) => at)).toEqual([15, 60])
  })

  it('a clock put back while the computer slept does not delay what was due, nor the end of a pause', async () => {
    const { time, scheduler, begun, shop } = bench()
    scheduler.plan([shop()])
    scheduler.pauseUntil(time.now + 30 * minute)
    await time.pass(5 * minute)
    time.setClock(-6 * 60 * minute)
    scheduler.woke()
    expect(scheduler.nextAt(1)).toBe(time.now + 25 * minute)
    await time.pass(26 * minute)
    expect(scheduler.pausedUntil).toBeNull()
    expect(begun).toHaveLength(1)
  })

  it('begins on time after a while in which there was nothing to wait for', async () => {
    const { time, scheduler, begun, shop } = bench()
    scheduler.plan([shop({ enabled: false })])
    await time.pass(60 * minute)
    scheduler.plan([shop({ lastAt: time.now - 60 * minute })])
    const first = scheduler.nextAt(1)
    await time.pass(12_000)
    expect(begun).toHaveLength(1)
    expect(first).toBeLessThanOrEqual(time.now)
  })

  it('a pause runs out, and is told, also where nothing syncs', async () => {
    const { time, scheduler, changes } = bench()
    scheduler.pauseUntil(time.now + 60 * minute)
    const told = changes()
    await time.pass(61 * minute)
    expect(scheduler.pausedUntil).toBeNull()
    expect(changes()).toBe(told + 1)
    expect(time.waiting.size).toBe(0)
  })

  it('pauses for an hour and goes on by itself', async () => {
    const { time, scheduler, begun, shop } = bench()
    scheduler.plan([shop()])
    scheduler.pauseUntil(time.now + 60 * minute)
    expect(scheduler.nextAt(1)).toBe(time.now + 60 * minute)
    await time.pass(59 * minute)
    expect(begun).toEqual([])
    await time.pass(3 * minute)
    expect(begun).toHaveLength(1)
    expect(scheduler.pausedUntil).toBeNull()
  })

  it('takes a new interval at once', async () => {
    const { time, scheduler, begun, shop } = bench()
    scheduler.plan([shop({ minutes: 1440 })])
    scheduler.plan([shop({ minutes: 5 })])
    await time.pass(6 * minute)
    expect(begun).toHaveLength(1)
  })

  it('R18 takes a new interval while a sync is under way, and goes on by it', async () => {
    const { time, scheduler, begun, shop } = bench(3 * minute)
    scheduler.plan([shop({ minutes: 15 })])
    await time.pass(16 * minute)
    scheduler.plan([shop({ minutes: 30 })])
    await time.pass(60 * minute)
    expect(begun.map(({ at }) => at)).toEqual([15, 45, 75])
  })

  it('leaves no timer behind when stopped', async () => {
    const { time, scheduler, shop } = bench()
    scheduler.plan([shop()])
    await time.pass(20 * minute)
    scheduler.stop()
    expect(time.waiting.size).toBe(0)
  })
})
