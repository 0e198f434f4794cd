import type { Sqlite } from './database.ts'

/** The `WHERE` of the index `orders_annotated`: a query that says so reads nothing else. */
export const isAnnotated = "(own_note <> '' OR tags <> '')"

/** What the free-text search looks through (R26): what the order says, and our note and tags on it (R43). */
export function searchIndex(db: Sqlite) {
  const unindex = db.prepare('DELETE FROM order_search WHERE rowid = ?')
  const index = db.prepare(
    `INSERT INTO order_search (rowid, text)
     SELECT id, CASE WHEN ${isAnnotated} THEN @text || char(10) || own_note || char(10) || tags ELSE @text END
     FROM orders WHERE id = @orderId`,
  )
  return {
    /** @param text what the order says (`OrderRecord.searchText`) */
    replace(orderId: number, text: string): void {
      unindex.run(orderId)
      index.run({ orderId, text })
    },
  }
}
