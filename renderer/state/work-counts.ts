import { create } from 'zustand'
import type { WorkCounts } from '../../main/words/work.ts'
import { request } from '../client.ts'

/** How many orders wait for somebody (R40). */
export const useWorkCounts = create<WorkCounts>()(() => ({
  todo: 0,
  waiting: 0,
  unseen: 0,
  check: 0,
  wrong: 0,
}))

/** Asks main, which tells of changes by itself. */
export async function readWorkCounts(): Promise<WorkCounts> {
  const answer = await request('orders.workCounts', undefined)
  if (answer.ok) useWorkCounts.setState(answer.value)
  return useWorkCounts.getState()
}
