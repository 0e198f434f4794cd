import { create } from 'zustand'
import type { FailureValue } from '../../main/failure.ts'
import { everyOrder, newestFirst } from '../../main/order-search.ts'
import type { OrderDetail, OrderFilter, OrderRow, Run } from '../../preload/contract.ts'
import { request } from '../client.ts'

export const orderPageSize = 100

interface OrdersState {
  readonly filter: OrderFilter
  /** The run of the filter, for its words; null until it is found. */
  readonly run: Run | null
  readonly rows: readonly OrderRow[]
  readonly total: number
  readonly upTo: number | null
  readonly phase: 'loading' | 'ready' | 'failed'
  readonly failure: FailureValue | null
  readonly openId: number | null
  readonly detail: OrderDetail | null
  readonly detailPhase: 'loading' | 'ready' | 'gone'
}

/** The search window: what is asked, what is found, which order is open. */
export const useOrders = create<OrdersState>()(() => ({
  filter: everyOrder,
  run: null,
  rows: [],
  total: 0,
  upTo: null,
  phase: 'loading',
  failure: null,
  openId: null,
  detail: null,
  detailPhase: 'loading',
}))

/** The contract's types want lists that can be changed. */
const sent = (filter: OrderFilter) => ({
  ...filter,
  shopIds: filter.shopIds && [...filter.shopIds],
  states: filter.states && [...filter.states],
})

let current = 0
let loadingMore = false

/** Finds the orders of the filter, from the first. */
export async function findOrders(filter: OrderFilter): Promise<void> {
  current += 1
  const asked = current
  useOrders.setState({ filter })
  const answer = await request('orders.list', {
    filter: sent(filter),
    sort: newestFirst,
    upTo: null,
    offset: 0,
    limit: orderPageSize,
  })
  if (asked !== current) return
  if (!answer.ok) {
    useOrders.setState({ phase: 'failed', failure: answer.failure, rows: [], total: 0, upTo: null })
    return
  }
  useOrders.setState({ phase: 'ready', failure: null, ...answer.value })
}

/** Reads the next page, if there is one. */
export async function findMoreOrders(): Promise<void> {
  const { filter, upTo, rows, total } = useOrders.getState()
  if (loadingMore || rows.length >= total) return
  loadingMore = true
  const asked = current
  const answer = await request('orders.list', {
    filter: sent(filter),
    sort: newestFirst,
    upTo,
    offset: rows.length,
    limit: orderPageSize,
  })
  loadingMore = false
  if (asked !== current || !answer.ok) return
  useOrders.setState(({ rows }) => ({ ...answer.value, rows: [...rows, ...answer.value.rows] }))
}

/** Shows a run's new orders (R8), or one order, or all. */
export async function showInSearch(runId: number | null, orderId: number | null): Promise<void> {
  useOrders.setState({ run: null })
  if (orderId !== null) void openOrder(orderId)
  else closeOrder()
  const finding = findOrders({ ...everyOrder, runId })
  if (runId !== null) {
    const answer = await request('runs.list', { shopId: null, beforeId: runId + 1, limit: 1 })
    const run = answer.ok ? answer.value[0] : undefined
    useOrders.setState({ run: run?.id === runId ? run : null })
  }
  await finding
}

export async function openOrder(orderId: number): Promise<void> {
  useOrders.setState((state) => ({
    openId: orderId,
    detailPhase: state.detail?.id === orderId ? 'ready' : 'loading',
  }))
  const answer = await request('orders.get', { orderId })
  if (useOrders.getState().openId !== orderId) return
  const detail = answer.ok ? answer.value : null
  useOrders.setState({ detail, detailPhase: detail === null ? 'gone' : 'ready' })
}

export function closeOrder(): void {
  useOrders.setState({ openId: null, detail: null })
}
