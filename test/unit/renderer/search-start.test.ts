import { afterEach, expect, it, vi } from 'vitest'
import type { OrderList } from '../../../main/words/order-search.ts'
import { request, whenListChanged } from '../../../renderer/client.ts'
import { choose, chosen, everyFound, useOrderList } from '../../../renderer/search/order-list-store.ts'
import { showInSearch } from '../../../renderer/search/ways-in.ts'

const page = { rows: [], total: 0, upTo: 0, token: 'shown', located: null }

/** A main process that has so many orders to do; what was asked of it for lists. */
function mainWith(todo: number): OrderList['filter'][] {
  const asked: OrderList['filter'][] = []
  const answers: Readonly<Record<string, unknown>> = {
    'orders.workCounts': { todo, waiting: 0, unseen: 0 },
    'orders.totals': { count: 0, amounts: [] },
    'orders.list': page,
    'runs.list': [],
  }
  const request = async (name: string, argument: { readonly filter: OrderList['filter'] }) => {
    if (name === 'orders.list') asked.push(argument.filter)
    return { ok: true, value: answers[name] }
  }
  vi.stubGlobal('window', { api: { request, on: () => () => undefined } })
  return asked
}

afterEach(() => vi.unstubAllGlobals())

it('R40 the search opens on what is to do, on all orders where nothing is', async () => {
  const some = mainWith(3)
  await showInSearch(null, null, 'todo')
  expect(some).toEqual([expect.objectContaining({ work: 'todo', runId: null })])
  const none = mainWith(0)
  await showInSearch(null, null, 'todo')
  expect(none).toEqual([expect.objectContaining({ work: null, unseen: false })])
})

it('R8 R40 a run’s new orders are shown whatever was asked for just before', async () => {
  mainWith(3)
  const first = showInSearch(null, null, 'todo')
  await showInSearch(7, null)
  await first
  expect(useOrderList.getState().search).toMatchObject({ runId: 7, work: null })
})

it('R26 orders that another window names are shown, and no others', async () => {
  const asked = mainWith(3)
  await showInSearch(null, null, null, [7, 9])
  expect(asked).toEqual([expect.objectContaining({ orderIds: [7, 9], work: null, runId: null })])
})

it('R28 rows chosen are those of the list as it is shown; all that is found needs no list', async () => {
  mainWith(0)
  await showInSearch(null, null)
  choose([[2, 5]], 4, 2)
  expect(chosen()).toMatchObject({ upTo: 0, token: 'shown', ranges: [[2, 5]] })
  expect(everyFound()).toMatchObject({ upTo: 0, token: undefined, ranges: null })
})

it('R28 whoever asks for rows of a list that is another now, the window hears of it', async () => {
  const heard = vi.fn()
  whenListChanged(heard)
  const failure = { code: 'list-changed', params: {} }
  const answer = { ok: false, failure }
  vi.stubGlobal('window', { api: { request: async () => answer, on: () => () => undefined } })
  const of = { ...(everyFound() ?? expect.fail()), ranges: [[0, 2] as const] }
  expect(await request('orders.mark', { of, work: { state: 'done' } })).toEqual(answer)
  expect(heard).toHaveBeenCalledOnce()
})
