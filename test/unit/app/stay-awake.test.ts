import { expect, it, vi } from 'vitest'
import { stayAwake } from '../../../main/app/stay-awake.ts'

it('R18 the computer is kept awake as long as a shop is at work, and no longer', () => {
  let next = 0
  const blocker = { start: vi.fn(() => next++), stop: vi.fn(() => true) }
  let busy = false
  const look = stayAwake(() => busy, blocker)
  look()
  expect(blocker.start).not.toHaveBeenCalled()
  for (const times of [1, 2]) {
    busy = true
    look()
    look()
    expect(blocker.start).toHaveBeenCalledTimes(times)
    expect(blocker.stop).toHaveBeenCalledTimes(times - 1)
    busy = false
    look()
    look()
    expect(blocker.stop.mock.calls).toHaveLength(times)
    expect(blocker.stop).toHaveBeenLastCalledWith(times - 1)
  }
})
