import { describe, expect, test } from 'vitest'
import { createThrottle, realClock, throttledWait } from '../../../../main/connectors/shopify/throttle.ts'
import { Failure } from '../../../../main/words/failure.ts'
import { createBucket } from '../../../shopify-server/cost.ts'
import { manualClock } from '../../../support/manual-clock.ts'

const never = new AbortController().signal
const status = (currentlyAvailable: number) => ({
  maximumAvailable: 1000,
  currentlyAvailable,
  restoreRate: 50,
})

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  return error instanceof Failure ? error.value.code : 'no failure'
}

describe('staying under the rate', () => {
  test('holds nothing back until the shop has said what there is', async () => {
    const clock = manualClock()
    const throttle = createThrottle(clock)
    await throttle.take(900, never)
    await throttle.take(900, never)
    expect(clock.pauses).toEqual([])
  })

  test('waits just until the bucket holds what the query may cost', async () => {
    const clock = manualClock()
    const throttle = createThrottle(clock)
    const first = await throttle.take(0, never)
    first.done(status(300))
    await throttle.take(400, never)
    // 100 points are missing, at 50 a second.
    expect(clock.pauses).toEqual([2000])
  })

  test('counts the queries under way', async () => {
    const clock = manualClock()
    const throttle = createThrottle(clock)
    const first = await throttle.take(0, never)
    first.done(status(1000))
    await throttle.take(600, never)
    await throttle.take(600, never)
    expect(clock.pauses).toEqual([4000])
  })

  test('several at once are never refused, and what they did not use comes back', async () => {
    const clock = manualClock()
    const bucket = createBucket({ maximum: 1000, restoreRate: 50, now: clock.now })
    const throttle = createThrottle(clock)
    const first = await throttle.take(0, never)
    first.done(bucket.status())
    const start = clock.now()
    let refused = 0
    async function work(): Promise<void> {
      for (let round = 0; round < 20; round += 1) {
        const taken = await throttle.take(300, never)
        if (!bucket.take(300)) refused += 1
        for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
        bucket.giveBack(200)
        taken.done(bucket.status(), 100)
      }
    }
    await Promise.all([work(), work(), work(), work()])
    expect(refused).toBe(0)
    // 80 queries of 100 points each, less what was in the bucket, at 50 a second: no slower than Shopify allows.
    const seconds = (clock.now() - start) / 1000
    expect(seconds).toBeGreaterThanOrEqual((8000 - 1000) / 50)
    expect(seconds).toBeLessThan(8000 / 50)
  })

  test('goes on as soon as an answer tells that there is more', async () => {
    let now = 0
    let paused = 0
    const throttle = createThrottle({
      now: () => now,
      pause: (_, signal) => {
        paused += 1
        return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error())))
      },
    })
    const first = await throttle.take(0, never)
    first.done(status(1000))
    const second = await throttle.take(900, never)
    const third = throttle.take(900, never)
    await Promise.resolve()
    await Promise.resolve()
    now += 10
    second.done(status(950))
    await third
    expect(paused).toBe(1)
  })

  test('gives back what a request without an answer had taken', async () => {
    const clock = manualClock()
    const throttle = createThrottle(clock)
    const first = await throttle.take(0, never)
    first.done(status(1000))
    const lost = await throttle.take(1000, never)
    lost.done(null)
    await throttle.take(1000, never)
    expect(clock.pauses).toEqual([])
  })

  test('lets a query go with a full bucket, however dear it is', async () => {
    const clock = manualClock()
    const throttle = createThrottle(clock)
    const first = await throttle.take(0, never)
    first.done(status(900))
    await throttle.take(5000, never)
    expect(clock.pauses).toEqual([2000])
  })

  test('the wait can be cancelled, and lets the next one in', async () => {
    const throttle = createThrottle(realClock)
    const first = await throttle.take(0, never)
    first.done(status(0))
    const stop = new AbortController()
    const waiting = codeOf(throttle.take(1000, stop.signal))
    const behind = codeOf(throttle.take(1, AbortSignal.abort()))
    stop.abort()
    expect(await waiting).toBe('cancelled')
    expect(await behind).toBe('cancelled')
  })
})

test('THROTTLED: exactly as long as the points take', () => {
  expect(throttledWait(202, status(118))).toBe(1680)
  expect(throttledWait(100, status(500))).toBe(1)
  expect(throttledWait(2000, status(0))).toBe(20_000)
})
