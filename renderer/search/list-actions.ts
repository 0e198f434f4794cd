import { formatCount } from '../../main/words/format.ts'
import type { WorkState } from '../../main/words/work.ts'
import type { Answer, Argument } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { useApp } from '../state/app-store.ts'
import { mark } from '../state/marking.ts'
import { openOrder } from '../state/open-order-store.ts'
import { printOrders } from '../state/print-store.ts'
import { toast, toastFailure } from '../state/toasts.ts'
import type { OrderTableColumn } from './columns.tsx'
import { exportOrders } from './export-store.ts'
import { choose, chosen, chosenRow, useOrderList } from './order-list-store.ts'
import { countPlaces } from './ranges.ts'
import { useTagging } from './tags-dialog.tsx'
import { findCustomer } from './ways-in.ts'

/** More rows than this are for a file, not for the clipboard. */
const mostCopied = 20_000

/** The rows chosen, as a spreadsheet takes them. */
export async function copyChosen(columns: readonly OrderTableColumn[]): Promise<void> {
  const { texts } = useApp.getState()
  const words = texts.search.copying
  const count = countPlaces(useOrderList.getState().selected)
  const selection = chosen()
  if (selection === null || count === 0) return
  if (count > mostCopied) {
    toast(words.tooMany(formatCount(mostCopied, texts.language)), words.tooManyRemedy, true)
    return
  }
  const answer = await request('orders.copy', { selection, columns: columns.map(({ id }) => id) })
  if (answer.ok) toast(words.copied(answer.value, formatCount(answer.value, texts.language)))
  else toastFailure(answer.failure)
}

/** The context menu of the rows chosen, and what it is asked for. */
export async function openRowMenu(columns: readonly OrderTableColumn[]): Promise<void> {
  const { selected, total } = useOrderList.getState()
  const count = countPlaces(selected)
  if (count === 0) return
  const row = chosenRow()
  const answer = await request('orders.menu', { count, email: row?.email ?? '' })
  if (!answer.ok || answer.value === null) return
  await act(answer.value)

  async function act(action: NonNullable<Answer<'orders.menu'>>): Promise<void> {
    switch (action) {
      case 'open':
        if (row !== undefined) openOrder(row.id)
        return
      case 'log':
        if (row !== undefined) await request('windows.log', { runId: null, orderId: row.id })
        return
      case 'sameCustomer':
        if (row !== undefined) findCustomer(row.email)
        return
      case 'todo':
      case 'waiting':
      case 'done':
        return markChosen(action)
      case 'tags':
        return tagChosen()
      case 'copy':
        return copyChosen(columns)
      case 'selectAll':
        choose([[0, total]], 0, 0)
        return
      case 'csv':
      case 'xlsx':
      case 'easyfatt':
        return exportOrders(chosen(), action)
      case 'printer list':
        return print('list', 'printer')
      case 'printer picking':
        return print('picking', 'printer')
      case 'printer orders':
        return print('orders', 'printer')
      case 'pdf list':
        return print('list', 'pdf')
      case 'pdf picking':
        return print('picking', 'pdf')
      case 'pdf orders':
        return print('orders', 'pdf')
    }
  }
}

/** Marks what is chosen (R40). */
export async function markChosen(state: WorkState): Promise<void> {
  const of = meantForChange()
  if (of !== null) await mark(of, state === 'waiting' ? { state, until: null } : { state })
}

/** Asks which tags what is chosen gets, and loses (R43). */
export function tagChosen(): void {
  const of = meantForChange()
  if (of !== null)
    useTagging.setState({ of, count: Math.max(1, countPlaces(useOrderList.getState().selected)) })
}

/** A row alone is named by itself: whatever has moved since, it is the one meant. */
export function meantForChange(): Argument<'orders.tag'>['of'] | null {
  const row = chosenRow()
  // Places are those of a list that is being asked for anew.
  return row !== undefined ? { orderId: row.id } : useOrderList.getState().busy ? null : chosen()
}

/** What is chosen on paper or as PDF; of one order alone, its file is named after it. */
async function print(what: Printing['what'], to: Printing['to']): Promise<void> {
  const row = chosenRow()
  const of = row !== undefined && what === 'orders' ? { orderId: row.id } : chosen()
  if (of !== null) await printOrders({ what, of, to })
}

type Printing = Argument<'orders.print'>
