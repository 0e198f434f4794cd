import type { Instant } from '../words/order.ts'
import type { Sqlite } from './database.ts'
import { type OrderTable, placeOf } from './search-table.ts'

/** Finds what was downloaded in a period: a mark for each place of the table that was. */
export function downloadedPlaces(db: Sqlite) {
  const ids = db
    .prepare<[string, string], number>(
      `SELECT id FROM orders INDEXED BY orders_downloaded WHERE downloaded_at >= ? AND downloaded_at < ?`,
    )
    .pluck()
  /** @param before the first instant that is not in it any more; null: no end */
  return (table: OrderTable, from: Instant | null, before: Instant | null): Uint8Array => {
    const marks = new Uint8Array(table.count)
    for (const id of ids.all(from ?? '', before ?? '~')) {
      const place = placeOf(table, id)
      if (place !== -1) marks[place] = 1
    }
    return marks
  }
}

export type DownloadedPlaces = ReturnType<typeof downloadedPlaces>
