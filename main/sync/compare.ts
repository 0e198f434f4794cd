import type { Connector } from '../connectors/connector.ts'
import { failure } from '../failure.ts'
import type { Instant } from '../order.ts'
import type { ShopRecord } from '../store/shops.ts'
import type { Store } from '../store/store.ts'
import { whySkip } from './decide.ts'

export interface ComparisonProgress {
  readonly read: number
  /** Null until the shop has said. */
  readonly expected: number | null
}

export interface CompareJob {
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
  readonly onProgress: (progress: ComparisonProgress) => void
}

const hourMs = 60 * 60 * 1000
const dayMs = 24 * hourMs
const archivedAtOnce = 1000

/**
 * Verifica completezza (R17): compares the orders placed in a period on the site with those of the archive, by slim
 * rows alone. What differs is kept in the archive page by page; here only identifiers are held. Reads: window,
 * cursor and the rule of 20 are none of its business.
 * @throws Failure why the shop cannot be asked, `cancelled`; nothing of the comparison is left then
 */
export async function compare(job: CompareJob): Promise<void> {
  const { shop, store, signal } = job
  await store.beginComparison(shop.id, job.from, job.to, job.now().toISOString())
  try {
    const { seen, from } = await compareListed(job)
    await compareArchived(job, from, seen)
    if (signal.aborted) throw failure('cancelled', {})
    await store.finishComparison(shop.id, from, job.now().toISOString())
  } catch (error) {
    await store.dropComparison(shop.id)
    throw error
  }
}

/** @returns the identifiers of all orders listed, and where the list began */
async function compareListed({ shop, store, signal, ...job }: CompareJob) {
  const connector = await job.connect(signal)
  await connector.clock(signal)
  const states = new Set((await connector.wantedStates?.(shop.settings.states, signal)) ?? job.states)
  const wanted = { states, floor: shop.floor ?? '' }
  const seen = new Set<string>()
  let { from } = job
  let read = 0
  // An hour more at either end: local times that come twice, limits that shops read differently. The period itself is
  // told apart here, the same way for site and archive.
  const window = { from: shifted(job.from, -hourMs), to: shifted(job.to, hourMs), by: 'created' } as const
  for await (const page of connector.list(window, signal)) {
    for (const notice of page.notices) {
      // What the shop does not show is neither missing nor gone.
      if (notice.code === 'orders-limited') from = later(from, shifted(notice.params.from, dayMs))
    }
    const fresh = page.rows.filter(({ shopOrderId }) => !seen.has(shopOrderId) && seen.add(shopOrderId))
    const inside = fresh.filter(
      ({ placedAt }) => placedAt === null || (placedAt >= from && placedAt < job.to),
    )
    await store.addListed(
      shop.id,
      inside.map(({ shopOrderId, number, state, placedAt }) => {
        const reason = whySkip({ state, placedAt }, wanted)
        const skip = reason === null ? null : reason.code === 'state-not-wanted' ? 'state' : 'too-old'
        return { shopOrderId, number, state, placedAt, skip } as const
      }),
    )
    read += fresh.length
    job.onProgress({ read, expected: page.total === null ? null : Math.max(page.total, read) })
    if (signal.aborted) throw failure('cancelled', {})
  }
  return { seen, from }
}

async function compareArchived(
  { shop, store, to, signal }: CompareJob,
  from: Instant,
  seen: ReadonlySet<string>,
): Promise<void> {
  for (let after: Awaited<ReturnType<Store['archivedIn']>>[number] | null = null; ; ) {
    const page: Awaited<ReturnType<Store['archivedIn']>> = await store.archivedIn(
      shop.id,
      from,
      to,
      after,
      archivedAtOnce,
    )
    const gone = page.filter(({ shopOrderId }) => !seen.has(shopOrderId))
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
