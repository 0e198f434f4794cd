import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { stampOf } from '../store/backup-files.ts'
import type { GivenNumber, SeriesKey } from '../store/invoices.ts'
import { renamePatiently } from '../store/patient-rename.ts'
import { failure } from '../words/failure.ts'
import { invoiceSeries } from '../words/invoice-register.ts'
import type { Day } from '../words/local-time.ts'

const givenSchema = z.object({
  seller: z.string(),
  series: z.enum(invoiceSeries),
  year: z.int(),
  last: z.int().min(0),
  date: z.iso.date().nullable(),
  /** That the archive does not know of the last numbers has been told, up to this one. */
  told: z.int(),
})
type Given = Readonly<z.output<typeof givenSchema>>
const memorySchema = z.object({
  numbers: z.array(givenSchema),
  files: z.record(z.string(), z.string().regex(/^[A-Z0-9]{5}$/)),
  /** Invoices whose number was taken back, by their UUIDs: an older copy still has them. */
  takenBack: z.array(z.string()).default([]),
})
type Memory = z.output<typeof memorySchema>

/** The last number of a series. */
export interface TakenBack extends SeriesKey {
  readonly year: number
  readonly sequence: number
  readonly dateBefore: Day | null
}

/** A number that is an invoice's. */
export interface StandingNumber extends SeriesKey {
  readonly year: number
  readonly sequence: number
  readonly date: Day
}

export type InvoiceMemory = ReturnType<typeof invoiceMemory>

/**
 * The last numbers given to invoices, and to their files, beside the archive (`invoices.json` of the profile): an older copy
 * of the archive that is put back does not know of those given after it (R48). The higher one counts. A damaged file is put
 * aside, and is as if it were not there: what the archive has is remembered anew at the next start. All that reads it throws
 * Failure `file-unwritable` while the system does not let it be read: written then, it would lose what is in it.
 */
export function invoiceMemory(profile: string) {
  const file = join(profile, 'invoices.json')
  const read = (): Memory => readMemory(file) ?? { numbers: [], files: {}, takenBack: [] }
  const write = (memory: Memory): void => {
    try {
      writeFileSync(`${file}.part`, JSON.stringify(memory), { mode: 0o600, flush: true })
      renamePatiently(`${file}.part`, file)
    } catch (error) {
      throw isOfSystem(error) ? failure('file-unwritable', { file }, error) : error
    }
  }
  const change = ({ seller, series }: SeriesKey, year: number, to: (given: Given) => Given): Memory => {
    const { numbers, ...rest } = read()
    const given = numbers.find((one) => isOf(one, { seller, series }) && one.year === year)
    const changed = to(given ?? { seller, series, year, last: 0, date: null, told: 0 })
    return { numbers: [...numbers.filter((one) => one !== given), changed], ...rest }
  }
  return {
    /** Of each series and year. */
    numbers: (): readonly Given[] => read().numbers,
    /** The last number of a series in a year; 0: none. */
    last: (key: SeriesKey, year: number): number =>
      read().numbers.find((one) => isOf(one, key) && one.year === year)?.last ?? 0,
    /** The latest date of a series, of any year. */
    lastDate: (key: SeriesKey): Day | null =>
      read()
        .numbers.filter((one) => isOf(one, key))
        .reduce<Day | null>((latest, { date }) => later(latest, date), null),
    /** The last counter in a sender's names of files; null: none yet. */
    lastFile: (sender: string): string | null => read().files[sender] ?? null,
    /** @throws Failure `file-unwritable` */
    keep({ seller, series, year, sequence, date, sender, progressive }: GivenNumber): void {
      const { files, ...rest } = change({ seller, series }, year, (given) => ({
        ...given,
        last: Math.max(given.last, sequence),
        date: later(given.date, date),
      }))
      const before = files[sender] ?? ''
      write({ ...rest, files: { ...files, [sender]: progressive > before ? progressive : before } })
    },
    /**
     * The last number was not used after all; where another is the last, nothing changes.
     * @throws Failure `file-unwritable`
     */
    free(key: SeriesKey, year: number, sequence: number): void {
      if (this.last(key, year) === sequence)
        write(change(key, year, (given) => ({ ...given, last: sequence - 1 })))
    },
    /**
     * The last number was taken back from an invoice that had these files.
     * @param dateBefore of the number before; null: not known
     * @throws Failure `file-unwritable`
     */
    takeBack({ seller, series, year, sequence, dateBefore }: TakenBack, uuids: readonly string[]): void {
      const { takenBack, ...rest } = change({ seller, series }, year, (given) => ({
        ...given,
        last: Math.min(given.last, sequence - 1),
        date: dateBefore ?? given.date,
      }))
      write({ ...rest, takenBack: [...takenBack, ...uuids] })
    },
    /** It could not be taken back after all. @throws Failure `file-unwritable` */
    stands({ seller, series, year, sequence, date }: StandingNumber, uuids: readonly string[]): void {
      const { takenBack, ...rest } = change({ seller, series }, year, (given) => ({
        ...given,
        last: Math.max(given.last, sequence),
        date: later(given.date, date),
      }))
      write({ ...rest, takenBack: takenBack.filter((uuid) => !uuids.includes(uuid)) })
    },
    takenBack: (): readonly string[] => read().takenBack,
    /**
     * The archive knows better, for others gave numbers and took them back, too: what it has counts, also where it is less.
     * Counters of files are never less.
     * @throws Failure `file-unwritable`
     */
    restate(known: readonly GivenNumber[]): void {
      const { numbers, files, takenBack } = read()
      const told = (key: SeriesKey, year: number) =>
        numbers.find((one) => isOf(one, key) && one.year === year)?.told ?? 0
      const last = new Map<string, Given>()
      for (const { seller, series, year, sequence, date } of known) {
        const name = `${seller} ${series} ${year}`
        const more = last.get(name)
        last.set(name, {
          ...{ seller, series, year, told: told({ seller, series }, year) },
          ...{ last: Math.max(more?.last ?? 0, sequence), date: later(more?.date ?? null, date) },
        })
      }
      for (const { sender, progressive } of known)
        if (progressive > (files[sender] ?? '')) files[sender] = progressive
      write({ numbers: [...last.values()], files, takenBack })
    },
    /** That the archive lacks the last numbers has been told. @throws Failure `file-unwritable` */
    told: (key: SeriesKey, year: number): void =>
      write(change(key, year, (given) => ({ ...given, told: given.last }))),
  }
}

function isOf(one: Given, { seller, series }: SeriesKey): boolean {
  return one.seller === seller && one.series === series
}

/** The later of two days. */
export function later(one: Day | null, other: Day | null): Day | null {
  if (one === null || other === null) return one ?? other
  return one > other ? one : other
}

function readMemory(file: string): Memory | null {
  try {
    const memory = memorySchema.safeParse(fromJson(readFileSync(file, 'utf8'))).data
    if (memory !== undefined) return memory
    renamePatiently(file, file.replace(/\.json$/, `-damaged-${stampOf(new Date())}.json`))
    return null
  } catch (error) {
    if (!isOfSystem(error)) throw error
    if (error.code === 'ENOENT') return null
    throw failure('file-unwritable', { file }, error)
  }
}

function fromJson(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function isOfSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}
