import { create } from 'zustand'
import type { FailureValue } from '../../main/words/failure.ts'
import { type Day, startOf } from '../../main/words/local-time.ts'
import type { CompletenessProgress, CompletenessResult, CompletenessRow } from '../../main/words/missing.ts'
import type { CompletenessWhy } from '../../main/words/schemas.ts'
import { request } from '../client.ts'
import { useApp } from '../state/app-store.ts'
import { fetchOrders, whileFetching } from '../state/chosen-store.ts'
import { createListReader, type ListState, pageById, unread } from '../state/list-reader.ts'
import { toggled } from '../state/toggled.ts'
import { presetDays } from './period.ts'

/** In the order in which they matter. */
export const completenessWhys: readonly CompletenessWhy[] = [
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
  readonly running: CompletenessProgress | null
  /** Told to stop, not yet stopped. */
  readonly stopping: boolean
  readonly failure: FailureValue | null
  /** What was asked for, to tell whether the shop showed less. */
  readonly askedFrom: string | null
  readonly result: CompletenessResult | null
}

/** The screen *Verifica completezza* (R17). */
export const useCompleteness = create<CompletenessState>()(() => ({
  shopId: null,
  ...presetDays('week', new Date()),
  running: null,
  stopping: false,
  failure: null,
  askedFrom: null,
  result: null,
}))

interface CompletenessOrdersState extends ListState<CompletenessRow> {
  readonly why: CompletenessWhy
  readonly chosen: ReadonlySet<number>
}

/** The orders that differ for one reason. */
export const useCompletenessOrders = create<CompletenessOrdersState>()(() => ({
  ...unread,
  why: 'not-downloaded',
  chosen: new Set(),
}))

/** Reads them page by page. */
export const completenessOrders = createListReader<CompletenessRow>(
  useCompletenessOrders,
  200,
  async (next, limit) => {
    const { shopId } = useCompleteness.getState()
    const { why } = useCompletenessOrders.getState()
    if (shopId === null) return { ok: true, value: { rows: [], next: null } }
    return pageById(await request('completeness.list', { shopId, why, afterId: next ?? 0, limit }), limit)
  },
)

/** Shows a shop's last check; the first shop's where none was chosen. */
export async function showShop(shopId: number | null): Promise<void> {
  const shop = useApp.getState().shops.find(({ id }) => shopId === null || id === shopId)
  if (!shop) return
  const { shopId: before, running } = useCompleteness.getState()
  if (before === shop.id && (running !== null || useCompleteness.getState().result !== null)) return refresh()
  useCompleteness.setState({ shopId: shop.id, result: null, failure: null, askedFrom: null })
  useCompletenessOrders.setState({ ...unread, chosen: new Set() })
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
    result: null,
    askedFrom: period.from,
  })
  useCompletenessOrders.setState({ ...unread, chosen: new Set() })
  const answer = await request('completeness.start', { shopId, ...period })
  useCompleteness.setState({ running: null, stopping: false })
  if (answer.ok) await show(answer.value)
  else if (answer.failure.code !== 'cancelled') useCompleteness.setState({ failure: answer.failure })
}

/** Ends the check that runs. */
export function stop(): void {
  const { shopId } = useCompleteness.getState()
  if (shopId === null) return
  useCompleteness.setState({ stopping: true })
  void request('completeness.cancel', { shopId })
}

/** How far the check of a shop has come. */
export function noteProgress({ shopId, read, expected }: CompletenessProgress & { shopId: number }): void {
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

async function show(result: CompletenessResult): Promise<void> {
  useCompleteness.setState({ result })
  const { why } = useCompletenessOrders.getState()
  const first = completenessWhys.find((kind) => result.counts[kind] > 0)
  await showWhy(result.counts[why] > 0 || first === undefined ? why : first)
}

/** Lists the orders that differ for one reason; those chosen that are in the list anew stay chosen. */
export async function showWhy(why: CompletenessWhy): Promise<void> {
  if (why !== useCompletenessOrders.getState().why)
    useCompletenessOrders.setState({ ...unread, why, chosen: new Set() })
  await completenessOrders.reload()
  useCompletenessOrders.setState(({ rows, chosen }) => ({
    chosen: new Set(rows.map(({ id }) => id).filter((id) => chosen.has(id))),
  }))
}

/** Chooses an order of the list, or no longer. */
export function toggle(id: number): void {
  useCompletenessOrders.setState(({ chosen }) => ({ chosen: toggled(chosen, id) }))
}

/** Fetches those chosen, or all of the list where none is. */
export async function fetchMissing(): Promise<void> {
  const { shopId } = useCompleteness.getState()
  const { why, rows, chosen } = useCompletenessOrders.getState()
  if (shopId === null || why === 'gone') return
  if (chosen.size > 0) {
    await fetchOrders(rows.filter(({ id }) => chosen.has(id)).map((row) => ({ ...row, shopId })))
  } else {
    await whileFetching([`missing ${shopId}`], () => request('completeness.download', { shopId, why }))
  }
  useCompletenessOrders.setState({ chosen: new Set() })
  await refresh()
}
