import { create } from 'zustand'
import type { OrderColumn } from '../../main/words/order-search.ts'
import type { SearchView } from '../../main/words/schemas.ts'
import { request } from '../client.ts'

/** How this desk has set the search window up: columns, their widths, that of an open order, what follows a print. */
export const useSearchView = create<SearchView>()(() => ({
  columns: null,
  widths: {},
  panel: null,
  alsoDone: false,
}))

/** Reads what was set up before. */
export async function readView(): Promise<void> {
  const answer = await request('search.view', undefined)
  if (answer.ok) useSearchView.setState(answer.value)
}

/** Sets something up, and remembers it. */
export function changeView(change: Partial<SearchView>): void {
  useSearchView.setState(change)
  void request('search.saveView', useSearchView.getState())
}

/** As at first: the usual columns, as wide as there is room. */
export function resetColumns(): void {
  changeView({ columns: null, widths: {} })
}

/** A column is as wide as usual again. */
export function resetWidth(id: OrderColumn): void {
  const { [id]: _, ...widths } = useSearchView.getState().widths
  changeView({ widths })
}
