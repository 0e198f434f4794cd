import type { Instant } from '../../words/order.ts'
import type { Query } from '../send.ts'

/** One condition of a search; several are joined by AND (each is a filter group of its own). */
export interface Condition {
  readonly field: string
  readonly type: 'eq' | 'gt' | 'gteq' | 'lteq' | 'in' | 'nin'
  readonly value: string
}

export interface Search {
  readonly conditions: readonly Condition[]
  readonly pageSize: number
  /** From 1. */
  readonly page?: number
  readonly direction?: 'ASC' | 'DESC'
  /** What the answer is to hold; nested fields in brackets. */
  readonly fields: string
}

export const ordersRoute = 'orders'
export const creditMemosRoute = 'creditmemos'

/** No order has the number 0: shows that orders may be read without making the shop load one. */
export const nothing: Search = {
  conditions: [{ field: 'entity_id', type: 'eq', value: '0' }],
  pageSize: 1,
  fields: 'total_count',
}
export const cheapest: Query = searchQuery(nothing)

/**
 * The `searchCriteria` of a request for orders, in a stable order
 * (https://developer.adobe.com/commerce/webapi/rest/use-rest/performing-searches/).
 */
export function searchQuery(search: Search): Query {
  const query: Record<string, string> = {}
  search.conditions.forEach(({ field, type, value }, group) => {
    const filter = `searchCriteria[filterGroups][${group}][filters][0]`
    query[`${filter}[field]`] = field
    query[`${filter}[conditionType]`] = type
    query[`${filter}[value]`] = value
  })
  query['searchCriteria[sortOrders][0][field]'] = 'entity_id'
  query['searchCriteria[sortOrders][0][direction]'] = search.direction ?? 'ASC'
  query['searchCriteria[pageSize]'] = String(search.pageSize)
  query['searchCriteria[currentPage]'] = String(search.page ?? 1)
  query.fields = search.fields
  return query
}

/** Whole seconds of UTC, as the shop's database holds them: `2026-11-03 08:52:45`. */
export function utcSeconds(instant: Instant): string {
  return new Date(instant).toISOString().slice(0, 19).replace('T', ' ')
}
