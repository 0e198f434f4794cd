import { afterEach, expect, it, vi } from 'vitest'
import {
  chooseAll,
  markChosen,
  showRefunds,
  takeBackChosen,
  useRefunds,
  writeChosen,
} from '../../../renderer/refunds/refunds-store.ts'

afterEach(() => vi.unstubAllGlobals())

/** Main as it answers about what is done with refunds. @returns how many are chosen after that */
async function afterAnswer(act: () => Promise<void>, answer: object): Promise<number> {
  const page = { ok: true, value: { rows: [], next: null } }
  const request = vi.fn(async (name: string) =>
    name === 'refunds.list' || name === 'refunds.counts' ? page : answer,
  )
  vi.stubGlobal('window', { api: { request, on: () => () => undefined } })
  useRefunds.setState({ chosen: new Map([['7 r1', { orderId: 7, refundId: 'r1' }]]) })
  await act()
  return useRefunds.getState().chosen.size
}

it('R49 refunds stay chosen where the file was not wanted, or nothing could be done', async () => {
  expect(await afterAnswer(writeChosen, { ok: true, value: null })).toBe(1)
  const failed = { ok: false, failure: { code: 'internal', params: { detail: '' } } }
  for (const act of [writeChosen, markChosen, takeBackChosen]) expect(await afterAnswer(act, failed)).toBe(1)
  expect(await afterAnswer(markChosen, { ok: true, value: { id: 'b', count: 1 } })).toBe(0)
})

it('R49 all are chosen of the list that is shown, not of the one that was', async () => {
  const keys = Promise.withResolvers<object>()
  const page = { ok: true, value: { rows: [], next: null } }
  const request = vi.fn(async (name: string) => (name === 'refunds.keys' ? keys.promise : page))
  vi.stubGlobal('window', { api: { request, on: () => () => undefined } })
  showRefunds({ state: 'open' })
  const done = chooseAll()
  showRefunds({ state: 'registered' })
  keys.resolve({ ok: true, value: [{ orderId: 7, refundId: 'r1' }] })
  await done
  expect(useRefunds.getState().chosen.size).toBe(0)
})
