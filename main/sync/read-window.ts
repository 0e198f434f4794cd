import type { Connector, DownloadWindow, FetchedOrder, ListPage, Notice } from '../connectors/connector.ts'
import { mayBeOneOrder } from '../connectors/http-failure.ts'
import { Failure } from '../failure.ts'
import type { Counters } from '../run.ts'
import { toOrderRecord } from '../store/order-record.ts'
import type { KnownOrder, RunPage } from '../store/pages.ts'
import { alreadyDownloaded, goneFromShop, ignoredByOperator, type Wanted, whySkip } from './decide.ts'
import { createFetchPool, type FetchedBatch, type FetchPoolOptions } from './fetch-pool.ts'
import type { Pace } from './pace.ts'

interface Named {
  readonly shopOrderId: string
  readonly number: string
}

export interface ReadJob {
  readonly connector: Connector
  readonly window: DownloadWindow
  readonly wanted: Wanted
  readonly classify: (ids: readonly string[]) => Promise<readonly KnownOrder[]>
  /** Orders that the shop could not deliver to the runs before: asked for again, though no window holds them. */
  readonly undelivered: () => Promise<readonly Named[]>
  readonly save: (page: RunPage) => Promise<Counters>
  readonly pace: Pace
  readonly progress: (counters: Counters, expected: number | null) => void
  /** Milliseconds, for measuring how long answers take. */
  readonly now: () => number
  readonly signal: AbortSignal
}

/**
 * The two passes: lists the window as slim rows, decides which orders are wanted, fetches those and stores them.
 * Both passes go on at once; either's failure stops the other.
 */
export async function readWindow(job: ReadJob): Promise<void> {
  const stop = new AbortController()
  const signal = AbortSignal.any([job.signal, stop.signal])
  const tally = tallyOf(job)
  const numbers = new Map<string, string>()
  const options = {
    fetch: (ids) => job.connector.fetch(ids, signal),
    probe: async () => void (await job.connector.clock(signal)),
    maxBatch: job.connector.maxBatch,
    onBatch: async (batch) => tally.save(outcomesOf(batch, job.wanted, takeNumbers(numbers, batch))),
    onFailure: (error) => stop.abort(error),
    pace: job.pace,
    now: job.now,
  } satisfies FetchPoolOptions
  const pool = createFetchPool(options)
  const expectNumbers = (rows: readonly Named[]) => {
    for (const row of rows) numbers.set(row.shopOrderId, row.number)
    return rows.map((row) => row.shopOrderId)
  }
  try {
    const left = await job.undelivered()
    const listed = await listWindow(job, signal, tally, pool, (rows) => pool.add(expectNumbers(rows)))
    await pool.finish()
    await fetchLeft(expectNumbers(left.filter(({ shopOrderId }) => !listed.has(shopOrderId))), options)
  } catch (error) {
    // What stops first is the reason; the rest only hears that it was stopped.
    const reason = pool.failed ?? error
    stop.abort(error)
    // What is under way ends before the run does, so that nothing is stored after its closing.
    await pool.settled()
    throw reason
  }
}

/**
 * Asks once more for orders that could not be had before. Each that still cannot costs the shop a few requests: after
 * some of them the others wait for the next run.
 */
async function fetchLeft(ids: readonly string[], options: FetchPoolOptions): Promise<void> {
  if (ids.length === 0) return
  const pool = createFetchPool({ ...options, mostUndeliverable: 2, onFailure: () => undefined })
  try {
    await pool.add(ids)
    await pool.finish()
  } catch (error) {
    await pool.settled()
    if (!(error instanceof Failure) || !mayBeOneOrder(error)) throw error
  }
}

type Tally = ReturnType<typeof tallyOf>

/** Saves pages and keeps the figures for the progress. */
export function tallyOf(job: Pick<ReadJob, 'save' | 'progress'>) {
  let expected: number | null = null
  return {
    expect(total: number | null): void {
      if (total !== null) expected = Math.max(expected ?? 0, total)
    },
    async save(page: Partial<RunPage>): Promise<void> {
      const counters = await job.save({
        orders: [],
        raw: null,
        skipped: [],
        wrong: [],
        changed: [],
        notices: [],
        ...page,
      })
      job.progress(counters, expected === null ? null : Math.max(expected, counters.total))
    },
  }
}

/**
 * First pass: every row is either skipped here or handed on as wanted. A row met twice counts once (R14). Rows are
 * decided a few pages at a time, each decision being a question to the archive; at once while that keeps the second
 * pass at work.
 * @returns the ids listed
 */
async function listWindow(
  job: ReadJob,
  signal: AbortSignal,
  tally: Tally,
  pool: { readonly hungry: boolean },
  want: (rows: ListPage['rows']) => Promise<void>,
): Promise<ReadonlySet<string>> {
  const seen = new Set<string>()
  const said = new Set<string>()
  let undecided: ListPage['rows'][number][] = []
  let foundWanted = true
  let pending = nothingPending()
  let savedAt = job.now()
  let saving: Promise<void> = Promise.resolve()
  // The next page is read while the last ones are stored.
  const flush = async () => {
    await saving
    saving = tally.save(pending)
    // Met at the next flush; until then it must not count as unhandled.
    saving.catch(() => undefined)
    pending = nothingPending()
    savedAt = job.now()
  }
  const decide = async () => {
    const rows = undecided
    undecided = []
    const known = new Map(
      (await job.classify(rows.map((row) => row.shopOrderId))).map((order) => [order.shopOrderId, order]),
    )
    const wanted: ListPage['rows'][number][] = []
    for (const row of rows) {
      const { shopOrderId, number } = row
      const stored = known.get(shopOrderId)
      const ignored = job.wanted.ignored.has(shopOrderId)
      const reason = stored ? alreadyDownloaded : ignored ? ignoredByOperator : whySkip(row, job.wanted)
      if (reason) pending.skipped.push({ shopOrderId, number, reason })
      else wanted.push(row)
      if (stored && row.modifiedAt !== null && row.modifiedAt > stored.siteSeenAt) {
        pending.changed.push({ shopOrderId, number, modifiedAt: row.modifiedAt })
      }
    }
    foundWanted = wanted.length > 0
    // Nearly all of a window is known (R11): what is skipped is stored a few pages at a time too.
    if (pending.skipped.length >= rowsAtOnce || job.now() - savedAt > patienceMs) await flush()
    await want(wanted)
  }
  for await (const page of job.connector.list(job.window, signal)) {
    for (const row of page.rows) {
      if (seen.has(row.shopOrderId)) continue
      seen.add(row.shopOrderId)
      undecided.push(row)
    }
    tally.expect(page.total)
    pending.notices.push(...newNotices(page.notices, said))
    const isTime = undecided.length >= rowsAtOnce || job.now() - savedAt > patienceMs
    if (isTime || (foundWanted && pool.hungry)) await decide()
  }
  if (undecided.length > 0) await decide()
  await flush()
  await saving
  return seen
}

const rowsAtOnce = 500
/** A slow shop's progress is shown all the same. */
const patienceMs = 1000

function nothingPending() {
  return {
    skipped: [] as RunPage['skipped'][number][],
    changed: [] as RunPage['changed'][number][],
    notices: [] as Notice[],
  }
}

/**
 * What became of a fetched batch: the full order decides, since it may have changed after it was listed.
 * @param wanted null: whatever their state and age
 */
export function outcomesOf(
  batch: FetchedBatch,
  wanted: Wanted | null,
  numbers: ReadonlyMap<string, string>,
): Partial<RunPage> {
  const orders: RunPage['orders'][number][] = []
  const skipped: RunPage['skipped'][number][] = []
  const wrong: RunPage['wrong'][number][] = []
  const byId = new Map(batch.orders.map((fetched) => [fetched.shopOrderId, fetched]))
  for (const shopOrderId of batch.ids) {
    const fetched = byId.get(shopOrderId)
    const number = fetched?.number ?? numbers.get(shopOrderId) ?? shopOrderId
    if (!fetched) {
      const code = batch.undeliverable
      if (code === null) skipped.push({ shopOrderId, number, reason: goneFromShop })
      else {
        const reasons = [{ code: 'shop-cannot-deliver', params: { code } } as const]
        wrong.push({ shopOrderId, number, raw: null, reasons })
      }
      continue
    }
    const { result, rawIndex } = fetched
    if ('skip' in result) {
      skipped.push({ shopOrderId, number, reason: result.skip })
      continue
    }
    const reason = wanted && whySkip(factsOf(result), wanted)
    if (reason) skipped.push({ shopOrderId, number, reason })
    else if ('order' in result) orders.push(toOrderRecord(result.order, rawIndex))
    else wrong.push({ shopOrderId, number, raw: rawOf(batch, rawIndex), reasons: result.wrong })
  }
  return { orders, raw: batch.raw, skipped, wrong, notices: batch.notices }
}

/** Only wrong orders, which are few, are cut out of their batch. */
function rawOf(batch: FetchedBatch, index: number): string {
  return JSON.stringify((JSON.parse(Buffer.from(batch.raw).toString('utf8')) as unknown[])[index])
}

function factsOf(result: FetchedOrder['result']) {
  return 'order' in result ? result.order : { state: result.state, placedAt: null }
}

function takeNumbers(numbers: Map<string, string>, batch: FetchedBatch): Map<string, string> {
  const taken = new Map<string, string>()
  for (const id of batch.ids) {
    taken.set(id, numbers.get(id) ?? id)
    numbers.delete(id)
  }
  return taken
}

/** The same oddity on every page is said once. */
function newNotices(notices: readonly Notice[], said: Set<string>): Notice[] {
  return notices.filter((notice) => {
    const key = JSON.stringify(notice)
    return !said.has(key) && said.add(key)
  })
}
