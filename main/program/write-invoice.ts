import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { writeWholeFile } from '../export/whole-file.ts'
import { invoiceXml } from '../invoice/invoice-xml.ts'
import type { NewInvoice } from '../store/invoices.ts'
import type { Store } from '../store/store.ts'
import { ignoreFailure } from '../words/failure.ts'
import type { InvoiceDocument } from '../words/invoice.ts'
import { invoiceFileName } from '../words/invoice-register.ts'
import type { InvoiceMemory } from './invoice-memory.ts'

interface Parts {
  readonly store: Store
  readonly memory: InvoiceMemory
  readonly now: () => Date
}

export type NumberedInvoice = Omit<NewInvoice, 'place' | 'sha256' | 'document' | 'customer' | 'total'>

/**
 * Writes one file, its number given when it is whole and not yet in its place: whatever ends it, there is a number with its file,
 * or neither.
 * @returns the file
 * @throws Failure as `beginInvoice` and `writeWholeFile` do
 */
export async function writeInvoice(
  { store, memory, now }: Parts,
  folder: string,
  document: InvoiceDocument,
  invoice: NumberedInvoice,
): Promise<string> {
  const xml = invoiceXml(document)
  const file = join(folder, invoiceFileName(invoice.sender, invoice.progressive))
  const what = { document, customer: document.buyer.name, total: document.total, sha256: sumOf(xml) }
  const at = () => now().toISOString()
  let id = 0
  await writeWholeFile(file, contentOf(xml), new AbortController().signal, async ({ target, put }) => {
    id = await store.beginInvoice({ ...invoice, ...what, place: resolve(target) }, at())
    try {
      memory.keep(invoice)
      await put()
    } catch (error) {
      // What cannot be undone either is settled at the next start.
      await undo().catch(ignoreFailure)
      throw error
    }
  })
  await store.closeInvoice(id, at())
  return file

  async function undo(): Promise<void> {
    if (invoice.replaces === null) memory.free(invoice, invoice.year, invoice.sequence)
    await store.dropInvoice(id)
  }
}

/** The sum by which a file is known again. */
export function sumOf(xml: string): string {
  return createHash('sha256').update(xml).digest('hex')
}

export function contentOf(xml: string): () => Readable {
  return () => Readable.from([xml])
}
