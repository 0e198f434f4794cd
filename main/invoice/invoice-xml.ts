import type { InvoiceDocument } from '../words/invoice.ts'

/** The file of an invoice: FatturaPA 1.2.2, UTF-8 without a byte order mark, no empty element. */
export function invoiceXml(_document: InvoiceDocument): string {
  return ''
}
