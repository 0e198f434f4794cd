import type { ListPage, SlimRow, WholePages } from '../connectors/connector.ts'
import type { RunPage } from '../store/run-page.ts'
import type { LogNotice } from '../words/run.ts'
import { alreadyDownloaded, ignoredByOperator, isAnother, whySkip } from './decide.ts'
import type { FetchedBatch } from './fetch-pool.ts'
import { createPageDelivery } from './page-delivery.ts'
import type { ReadJob, Tally } from './read-job.ts'

/** What becomes of rows that are wanted. */
interface WantedRows {
  /** Has them fetched. */
  readonly fetch: (rows: readonly SlimRow[]) => Promise<void>
  /** What became of a batch. */
  readonly outcomes: (batch: FetchedBatch) => Partial<RunPage>
  /** Remembers what is known of them; gives their ids. */
  readonly expect: (rows: readonly SlimRow[]) => readonly string[]
}

/**
 * First pass: every row is either skipped here or handed on as wanted. A row met twice counts once (R14). Rows are
 * decided a few pages at a time, each decision being a question to the archive; at once while that keeps the second
 * pass at work.
 * @returns the ids listed
 */
export async function listWindow(
  job: ReadJob,
  signal: AbortSignal,
  tally: Tally,
  pool: { readonly hungry: boolean },
  isAsKept: (row: SlimRow) => boolean,
  wanted: WantedRows,
): Promise<ReadonlySet<string>> {
  const seen = new Set<string>()
  const said = new Set<string>()
  let undecided: ListPage['rows'][number][] = []
  let foundWanted = true
  /** Most of the last orders were wanted: then whole pages cost the shop less than their orders asked for anew. */
  let mostWanted = job.isFirst
  let pending = nothingPending()
  let savedAt = job.now()
  let saving: Promise<void> = Promise.resolve()
  /** One after the other, and while the next page is read. @returns when those before are done */
  const save = (page: Partial<RunPage>): Promise<void> => {
    const before = saving
    saving = before.then(() => tally.save(page))
    // Met by the next one; until then it must not count as unhandled.
    saving.catch(() => undefined)
    return before
  }
  const flush = async () => {
    const page = pending
    pending = nothingPending()
    savedAt = job.now()
    await save(page)
  }
  const delivery = createPageDelivery(async ({ rows }, answer) => {
    const there = new Set(answer?.orders.map(({ shopOrderId }) => shopOrderId))
    const found = rows.filter(({ shopOrderId }) => there.has(shopOrderId))
    if (answer !== null && found.length > 0) {
      await save(wanted.outcomes({ ids: wanted.expect(found), ...answer, undeliverable: null }))
    }
    const missing = rows.filter(({ shopOrderId }) => !there.has(shopOrderId))
    if (missing.length > 0) await wanted.fetch(missing)
  }, signal)
  const decide = async (whole?: ListPage['whole']) => {
    const rows = undecided
    undecided = []
    const known = new Map(
      (await job.classify(rows.map((row) => row.shopOrderId))).map((order) => [order.shopOrderId, order]),
    )
    const chosen: SlimRow[] = []
    for (const row of rows) {
      const { shopOrderId, number } = row
      const stored = known.get(shopOrderId)
      const ignored = job.wanted.ignored.has(shopOrderId)
      const reason = stored ? alreadyDownloaded : ignored ? ignoredByOperator : whySkip(row, job.wanted)
      if (reason?.code === 'state-not-wanted') job.onLeftOut?.(row)
      if (reason) pending.skipped.push({ shopOrderId, number, reason })
      else if (isAsKept(row)) pending.wrongAgain.push({ shopOrderId, number })
      else chosen.push(row)
      if (stored && isAnother(row, stored)) job.onAnother?.(row)
      if (stored && row.modifiedAt !== null && row.modifiedAt > stored.siteSeenAt) {
        const { state, stateId = state, stateGroup, fulfilment } = row
        const words = [stateId ?? state, stateGroup].filter((word) => typeof word === 'string')
        const said = { ...(words.length > 0 && { words }), ...(fulfilment && { fulfilment }) }
        pending.changed.push({ shopOrderId, number, modifiedAt: row.modifiedAt, ...said })
      }
    }
    foundWanted = chosen.length > 0
    if (rows.length > 0) mostWanted = chosen.length * 2 > rows.length
    // Nearly all of a window is known (R11): what is skipped is stored a few pages at a time too.
    if (pending.skipped.length >= rowsAtOnce || job.now() - savedAt > patienceMs) await flush()
    if (whole === undefined || chosen.length === 0) await wanted.fetch(chosen)
    else await delivery.add({ rows: chosen, ...whole(chosen.map(({ shopOrderId }) => shopOrderId)) })
  }
  const whole: WholePages = {
    likely: () => mostWanted,
    // The last one waits there, so that none of the shop's processors rests.
    atOnce: () => job.pace.limit + 1,
    answered: (atOnce, orders, ms) => job.pace.answered(atOnce - 1, orders, ms, atOnce),
    late: () => job.pace.pressed(),
  }
  try {
    for await (const page of job.connector.list(job.window, signal, whole)) {
      if (page.whole !== undefined && undecided.length > 0) await decide()
      for (const row of page.rows) {
        if (seen.has(row.shopOrderId)) continue
        seen.add(row.shopOrderId)
        undecided.push(row)
      }
      for (const order of page.wrong ?? []) {
        if (seen.has(order.shopOrderId)) continue
        seen.add(order.shopOrderId)
        pending.wrong.push(order)
      }
      tally.expect(page.total)
      pending.notices.push(...newNotices(page.notices, said))
      const isTime = undecided.length >= rowsAtOnce || job.now() - savedAt > patienceMs
      if (page.whole !== undefined || isTime || (foundWanted && pool.hungry)) await decide(page.whole)
    }
    if (undecided.length > 0) await decide()
    await delivery.finish()
    await flush()
    await saving
    return seen
  } catch (error) {
    // What has come is stored, whatever stopped the list; that is the reason told, even where storing fails as well.
    await delivery.finish().catch(() => undefined)
    throw error
  } finally {
    // Nothing is stored after the run has been closed.
    await saving.catch(() => undefined)
  }
}

const rowsAtOnce = 500
/** A slow shop's progress is shown all the same. */
const patienceMs = 1000

function nothingPending() {
  return {
    skipped: [] as RunPage['skipped'][number][],
    wrong: [] as RunPage['wrong'][number][],
    wrongAgain: [] as { readonly shopOrderId: string; readonly number: string }[],
    changed: [] as RunPage['changed'][number][],
    notices: [] as LogNotice[],
  }
}

/** The same oddity on every page is said once. */
function newNotices(notices: readonly LogNotice[], said: Set<string>): LogNotice[] {
  return notices.filter((notice) => {
    const key = JSON.stringify(notice)
    return !said.has(key) && said.add(key)
  })
}
