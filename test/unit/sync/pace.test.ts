import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../../main/demo-shop/random.ts'
import { createPace } from '../../../main/sync/pace.ts'

/**
 * Answers batches of 100 as a shop would that serves at most `width` requests at full speed.
 * @param seed no answer takes as long as the other
 */
function work(pace: ReturnType<typeof createPace>, answers: number, width: number, seed?: number): number[] {
  const limits: number[] = []
  const random = randomFrom(seed ?? 0, 1)
  for (let i = 0; i < answers; i += 1) {
    const { limit } = pace
    limits.push(limit)
    const more = seed === undefined ? 1 : random.between(70, 130) / 100
    pace.answered(limit, 100, 400 * Math.max(1, limit / width) * more)
  }
  return limits
}

/** How often it was at this limit, of one. */
function shareOf(limit: number, limits: readonly number[]): number {
  return limits.filter((one) => one === limit).length / limits.length
}

describe('how many requests are under way', () => {
  it('climbs to four while more is faster', () => {
    expect(work(createPace(), 12, 8).at(-1)).toBe(4)
  })

  it('settles where one more brings nothing', () => {
    const limits = work(createPace(), 30, 2)
    expect(limits.at(-1)).toBe(2)
    expect(Math.max(...limits)).toBe(3)
  })

  it.each([1, 2, 3, 4, 5])('R22: does not come to stay at four by mere chance (seed %i)', (seed) => {
    expect(shareOf(4, work(createPace(), 3000, 2, seed))).toBeLessThan(0.2)
    expect(shareOf(4, work(createPace(), 3000, 8, seed))).toBeGreaterThan(0.6)
  })

  it('R22: asks no more at once of a shop that is slow already, since requests end after a minute', () => {
    // A page in fifteen seconds, one after the other: three at once come in time, four may not.
    const pace = createPace()
    for (let i = 0; i < 200; i += 1) {
      pace.answered(pace.limit, 100, 15_000 * (pace.limit + 1), pace.limit + 1)
      expect(pace.limit).toBe(2)
    }
  })

  it('goes down to one for a shop that is slower with two', () => {
    const pace = createPace()
    pace.pressed()
    expect(pace.limit).toBe(1)
  })

  it('never leaves 1 to 4, whatever happens', () => {
    const pace = createPace()
    for (let i = 0; i < 500; i += 1) {
      if (i % 7 === 0) pace.pressed()
      pace.answered(pace.limit, 100, (i % 13) * 50)
      expect(pace.limit).toBeGreaterThanOrEqual(1)
      expect(pace.limit).toBeLessThanOrEqual(4)
    }
  })

  it('pays no heed to answers of requests begun under another limit', () => {
    const pace = createPace()
    pace.answered(4, 100, 1)
    pace.answered(4, 100, 1)
    expect(pace.limit).toBe(2)
  })
})
