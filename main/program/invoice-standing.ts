import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { SeriesKey } from '../store/invoices.ts'
import type { Store } from '../store/store.ts'
import { failure } from '../words/failure.ts'
import {
  beforeFirst,
  dayInItaly,
  type InvoiceOffice,
  type InvoiceSeries,
  invoiceFileName,
  nextProgressive,
  numberingOf,
  numberText,
  senderOf,
} from '../words/invoice-register.ts'
import type { Day } from '../words/local-time.ts'
import { type InvoiceMemory, later } from './invoice-memory.ts'

/** Where a series stands in a year. */
export interface Standing extends SeriesKey {
  readonly year: number
  /** The greatest number given. */
  readonly given: number
  /** The number as it is written, so many after the last. */
  readonly text: (after: number) => string
  /** The latest date given, of any year. */
  readonly lastDate: Day | null
}

interface Parts {
  readonly store: Store
  readonly memory: InvoiceMemory
  readonly now: () => Date
}

/** Which numbers, days and names of files come next: of what archive and memory know the higher counts. */
export function invoiceStanding({ store, memory, now }: Parts) {
  return {
    async of(series: InvoiceSeries, { seller, numbering }: InvoiceOffice, year: number): Promise<Standing> {
      const key = { seller: seller.vatNumber, series }
      const counting = numberingOf(numbering, series)
      const { last, lastDate } = await store.invoiceNumbers(key, year)
      // The first number is for a year in which none was given yet: later it would leave a hole.
      const first = last === 0 ? beforeFirst(counting, year) : 0
      // Where desks share the archive others take numbers back, too, and the log knows all (R57).
      const isAlone = (await store.desk()) === null
      const given = Math.max(last, isAlone ? memory.last(key, year) : 0, first)
      return {
        ...key,
        year,
        given,
        text: (after) => numberText(counting, given + after),
        lastDate: later(lastDate, isAlone ? memory.lastDate(key) : null),
      }
    },
    /** @throws Failure `invoice-date` */
    refuseDate(date: Day, { lastDate }: Standing): void {
      const latest = dayInItaly(now())
      const earliest = lastDate ?? date
      if (date > latest || date < earliest) throw failure('invoice-date', { earliest, latest })
    },
    /**
     * The next counter in the names of the sender's files of which nothing in the folder has the name: another profile's, or
     * another program's.
     * @throws Failure `invoice-files-used-up`
     */
    async freeFile(folder: string, { seller, numbering: { firstFile } }: InvoiceOffice): Promise<string> {
      const sender = senderOf(seller)
      const known = [await store.lastInvoiceFile(sender), memory.lastFile(sender)]
      const last = known.reduce((one, other) => ((other ?? '') > (one ?? '') ? other : one))
      const next = last === null ? firstFile : nextOf(last)
      let progressive = next > firstFile ? next : firstFile
      while (existsSync(join(folder, invoiceFileName(sender, progressive)))) progressive = nextOf(progressive)
      return progressive
    },
  }
}

function nextOf(progressive: string): string {
  const next = nextProgressive(progressive)
  if (next === null) throw failure('invoice-files-used-up', {})
  return next
}
