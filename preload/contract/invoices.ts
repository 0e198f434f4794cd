import { z } from 'zod'
import type { InvoiceDocument } from '../../main/words/invoice.ts'
import {
  type InvoiceOffice,
  type InvoiceProposal,
  type InvoiceProposals,
  type InvoicesMade,
  numberingSchema,
  type RegisteredInvoice,
} from '../../main/words/invoice-register.ts'
import { invoiceSettingsSchema, sellerSchema } from '../../main/words/invoice-settings.ts'
import { id, orderSelectionSchema } from '../../main/words/schemas.ts'
import { nothing, pageSize, request } from './request.ts'

const refundId = z.string().max(200)
const wish = z.strictObject({
  orderId: id,
  refundId: refundId.nullable(),
  invoice: z.strictObject({ number: z.string().min(1).max(20), date: z.iso.date() }).nullable(),
  confirmed: z.boolean(),
})
const day = z.iso.date().nullable()

/** Utilità → Fatture elettroniche (R48): files that the program neither sends, nor signs, nor keeps by law. */
export const invoiceRequests = {
  /** Who sells, and how invoices are numbered and made. */
  'invoices.office': request<InvoiceOffice>()(nothing),
  'invoices.saveOffice': request<InvoiceOffice>()(
    z.strictObject({ seller: sellerSchema, settings: invoiceSettingsSchema, numbering: numberingSchema }),
  ),
  /** What would become of one order and its refunds, or of those chosen, on a day; null: today. Nothing is made. */
  'invoices.ofOrder': request<InvoiceProposals>()(z.strictObject({ orderId: id, day })),
  'invoices.ofOrders': request<InvoiceProposals>()(z.strictObject({ of: orderSelectionSchema, day })),
  /** The same of what was proposed before, with what the operator has answered since. */
  'invoices.propose': request<InvoiceProposals>()(
    z.strictObject({ wishes: z.array(wish).min(1).max(10_000), day }),
  ),
  /** Asks for the folder, and makes the files; null when the operator thought better of it. `invoices.progress` tells. */
  'invoices.make': request<InvoicesMade | null>()(
    z.strictObject({ wishes: z.array(wish).min(1).max(10_000), day }),
  ),
  /** Opens the main window's *Fatture elettroniche*. */
  'windows.invoices': request<null>()(nothing),
  /** Files made, newest first. */
  'invoices.list': request<readonly RegisteredInvoice[]>()(
    z.strictObject({ beforeId: id.nullable(), limit: pageSize }),
  ),
  /** What is in one. */
  'invoices.document': request<InvoiceDocument>()(z.strictObject({ id })),
  /** The readable view on paper, or asks where and writes it as PDF; `file` null: on paper. Null: thought better of. */
  'invoices.print': request<{ readonly file: string | null } | null>()(
    z.strictObject({ id, to: z.enum(['pdf', 'printer']) }),
  ),
  /** *Rifai*: asks for the folder; the file, or why there can be none; null when the operator thought better of it. */
  'invoices.again': request<{ readonly file: string } | { readonly refused: InvoiceProposal } | null>()(
    z.strictObject({ id }),
  ),
  /** *Riprendi il numero*: of the last of its series. */
  'invoices.takeBack': request<null>()(z.strictObject({ id })),
} as const
