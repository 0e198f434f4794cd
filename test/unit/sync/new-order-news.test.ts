import { expect, it } from 'vitest'
import { newOrderTeller } from '../../../main/sync/new-order-news.ts'
import type { Run } from '../../../main/words/run.ts'

const minute = 60_000

function ended(id: number, orders: number, shopName = 'Bottega'): Run {
  return {
    id,
    shopId: 1,
    shopName,
    trigger: 'auto',
    chosen: false,
    outcome: 'success',
    startedAt: '2026-11-23T09:00:00.000Z',
    finishedAt: '2026-11-23T09:01:00.000Z',
    shopStartedAt: null,
    windowFrom: null,
    windowTo: null,
    counters: { total: orders, new: orders, skipped: 0, wrong: 0 },
    failure: null,
  }
}

it('R21 new orders are told at most once an hour; those in between with the first sync after it, none twice', () => {
  let now = 0
  const { ended: tell } = newOrderTeller(() => now)
  expect(tell(ended(1, 2), true)).toEqual({ shops: ['Bottega'], orders: 2, runId: 1 })
  now = 15 * minute
  expect(tell(ended(2, 5), true)).toBeNull()
  now = 30 * minute
  expect(tell(ended(3, 1, 'Emporio'), true)).toBeNull()
  now = 59 * minute
  expect(tell(ended(4, 0), false)).toBeNull()
  now = 60 * minute
  expect(tell(ended(5, 0), false)).toEqual({ shops: ['Bottega', 'Emporio'], orders: 6, runId: null })
  now = 200 * minute
  expect(tell(ended(6, 0), false)).toBeNull()
  // Put back by a day.
  now -= 24 * 60 * minute
  expect(tell(ended(7, 3), true)).toEqual({ shops: ['Bottega'], orders: 3, runId: 7 })
})
