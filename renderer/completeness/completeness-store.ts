import { create } from 'zustand'
import type { FailureValue } from '../../main/failure.ts'
import type { ComparisonProgress } from '../../main/sync/compare.ts'
import type { Comparison, ComparisonRow, ComparisonWhy } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { useApp } from '../state/app-store.ts'
import { fetchOrders, whileFetching } from '../state/chosen-store.ts'
import { type Day, presetDays, startOf } from './period.ts'

const pageSize = 200

/** In the order in which they matter. */
export const differences: readonly ComparisonWhy[] = [
  'not-downloaded',
  'wrong',
  'state',
  'too-old',
  'ignored',
  'gone',
]

interface CompletenessState {
  readonly shopId: number | null
  readonly from: Day | null
  readonly to: Day | null
  readonly running: ComparisonProgress | null
  /** Told to stop, not yet stopped. */
  readonly stopping: boolean
  readonly failure: FailureValue | null
  /** What was asked for, to tell whether the shop showed less. */
  readonly askedFrom: string | null
  readonly comparison: Comparison | null
  readonly why: ComparisonWhy
  readonly rows: readonly ComparisonRow[]
  readonly chosen: ReadonlySet<number>
}

/** The screen *Verifica completezza* (R17). */
export const useCompleteness = create<CompletenessState>()(() => ({
  shopId: null,
  ...presetDays('week', new Date()),
  running: null,
  stopping: false,
  failure: null,
  askedFrom: null,
  comparison: null,
  why: 'not-downloaded',
  rows: [],
  chosen: new Set(),
}))

/** Shows a shop's last comparison; the first shop's where none was chosen. */
export async function showShop(shopId: number | null): Promise<void> {
  const shop = useApp.getState().shops.find(({ id }) => shopId === null || id === shopId)
  if (!shop) return
  const { shopId: before, running } = useCompleteness.getState()
  if (before === shop.id && (running !== null || useCompleteness.getState().comparison !== null))
    return refresh()
  useCompleteness.setState({ shopId: shop.id, comparison: null, rows: [], failure: null, askedFrom: null })
  await refresh()
}

/** Begins to compare the period chosen with the shop. */
export async function start(): Promise<void> {
  const { shopId, from, to, running } = useCompleteness.getState()
  if (shopId === null || from === null || to === null || running !== null) return
  const period = { from: startOf(from), to: startOf(to, 1) }
  useCompleteness.setState({
    running: { read: 0, expected: null },
    stopping: false,
    failure: null,
    comparison: null,
    rows: [],
    chosen: new Set(),
    askedFrom: period.from,
  })
  const answer = await request('completeness.start', { shopId, ...period })
  useCompleteness.setState({ running: null, stopping: false })
  if (answer.ok) await show(answer.value)
  else if (answer.failure.code !== 'cancelled') useCompleteness.setState({ failure: answer.failure })
}

/** Ends the comparison that runs. */
export function stop(): void {
  const { shopId } = useCompleteness.getState()
  if (shopId === null) return
  useCompleteness.setState({ stopping: true })
  void request('completeness.cancel', { shopId })
}

/** How far the comparison of a shop has come. */
export function noteProgress({ shopId, read, expected }: ComparisonProgress & { shopId: number }): void {
  const { shopId: shown, running } = useCompleteness.getState()
  if (shopId === shown && running !== null) useCompleteness.setState({ running: { read, expected } })
}

/** What still differs, now: orders may have been downloaded since. */
export async function refresh(): Promise<void> {
  const { shopId } = useCompleteness.getState()
  if (shopId === null) return
  const answer = await request('completeness.get', { shopId })
  if (!answer.ok) useCompleteness.setState({ failure: answer.failure })
  else if (answer.value !== null && shopId === useCompleteness.getState().shopId) await show(answer.value)
}

async function show(comparison: Comparison): Promise<void> {
  useCompleteness.setState({ comparison })
  const { why } = useCompleteness.getState()
  const first = differences.find((kind) => comparison.counts[kind] > 0)
  await showWhy(comparison.counts[why] > 0 || first === undefined ? why : first)
}

/** Lists the orders that differ for one reason. */
export async function showWhy(why: ComparisonWhy): Promise<void> {
  const { shopId, rows: before, why: beforeWhy } = useCompleteness.getState()
  if (shopId === null) return
  const same = why === beforeWhy
  const limit = same ? Math.min(500, Math.max(pageSize, before.length)) : pageSize
  useCompleteness.setState(same ? {} : { why, rows: [], chosen: new Set() })
  const answer = await request('completeness.list', { shopId, why, afterId: 0, limit })
  if (!answer.ok || useCompleteness.getState().why !== why) return
  const there = new Set(answer.value.map(({ id }) => id))
  useCompleteness.setState(({ chosen }) => ({
    rows: answer.value,
    chosen: new Set([...chosen].filter((id) => there.has(id))),
  }))
}

let loadingMore = false

/** The next page of the list. */
export async function loadMore(): Promise<void> {
  const { shopId, why, rows, comparison } = useCompleteness.getState()
  const last = rows.at(-1)
  if (shopId === null || last === undefined || comparison === null || loadingMore) return
  if (rows.length >= comparison.counts[why]) return
  loadingMore = true
  const answer = await request('completeness.list', { shopId, why, afterId: last.id, limit: pageSize })
  loadingMore = false
  if (!answer.ok || useCompleteness.getState().why !== why || useCompleteness.getState().rows !== rows) return
  useCompleteness.setState({ rows: [...rows, ...answer.value] })
}

/** Chooses an order of the list, or no longer. */
export function toggle(id: number): void {
  useCompleteness.setState(({ chosen }) => {
    const changed = new Set(chosen)
    if (!changed.delete(id)) changed.add(id)
    return { chosen: changed }
  })
}

/** Fetches those chosen, or all of the list where none is. */
export async function fetchMissing(): Promise<void> {
  const { shopId, why, rows, chosen } = useCompleteness.getState()
  if (shopId === null || why === 'gone') return
  if (chosen.size > 0) {
    await fetchOrders(rows.filter(({ id }) => chosen.has(id)).map((row) => ({ ...row, shopId })))
  } else {
    await whileFetching([`missing ${shopId}`], () => request('completeness.download', { shopId, why }))
  }
  useCompleteness.setState({ chosen: new Set() })
  await refresh()
}
