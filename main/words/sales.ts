import type { Decimal } from './order.ts'

/** What today is compared with: the day before, and the same day of the week before. */
export const salesDays = { today: 0, yesterday: 1, lastWeek: 7 } as const

export type SalesDay = keyof typeof salesDays

/** Orders and what they come to. */
export interface Sold {
  readonly count: number
  readonly total: Decimal
}

/** What a shop has sold in a currency, each day until the time that it is now. */
export interface ShopSales extends Readonly<Record<SalesDay, Sold>> {
  readonly shopId: number
  readonly currency: string
  /** What was sold in each hour of those days, whole: 24 numbers, for drawing. */
  readonly hours: Readonly<Record<SalesDay, readonly number[]>>
}
