import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leaseMs } from '../../../main/desks/server.ts'
import {
  type Clocks,
  leaseTimes,
  longestRequestMs,
  mayAsk,
  mayAskMs,
  noteOver,
  noteRenewal,
} from '../../../main/words/lease.ts'

const begun: Clocks = { monotonic: 5_000, wall: 1_800_000_000_000, uptime: 77_000 }
const later = (ms: number, wall = ms): Clocks => ({
  monotonic: begun.monotonic + ms,
  wall: begun.wall + wall,
  uptime: begun.uptime + ms,
})

test('R56: what was begun under a right has ended before another desk can have it', () => {
  expect(mayAskMs + longestRequestMs).toBeLessThan(leaseMs)
})

test('R56: the shop is asked until a while after the last renewal was begun, and not longer', () => {
  const times = leaseTimes(begun)
  expect(mayAsk(times, later(mayAskMs - 1))).toBe(true)
  expect(mayAsk(times, later(mayAskMs))).toBe(false)
  noteRenewal(times, later(40_000))
  expect(mayAsk(times, later(40_000 + mayAskMs - 1))).toBe(true)
  noteOver(times)
  expect(mayAsk(times, later(40_001))).toBe(false)
})

test('R56: any one clock that says it is over is believed: sleep, which not every clock counts', () => {
  for (const name of ['monotonic', 'wall', 'uptime'] as const) {
    const times = leaseTimes(begun)
    expect(mayAsk(times, { ...begun, [name]: begun[name] + mayAskMs })).toBe(false)
  }
})

test('R56: a wall clock that is put back or on lengthens nothing', () => {
  const moves = fc.array(
    fc.record({
      ms: fc.integer({ min: 0, max: 20_000 }),
      jump: fc.integer({ min: -7_200_000, max: 7_200_000 }),
    }),
    { minLength: 1, maxLength: 20 },
  )
  fc.assert(
    fc.property(moves, fc.boolean(), (steps, countsSleep) => {
      const times = leaseTimes(begun)
      let [passed, jumped, highest] = [0, 0, 0]
      for (const { ms, jump } of steps) {
        passed += ms
        jumped += jump
        highest = Math.max(highest, passed + jumped)
        const now = later(passed, passed + jumped)
        const may = mayAsk(times, countsSleep ? now : { ...now, uptime: begun.uptime })
        if (passed >= mayAskMs || highest >= mayAskMs) expect(may).toBe(false)
        else expect(may).toBe(true)
      }
    }),
  )
})
