import { create } from 'zustand'
import type { FailureValue } from '../../main/words/failure.ts'
import type { Run } from '../../main/words/run.ts'
import { isRunning } from '../../main/words/shop-view.ts'
import { request } from '../client.ts'
import { useApp } from './app-store.ts'

interface DownloadState {
  /** Null: all shops together. */
  readonly selectedShopId: number | null
  /** Shops pressed for, until main says that their run began or could not: a second press does nothing (R4). */
  readonly pressed: ReadonlySet<number>
  /** Shops whose cancellation has been asked for. */
  readonly cancelling: ReadonlySet<number>
  /** Why main would not start: a shop that is not configured, for instance. */
  readonly refusal: FailureValue | null
}

/** The download screen: which shop, what has been pressed. */
export const useDownload = create<DownloadState>()(() => ({
  selectedShopId: null,
  pressed: new Set(),
  cancelling: new Set(),
  refusal: null,
}))

/** Shows one shop; null for all. */
export function selectShop(selectedShopId: number | null): void {
  if (useDownload.getState().selectedShopId === selectedShopId) return
  useDownload.setState({ selectedShopId, refusal: null })
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

/** A run has begun or ended. */
export function noteRun(run: Run): void {
  useDownload.setState(({ pressed, cancelling }) => ({
    // While chosen orders are fetched, a download that was pressed for waits.
    pressed: run.chosen ? pressed : without(pressed, [run.shopId]),
    cancelling: run.outcome === 'running' ? cancelling : without(cancelling, [run.shopId]),
  }))
}
