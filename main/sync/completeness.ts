import type { Connector } from '../connectors/connector.ts'
import type { ShopRecord } from '../store/shops.ts'
import type { Store } from '../store/store.ts'
import { failure } from '../words/failure.ts'
import { dayMs, hourMs } from '../words/local-time.ts'
import type { CompletenessProgress } from '../words/missing.ts'
import type { Instant } from '../words/order.ts'
import type { LogNotice } from '../words/run.ts'
import { whySkip } from './decide.ts'

export interface CompletenessJob {
  readonly shop: ShopRecord
  /** Placed from then on, and earlier than that. */
  readonly from: Instant
  readonly to: Instant
  /** States to download: the operator's choice, or the platform's. */
  readonly states: readonly string[]
  readonly store: Store
  readonly connect: (signal: AbortSignal) => Promise<Connector>
  readonly now: () => Date
  readonly signal: AbortSignal
  readonly onProgress: (progress: CompletenessProgress) => void
}

const archivedAtOnce = 1000

/** What tells that the list may not be whole. */
const doubtCodes: ReadonlySet<LogNotice['code']> = new Set<LogNotice['code']>([
  'count-contradicts',
  'list-repeats',
  'list-unsure',
  'list-cut',
  'order-not-listed',
])
/** Of such a list so many orders that it lacks are asked for alone; of the others nothing is known. */
const mostAsked = 50

/**
 * Verifica completezza (R17): compares the orders placed in a period on the site with those of the archive, by slim
 * rows alone. What differs is kept in the archive page by page; here only identifiers are held. Reads: window,
 * cursor and the rule of 20 are none of its business.
 * @throws Failure why the shop cannot be asked, `cancelled`; nothing of the check is left then
 */
export async function checkCompleteness(job: CompletenessJob): Promise<void> {
  const { shop, store, signal } = job
  await store.beginCompleteness(shop.id, job.from, job.to, job.now().toISOString())
  try {
    const { seen, from, isGone, doubts } = await compareListed(job)
    await compareArchived(job, from, seen, isGone)
    if (signal.aborted) throw failure('cancelled', {})
    await store.finishCompleteness(shop.id, from, job.now().toISOString(), [...doubts.values()])
  } catch (error) {
    await store.dropCompleteness(shop.id)
    throw error
  }
}

/** @returns the identifiers of all orders listed, where the list began, whether an order that it lacks is gone, and doubts */
async function compareListed({ shop, store, signal, ...job }: CompletenessJob) {
  const connector = await job.connect(signal)
  await connector.clock(signal)
  const states = new Set((await connector.wantedStates?.(shop.settings.states, signal))?.states ?? job.states)
  const wanted = { states, floor: shop.floor ?? '' }
  const seen = new Set<string>()
  let { from } = job
  let read = 0
  /** By their kind: each is told once. */
  const doubts = new Map<LogNotice['code'], LogNotice>()
  let asked = 0
  const isGone = async (id: string) => {
    if (doubts.size === 0) return true
    asked += 1
    return asked <= mostAsked && connector.isGone(id, signal)
  }
  // An hour more at either end: local times that come twice, limits that shops read differently. The period itself is
  // told apart here, the same way for site and archive.
  const window = { from: shifted(job.from, -hourMs), to: shifted(job.to, hourMs), by: 'created' } as const
  for await (const page of connector.list(window, signal)) {
    for (const notice of page.notices) {
      if (doubtCodes.has(notice.code)) doubts.set(notice.code, notice)
      // What the shop does not show is neither missing nor gone.
      if (notice.code === 'orders-limited') from = later(from, shifted(notice.params.from, dayMs))
    }
    // Of those that the list cannot show as it should, nothing is known but that they are there.
    const wrong = (page.wrong ?? []).map((row) => ({ ...row, state: null, placedAt: null }))
    const fresh = [...page.rows, ...wrong].filter(
      ({ shopOrderId }) => !seen.has(shopOrderId) && seen.add(shopOrderId),
    )
    const inside = fresh.filter(
      ({ placedAt }) => placedAt === null || (placedAt >= from && placedAt < job.to),
    )
    await store.addListed(
      shop.id,
      inside.map((row) => {
        const { shopOrderId, number, state, placedAt } = row
        const reason = whySkip(row, wanted)
        const skip = reason === null ? null : reason.code === 'state-not-wanted' ? 'state' : 'too-old'
        return { shopOrderId, number, state, placedAt, skip } as const
      }),
    )
    read += fresh.length
    job.onProgress({ read, expected: page.total === null ? null : Math.max(page.total, read) })
    if (signal.aborted) throw failure('cancelled', {})
  }
  return { seen, from, isGone, doubts }
}

async function compareArchived(
  { shop, store, to, signal }: CompletenessJob,
  from: Instant,
  seen: ReadonlySet<string>,
  isGone: (id: string) => Promise<boolean>,
): Promise<void> {
  for (let after: Awaited<ReturnType<Store['archivedIn']>>[number] | null = null; ; ) {
    const page: Awaited<ReturnType<Store['archivedIn']>> = await store.archivedIn(
      shop.id,
      from,
      to,
      after,
      archivedAtOnce,
    )
    const gone: typeof page = []
    for (const order of page)
      if (!seen.has(order.shopOrderId) && (await isGone(order.shopOrderId))) gone.push(order)
    await store.addArchived(shop.id, page.length, gone)
    after = page.at(-1) ?? null
    if (after === null || page.length < archivedAtOnce) return
    if (signal.aborted) throw failure('cancelled', {})
  }
}

function shifted(instant: Instant, ms: number): Instant {
  return new Date(Date.parse(instant) + ms).toISOString()
}

function later(one: Instant, other: Instant): Instant {
  return one > other ? one : other
}
