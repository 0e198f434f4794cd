import type Database from 'better-sqlite3'

/** SQLite keeps what a statement has changed until it ends: with all orders in one, a whole archive in memory. */
const ordersAtOnce = 10_000

/** Runs an update of all orders, some at a time. @param sql with two parameters: the first and the last id of some */
export function updateAllOrders(db: Database.Database, sql: string): void {
  const last = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM orders').pluck().get() ?? 0
  const update = db.prepare(sql)
  for (let first = 1; first <= last; first += ordersAtOnce) update.run(first, first + ordersAtOnce - 1)
}

/**
 * The same of columns that nobody keeps in memory: whoever does keep columns there need not read them all again, as they
 * would of orders that have changed.
 */
export function fillColumns(db: Database.Database, sql: string): void {
  db.exec('DROP TRIGGER orders_changed')
  updateAllOrders(db, sql)
  db.exec(`CREATE TRIGGER orders_changed AFTER UPDATE ON orders BEGIN
  DELETE FROM order_changes WHERE order_id = new.id;
  INSERT INTO order_changes (order_id) VALUES (new.id);
END`)
}
