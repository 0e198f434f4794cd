import type { Sqlite } from './database.ts'

/** Removes an order with all that hangs on it, for those who do it within a transaction of theirs. */
export function orderRemoval(db: Sqlite): (orderId: number) => void {
  const removals = [
    'DELETE FROM order_checks WHERE order_id = ?',
    'DELETE FROM order_documents WHERE order_id = ?',
    'DELETE FROM order_refunds WHERE order_id = ?',
    'DELETE FROM order_site_versions WHERE order_id = ?',
    'DELETE FROM order_edits WHERE order_id = ?',
    'DELETE FROM order_originals WHERE order_id = ?',
    'DELETE FROM order_search WHERE rowid = ?',
    'UPDATE shops SET orders_stored = orders_stored - 1 WHERE id = (SELECT shop_id FROM orders WHERE id = ?)',
    'DELETE FROM orders WHERE id = ?',
  ].map((sql) => db.prepare<[number]>(sql))
  return (orderId) => {
    for (const removal of removals) removal.run(orderId)
  }
}
