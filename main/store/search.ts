import type { OrderPage } from '../../preload/contract.ts'
import { formatDecimal, parseDecimal } from '../decimal.ts'
import type {
  OrderColumn,
  OrderFilter,
  OrderList,
  OrderSelection,
  OrderSort,
  OrderTotals,
} from '../order-search.ts'
import type { Sqlite } from './database.ts'
import { readRow, rowColumns, type StoredOrder } from './orders.ts'
import { matchQuery } from './search-words.ts'

/** Finds orders: lists by place, what they come to, which they are. */
export function searchQueries(db: Sqlite) {
  const ids = (list: OrderList): { ids: number[]; upTo: number } => {
    const upTo =
      list.upTo ?? db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM orders').pluck().get() ?? 0
    const { where, params } = conditions(list.filter, upTo)
    const found = db
      .prepare<unknown[], number>(
        `SELECT orders.id FROM orders JOIN shops ON shops.id = orders.shop_id ${where} ORDER BY ${order(list.sort)}`,
      )
      .pluck()
      .all(...params)
    return { ids: found, upTo }
  }
  const selected = (selection: OrderSelection): number[] => {
    const all = ids(selection).ids
    return selection.ranges === null ? all : selection.ranges.flatMap(([from, to]) => all.slice(from, to))
  }
  const row = db.prepare<[number], StoredOrder>(
    `SELECT ${rowColumns} FROM orders JOIN shops ON shops.id = orders.shop_id WHERE orders.id = ?`,
  )

  return {
    /** A page of a list. `locate`: also tells the place of that order. */
    listOrders: (list: OrderList, offset: number, limit: number, locate: number | null = null): OrderPage => {
      const found = ids(list)
      const place = locate === null ? -1 : found.ids.indexOf(locate)
      return {
        rows: found.ids.slice(offset, offset + limit).flatMap((id) => {
          const stored = row.get(id)
          return stored ? [readRow(stored)] : []
        }),
        total: found.ids.length,
        upTo: found.upTo,
        located: place < 0 ? null : place,
      }
    },
    /** Exact sums, the currency with most orders first. */
    orderTotals: (selection: OrderSelection): OrderTotals => {
      const sums = new Map<string, { count: number; total: bigint }>()
      const found = selected(selection)
      for (const id of found) {
        const stored = row.get(id)
        if (!stored) continue
        const sum = sums.get(stored.currency) ?? { count: 0, total: 0n }
        sums.set(stored.currency, {
          count: sum.count + 1,
          total: sum.total + (parseDecimal(stored.total) ?? 0n),
        })
      }
      return {
        count: found.length,
        amounts: [...sums]
          .map(([currency, { count, total }]) => ({ currency, count, total: formatDecimal(total, 2) }))
          .sort((a, b) => b.count - a.count || (a.currency < b.currency ? -1 : 1)),
      }
    },
    /** Which orders a selection has, first placed first. */
    selectedOrders: (selection: OrderSelection): Uint32Array => {
      const wanted = new Set(selected(selection))
      const chronological = ids({ ...selection, sort: { by: 'placedAt', descending: false } }).ids
      return Uint32Array.from(chronological.filter((id) => wanted.has(id)))
    },
  }
}

const sortColumns: Readonly<Record<OrderColumn, string>> = {
  number: 'orders.number',
  placedAt: 'orders.placed_at',
  downloadedAt: 'orders.id',
  shop: 'shops.name',
  state: 'orders.state',
  customer: 'orders.customer',
  email: 'orders.email',
  city: 'orders.city',
  total: 'orders.total_e4',
}

function order({ by, descending }: OrderSort): string {
  const direction = descending ? 'DESC' : 'ASC'
  return by === 'placedAt'
    ? `orders.placed_at ${direction}, orders.id ${direction}`
    : `${sortColumns[by]} ${direction}, orders.placed_at DESC, orders.id DESC`
}

function conditions(filter: OrderFilter, upTo: number): { where: string; params: (string | number)[] } {
  const sql: string[] = ['orders.id <= ?']
  const params: (string | number)[] = [upTo]
  const add = (condition: string, ...values: readonly (string | number)[]) => {
    sql.push(condition)
    params.push(...values)
  }
  const among = (column: string, values: readonly (string | number)[]) =>
    add(`${column} IN (${values.map(() => '?').join(', ')})`, ...values)
  if (filter.shopIds !== null) among('orders.shop_id', filter.shopIds)
  if (filter.states !== null) among('orders.state', filter.states)
  if (filter.runId !== null) add('orders.run_id = ?', filter.runId)
  if (filter.from !== null) add('orders.placed_at >= ?', filter.from)
  if (filter.before !== null) add('orders.placed_at < ?', filter.before)
  if (filter.amountFrom !== null) add('orders.total_e4 >= ?', toE4(filter.amountFrom))
  if (filter.amountTo !== null) add('orders.total_e4 <= ?', toE4(filter.amountTo))
  if (filter.changedOnSite) add('orders.site_seen_at > orders.site_modified_at')
  if (filter.edited) add('orders.edited = 1')
  const query = matchQuery(filter.text)
  if (query !== null) {
    add('orders.id IN (SELECT rowid FROM order_search WHERE order_search MATCH ?)', query)
  }
  return { where: `WHERE ${sql.join(' AND ')}`, params }
}

function toE4(amount: string): number {
  return Number((parseDecimal(amount) ?? 0n) / 100_000n)
}
