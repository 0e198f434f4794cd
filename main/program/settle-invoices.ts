import { existsSync } from 'node:fs'
import { sha256Of } from '../export/hand-over.ts'
import { writeWholeFile } from '../export/whole-file.ts'
import { invoiceXml } from '../invoice/invoice-xml.ts'
import { lockUnsettled } from '../store/handover-lock.ts'
import type { StoredInvoice } from '../store/invoices.ts'
import type { Store } from '../store/store.ts'
import { Failure } from '../words/failure.ts'
import { type InvoiceMemory, invoiceMemory } from './invoice-memory.ts'
import { contentOf, sumOf } from './write-invoice.ts'

/** A series of a year whose last numbers this archive does not have. */
export interface NumbersUnknown {
  readonly year: number
  readonly from: number
  readonly to: number
}

/**
 * Settles what a program that was killed left begun (R48): an invoice whose file is there, and whole, is made; one whose file
 * is not is written now, with the number it has. Where that cannot be, it stays begun, and gives its number to nobody until the
 * operator has made it again or taken it back. While another process hands something over, nothing is settled.
 * @returns numbers that were given after the copy which is the archive now, each told once
 */
export async function settleInvoices(
  store: Store,
  profile: string,
  now: () => Date,
): Promise<readonly NumbersUnknown[]> {
  const memory = invoiceMemory(profile)
  // Where desks share the archive, the log knows what was taken back and given, and an older copy is stopped (R55).
  const isAlone = (await store.desk()) === null
  const takenBack = isAlone ? ((await asFailure(async () => memory.takenBack())) ?? []) : []
  if (takenBack.length > 0) await store.takeBackInvoices(takenBack, now().toISOString())
  if ((await store.openInvoices()).length > 0) {
    const lock = lockUnsettled(profile)
    if (lock === null) return []
    try {
      for (const invoice of await store.openInvoices()) {
        // The server has not let it have its number yet (R57), and may refuse it.
        if ((await store.handoverConfirmed({ table: 'invoices', id: invoice.id })) !== 'confirmed') continue
        const isThere = await asFailure(async () => {
          memory.keep(invoice)
          return (await sha256Of(invoice.place)) === invoice.sha256 || (await writeAgain(invoice))
        })
        if (isThere === true) await store.closeInvoice(invoice.id, now().toISOString())
      }
    } finally {
      lock.release()
    }
  }
  await remember(store, memory, profile)
  if (!isAlone) return []
  const unknown: NumbersUnknown[] = []
  for (const { seller, series, year, last, told } of (await asFailure(async () => memory.numbers())) ?? []) {
    if (last <= told || series === 'demo') continue
    const known = await store.invoiceNumbers({ seller, series }, year)
    if (known.last >= last) continue
    unknown.push({ year, from: known.last + 1, to: last })
    await asFailure(async () => memory.told({ seller, series }, year))
  }
  return unknown
}

/** What the archive knows, and the memory of it does not: it was not there, or damaged, or lies in another profile. */
async function remember(store: Store, memory: InvoiceMemory, profile: string): Promise<void> {
  const given = await store.lastInvoiceNumbers()
  const missing = () =>
    given.filter(
      ({ year, sequence, sender, progressive, ...key }) =>
        memory.last(key, year) < sequence || (memory.lastFile(sender) ?? '') < progressive,
    )
  await asFailure(async () => {
    if (missing().length === 0) return
    const lock = lockUnsettled(profile)
    try {
      if (lock !== null) for (const number of missing()) memory.keep(number)
    } finally {
      lock?.release()
    }
  })
}

/** @returns whether it is there now */
async function writeAgain({ place, sha256, document }: StoredInvoice): Promise<boolean> {
  const xml = invoiceXml(document)
  // Something of that name is somebody else's; and another version of the program may write it otherwise.
  if (existsSync(place) || sumOf(xml) !== sha256) return false
  await writeWholeFile(place, contentOf(xml), new AbortController().signal)
  return true
}

/** Null where it failed in a way that is known: nothing of it may keep the program from starting. */
async function asFailure<Result>(work: () => Promise<Result>): Promise<Result | null> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Failure) return null
    throw error
  }
}
