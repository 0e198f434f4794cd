import { create } from 'zustand'
import type { FailureValue } from '../../main/failure.ts'
import type { Result, Run } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { useApp } from './app-store.ts'
import { isRunning, upsertRun } from './shops.ts'

const pageSize = 20
/** A series of *annullata* is shown as one row: so many are read at once to find its end, and so many in all. */
const seriesPage = 200
const longestSeries = 2000

interface DownloadState {
  /** Null: all shops together. */
  readonly selectedShopId: number | null
  /** Shops pressed for, until main says that their run began or could not: a second press does nothing (R4). */
  readonly pressed: ReadonlySet<number>
  /** Shops whose cancellation has been asked for. */
  readonly cancelling: ReadonlySet<number>
  /** Why main would not start: a shop that is not configured, for instance. */
  readonly refusal: FailureValue | null
  readonly runs: readonly Run[]
  /** Where the next page begins; of a series, older ones may be known. */
  readonly oldestId: number | null
  readonly runsLoaded: boolean
  /** Why the last runs could not be read. */
  readonly runsFailure: FailureValue | null
  readonly hasMoreRuns: boolean
}

/** The download screen: which shop, its last runs, what has been pressed. */
export const useDownload = create<DownloadState>()(() => ({
  selectedShopId: null,
  pressed: new Set(),
  cancelling: new Set(),
  refusal: null,
  runs: [],
  oldestId: null,
  runsLoaded: false,
  runsFailure: null,
  hasMoreRuns: false,
}))

/** Shows one shop and its runs; null for all. */
export function selectShop(selectedShopId: number | null): void {
  if (useDownload.getState().selectedShopId === selectedShopId) return
  useDownload.setState({ selectedShopId, refusal: null })
  void loadRuns()
}

/** Presses the button. A shop that is downloading already is left alone (R4). */
export async function startDownload(shopId: number | null): Promise<void> {
  const shops = useApp.getState().shops.filter((shop) => shopId === null || shop.id === shopId)
  const { pressed } = useDownload.getState()
  const idle = shops.filter((shop) => !isRunning(shop) && !pressed.has(shop.id)).map((shop) => shop.id)
  if (shops.length > 0 && idle.length === 0) return
  useDownload.setState({ pressed: new Set([...pressed, ...idle]), refusal: null })
  const answer = await request('runs.start', { shopId })
  if (answer.ok) return
  useDownload.setState(({ pressed: now }) => ({ pressed: without(now, idle), refusal: answer.failure }))
}

/** Main could not begin a run. That one is at work already is no news: the press did nothing (R4). */
export function noteRefusal(shopId: number, failure: FailureValue): void {
  useDownload.setState(({ pressed, cancelling, refusal }) => ({
    pressed: without(pressed, [shopId]),
    cancelling: without(cancelling, [shopId]),
    refusal: failure.code === 'run-in-progress' ? refusal : failure,
  }))
}

function without(set: ReadonlySet<number>, ids: readonly number[]): ReadonlySet<number> {
  return new Set([...set].filter((id) => !ids.includes(id)))
}

/** *Annulla*: of one shop, or null for all that are downloading (R4). */
export async function cancelDownload(shopId: number | null): Promise<void> {
  const running = useApp.getState().shops.filter(isRunning)
  const ids = running.filter((shop) => shopId === null || shop.id === shopId).map((shop) => shop.id)
  useDownload.setState(({ cancelling }) => ({ cancelling: new Set([...cancelling, ...ids]) }))
  const answer = await request('runs.cancel', { shopId })
  if (!answer.ok) useDownload.setState({ cancelling: new Set(), refusal: answer.failure })
}

/** Reads the last runs of the selected shop, or of all. */
export async function loadRuns(): Promise<void> {
  const shopId = useDownload.getState().selectedShopId
  const answer = await request('runs.list', { shopId, beforeId: null, limit: pageSize })
  if (shopId !== useDownload.getState().selectedShopId) return
  if (!answer.ok) return useDownload.setState({ runs: [], runsFailure: answer.failure, hasMoreRuns: false })
  useDownload.setState({
    runs: answer.value,
    runsFailure: null,
    oldestId: answer.value.at(-1)?.id ?? null,
    runsLoaded: true,
    hasMoreRuns: answer.value.length === pageSize,
  })
  await readSeriesToTheirEnd()
}

/**
 * A series of *annullata* that goes on below what was read is read to its beginning, which tells since when and how
 * many; other shops' runs in between wait to be asked for.
 */
async function readSeriesToTheirEnd(): Promise<void> {
  const { runs, selectedShopId } = useDownload.getState()
  for (const shopId of new Set(runs.map((run) => run.shopId))) {
    let oldest = runs.findLast((run) => run.shopId === shopId)
    for (let read = 0; oldest?.outcome === 'annulled' && read < longestSeries; read += seriesPage) {
      const page = { shopId, beforeId: oldest.id, limit: seriesPage }
      const answer: Result<readonly Run[]> = await request('runs.list', page)
      if (!answer.ok || selectedShopId !== useDownload.getState().selectedShopId) return
      const end = answer.value.findIndex((run) => run.outcome !== 'annulled')
      const series = end < 0 ? answer.value : answer.value.slice(0, end)
      useDownload.setState((state) => ({ runs: merged(state.runs, series) }))
      oldest = end < 0 ? answer.value.at(-1) : undefined
    }
  }
}

/** Newest first, each once. */
function merged(runs: readonly Run[], more: readonly Run[]): readonly Run[] {
  const known = new Set(runs.map((run) => run.id))
  return [...runs, ...more.filter((run) => !known.has(run.id))].sort((a, b) => b.id - a.id)
}

/** The next page of past runs. */
export async function loadMoreRuns(): Promise<void> {
  const { selectedShopId: shopId, oldestId } = useDownload.getState()
  if (oldestId === null) return
  const answer = await request('runs.list', { shopId, beforeId: oldestId, limit: pageSize })
  if (!answer.ok || shopId !== useDownload.getState().selectedShopId) return
  useDownload.setState(({ runs }) => ({
    runs: merged(runs, answer.value),
    oldestId: answer.value.at(-1)?.id ?? oldestId,
    hasMoreRuns: answer.value.length === pageSize,
  }))
  await readSeriesToTheirEnd()
}

/** A run has begun or ended. */
export function noteRun(run: Run): void {
  useDownload.setState(({ runs, oldestId, selectedShopId, pressed, cancelling }) => ({
    // Every shop's last run is told whenever anything changes: one from before the first row would stand below a gap.
    runs:
      (selectedShopId === null || selectedShopId === run.shopId) && run.id >= (oldestId ?? 0)
        ? upsertRun(runs, run)
        : runs,
    pressed: without(pressed, [run.shopId]),
    cancelling: run.outcome === 'running' ? cancelling : without(cancelling, [run.shopId]),
  }))
}
