import { create } from 'zustand'
import type { FailureValue } from '../../main/failure.ts'
import type { Run } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { useApp } from './app-store.ts'
import { isRunning, upsertRun } from './shops.ts'

const pageSize = 20

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
  readonly runsLoaded: boolean
  readonly hasMoreRuns: boolean
}

/** The download screen: which shop, its last runs, what has been pressed. */
export const useDownload = create<DownloadState>()(() => ({
  selectedShopId: null,
  pressed: new Set(),
  cancelling: new Set(),
  refusal: null,
  runs: [],
  runsLoaded: false,
  hasMoreRuns: false,
}))

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
  if (!answer.ok || shopId !== useDownload.getState().selectedShopId) return
  useDownload.setState({
    runs: answer.value,
    runsLoaded: true,
    hasMoreRuns: answer.value.length === pageSize,
  })
}

export async function loadMoreRuns(): Promise<void> {
  const { selectedShopId: shopId, runs } = useDownload.getState()
  const last = runs.at(-1)
  if (last === undefined) return
  const answer = await request('runs.list', { shopId, beforeId: last.id, limit: pageSize })
  if (!answer.ok || shopId !== useDownload.getState().selectedShopId) return
  useDownload.setState(({ runs: known }) => ({
    runs: [...known, ...answer.value.filter((run) => run.id < last.id)],
    hasMoreRuns: answer.value.length === pageSize,
  }))
}

/** A run has begun or ended. */
export function noteRun(run: Run): void {
  useDownload.setState(({ runs, selectedShopId, pressed, cancelling }) => ({
    runs: selectedShopId === null || selectedShopId === run.shopId ? upsertRun(runs, run) : runs,
    pressed: without(pressed, [run.shopId]),
    cancelling: run.outcome === 'running' ? cancelling : without(cancelling, [run.shopId]),
  }))
}
