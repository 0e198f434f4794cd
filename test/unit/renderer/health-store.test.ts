import { afterEach, expect, it, vi } from 'vitest'
import { loadDays, useHealth } from '../../../renderer/download/health-store.ts'

afterEach(() => vi.unstubAllGlobals())

it('days that cannot be read say why, until they can; what was shown stays', async () => {
  const day = { day: '2026-11-24', new: 3, succeeded: 1, failed: 0 }
  const failed = { ok: false, failure: { code: 'archive-locked', params: { file: 'x' } } }
  const answers = [failed, { ok: true, value: [day] }, failed]
  vi.stubGlobal('window', { api: { request: async () => answers.shift(), on: () => () => undefined } })
  await loadDays(1)
  expect(useHealth.getState().days.has(1)).toBe(false)
  expect(useHealth.getState().failures.get(1)).toMatchObject({ code: 'archive-locked' })
  await loadDays(1)
  expect(useHealth.getState().days.get(1)).toEqual([day])
  expect(useHealth.getState().failures.has(1)).toBe(false)
  await loadDays(1)
  expect(useHealth.getState().days.get(1)).toEqual([day])
})
