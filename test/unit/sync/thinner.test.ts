import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createThinner } from '../../../main/sync/thinner.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

it('R4: figures come at once, then at most so often, and the last ones always', () => {
  const told: number[] = []
  const thinner = createThinner<number>(100, (figures) => told.push(figures))
  for (const figures of [1, 2, 3]) thinner.tell(figures)
  expect(told).toEqual([1])
  vi.advanceTimersByTime(99)
  expect(told).toEqual([1])
  vi.advanceTimersByTime(1)
  expect(told).toEqual([1, 3])
  thinner.tell(4)
  vi.advanceTimersByTime(500)
  thinner.tell(5)
  expect(told).toEqual([1, 3, 4, 5])
})

it('says nothing any more once it is stopped', () => {
  const told: number[] = []
  const thinner = createThinner<number>(100, (figures) => told.push(figures))
  thinner.tell(1)
  thinner.tell(2)
  thinner.stop()
  vi.advanceTimersByTime(1000)
  expect(told).toEqual([1])
})
