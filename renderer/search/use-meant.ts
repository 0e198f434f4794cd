import { formatCount } from '../format.ts'
import { useTexts } from '../state/app-store.ts'
import { useOrderList } from '../state/order-list.ts'
import { countPlaces } from '../state/ranges.ts'

/** What the buttons beside the search work on, named: the orders chosen when they are several, else all that are found. */
export function useMeant(): { readonly any: boolean; readonly label: string } {
  const { language, search } = useTexts()
  const total = useOrderList((state) => state.total)
  const chosen = useOrderList((state) => countPlaces(state.selected))
  const { theChosen, theFound } = search.exporting
  const label =
    chosen > 1 ? theChosen(formatCount(chosen, language)) : theFound(total, formatCount(total, language))
  return { any: total > 0, label }
}
