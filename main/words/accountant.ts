/** The accountant's month (R47): what its papers count, and what they say. Pure. */
import { z } from 'zod'
import type { Day } from './local-time.ts'
import type { Decimal, Instant } from './order.ts'

/** What the states of orders come to here; `unpaid`: a state of no known meaning, and no date of payment. */
export const orderKinds = ['paid', 'shipped', 'other', 'unpaid', 'refunded', 'cancelled', 'failed'] as const
export type OrderKind = (typeof orderKinds)[number]

/** The name under which the archive keeps {@link AccountantSettings}, of the whole office. */
export const accountantSettingName = 'accountant'

/** What the office has settled for these papers; the papers say it. */
export const accountantSettingsSchema = z.object({
  /** The day of an order: when it was paid (when it was placed, where no shop says that), or when it was placed. */
  dateBy: z.enum(['paid', 'placed']).default('paid'),
  kinds: z.array(z.enum(orderKinds)).readonly().default(['paid', 'shipped', 'other', 'refunded']),
  /** Orders that ask for an invoice, or have one: among the takings, or in rows of their own. */
  invoiced: z.enum(['in', 'apart']).default('in'),
  /** Whether a fiscal code alone asks for an invoice; a VAT number, an SDI code or a PEC always does. */
  fiscalCodeAsks: z.boolean().default(false),
  /** Whether the shops declare VAT of other countries by OSS; `unsaid`: nobody has said it yet. */
  oss: z.enum(['unsaid', 'yes', 'no']).default('unsaid'),
  /** From how much of the threshold on it is warned; percentage. */
  meterWarning: z.number().int().min(1).max(100).default(80),
  /** Lines with one of these as SKU, or in their name and without VAT, are cards sold: outside VAT until redeemed. */
  cards: z
    .array(z.string().max(200))
    .max(200)
    .readonly()
    .default(['gift card', 'carta regalo', 'buono regalo']),
})
export type AccountantSettings = z.output<typeof accountantSettingsSchema>

/** What the archive holds, or the defaults where it holds none or what another version wrote. */
export function readAccountantSettings(value: unknown): AccountantSettings {
  const read = accountantSettingsSchema.safeParse(value ?? {})
  return read.success ? read.data : accountantSettingsSchema.parse({})
}

/** Local days, both inside. */
export interface ReportPeriod {
  readonly from: Day
  readonly to: Day
}

/** Why there is no VAT on something, as far as the order tells. */
export const zeroReasons = ['italy', 'eu-business', 'eu-consumer', 'outside-eu', 'unknown-country'] as const
export type ZeroReason = (typeof zeroReasons)[number]

/** Where an amount stands in the register. Never two of them are one row. */
export type Category =
  /** Under a VAT rate; percentage. */
  | { readonly kind: 'rate'; readonly rate: Decimal }
  /** Sold to consumers in another country of the EU (unless the shops declare nothing by OSS). */
  | { readonly kind: 'eu'; readonly country: string; readonly rate: Decimal }
  | { readonly kind: 'zero'; readonly reason: ZeroReason }
  /** Cards sold: outside VAT until redeemed. */
  | { readonly kind: 'card' }
  /** Rows whose rate no one knows. */
  | { readonly kind: 'no-rate' }
  /** *Da chiarire*: what nothing in the order explains. */
  | { readonly kind: 'unclear' }
  /** Cents by which the rows of an order miss its total. */
  | { readonly kind: 'rounding' }

/** Amounts with two decimals or more; gross is always net and tax together. */
export interface Amounts {
  readonly gross: Decimal
  readonly net: Decimal
  readonly tax: Decimal
}

/** What was taken on a day, of one category. */
export interface RegisterRow extends Amounts {
  readonly day: Day
  readonly category: Category
  /** What was given back that day: negative amounts. */
  readonly isRefund: boolean
  /** Of orders that ask for an invoice, or have one, where these stand apart. */
  readonly isInvoiced: boolean
}

/** A day of the period, also one without sales. */
export interface RegisterDay extends Amounts {
  readonly day: Day
  /** Orders sold. */
  readonly orders: number
  /** Refunds made. */
  readonly refunds: number
}

/** What one category comes to in the whole period. */
export type CategoryTotal = Omit<RegisterRow, 'day'>

/** Consumers in another country of the EU, in one quarter. */
export interface OssRow extends Amounts {
  /** `2026-Q4` */
  readonly quarter: string
  readonly country: string
  /** Null: nobody knows it. */
  readonly rate: Decimal | null
  /** The quarter of the sales that were given back, where it is an earlier one; null: sales less refunds of this quarter. */
  readonly correctionOf: string | null
}

/** How much of the threshold sales to consumers in other EU countries have come to in a year, net of VAT, less refunds. */
export interface Meter {
  readonly year: number
  /** Until the end of the period. */
  readonly untilPeriodEnd: Decimal
  /** All that the archive knows of that year. */
  readonly known: Decimal
  readonly threshold: Decimal
  readonly state: 'below' | 'near' | 'reached'
}

/** What tells an order in a list. */
export interface ListedOrder {
  readonly orderId: number
  readonly shop: string
  readonly number: string
  readonly day: Day
  readonly customer: string
  readonly currency: string
  /** What was sold, or given back. */
  readonly amount: Decimal
}

/** An order that asks for an invoice, or has one; those whose data are missing or impossible come first, those that have one last. */
export interface InvoiceRow extends ListedOrder {
  readonly fiscalCode: string
  readonly vatNumber: string
  readonly sdiCode: string
  readonly pec: string
  readonly country: string
  /** Paths of fields that are missing or impossible: `fiscal.vatNumber`. */
  readonly problems: readonly string[]
  /** Set where the register has its invoice (R48). */
  readonly isMade?: true
}

export interface PaymentTotal {
  /** As the shop calls it; `''`: it does not say. */
  readonly method: string
  readonly orders: number
  /** What the customers paid that way: what was sold less what cards and credit paid. */
  readonly paid: Decimal
  /** What cards, credit or points paid of those orders. */
  readonly byCard: Decimal
  /** Positive. */
  readonly refunded: Decimal
}

export const disagreements = [
  /** A rate that Italy does not have, on goods that stay in Italy. */
  'not-italian',
  /** To a consumer in the EU at a rate that his country does not have. */
  'not-of-country',
  /** To a consumer in the EU without VAT. */
  'eu-without-vat',
  /** VAT on goods that leave the EU. */
  'vat-outside-eu',
] as const
export type Disagreement = (typeof disagreements)[number]

/** Country and rate do not agree: to be looked at, no more. */
export interface RateWarning extends ListedOrder {
  readonly country: string
  readonly rate: Decimal
  readonly problem: Disagreement
}

/**
 * Orders of the period that are not in the sums, and why; `wrong`: those that could not be stored (R7), of any time;
 * `refund-of-left-out`: what was given back in the period of orders that are left out.
 */
export interface LeftOut {
  readonly why: OrderKind | 'other-currency' | 'refund-of-left-out' | 'wrong'
  readonly count: number
  /** In euro; null where it is not known, or stands in a list apart (other currencies). */
  readonly amount: Decimal | null
  /** Which ones, the first {@link mostNamedOrders}; of wrong orders none. */
  readonly orderIds: readonly number[]
}

export interface CurrencyTotal {
  readonly currency: string
  readonly orders: number
  readonly amount: Decimal
}

/** Which orders are in the sums. */
export interface Counted {
  readonly kind: OrderKind
  readonly orders: number
  readonly amount: Decimal
}

/** The sum of the register against that of the orders: they are the same, to the cent. */
export interface Reconciliation {
  readonly orders: number
  readonly ordersTotal: Decimal
  readonly refunds: number
  /** Negative. */
  readonly refundsTotal: Decimal
  readonly registerTotal: Decimal
  readonly difference: Decimal
}

/** The whole report. Amounts are in euro unless a row names another currency. */
export interface AccountantReport {
  readonly period: ReportPeriod
  readonly madeAt: Instant
  /** By name; the demonstration shop only alone. */
  readonly shops: readonly string[]
  readonly isDemo: boolean
  readonly settings: AccountantSettings
  readonly days: readonly RegisterDay[]
  /** By day; refunds after sales. */
  readonly register: readonly RegisterRow[]
  readonly totals: readonly CategoryTotal[]
  readonly oss: readonly OssRow[]
  /** The year in which the period ends, and the one before. */
  readonly meters: readonly [Meter, Meter]
  readonly invoices: readonly InvoiceRow[]
  readonly payments: readonly PaymentTotal[]
  readonly warnings: readonly RateWarning[]
  readonly otherCurrencies: readonly CurrencyTotal[]
  readonly inOtherCurrencies: readonly ListedOrder[]
  /** Given back, of orders of the period, nobody knows when: in no sum. Amounts positive. */
  readonly undatedRefunds: readonly ListedOrder[]
  readonly counted: readonly Counted[]
  readonly leftOut: readonly LeftOut[]
  /** Orders without a date of payment, counted on the day they were placed. */
  readonly withoutPayment: number
  /** Refunds without rows that add up: shared out by the rates of their orders. */
  readonly sharedRefunds: number
  readonly reconciliation: Reconciliation
}
