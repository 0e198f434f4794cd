import { beforeEach, expect, it } from 'vitest'
import type { LogEntry } from '../../../main/words/run.ts'
import {
  chooseAll,
  chooseNone,
  keepListed,
  toggleEntry,
  useChosenEntries,
} from '../../../renderer/log/choosing.ts'

const entry = (id: number, orderId: number | null = null): LogEntry => ({
  id,
  at: '2026-11-23T09:00:00.000Z',
  level: 'warning',
  shopId: 1,
  shopName: 'Bottega',
  runId: 1,
  shopOrderId: `${id}`,
  orderNumber: `N${id}`,
  orderId,
  message: { code: 'order-skipped', params: { reason: { code: 'test-order', params: {} } } },
  times: 1,
  lastAt: '2026-11-23T09:00:00.000Z',
})
/** The third is in the archive by now: nothing to fetch. */
const listed = [entry(1), entry(2), entry(3, 7), entry(4), entry(5)]
const numbers = () => [...useChosenEntries.getState().orders.values()].map(({ number }) => number)
const toggle = (place: number, range = false) => {
  const one = listed[place]
  if (one !== undefined) toggleEntry(one, listed, range)
}

beforeEach(chooseNone)

it('R9 what the list does not show any more is not chosen, and so never fetched', () => {
  toggle(0)
  toggle(4)
  keepListed(listed.slice(0, 2))
  expect(numbers()).toEqual(['N1'])
  keepListed([])
  expect(numbers()).toEqual([])
})

it('Shift chooses a range, what is in the archive left out; and takes it back', () => {
  toggle(1)
  toggle(4, true)
  expect(numbers()).toEqual(['N2', 'N4', 'N5'])
  toggle(3, true)
  expect(numbers()).toEqual(['N2'])
  chooseNone()
  toggle(2)
  toggle(3, true)
  expect(numbers()).toEqual(['N4'])
  chooseAll(listed)
  expect(numbers()).toEqual(['N1', 'N2', 'N4', 'N5'])
})
