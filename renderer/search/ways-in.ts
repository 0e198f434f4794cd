import { gravestFirst, newestFirst, type OrderSearch } from '../../main/words/order-search.ts'
import type { SearchStart } from '../../main/words/program-view.ts'
import { request } from '../client.ts'
import { closeOrder, openOrder } from '../state/open-order-store.ts'
import { readWorkCounts } from '../state/work-counts.ts'
import { ask, choose, everySearch, findOrders, rowAt, useOrderList } from './order-list-store.ts'

let showing = 0

/**
 * Shows a run's new orders (R8), those to do or not seen (R40), those named, or all, and one order beside them; the list as it was
 * first: newest first. Where nothing is to do, all.
 */
export async function showInSearch(
  runId: number | null,
  orderId: number | null,
  only: SearchStart | null = null,
  orderIds: readonly number[] | null = null,
): Promise<void> {
  if (orderId !== null) openOrder(orderId)
  else closeOrder()
  useOrderList.setState({ run: null })
  showing += 1
  const now = showing
  const work = only === 'todo' && (await readWorkCounts()).todo > 0 ? 'todo' : null
  // Something else was asked for meanwhile.
  if (showing !== now) return
  const wanted: OrderSearch = {
    ...everySearch,
    runId,
    work,
    unseen: only === 'unseen',
    check: only === 'check',
    orderIds,
  }
  const finding = ask({
    search: wanted,
    sort: only === 'check' ? gravestFirst : newestFirst,
    keep: orderId,
    all: false,
  })
  if (runId !== null) await knowRun(runId)
  await finding
}

/** Finds the words of the run that is searched for. */
export async function knowRun(runId: number): Promise<void> {
  const answer = await request('runs.list', { shopId: null, beforeId: runId + 1, limit: 1 })
  const run = answer.ok ? answer.value[0] : undefined
  useOrderList.setState({ run: run?.id === runId ? run : null })
}

/** Chooses the order after the one chosen, and opens it. @returns which; null at the end of the list */
export function openNext(): number | null {
  const { cursor, pages } = useOrderList.getState()
  const place = (cursor ?? -1) + 1
  const row = rowAt(pages, place)
  if (row === undefined) return null
  choose([[place, place + 1]], place, place)
  openOrder(row.id)
  return row.id
}

/** All orders of a customer, by e-mail address, in every shop. */
export function findCustomer(email: string): void {
  void findOrders({ ...everySearch, text: email }, newestFirst)
}
