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
  /** The platform's own word, for instance `processing`. */
  readonly state: string
  /** How far it is on its way to the customer, in the platform's own word where that is not part of the state; else `''`. */
  readonly fulfilment: string
  /** ISO 4217 code. */
  readonly currency: string
  readonly customer: Customer
  readonly fiscal: FiscalData
  readonly billing: Address
  readonly shipping: Address
  readonly lines: readonly OrderLine[]
  readonly shippingLines: readonly Charge[]
  readonly fees: readonly Charge[]
  readonly discounts: readonly Discount[]
  readonly refunds: readonly Refund[]
  readonly taxes: readonly TaxTotal[]
  readonly totals: Totals
  /** Whether the shop's customers see prices with VAT. */
  readonly pricesIncludeTax: boolean
  readonly paymentMethod: string
  readonly transactionId: string
  readonly shippingMethod: string
  /** What the customer wrote. */
  readonly note: string
}

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

/** Shipping or a fee (a negative fee is a reduction). */
export interface Charge {
  readonly name: string
  readonly net: Decimal
  readonly tax: Decimal
  readonly vatRate: Decimal | null
}

export interface Discount {
  readonly code: string
  readonly net: Decimal
  readonly tax: Decimal
}

export interface Refund {
  readonly id: string
  readonly reason: string
  /** Positive, VAT included. */
  readonly amount: Decimal
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

/** Why an order is wrong (R7): code and parameters; the words are in `renderer/texts/`. */
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
export type SkipReason = {
  [Code in keyof SkipReasonParams]: { readonly code: Code; readonly params: SkipReasonParams[Code] }
}[keyof SkipReasonParams]
