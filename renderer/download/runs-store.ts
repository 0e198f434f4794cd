import { create } from 'zustand'
import type { Run } from '../../main/words/run.ts'
import type { Result } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { useDownload } from '../state/download-store.ts'
import { createListReader, type ListState, pageById, unread } from '../state/list-reader.ts'
import { upsertRun } from '../state/shops.ts'

const pageSize = 20
/** A series that says the same is shown as one row: so many are read at once to find its end, and so many in all. */
const seriesPage = 200
const longestSeries = 2000
/** Runs come for as long as the window is open: older ones are read again when they are asked for. */
const mostRuns = 400

/** The last runs of the shop selected, or of all; of a series, older ones than the pages read may be known. */
export const useRuns = create<ListState<Run>>()(() => unread)

const list = createListReader<Run>(
  useRuns,
  pageSize,
  async (beforeId, limit) => {
    const shopId = useDownload.getState().selectedShopId
    return pageById(await request('runs.list', { shopId, beforeId, limit }), limit)
  },
  merged,
)

useDownload.subscribe((now, before) => {
  if (now.selectedShopId !== before.selectedShopId) void loadRuns()
})

/** Reads the last runs. */
export async function loadRuns(): Promise<void> {
  await list.load()
  await readSeriesToTheirEnd()
}

/** The next page of past runs. */
export async function loadMoreRuns(): Promise<void> {
  for (;;) {
    const { rows, next } = useRuns.getState()
    await list.more()
    const now = useRuns.getState()
    // A page of a series that was read to its beginning brings no run that is not known.
    if (now.rows.length > rows.length || now.next === null || now.next === next) break
  }
  await readSeriesToTheirEnd()
}

/**
 * A series of {@link sameRuns} that goes on below what was read is read to its beginning, which tells since when and how
 * many; other shops' runs in between wait to be asked for.
 */
async function readSeriesToTheirEnd(): Promise<void> {
  const { selectedShopId } = useDownload.getState()
  const { rows } = useRuns.getState()
  for (const shopId of new Set(rows.map((run) => run.shopId))) {
    let oldest = rows.findLast((run) => run.shopId === shopId)
    const same = oldest === undefined ? null : sameRuns(oldest)
    for (let read = 0; same !== null && oldest !== undefined && read < longestSeries; read += seriesPage) {
      const page = { shopId, beforeId: oldest.id, limit: seriesPage }
      const answer: Result<readonly Run[]> = await request('runs.list', page)
      if (!answer.ok || selectedShopId !== useDownload.getState().selectedShopId) return
      const end = answer.value.findIndex((run) => sameRuns(run) !== same)
      const series = end < 0 ? answer.value : answer.value.slice(0, end)
      useRuns.setState((state) => ({ rows: merged(state.rows, series) }))
      oldest = end < 0 ? answer.value.at(-1) : undefined
    }
  }
}

/** What a run has in common with those beside it in a row of them: annulled, or automatic and nothing new or wrong. */
export function sameRuns({ outcome, trigger, counters }: Run): string | null {
  if (outcome === 'annulled') return outcome
  const isEmpty = counters.new === 0 && counters.wrong === 0
  return trigger === 'auto' && outcome === 'success' && isEmpty ? 'nothing-new' : null
}

/** Newest first, each once. */
function merged(runs: readonly Run[], more: readonly Run[]): readonly Run[] {
  const known = new Set(runs.map((run) => run.id))
  return [...runs, ...more.filter((run) => !known.has(run.id))].sort((a, b) => b.id - a.id)
}

/** A run has begun or ended. */
export function showRun(run: Run): void {
  const { selectedShopId } = useDownload.getState()
  if (selectedShopId !== null && selectedShopId !== run.shopId) return
  const rows = upsertRun(useRuns.getState().rows, run)
  const kept = rows.slice(0, mostRuns)
  useRuns.setState(kept.length === rows.length ? { rows } : { rows: kept, next: kept.at(-1)?.id ?? null })
}
