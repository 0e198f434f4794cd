/** How invoices are numbered, and what the register has of them (R48). Pure. */
import { z } from 'zod'
import type { FailureValue } from './failure.ts'
import type { InvoiceKind, InvoiceRefusal, InvoiceWarning, InvoiceWords } from './invoice.ts'
import type { InvoiceSettings, Seller } from './invoice-settings.ts'
import type { Day } from './local-time.ts'
import type { Decimal, Instant } from './order.ts'
import type { LeftOutMeaning } from './state-meaning.ts'

/** One for all invoices and, where the office wants it, one for credit notes; orders of the demonstration shop have their own. */
export const invoiceSeries = ['invoices', 'credits', 'demo'] as const
export type InvoiceSeries = (typeof invoiceSeries)[number]

/** Printable ASCII, and no digit beside the number itself: `12` with `1/` before it would be `1/12`, `W2` after it `12W2`. */
const before = z.string().regex(/^([ -~]{0,5}[ -/:-~])?$/)
const after = z.string().regex(/^([ -/:-~][ -~]{0,5})?$/)

const seriesSchema = z.strictObject({
  prefix: before.default(''),
  suffix: after.default(''),
  /** The first number given in a year, where others were given before by other means; from then on each year begins at 1. */
  firstNumber: z.int().min(1).max(9_999_999).default(1),
  firstYear: z.int().min(0).max(9999).default(0),
})
export type SeriesNumbering = Readonly<z.output<typeof seriesSchema>>

export const numberingSchema = z
  .strictObject({
    invoices: seriesSchema.prefault({}),
    /** Null: credit notes are numbered with the invoices. */
    credits: seriesSchema.nullable().default(null),
    /** The first counter in the names of the files: other programs of the same sender begin at 00001. */
    firstFile: z
      .string()
      .regex(/^[A-Z0-9]{5}$/)
      .default('W0001'),
  })
  .refine(
    ({ invoices, credits }) =>
      credits === null || credits.prefix !== invoices.prefix || credits.suffix !== invoices.suffix,
    { path: ['credits', 'suffix'] },
  )
export type Numbering = Readonly<z.output<typeof numberingSchema>>
/** The names of what the office settles for its invoices: `Numbering`, `Seller`, `InvoiceSettings`. */
export const numberingSetting = 'invoice-numbering'
export const sellerSetting = 'seller'
export const invoiceSetting = 'invoices'

/** What nobody takes for an invoice of a sale. */
const demoNumbering: SeriesNumbering = { prefix: 'PROVA-', suffix: '', firstNumber: 1, firstYear: 0 }

/** What the office has settled about its invoices. */
export interface InvoiceOffice {
  readonly seller: Seller
  readonly settings: InvoiceSettings
  readonly numbering: Numbering
}

/** How a series is numbered; what has no series of its own goes with the invoices. */
export function numberingOf(numbering: Numbering, series: InvoiceSeries): SeriesNumbering {
  if (series === 'demo') return demoNumbering
  return (series === 'credits' ? numbering.credits : null) ?? numbering.invoices
}

/** `12` is `12/W`. */
export function numberText({ prefix, suffix }: SeriesNumbering, sequence: number): string {
  return `${prefix}${sequence}${suffix}`
}

/** Where counting begins in a year: the number before the first. */
export function beforeFirst({ firstNumber, firstYear }: SeriesNumbering, year: number): number {
  return year === firstYear ? firstNumber - 1 : 0
}

/** The next of the counters in the names of files: `00009` is `0000A`. Null after `ZZZZZ`, the last of sixty million. */
export function nextProgressive(progressive: string): string | null {
  const next = Number.parseInt(progressive, 36) + 1
  const text = next.toString(36).toUpperCase()
  return text.length > 5 ? null : text.padStart(5, '0')
}

/** Who sends, by the fiscal code that names the files. */
export function senderOf({ fiscalCode, vatNumber }: Pick<Seller, 'fiscalCode' | 'vatNumber'>): string {
  return fiscalCode || vatNumber
}

/** `IT01234567890_W0001.xml` */
export function invoiceFileName(sender: string, progressive: string): string {
  return `IT${sender}_${progressive}.xml`
}

const romanDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome' })

/** The day in Italy, whose law dates the invoice, wherever this computer is. */
export function dayInItaly(date: Date): Day {
  return romanDay.format(date)
}

/** How far a file of the register is: begun (it is not known to be there), there, made again, or its number taken back. */
export type InvoiceState = 'begun' | 'made' | 'replaced' | 'takenBack'

/** A file of the register, as lists show it. */
export interface RegisteredInvoice {
  readonly id: number
  readonly kind: InvoiceKind
  readonly number: string
  readonly date: Day
  /** The order, where it is still in the archive. */
  readonly orderId: number | null
  readonly orderNumber: string
  readonly shopName: string
  readonly customer: string
  readonly total: Decimal
  /** The whole path. */
  readonly place: string
  readonly begunAt: Instant
  readonly state: InvoiceState
  /** The last of its series: the only one whose number can be taken back. */
  readonly isLast: boolean
}

/** What stands on invoices beside what the order says: in Italian, whatever the windows speak. */
export interface PaperWords extends InvoiceWords {
  readonly ofOrder: (number: string, placedAt: Instant) => string
}

/** Why an order gets no invoice, beside what the exchange system would refuse. */
export interface RegisterRefusalParams {
  /** It has one. */
  'already-invoiced': { number: string; date: Day }
  /** The refund is registered otherwise (R49); `''`: without a document. */
  'refund-registered': { number: string }
  /** More than what other credit notes have left of its invoice. */
  'credit-above-invoice': { amount: Decimal; left: Decimal }
  /** Cancelled, failed or wholly refunded (R42). */
  'left-out': { as: LeftOutMeaning }
  /** Of the demonstration shop, among real ones (R42). */
  'demo-among-real': Record<string, never>
}
export type RegisterRefusal = {
  [Code in keyof RegisterRefusalParams]: { readonly code: Code; readonly params: RegisterRefusalParams[Code] }
}[keyof RegisterRefusalParams]

/** Refusals that become an invoice when the operator says so. */
export const askedAbout = ['left-out', 'delivered-elsewhere', 'regime-with-vat'] as const

/** An order of which an invoice is to be made, or a refund of it of which a credit note is. */
export interface InvoiceWish {
  readonly orderId: number
  /** Null: of the order itself. */
  readonly refundId: string | null
  /** The invoice that a credit note belongs to, where the register does not have it. */
  readonly invoice: { readonly number: string; readonly date: Day } | null
  /** The operator has said yes to what may be asked about. */
  readonly confirmed: boolean
}

/** What would become of a wish. */
export interface InvoiceProposal {
  readonly wish: InvoiceWish
  readonly kind: InvoiceKind
  /** Of the demonstration shop: for trial. */
  readonly isDemo: boolean
  readonly shopName: string
  readonly orderNumber: string
  readonly customer: string
  readonly total: Decimal
  readonly currency: string
  /** The number it would get now; null: none is made. */
  readonly number: string | null
  readonly refusals: readonly (InvoiceRefusal | RegisterRefusal)[]
  readonly warnings: readonly InvoiceWarning[]
}

/** What would become of some orders. */
export interface InvoiceProposals {
  /** First placed first, as they are numbered. */
  readonly proposals: readonly InvoiceProposal[]
  /** The days that an invoice can have. */
  readonly earliest: Day | null
  readonly latest: Day
}

/** What was made. */
export interface InvoicesMade {
  readonly files: readonly { readonly number: string; readonly file: string }[]
  /** For how many there was a reason not to. */
  readonly refused: number
  /** What ended it before all were made; null: nothing. */
  readonly failure: FailureValue | null
}
