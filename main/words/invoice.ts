/** An invoice as the exchange system takes it (R48): what one is made of, what one says, why one is not made. */
import type { InvoiceSettings, Natura, NaturaReason, PaymentCode, Seller } from './invoice-settings.ts'
import type { Day } from './local-time.ts'
import type { Decimal, Order, Refund } from './order.ts'

/** An invoice, or the credit note of a refund. */
export const invoiceKinds = ['TD01', 'TD04'] as const
export type InvoiceKind = (typeof invoiceKinds)[number]

export interface InvoiceReference {
  readonly number: string
  readonly date: Day
}

/** Everything that one file is made of; nothing else is looked at. */
export interface InvoiceInput {
  readonly kind: InvoiceKind
  readonly order: Order
  /** What was given back: of a credit note, else null. */
  readonly refund: Refund | null
  readonly seller: Seller
  readonly settings: InvoiceSettings
  /** As it is written: with prefix and suffix; 1 to 20 characters, one of them a digit. */
  readonly number: string
  readonly date: Day
  /** Today in Italy: no invoice is of a later day. */
  readonly today: Day
  /** Of the file: 1 to 10 letters and digits. */
  readonly progressive: string
  /** The invoice that a credit note belongs to. */
  readonly invoice: InvoiceReference | null
  /** What the document is for, a paragraph each. */
  readonly causale: readonly string[]
  /** When it is to be paid; null: paid at once. */
  readonly terms: PaymentTerms | null
  /** Questions that the operator has answered for this order with "make it all the same". */
  readonly confirmed: readonly Confirmable[]
  /** What rows without a name of their own are called. */
  readonly words: InvoiceWords
}

export interface PaymentTerms {
  /** By instalments, or in one. */
  readonly conditions: 'TP01' | 'TP02'
  readonly due: Day | null
}

/** Refusals that are questions. */
export type Confirmable = 'delivered-elsewhere' | 'regime-with-vat'

export interface InvoiceWords {
  readonly item: string
  readonly shipping: string
  readonly fee: string
  readonly discount: string
  readonly refund: string
  readonly stamp: string
  /** The line of the VAT of another country. */
  readonly foreignVat: (country: string) => string
}

/** What a view of it draws and the file holds; fit to be kept as JSON. Amounts in euro. */
export interface InvoiceDocument {
  readonly kind: InvoiceKind
  readonly number: string
  readonly date: Day
  readonly progressive: string
  /** The seller's fiscal code: the file is named by it. */
  readonly senderId: string
  /** Seven characters. */
  readonly recipientCode: string
  /** `''` where the code says where to. */
  readonly pec: string
  readonly seller: Seller
  readonly buyer: InvoiceBuyer
  readonly invoice: InvoiceReference | null
  readonly causale: readonly string[]
  readonly lines: readonly InvoiceLine[]
  readonly summaries: readonly InvoiceSummary[]
  /** What the stamp comes to; null: none is due. */
  readonly stamp: Decimal | null
  readonly total: Decimal
  /** Empty: nothing is written of it. */
  readonly payments: readonly InvoicePayment[]
  readonly terms: PaymentTerms
  /** Texts in which characters had to be changed. */
  readonly changes: readonly TextChange[]
}

export interface InvoiceBuyer {
  readonly vat: { readonly country: string; readonly code: string } | null
  readonly fiscalCode: string
  readonly name: string
  readonly street: string
  readonly postcode: string
  readonly city: string
  readonly province: string
  readonly country: string
}

export interface InvoiceLine {
  /** A discount, or what is charged beside goods; null: goods. */
  readonly kind: 'SC' | 'AC' | null
  readonly sku: string
  readonly description: string
  /** Null: a sum without a quantity. */
  readonly quantity: Decimal | null
  /** Net, of one, before its discount; up to 8 decimals. */
  readonly unitPrice: Decimal
  /** Net, of one; null: none. */
  readonly discount: Decimal | null
  readonly total: Decimal
  readonly rate: Decimal
  readonly natura: Natura | null
  /** The rate of the country that is paid by OSS. */
  readonly ossRate: Decimal | null
}

export interface InvoiceSummary {
  readonly rate: Decimal
  readonly natura: Natura | null
  /** What the lines' sum had to be moved by; null: nothing. */
  readonly rounding: Decimal | null
  readonly taxable: Decimal
  readonly tax: Decimal
  /** The law that a natura rests on. */
  readonly law: string
}

export interface InvoicePayment {
  readonly code: PaymentCode
  readonly amount: Decimal
  /** What the payment service calls it. */
  readonly reference: string
}

/** Of which text something is said. */
export type InvoiceField =
  | 'sellerName'
  | 'sellerStreet'
  | 'sellerCity'
  | 'name'
  | 'street'
  | 'city'
  | 'description'
  | 'sku'
  | 'causale'
  | 'transactionId'
  | 'law'

export interface TextChange {
  readonly field: InvoiceField
  readonly from: string
  readonly to: string
}

/**
 * Why no invoice is made: each is what the exchange system would refuse, or what nobody may guess. Rows are named as the
 * order names them.
 */
export interface InvoiceRefusalParams {
  'seller-incomplete': { fields: readonly SellerField[] }
  'kind-not-made': { kind: string }
  'number-form': { number: string }
  'number-without-digit': { number: string }
  'progressive-form': { progressive: string }
  'date-impossible': { date: string }
  'date-in-future': { date: Day }
  'before-its-invoice': { date: Day; invoice: Day }
  'linked-invoice-missing': Record<string, never>
  'refund-missing': Record<string, never>
  /** What was given back is not known by rate. */
  'refund-not-explained': { amount: Decimal }
  'currency-not-euro': { currency: string }
  'no-lines': Record<string, never>
  'too-many-lines': { lines: number }
  'nothing-sold': { total: Decimal }
  'unclear-amount': { amount: Decimal }
  'total-mismatch': { declared: Decimal; computed: Decimal }
  'rate-unknown': { rows: readonly string[] }
  'rate-impossible': { rows: readonly string[]; rate: Decimal }
  /** Of another country than the setting says. */
  'rate-foreign': { rows: readonly string[]; rate: Decimal; country: string }
  'tax-disagrees': { rate: Decimal; net: Decimal; tax: Decimal }
  'regime-with-vat': { regime: string; rate: Decimal }
  'natura-unsettled': { reason: NaturaReason; rows: readonly string[] }
  'oss-unsettled': { country: string }
  'stamp-unsettled': Record<string, never>
  'quantity-too-large': { row: string; quantity: Decimal }
  'amount-too-large': { amount: Decimal }
  'gift-card': { rows: readonly string[] }
  'delivered-elsewhere': { billing: string; delivery: string }
  'public-body': { code: string }
  'fiscal-code-missing': Record<string, never>
  'fiscal-code-wrong': { code: string }
  'vat-number-wrong': { number: string }
  'name-missing': Record<string, never>
  'street-missing': Record<string, never>
  'city-missing': Record<string, never>
  'postcode-wrong': { postcode: string }
  'country-missing': Record<string, never>
  'country-unknown': { country: string }
  'country-not-made': { country: string }
  'pec-of-exchange': { pec: string }
}
export type InvoiceRefusalCode = keyof InvoiceRefusalParams
export type InvoiceRefusal = {
  [Code in InvoiceRefusalCode]: { readonly code: Code; readonly params: InvoiceRefusalParams[Code] }
}[InvoiceRefusalCode]

export type SellerField =
  | Exclude<keyof Seller, 'firstName' | 'lastName' | 'rea'>
  | 'rea.office'
  | 'rea.number'
  | 'rea.capital'

/** What is made all the same, and should be looked at. */
export interface InvoiceWarningParams {
  'sdi-code-dropped': { code: string }
  'pec-dropped': { pec: string }
  'province-dropped': { province: string }
  /** Of a number of eleven digits; only the tax register knows whether there is one. */
  'check-digit': { whose: 'seller' | 'buyer'; number: string }
  'text-cut': { field: InvoiceField; text: string }
  'line-unnamed': { line: number }
  'payment-unknown': { method: string }
  'buyer-is-seller': Record<string, never>
  'rate-unusual': { rate: Decimal }
  /** A part was given back already: it wants a credit note of its own. */
  'refunded-since': { amount: Decimal }
}
export type InvoiceWarningCode = keyof InvoiceWarningParams
export type InvoiceWarning = {
  [Code in InvoiceWarningCode]: { readonly code: Code; readonly params: InvoiceWarningParams[Code] }
}[InvoiceWarningCode]

export type MadeInvoice =
  | {
      readonly ok: true
      readonly document: InvoiceDocument
      readonly warnings: readonly InvoiceWarning[]
    }
  | { readonly ok: false; readonly refusals: readonly InvoiceRefusal[] }
