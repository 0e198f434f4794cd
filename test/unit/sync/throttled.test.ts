import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { throttled } from '../../../main/sync/throttled.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

it('R4: figures come at once, then at most so often, and the last ones always', () => {
  const told: number[] = []
  const tell = throttled<number>(100, (figures) => told.push(figures))
  for (const figures of [1, 2, 3]) tell(figures)
  expect(told).toEqual([1])
  vi.advanceTimersByTime(99)
  expect(told).toEqual([1])
  vi.advanceTimersByTime(1)
  expect(told).toEqual([1, 3])
  tell(4)
  vi.advanceTimersByTime(500)
  tell(5)
  expect(told).toEqual([1, 3, 4, 5])
})

it('calls nobody any more once it is cancelled', () => {
  const told: number[] = []
  const tell = throttled<number>(100, (figures) => told.push(figures))
  tell(1)
  tell(2)
  tell.cancel()
  vi.advanceTimersByTime(1000)
  expect(told).toEqual([1])
})
