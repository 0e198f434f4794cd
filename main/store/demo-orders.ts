import type { Sqlite } from './database.ts'

/**
 * The demonstration shop beside a real one: its orders are in no list, count or file that does not ask for that shop (R42). To
 * be used as `shop_id NOT IN ...`.
 */
export const hiddenShops = `(SELECT id FROM shops WHERE demo = 1 AND EXISTS (
    SELECT 1 FROM shops AS others WHERE others.demo = 0 AND (others.removed_at IS NULL OR others.orders_stored > 0)))`

const ofShop = '(SELECT id FROM orders WHERE shop_id = @shopId)'

/** What goes with the demonstration shop. */
export function demoOrderQueries(db: Sqlite) {
  const batches = db
    .prepare<{ shopId: number }, number>('SELECT DISTINCT raw_batch_id FROM orders WHERE shop_id = @shopId')
    .pluck()
  const children = [
    'order_checks',
    'order_edits',
    'order_originals',
    'order_site_versions',
    'order_refunds',
    'order_documents',
  ]
  const removals = [
    ...children.map((table) => `DELETE FROM ${table} WHERE order_id IN ${ofShop}`),
    `DELETE FROM order_search WHERE rowid IN ${ofShop}`,
    'DELETE FROM orders WHERE shop_id = @shopId',
    'DELETE FROM wrong_orders WHERE shop_id = @shopId',
    ...['handover_removed', 'removed_annotations', 'office_settings'].map(
      (table) => `DELETE FROM ${table} WHERE shop_id = @shopId`,
    ),
    ...[
      'work_facts',
      'check_facts',
      'annotation_facts',
      'easyfatt_numbers',
      'refund_register',
      'invoices',
    ].map((table) => `DELETE FROM ${table} WHERE shop = (SELECT uuid FROM shops WHERE id = @shopId)`),
    // Added once more, it begins as it did.
    'UPDATE shops SET orders_stored = 0, floor = NULL, cursor = NULL WHERE id = @shopId',
  ].map((sql) => db.prepare<{ shopId: number }>(sql))
  const removeBatch = db.prepare('DELETE FROM raw_batches WHERE id = ?')

  return {
    /** Within a transaction. */
    removeDemoOrders(shopId: number): void {
      const raw = batches.all({ shopId })
      for (const removal of removals) removal.run({ shopId })
      for (const id of raw) removeBatch.run(id)
    },
  }
}
