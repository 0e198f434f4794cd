import { create } from 'zustand'
import type { FailureValue } from '../../main/failure.ts'
import type { WrongFilter, WrongOrder } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { useApp } from '../state/app-store.ts'
import { fetchOrders, keyOfOrder, whileFetching } from '../state/chosen-store.ts'
import { toast, toastFailure } from '../state/notices.ts'

const pageSize = 100
const mostAtOnce = 500

interface WrongState {
  readonly filter: WrongFilter
  readonly rows: readonly WrongOrder[]
  readonly open: number
  readonly ignored: number
  readonly next: string | null
  readonly phase: 'loading' | 'ready' | 'failed'
  readonly failure: FailureValue | null
  /** The order whose details are shown, by `keyOfOrder`. */
  readonly shown: string | null
  /** Those chosen, by `keyOfOrder`. */
  readonly chosen: ReadonlySet<string>
}

/** The screen *Ordini errati* (R7). */
export const useWrong = create<WrongState>()(() => ({
  filter: { shopId: null, ignored: false },
  rows: [],
  open: 0,
  ignored: 0,
  next: null,
  phase: 'loading',
  failure: null,
  shown: null,
  chosen: new Set(),
}))

// An answer that comes after the filter has changed belongs to nobody.
let current = 0

/** Lists others; none is shown or chosen then. */
export function setWrongFilter(change: Partial<WrongFilter>): void {
  useWrong.setState(({ filter }) => ({ filter: { ...filter, ...change }, shown: null, chosen: new Set() }))
  void loadWrong()
}

/** Reads the list anew, as far as it was read. */
export async function loadWrong(): Promise<void> {
  current += 1
  const asked = current
  const { filter, rows } = useWrong.getState()
  const limit = Math.min(mostAtOnce, Math.max(pageSize, rows.length))
  const answer = await request('wrong.list', { filter, after: null, limit })
  if (asked !== current) return
  if (!answer.ok) {
    useWrong.setState({ phase: 'failed', failure: answer.failure, rows: [], next: null })
    return
  }
  const there = new Set(answer.value.rows.map(keyOfOrder))
  useWrong.setState(({ chosen, shown }) => ({
    ...answer.value,
    phase: 'ready',
    failure: null,
    chosen: new Set([...chosen].filter((key) => there.has(key))),
    shown: shown !== null && there.has(shown) ? shown : null,
  }))
}

let loadingMore = false

/** The next page of the list. */
export async function loadMoreWrong(): Promise<void> {
  const { next, filter } = useWrong.getState()
  if (next === null || loadingMore) return
  loadingMore = true
  const asked = current
  const answer = await request('wrong.list', { filter, after: next, limit: pageSize })
  loadingMore = false
  if (asked !== current || !answer.ok) return
  useWrong.setState(({ rows }) => ({ ...answer.value, rows: [...rows, ...answer.value.rows] }))
}

/** Chooses an order of the list, or no longer. */
export function toggleChosen(order: WrongOrder): void {
  const key = keyOfOrder(order)
  useWrong.setState(({ chosen }) => {
    const changed = new Set(chosen)
    if (!changed.delete(key)) changed.add(key)
    return { chosen: changed }
  })
}

/** *Riprova* for these orders (R7). */
export async function retry(orders: readonly WrongOrder[]): Promise<void> {
  await fetchOrders(orders)
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
