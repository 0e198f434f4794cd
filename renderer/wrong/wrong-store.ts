import { create } from 'zustand'
import type { WrongOrder, WrongPage } from '../../main/words/missing.ts'
import { mayBeAccepted } from '../../main/words/order.ts'
import type { WrongFilter } from '../../main/words/schemas.ts'
import { request } from '../client.ts'
import { useApp } from '../state/app-store.ts'
import { acceptOrders, fetchOrders, keyOfOrder, whileFetching } from '../state/chosen-store.ts'
import { createListReader, type ListState, unread } from '../state/list-reader.ts'
import { toast, toastFailure } from '../state/toasts.ts'
import { toggled } from '../state/toggled.ts'

interface WrongState extends WrongPage, ListState<WrongOrder, string> {
  readonly filter: WrongFilter
  /** The order whose details are shown, by `keyOfOrder`. */
  readonly shown: string | null
  /** Those chosen, by `keyOfOrder`. */
  readonly chosen: ReadonlySet<string>
}

/** The screen *Ordini errati* (R7). */
export const useWrong = create<WrongState>()(() => ({
  ...unread,
  open: 0,
  ignored: 0,
  filter: { shopId: null, ignored: false },
  shown: null,
  chosen: new Set(),
}))

/** Reads the list page by page. */
export const wrongList = createListReader<WrongOrder, string, WrongPage>(useWrong, 100, (after, limit) =>
  request('wrong.list', { filter: useWrong.getState().filter, after, limit }),
)

/** Lists others; none is shown or chosen then. */
export function setWrongFilter(change: Partial<WrongFilter>): void {
  useWrong.setState(({ filter }) => ({ filter: { ...filter, ...change }, shown: null, chosen: new Set() }))
  void loadWrong()
}

/** Reads the list anew, as far as it was read; what is not in it any more is not chosen or shown. */
export async function loadWrong(): Promise<void> {
  await wrongList.reload()
  useWrong.setState(({ rows, chosen, shown }) => {
    const there = new Set(rows.map(keyOfOrder))
    return {
      chosen: new Set([...chosen].filter((key) => there.has(key))),
      shown: shown !== null && there.has(shown) ? shown : null,
    }
  })
}

/** Chooses an order of the list, or no longer. */
export function toggleChosen(order: WrongOrder): void {
  useWrong.setState(({ chosen }) => ({ chosen: toggled(chosen, keyOfOrder(order)) }))
}

/** *Riprova* for these orders (R7). */
export async function retry(orders: readonly WrongOrder[]): Promise<void> {
  await fetchOrders(orders)
  useWrong.setState({ chosen: new Set() })
  await loadWrong()
}

/** Whether an order can be taken as it is (R38): its data are there, and only its amounts or its customer are wrong. */
export function isAcceptable({ hasRaw, reasons }: WrongOrder): boolean {
  return hasRaw && mayBeAccepted(reasons)
}

/** *Prendilo così com'è* for those of these orders for which it can be done. */
export async function accept(orders: readonly WrongOrder[]): Promise<void> {
  await acceptOrders(orders.filter(isAcceptable))
  useWrong.setState({ chosen: new Set() })
  await loadWrong()
}

/** All of the list that are not ignored, those not yet read included. */
export async function retryAll(): Promise<void> {
  const { shopId } = useWrong.getState().filter
  await whileFetching(['wrong'], () => request('wrong.retryAll', { shopId }))
  await loadWrong()
}

/** Ignores these orders, or no longer, and says so. */
export async function setIgnored(orders: readonly WrongOrder[], ignored: boolean): Promise<void> {
  const keys = orders.map(({ shopId, shopOrderId }) => ({ shopId, shopOrderId }))
  const answer = await request('wrong.ignore', { orders: keys, ignored })
  if (!answer.ok) toastFailure(answer.failure)
  else {
    const { wrongOrders: words } = useApp.getState().texts
    if (ignored) toast(words.ignoredToast(orders.length), words.ignoredToastText)
    else toast(words.heededToast(orders.length))
  }
  useWrong.setState({ chosen: new Set() })
  await loadWrong()
}
