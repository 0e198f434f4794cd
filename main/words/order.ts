/** An exact decimal number as text, for instance `"12.30"` or `"-0.5"`. Never passes through a float (R24). */
export type Decimal = string

/** An instant as `YYYY-MM-DDTHH:MM:SS.mmmZ` (`Date.toISOString()`), so that text order is time order (R12). */
export type Instant = string

/**
 * One order, whatever platform it came from (R23). Text that the shop does not have is `''`; amounts are in
 * `currency`, before VAT ("net") unless the name says otherwise.
 */
export interface Order {
  /** The shop's own identifier: the key under which an order is never downloaded twice. */
  readonly shopOrderId: string
  /** The number the shop shows to people; often, not always, the same as the identifier. */
  readonly number: string
  readonly placedAt: Instant
  readonly modifiedAt: Instant
  readonly paidAt: Instant | null
  /** The state's name as downloaded: the platform's own word, for instance `processing`. */
  readonly state: string
  /** The shop's own identifier of the state, which a renaming does not change; the name where it has no other. */
  readonly stateId: string
  /** How far it is on its way to the customer, in the platform's own word where that is not part of the state; else `''`. */
  readonly fulfilment: string
  /** ISO 4217 code. */
  readonly currency: string
  readonly customer: Customer
  readonly fiscal: FiscalData
  readonly billing: Address
  readonly shipping: Address
  /** What is to be shipped. */
  readonly lines: readonly OrderLine[]
  /** What was taken out of the order after it was placed, with its amounts; in the totals only where these are as sold. */
  readonly removedLines: readonly OrderLine[]
  readonly shippingLines: readonly Charge[]
  readonly fees: readonly Fee[]
  readonly discounts: readonly Discount[]
  readonly refunds: readonly Refund[]
  readonly taxes: readonly TaxTotal[]
  readonly totals: Totals
  /** Whether the shop's customers see prices with VAT. */
  readonly pricesIncludeTax: boolean
  readonly paymentMethod: string
  readonly transactionId: string
  readonly shippingMethod: string
  /** By which the carrier knows the parcel; absent where the shop says none, and in orders stored before it was read. */
  readonly trackingNumber?: string
  /** What the customer wrote, gift messages too. */
  readonly note: string
  /** The shop's own note, not meant for the customer. */
  readonly shopNote: string
  /** A sale that the platform marks as made at the till: it need not name a customer (R7). */
  readonly till: boolean
}

/** What only some platforms know of an order, as it is where theirs does not: mappings begin with it. */
export const unknownToMost = {
  fulfilment: '',
  removedLines: [],
  shopNote: '',
  till: false,
} as const satisfies Partial<Order>

export interface Customer {
  /** The shop's own identifier; `''` for a guest. */
  readonly id: string
  readonly name: string
  readonly company: string
  readonly email: string
  readonly phone: string
}

/** Italian fiscal fields (R25). */
export interface FiscalData {
  readonly fiscalCode: string
  readonly vatNumber: string
  readonly pec: string
  readonly sdiCode: string
}

export interface Address {
  readonly name: string
  readonly company: string
  readonly street: string
  readonly street2: string
  readonly city: string
  readonly province: string
  readonly postcode: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly phone: string
}

/** Where the goods go: to the billing address where the order has no other. */
export function destinationOf({ shipping, billing }: Order): Address {
  return shipping.country === '' && shipping.city === '' ? billing : shipping
}

/** The country where the goods go, as a document says it: the buyer's where their address has none. */
export function deliveryCountry(order: Order): string {
  return (destinationOf(order).country || order.billing.country).trim().toUpperCase()
}

export interface OrderLine {
  readonly sku: string
  readonly name: string
  readonly productId: string
  readonly variationId: string
  readonly options: readonly { readonly name: string; readonly value: string }[]
  readonly quantity: Decimal
  /** Net price of one, before discounts. */
  readonly unitPrice: Decimal
  /** Percentage, for instance `"22"`; null when the shop does not say. */
  readonly vatRate: Decimal | null
  readonly discount: Decimal
  /** After discounts. */
  readonly net: Decimal
  readonly tax: Decimal
}

/** Shipping, or what a {@link Fee} says. */
export interface Charge {
  readonly name: string
  readonly net: Decimal
  readonly tax: Decimal
  readonly vatRate: Decimal | null
}

/**
 * What raises or lowers a total beside goods and shipping (R7): a fee; a reduction that lowers what is taxed (*sconto*);
 * what a card, credit or points paid (*pagato con*: negative, without VAT, the sale stays whole); a difference taken as it
 * is (*da chiarire*).
 */
export interface Fee extends Charge {
  readonly kind: FeeKind
}
export const feeKinds = ['fee', 'discount', 'paid', 'unclear'] as const
export type FeeKind = (typeof feeKinds)[number]

export interface Discount {
  readonly code: string
  readonly net: Decimal
  readonly tax: Decimal
}

export interface Refund {
  readonly id: string
  /** When the money was given back; null when the shop does not say. */
  readonly at: Instant | null
  readonly reason: string
  /** Positive, VAT included. */
  readonly amount: Decimal
  /** What was given back, as far as the shop says; they may come to less than the amount, or be none. */
  readonly lines: readonly RefundLine[]
}

/** A part of what was given back; amounts positive. What came in exchange has a negative quantity and amounts. */
export interface RefundLine {
  readonly kind: 'goods' | 'shipping' | 'fee'
  readonly sku: string
  readonly name: string
  readonly quantity: Decimal
  readonly net: Decimal
  readonly tax: Decimal
  readonly vatRate: Decimal | null
}

export interface TaxTotal {
  readonly name: string
  readonly rate: Decimal | null
  readonly amount: Decimal
}

/** As the shop declares them; the mapping has checked that they add up (R7). */
export interface Totals {
  /** Lines after discounts, net. */
  readonly lines: Decimal
  readonly discount: Decimal
  readonly shipping: Decimal
  readonly fees: Decimal
  readonly tax: Decimal
  /** What the customer pays, VAT included, before refunds. */
  readonly total: Decimal
  readonly refunded: Decimal
}

/** Why an order is wrong (R7): code and parameters; the words are in `main/texts/`. */
export interface WrongReasonParams {
  'unreadable-field': { field: string }
  'no-lines': Record<string, never>
  'no-customer': Record<string, never>
  'unknown-currency': { currency: string }
  'impossible-date': { field: string; value: string }
  'totals-mismatch': { field: string; declared: Decimal; computed: Decimal }
  /** The shop fails (error or unreadable answer) whenever it is asked for this one order. */
  'shop-cannot-deliver': { code: string }
  /** This program itself failed over it. */
  'not-understood': { detail: string }
}
export type WrongReason = {
  [Code in keyof WrongReasonParams]: { readonly code: Code; readonly params: WrongReasonParams[Code] }
}[keyof WrongReasonParams]

/** Whether an order that is wrong for these reasons can be taken as it is (R38). */
export function mayBeAccepted(reasons: readonly WrongReason[]): boolean {
  return (
    reasons.length > 0 && reasons.every(({ code }) => code === 'totals-mismatch' || code === 'no-customer')
  )
}

/** An order that was taken as it is. */
export interface Accepted {
  readonly at: Instant
  /** When the operator said that he has seen it; null: it is to be looked at. */
  readonly seenAt: Instant | null
  readonly reasons: readonly WrongReason[]
  readonly firstRunId: number
  readonly lastRunId: number
}

/** Why an order is skipped (R6). */
export interface SkipReasonParams {
  'already-downloaded': Record<string, never>
  'state-not-wanted': { state: string }
  'before-first-window': { placedAt: Instant; floor: Instant }
  /** Listed, then gone (deleted or put in the bin) before it could be read. */
  'gone-from-shop': Record<string, never>
  /** Placed with a payment in test mode: no money moved, nothing is to be shipped. */
  'test-order': Record<string, never>
  /** It was wrong, and the operator took it out of the wrong ones. */
  'ignored-by-operator': Record<string, never>
}
export const skipReasons = [
  'already-downloaded',
  'state-not-wanted',
  'before-first-window',
  'gone-from-shop',
  'test-order',
  'ignored-by-operator',
] as const satisfies readonly (keyof SkipReasonParams)[]
export type SkipReason = {
  [Code in keyof SkipReasonParams]: { readonly code: Code; readonly params: SkipReasonParams[Code] }
}[keyof SkipReasonParams]
