import type { Store } from '../store/store.ts'
import {
  type AccountantReport,
  type AccountantSettings,
  accountantSettingName,
  type ReportPeriod,
  readAccountantSettings,
} from '../words/accountant.ts'
import { failure } from '../words/failure.ts'
import { type Day, dayOf, startOf } from '../words/local-time.ts'
import { readRefunded } from './takings.ts'
import { reportTally } from './tally.ts'

export interface ReportJob {
  readonly store: Store
  readonly period: ReportPeriod
  /** Null: all real shops. The demonstration shop is looked at only alone. */
  readonly shopIds: readonly number[] | null
  readonly signal: AbortSignal
  readonly onProgress: (progress: ReportProgress) => void
  /** For tests. */
  readonly now?: () => Date
}

/** Orders. */
export interface ReportProgress {
  readonly read: number
  readonly total: number
}

/** A report, and which orders are in the sums of its period, by day: what its list of payments is read from. */
export interface MadeReport {
  readonly report: AccountantReport
  readonly inside: Uint32Array
}

/**
 * The accountant's month, or any other period (R47), out of the archive.
 * @throws Failure `cancelled`, and what the archive throws
 */
export async function makeReport(job: ReportJob): Promise<MadeReport> {
  const { store, period, signal, onProgress } = job
  const settings = await accountantSettings(store)
  const takings = await store.takings(job.shopIds, ...spansOf(period))
  if (signal.aborted) throw failure('cancelled', {})
  const total = takings.ids.length
  const tally = reportTally(period, settings)
  const { ids, kinds, invoiced } = takings
  const inside: { readonly id: number; readonly day: Day }[] = []
  let at = 0
  for await (const one of readRefunded(store, ids, signal, (read) => onProgress({ read, total }))) {
    const { id, order } = one.source
    // One may have gone meanwhile.
    while (ids[at] !== id) at += 1
    const kind = kinds[at] ?? 'other'
    // Nothing says that it was paid.
    const isUnpaid = kind === 'other' && order.paidAt === null
    const day = tally.add({ ...one, kind: isUnpaid ? 'unpaid' : kind, hasInvoice: invoiced[at] === 1 })
    if (day !== null) inside.push({ id, day })
  }
  inside.sort((a, b) => (a.day === b.day ? a.id - b.id : a.day < b.day ? -1 : 1))
  const { shops, isDemo, wrong } = takings
  const madeAt = (job.now?.() ?? new Date()).toISOString()
  const report = { period, madeAt, shops, isDemo, settings, ...tally.done(wrong) }
  return { report, inside: Uint32Array.from(inside, ({ id }) => id) }
}

/** What the office has settled for the papers. */
export async function accountantSettings(store: Store): Promise<AccountantSettings> {
  return readAccountantSettings(await store.officeSetting(null, accountantSettingName))
}

/** `2026-11`, by the calendar; null for a text that is no month of these centuries: days of other years are counted otherwise. */
export function monthOf(text: string): ReportPeriod | null {
  const found = /^(2\d{3})-(0[1-9]|1[0-2])$/.exec(text.trim())
  if (found === null) return null
  const from = `${found[1]}-${found[2]}-01`
  return { from, to: dayOf(new Date(Number(found[1]), Number(found[2]), 0)) }
}

/** The period itself, and the years and quarters around it that its sums of sales to the EU want. */
function spansOf({ from, to }: ReportPeriod) {
  const year = Number(to.slice(0, 4))
  const first = Math.min(year - 1, Number(from.slice(0, 4)))
  const period = { from: startOf(from), before: startOf(to, 1) }
  return [period, { from: startOf(`${first}-01-01`), before: startOf(`${year + 1}-01-01`) }] as const
}
