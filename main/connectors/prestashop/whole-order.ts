import type { Fields } from '../reader.ts'

/** An order with everything that the shop keeps of it in other places. */
export interface WholeOrder {
  readonly order: Fields
  readonly details: readonly Fields[]
  readonly customer: Fields | null
  readonly invoiceAddress: Fields | null
  readonly deliveryAddress: Fields | null
  readonly slips: readonly Fields[]
  readonly cartRules: readonly Fields[]
  /** By the order's reference, which the parts of a split order share. */
  readonly payments: readonly Fields[]
  readonly currency: Fields | null
  readonly carrier: Fields | null
  /** By id: those that this order's addresses and lines name. */
  readonly countries: readonly Fields[]
  readonly provinces: readonly Fields[]
  readonly taxes: readonly Fields[]
  /** Rows of `messages`, else of `customer_messages`. These lists are missing in data kept before they were asked for. */
  readonly messages?: readonly Fields[]
  readonly customizations?: readonly Fields[]
  /** Of products: what the texts of a customization are called. */
  readonly customizationFields?: readonly Fields[]
  /** Other orders have its reference: all are parts of one cart. Missing in data kept before this was asked. */
  readonly split?: boolean
}
