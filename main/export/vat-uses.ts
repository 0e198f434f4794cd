import type { Store } from '../store/store.ts'
import type { VatNeed } from '../words/easyfatt-codes.ts'
import type { VatUse, VatUses } from '../words/easyfatt-uses.ts'
import { Failure } from '../words/failure.ts'
import { everyOrder, newestFirst } from '../words/order-search.ts'
import type { ExportedOrder } from '../words/printed.ts'
import { easyfattAmounts } from './easyfatt-amounts.ts'
import { isCharged, vatPlaceOf } from './easyfatt-document.ts'
import { readOrders } from './exported-order.ts'

/** Of one use; the search shows them. */
const mostIds = 1000

/**
 * What the orders of a shop want VAT codes for (R46): those that a file for Easyfatt could have, newest first, page by page.
 * Stopped, it tells what it has found until then.
 */
export async function vatUses(
  store: Store,
  shopId: number,
  signal: AbortSignal,
  onProgress: (read: number, expected: number) => void,
): Promise<VatUses> {
  const selection = {
    filter: { ...everyOrder, shopIds: [shopId] },
    sort: newestFirst,
    upTo: null,
    ranges: null,
  }
  const wish = { onlyNew: false, withCancelled: false }
  const ids = (await store.ordersToHandOver(selection, 'easyfatt', wish)).ids.toReversed()
  const found = new Map<string, { need: VatNeed; orders: number; orderIds: number[] }>()
  let read = 0
  let whole = true
  try {
    for await (const source of readOrders(store, ids, signal, (count) => onProgress(count, ids.length))) {
      for (const need of vatNeeds(source)) {
        const key = JSON.stringify(need)
        const use = found.get(key) ?? { need, orders: 0, orderIds: [] }
        found.set(key, use)
        use.orders += 1
        if (use.orderIds.length < mostIds) use.orderIds.push(source.id)
      }
      read += 1
    }
  } catch (error) {
    if (!(error instanceof Failure) || error.value.code !== 'cancelled') throw error
    whole = false
  }
  const uses = [...found.values()].map(({ need, ...use }): VatUse => ({ ...need, ...use }))
  return { uses: uses.sort((a, b) => b.orders - a.orders), read, whole }
}

/** For what an order wants codes, each once; an order in another currency goes into no file. */
function vatNeeds(source: ExportedOrder): readonly VatNeed[] {
  const { order } = source
  if (order.currency !== 'EUR') return []
  const { rows, cost } = easyfattAmounts(source)
  const rates = new Set(rows.filter(isCharged).map(({ tableRate }) => tableRate))
  if (cost !== null && cost.amount !== 0n) rates.add(cost.tableRate)
  const place = vatPlaceOf(order)
  return [...rates].map((rate) => ({ rate, ...place }))
}
