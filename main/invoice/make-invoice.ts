import type { InvoiceInput, MadeInvoice } from '../words/invoice.ts'

/**
 * The invoice of an order, or the credit note of one of its refunds (R48); or why there can be none, each reason with
 * what is to be done about it in `main/texts/`.
 */
export function makeInvoice(_input: InvoiceInput): MadeInvoice {
  return { ok: false, refusals: [{ code: 'no-lines', params: {} }] }
}
