import type { HandoverLock } from '../export/hand-over.ts'
import type { OrderNumbers } from '../store/easyfatt-numbers.ts'
import type { HandoverStart } from '../store/handovers.ts'
import type { BegunPull } from '../store/pulls.ts'
import type { Store } from '../store/store.ts'
import type { PullRequest, PullSummary } from '../words/easyfatt-pull.ts'
import { Failure, failure } from '../words/failure.ts'
import type { Language } from '../words/format.ts'
import { pullKind } from '../words/handover.ts'
import { everyOrder, newestFirst } from '../words/order-search.ts'
import { isWanted, periodOf } from './pull-request.ts'
import type { Writer } from './writer-thread.ts'

export interface Pull {
  readonly store: Store
  readonly lockHandovers: HandoverLock
  readonly shopId: number
  readonly request: PullRequest
  readonly write: Writer
  readonly language: Language
  /** Only to see what would come: no number is given, nothing is written down. */
  readonly isTrial: boolean
  readonly now: () => Date
  readonly signal: AbortSignal
}

/** Sends it; whole once the promise is kept. */
export type Send = (pieces: AsyncGenerator<Uint8Array>) => Promise<void>

/** Another process may give numbers at the same moment. */
const mostTries = 3
/** Of orders that the file cannot hold, so many are named. */
const mostNamed = 20

/**
 * Answers Easyfatt (R45): the shop's orders that it asks for, out of the archive, first placed first, without what exports leave
 * out (R42). Those that it takes for the first time are written down as begun before the answer, and closed once that was sent
 * whole; what was not sent whole was not taken.
 * @throws Failure `archive-unwritable` (no number can be kept), `archive-locked`, and what `send` throws
 */
export async function answerPull(pull: Pull, send: Send): Promise<PullSummary> {
  const { store, isTrial, now } = pull
  const held = pull.lockHandovers()
  if (held === null) throw failure('archive-unwritable', { file: 'archive.sqlite' })
  try {
    if (isTrial) return (await sendOrders(pull, await find(pull), send)).summary
    const { found, begun } = await begin(pull)
    const sent = await sendOrders(pull, found, send).catch(async (error: unknown) => {
      if (begun.id !== null) await store.dropHandover(begun.id)
      throw error
    })
    const { id } = begun
    const fresh = id === null ? 0 : await store.closePull(id, now().toISOString(), sent.leftOut)
    return { ...sent.summary, fresh }
  } finally {
    held.release()
  }
}

interface Found {
  readonly numbers: OrderNumbers
  readonly omitted: PullSummary['omitted']
  readonly unnumbered: number
  readonly start: HandoverStart
}

async function find({ store, shopId, request, now }: Pull): Promise<Found> {
  const start = await store.handoverStart(now().toISOString())
  const filter = { ...everyOrder, ...periodOf(request), shopIds: [shopId] }
  const selection = { filter, sort: newestFirst, upTo: null, ranges: null }
  const wish = { onlyNew: false, withCancelled: false }
  const { ids, leftOut: omitted } = await store.ordersToHandOver(selection, pullKind, wish)
  const all = await store.easyfattNumbers(ids)
  const isIn = (_: number, at: number) => {
    const number = all.numbers[at] ?? 0
    return number > 0 && isWanted(request, number)
  }
  const numbers = {
    ...all,
    ids: all.ids.filter(isIn),
    numbers: all.numbers.filter(isIn),
    codes: all.codes.filter(isIn),
    isNew: all.isNew.filter(isIn),
  }
  return { numbers, omitted, unnumbered: all.withheld ?? 0, start }
}

async function begin(pull: Pull, tries = 1): Promise<{ found: Found; begun: BegunPull }> {
  const found = await find(pull)
  try {
    return { found, begun: await pull.store.beginPull(found) }
  } catch (error) {
    const isTaken = error instanceof Failure && error.value.code === 'handed-over-meanwhile'
    if (!isTaken || tries === mostTries) throw error
    return begin(pull, tries + 1)
  }
}

async function sendOrders(pull: Pull, { numbers, omitted, unnumbered }: Found, send: Send) {
  const { pieces, written } = pull.write(numbers, pull.language, pull.signal)
  await send(pieces)
  const { documents, firstNumber, lastNumber, leftOut } = await written()
  const refused = { count: leftOut.length, numbers: leftOut.slice(0, mostNamed).map(([, number]) => number) }
  const left = { omitted, unnumbered, refused }
  const summary: PullSummary = { documents, firstNumber, lastNumber, fresh: 0, ...left }
  return { summary, leftOut: leftOut.map(([orderId]) => orderId) }
}
