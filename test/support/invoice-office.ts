import { invoiceMemory } from '../../main/program/invoice-memory.ts'
import { createInvoices } from '../../main/program/make-invoices.ts'
import type { Store } from '../../main/store/store.ts'
import { textsFor } from '../../main/texts/index.ts'
import {
  type InvoiceWish,
  numberingSchema,
  numberingSetting,
  type PaperWords,
  sellerSetting,
} from '../../main/words/invoice-register.ts'
import { noSeller, type Seller } from '../../main/words/invoice-settings.ts'

/** A shop of one person, who owes VAT. */
export const bottega: Seller = {
  ...noSeller,
  name: 'Bottega di Anna Srl',
  vatNumber: '01234567897',
  regime: 'RF01',
  street: 'Via Garibaldi 1',
  postcode: '00144',
  city: 'Roma',
  province: 'RM',
}

/** What the office has settled: the seller, and how it numbers. */
export async function settleOffice(store: Store, numbering: unknown = {}): Promise<void> {
  await store.saveOfficeSetting(null, sellerSetting, bottega)
  await store.saveOfficeSetting(null, numberingSetting, numberingSchema.parse(numbering))
}

export const paperWords: PaperWords = textsFor('it').invoices.paper

/** The maker of invoices over a store, as the program has it. */
export function makerOf(store: Store, profile: string, now = () => new Date()) {
  const memory = invoiceMemory(profile)
  const lockHandovers = () => ({ release: () => undefined })
  return createInvoices({ store, memory, archive: '', lockHandovers, words: paperWords, now })
}

/** An invoice of an order, and nothing that would be asked about. */
export const wishFor = (orderId: number, changes: Partial<InvoiceWish> = {}): InvoiceWish => ({
  orderId,
  refundId: null,
  invoice: null,
  confirmed: false,
  ...changes,
})
