import type { OrderFilter, OrderSearch, PeriodName } from './order-search.ts'

/** When a named period begins and ends (without the end), by this computer's calendar. Pure. */
export function periodOf(name: PeriodName, now: Date): { readonly from: string; readonly before: string } {
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()]
  const span = (from: Date, before: Date) => ({ from: from.toISOString(), before: before.toISOString() })
  const tomorrow = new Date(year, month, day + 1)
  switch (name) {
    case 'today':
      return span(new Date(year, month, day), tomorrow)
    case 'yesterday':
      return span(new Date(year, month, day - 1), new Date(year, month, day))
    case 'last7':
      return span(new Date(year, month, day - 6), tomorrow)
    case 'last30':
      return span(new Date(year, month, day - 29), tomorrow)
    case 'thisMonth':
      return span(new Date(year, month, 1), new Date(year, month + 1, 1))
    case 'lastMonth':
      return span(new Date(year, month - 1, 1), new Date(year, month, 1))
    case 'thisYear':
      return span(new Date(year, 0, 1), new Date(year + 1, 0, 1))
    case 'lastYear':
      return span(new Date(year - 1, 0, 1), new Date(year, 0, 1))
  }
}

/** What a search asks for today. */
export function filterOf({ period, downloadedPeriod, ...filter }: OrderSearch, now: Date): OrderFilter {
  const placed = period === null ? filter : { ...filter, ...periodOf(period, now) }
  if (downloadedPeriod === null) return placed
  const { from, before } = periodOf(downloadedPeriod, now)
  return { ...placed, downloadedFrom: from, downloadedBefore: before }
}

/** The names of a search's two periods: that in which orders were placed, and that in which they were downloaded. */
export const periodFields = {
  placed: { period: 'period', from: 'from', before: 'before' },
  downloaded: { period: 'downloadedPeriod', from: 'downloadedFrom', before: 'downloadedBefore' },
} as const satisfies Record<string, Record<keyof SearchedPeriod, keyof OrderSearch>>

export type PeriodOf = keyof typeof periodFields

export interface SearchedPeriod {
  readonly period: PeriodName | null
  readonly from: string | null
  readonly before: string | null
}

/** One of a search's periods. */
export function searchedPeriod(search: OrderSearch, of: PeriodOf): SearchedPeriod {
  const { period, from, before } = periodFields[of]
  return { period: search[period], from: search[from], before: search[before] }
}

/** What is to be changed of a search for another period. */
export function withPeriod(of: PeriodOf, to: SearchedPeriod): Partial<OrderSearch> {
  const { period, from, before } = periodFields[of]
  return { [period]: to.period, [from]: to.from, [before]: to.before }
}

export const noPeriod: SearchedPeriod = { period: null, from: null, before: null }

/** Whether a search asks for less than all orders. */
export function isNarrow(search: OrderSearch): boolean {
  return Object.values(search).some((value) => value !== null && value !== '' && value !== false)
}
