import type { Connector, DownloadWindow, SlimRow } from '../connectors/connector.ts'
import type { RunPage } from '../store/run-page.ts'
import type { KeptWrong, KnownOrder } from '../store/save-page.ts'
import type { Instant } from '../words/order.ts'
import type { Counters } from '../words/run.ts'
import type { Wanted } from './decide.ts'
import type { Pace } from './pace.ts'

/** What reading a window needs of the run. */
export interface ReadJob {
  readonly connector: Connector
  readonly window: DownloadWindow
  /** Nothing of the shop is known yet: all that is wanted is likely to be new. */
  readonly isFirst: boolean
  readonly wanted: Wanted
  /** Told of every order that is not downloaded because of its state. */
  readonly onLeftOut?: (order: Pick<SlimRow, 'state' | 'stateId'>) => void
  /** Told of every order that has the identifier of another, which was downloaded before. */
  readonly onAnother?: (row: SlimRow) => void
  readonly classify: (ids: readonly string[]) => Promise<readonly KnownOrder[]>
  /** The wrong orders of earlier runs. What the shop could not deliver is asked for again, though no window holds it. */
  readonly keptWrong: () => Promise<readonly KeptWrong[]>
  /** Orders of the archive, by when they were placed. */
  readonly placedIn: (from: Instant, to: Instant, limit: number) => Promise<readonly string[]>
  readonly save: (page: RunPage) => Promise<Counters>
  readonly pace: Pace
  readonly progress: (counters: Counters, expected: number | null) => void
  /** The shop's clock when the run began. */
  readonly shopNow: Instant
  /** Milliseconds, for measuring how long answers take. */
  readonly now: () => number
  readonly signal: AbortSignal
}

export type Tally = ReturnType<typeof tallyOf>

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
        wrongAgain: [],
        changed: [],
        notices: [],
        ...page,
      })
      job.progress(counters, expected === null ? null : Math.max(expected, counters.total))
    },
  }
}
