/** Who sells, and how the office wants its invoices: settled once (R48). */
import { z } from 'zod'

/** Of table RF; RF20 is not in schema 1.2.2. */
export const regimes = [
  ...['RF01', 'RF02', 'RF04', 'RF05', 'RF06', 'RF07', 'RF08', 'RF09', 'RF10', 'RF11', 'RF12'],
  ...['RF13', 'RF14', 'RF15', 'RF16', 'RF17', 'RF18', 'RF19'],
] as const
/** Regimes whose invoices bear no VAT. */
export const regimesWithoutVat: readonly string[] = ['RF02', 'RF19']

/** Why a row bears no VAT. N2, N3 and N6 want their subcode; N3.5 wants a letter of intent, which no shop has. */
export const naturas = [
  ...(['N1', 'N2.1', 'N2.2', 'N3.1', 'N3.2', 'N3.3', 'N3.4', 'N3.6', 'N4', 'N5'] as const),
  ...(['N6.1', 'N6.2', 'N6.3', 'N6.4', 'N6.5', 'N6.6', 'N6.7', 'N6.8', 'N6.9', 'N7'] as const),
] as const
export type Natura = (typeof naturas)[number]

/** What makes a row bear no VAT, as far as an order shows it; the accountant says which natura that is. */
export const naturaReasons = [
  /** The seller's regime. */
  'regime',
  /** Goods to a company of another EU country. */
  'eu-business',
  /** Goods out of the EU. */
  'export',
  /** A gift card that is sold. */
  'gift-card',
  /** The shop says 0 %, and nothing else explains it. */
  'zero-rate',
  /** The stamp, where it is charged. */
  'stamp',
] as const
export type NaturaReason = (typeof naturaReasons)[number]

/** How payment is made: table MP. */
export const paymentCodes = [
  ...['MP01', 'MP02', 'MP03', 'MP04', 'MP05', 'MP06', 'MP07', 'MP08', 'MP09', 'MP10', 'MP11', 'MP12'],
  ...['MP13', 'MP14', 'MP15', 'MP16', 'MP17', 'MP18', 'MP19', 'MP20', 'MP21', 'MP22', 'MP23'],
] as const
export type PaymentCode = (typeof paymentCodes)[number]

const text = z.string().max(200).catch('')

export const reaSchema = z.object({
  /** Two letters of a province. */
  office: text,
  number: text,
  /** Euro; `''` where there is none. */
  capital: text,
  shareholder: z.enum(['SU', 'SM']).nullable().catch(null),
  inLiquidation: z.boolean().catch(false),
})

/** The seller's data; what is empty and needed is told when an invoice is to be made. */
export const sellerSchema = z.object({
  /** Of a company; a person has first and last name instead. */
  name: text,
  firstName: text,
  lastName: text,
  /** Eleven digits. */
  vatNumber: text,
  /** Eleven digits or sixteen characters; `''`: the same as the VAT number, and not written. */
  fiscalCode: text,
  regime: z.enum(regimes).nullable().catch(null),
  street: text,
  postcode: text,
  city: text,
  province: text,
  /** Companies' entry in the register; null: none. */
  rea: reaSchema.nullable().catch(null),
})
export type Seller = z.output<typeof sellerSchema>

export const noSeller: Seller = {
  ...{ name: '', firstName: '', lastName: '', vatNumber: '', fiscalCode: '', regime: null },
  ...{ street: '', postcode: '', city: '', province: '', rea: null },
}

/** What an entry of the natura table says: null until it was asked for; the text is the law it rests on, may be `''`. */
const naturaEntry = z.object({
  natura: z.enum(naturas).nullable().catch(null),
  text: z.string().max(100).catch(''),
})
export type NaturaEntry = z.output<typeof naturaEntry>

const entry = (natura: Natura | null) => naturaEntry.catch({ natura, text: '' })

const naturaTable = z.object({
  regime: entry('N2.2'),
  'eu-business': entry('N3.2'),
  export: entry('N3.1'),
  'gift-card': entry(null),
  'zero-rate': entry(null),
  stamp: entry('N1'),
}) satisfies z.ZodType<Record<NaturaReason, NaturaEntry>>

/** What sources disagree about is null: not settled yet, asked for when an invoice needs it. */
export const invoiceSettingsSchema = z.object({
  natura: naturaTable.catch(() => naturaTable.parse({})),
  /** Whether the customer pays the stamp: a line of its own, which raises the total of an order paid before. */
  stampCharged: z.boolean().catch(false),
  /** Naturas that count for the stamp beside those that certainly do (`alwaysStamped`). */
  stampAlso: z.array(z.enum(naturas)).max(naturas.length).readonly().nullable().catch(null),
  /**
   * Consumers of other EU countries: under the threshold their orders bear Italian VAT; with OSS, the VAT of their
   * country, and an invoice has no VAT but one of these naturas.
   */
  oss: z.enum(['italian', 'N3.2', 'N7']).nullable().catch(null),
  ossText: z.string().max(100).catch(''),
  /** What a card paid: a payment (a card for many purposes), or an order that the accountant has to see. */
  giftCards: z.enum(['payment', 'refuse']).catch('payment'),
  /** Names of payment methods, or words in them, before those that the program knows; null: none is written. */
  payments: z
    .array(z.object({ words: z.string().max(200), code: z.enum(paymentCodes).nullable() }))
    .max(1000)
    .readonly()
    .catch([]),
})
export type InvoiceSettings = z.output<typeof invoiceSettingsSchema>

export const alwaysStamped: readonly Natura[] = ['N2.1', 'N2.2', 'N4']
/** Sources disagree whether these count. */
export const maybeStamped: readonly Natura[] = ['N1', 'N3.6', 'N5']

export const usualInvoiceSettings: InvoiceSettings = invoiceSettingsSchema.parse({})

/** What was kept, whatever version wrote it: a field that cannot be read is as if nothing had been entered. */
export function readSeller(value: unknown): Seller {
  const read = sellerSchema.safeParse(value)
  return read.success ? read.data : noSeller
}

/** As {@link readSeller}. */
export function readInvoiceSettings(value: unknown): InvoiceSettings {
  const read = invoiceSettingsSchema.safeParse(value)
  return read.success ? read.data : usualInvoiceSettings
}
