import type { VatNeed } from './easyfatt-codes.ts'
import type { EasyfattTables } from './easyfatt-tables.ts'

/** A payment or shipping method, as a shop's orders name it. */
export interface MethodUse {
  readonly name: string
  readonly orders: number
}

/** What a shop is called by in its Easyfatt, and what there is to be called (R46). */
export interface EasyfattView {
  readonly tables: EasyfattTables
  /** Those with most orders first. */
  readonly payments: readonly MethodUse[]
  readonly carriers: readonly MethodUse[]
}

/** Orders of a shop that want a VAT code for the same. */
export interface VatUse extends VatNeed {
  readonly orders: number
  /** The newest of them, as many as can be shown by name. */
  readonly orderIds: readonly number[]
}

/** What a shop's orders want VAT codes for. */
export interface VatUses {
  /** Those with most orders first. */
  readonly uses: readonly VatUse[]
  /** Orders read, the newest first. */
  readonly read: number
  /** False: it was stopped before the last one. */
  readonly whole: boolean
}

export interface VatSearchProgress {
  readonly shopId: number
  readonly read: number
  readonly expected: number
}
