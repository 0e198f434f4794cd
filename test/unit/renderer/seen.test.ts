import { afterEach, expect, test, vi } from 'vitest'
import { whenLookedAt } from '../../../renderer/search/seen.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('R40 the last time that somebody moves counts, however short after the one before', () => {
  vi.useFakeTimers()
  const window = new EventTarget()
  vi.stubGlobal('window', window)
  vi.stubGlobal('document', { visibilityState: 'visible' })
  const looks: number[] = []
  whenLookedAt(() => looks.push(performance.now()))
  const begun = performance.now()
  for (const ms of [0, 100, 50, 0, 1000]) {
    vi.advanceTimersByTime(ms)
    window.dispatchEvent(new Event('pointermove'))
  }
  expect(looks.map((at) => at - begun)).toEqual([0, 300, 1150])
  window.dispatchEvent(new Event('pagehide'))
})
