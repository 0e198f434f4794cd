import { create } from 'zustand'
import type { FailureValue } from '../../main/words/failure.ts'
import { formatCount } from '../../main/words/format.ts'
import type { HandedOver } from '../../main/words/handover.ts'
import { type Day, startOf } from '../../main/words/local-time.ts'
import {
  type RefundCounts,
  type RefundDatesOutcome,
  type RefundDatesProgress,
  type RefundFile,
  type RefundFilter,
  type RefundKey,
  type RefundPage,
  type RefundPlace,
  type RefundRow,
  type RefundState,
  refundLeftOutWhys,
} from '../../main/words/refund.ts'
import { request } from '../client.ts'
import { useApp } from '../state/app-store.ts'
import { createListReader, type ListState, unread } from '../state/list-reader.ts'
import { toast, toastFailure } from '../state/toasts.ts'
import { fileActions } from '../state/written-file.ts'

interface RefundsState extends ListState<RefundRow, RefundPlace> {
  readonly state: RefundState
  readonly shopId: number | null
  readonly from: Day | null
  readonly to: Day | null
  /** Null until main has answered. */
  readonly counts: RefundCounts | null
  /** By {@link keyOf}. */
  readonly chosen: ReadonlyMap<string, RefundKey>
  /** As what the orders listed went out (R41), as far as that has been read. */
  readonly handed: ReadonlyMap<number, HandedOver>
  /** Something is being done with those chosen. */
  readonly busy: boolean
}

/** The screen *Rimborsi da registrare* (R49). */
export const useRefunds = create<RefundsState>()(() => ({
  ...unread,
  state: 'open',
  shopId: null,
  from: null,
  to: null,
  counts: null,
  chosen: new Map(),
  handed: new Map(),
  busy: false,
}))

interface DatesState {
  /** Null: nothing is asked. */
  readonly asking: RefundDatesProgress | 'beginning' | null
  readonly stopping: boolean
  readonly outcomes: readonly RefundDatesOutcome[] | null
  readonly failure: FailureValue | null
}

/** *Chiedi al negozio le date*. */
export const useDates = create<DatesState>()(() => ({
  asking: null,
  stopping: false,
  outcomes: null,
  failure: null,
}))

/** What a row is known by. */
export function keyOf({ orderId, refundId }: RefundKey): string {
  return `${orderId} ${refundId}`
}

function filterNow(): RefundFilter {
  const { state, shopId, from, to } = useRefunds.getState()
  const isDated = state !== 'undated'
  return {
    state,
    shopId,
    from: isDated && from !== null ? startOf(from) : null,
    to: isDated && to !== null ? startOf(to, 1) : null,
  }
}

/** Reads the list page by page; as what its orders went out comes a moment later. */
export const refundList = createListReader<RefundRow, RefundPlace, RefundPage>(
  useRefunds,
  100,
  async (after, limit) => {
    const answer = await request('refunds.list', { filter: filterNow(), after, limit })
    if (answer.ok) void readHandedOver(answer.value.rows)
    return answer
  },
)

async function readHandedOver(rows: readonly RefundRow[]): Promise<void> {
  if (rows.length === 0) return
  const orderIds = [...new Set(rows.map(({ orderId }) => orderId))]
  const answer = await request('orders.handedOver', { orderIds })
  if (!answer.ok) return
  useRefunds.setState(({ handed }) => {
    const now = new Map(handed)
    for (const id of orderIds) now.delete(id)
    for (const one of answer.value) now.set(one.id, one)
    return { handed: now }
  })
}

/** Reads list and counts anew, as far as the list was read; those chosen stay so. */
export async function loadRefunds(): Promise<void> {
  const { shopId } = useRefunds.getState()
  const [counts] = await Promise.all([request('refunds.counts', { shopId }), refundList.reload()])
  if (counts.ok) useRefunds.setState({ counts: counts.value })
}

type Shown = Partial<Pick<RefundsState, 'state' | 'shopId' | 'from' | 'to'>>

/** Lists others; none is chosen then. */
export function showRefunds(change: Shown): void {
  useRefunds.setState({ ...unread, ...change, chosen: new Map() })
  void loadRefunds()
}

/** Chooses a refund of the list, or no longer. */
export function toggleRefund(row: RefundRow): void {
  useRefunds.setState(({ chosen }) => {
    const now = new Map(chosen)
    const { orderId, refundId } = row
    if (!now.delete(keyOf(row))) now.set(keyOf(row), { orderId, refundId })
    return { chosen: now }
  })
}

/** Chooses all that the filter finds, those not yet read included. */
export async function chooseAll(): Promise<void> {
  const filter = filterNow()
  const answer = await request('refunds.keys', { filter })
  if (!answer.ok) toastFailure(answer.failure)
  // Others may be shown meanwhile, of which it chooses none.
  else if (JSON.stringify(filterNow()) === JSON.stringify(filter))
    useRefunds.setState({ chosen: new Map(answer.value.map((key) => [keyOf(key), key])) })
}

export function chooseNone(): void {
  useRefunds.setState({ chosen: new Map() })
}

/** @param work tells whether it was done: else those chosen stay so */
async function withChosen(work: (refunds: readonly RefundKey[]) => Promise<boolean>): Promise<void> {
  const refunds = [...useRefunds.getState().chosen.values()]
  if (refunds.length === 0) return
  useRefunds.setState({ busy: true })
  const isDone = await work(refunds).finally(() => useRefunds.setState({ busy: false }))
  if (isDone) chooseNone()
  await loadRefunds()
}

/** *Segna come registrati*, which the toast takes back. */
export function markChosen(): Promise<void> {
  return withChosen(async (refunds) => {
    const answer = await request('refunds.mark', { refunds })
    if (!answer.ok) {
      toastFailure(answer.failure)
      return false
    }
    const { texts } = useApp.getState()
    const { id, count } = answer.value
    toast(texts.refunds.marked(count, formatCount(count, texts.language)), '', false, [
      { label: texts.common.undo, act: () => void takeBackBatch(id) },
    ])
    return true
  })
}

/** As credit notes into a file for Easyfatt, unless the question where to is answered by no. */
export function writeChosen(): Promise<void> {
  return withChosen(async (refunds) => {
    const answer = await request('refunds.file', { refunds })
    if (!answer.ok) toastFailure(answer.failure)
    else if (answer.value !== null) sayWritten(answer.value)
    return answer.ok && answer.value !== null
  })
}

function sayWritten({ file, batch, leftOut }: RefundFile): void {
  const { texts } = useApp.getState()
  const words = texts.refunds
  const written = (count: number) => formatCount(count, texts.language)
  const counts = refundLeftOutWhys
    .filter((why) => leftOut[why] > 0)
    .map((why) => words.leftOut[why](leftOut[why], written(leftOut[why])))
  const rest = counts.length === 0 ? '' : words.notWritten(counts.join(', '))
  if (batch.count === 0) toast(words.noneWritten, rest, true)
  else
    toast(words.written(batch.count, written(batch.count)), rest, false, [
      ...fileActions(file),
      { label: words.takeBack, act: () => void takeBackBatch(batch.id) },
    ])
}

/** *Riprendi*. */
export function takeBackChosen(): Promise<void> {
  return withChosen(async (refunds) => {
    const answer = await request('refunds.takeBack', { refunds })
    sayTakenBack(answer)
    return answer.ok
  })
}

async function takeBackBatch(id: string): Promise<void> {
  sayTakenBack(await request('refunds.takeBackBatch', { id }))
  await loadRefunds()
}

function sayTakenBack(answer: Awaited<ReturnType<typeof request<'refunds.takeBack'>>>): void {
  const { texts } = useApp.getState()
  const words = texts.refunds
  if (!answer.ok) toastFailure(answer.failure)
  else if (answer.value === 0) toast(words.notTakenBack)
  else toast(words.takenBack(answer.value, formatCount(answer.value, texts.language)))
}

/** Asks the shop chosen for the dates, or every one that has refunds without. */
export async function askDates(): Promise<void> {
  if (useDates.getState().asking !== null) return
  useDates.setState({ asking: 'beginning', stopping: false, outcomes: null, failure: null })
  const answer = await request('refunds.askDates', { shopId: useRefunds.getState().shopId })
  useDates.setState({ asking: null, stopping: false })
  if (answer.ok) useDates.setState({ outcomes: answer.value })
  else if (answer.failure.code !== 'cancelled') useDates.setState({ failure: answer.failure })
  await loadRefunds()
}

export function stopAsking(): void {
  useDates.setState({ stopping: true })
  void request('refunds.cancel', undefined)
}

/** How far asking has come. */
export function noteDatesProgress(progress: RefundDatesProgress): void {
  if (useDates.getState().asking !== null) useDates.setState({ asking: progress })
}
