import type Database from 'better-sqlite3'

const column = `
-- When it was paid; '' where that is not known.
ALTER TABLE orders ADD COLUMN paid_at TEXT NOT NULL DEFAULT '';

DROP TRIGGER orders_changed;
-- Whoever stores orders names their states: for each order the trigger cost as much as the order.
DROP TRIGGER orders_state_named;
DROP INDEX order_documents_paid;
`

const fill = `
UPDATE orders SET paid_at = document ->> '$.paidAt'
FROM order_documents WHERE order_id = orders.id AND orders.id BETWEEN ? AND ? AND document ->> '$.paidAt' IS NOT NULL`

const rest = `
CREATE TRIGGER orders_changed AFTER UPDATE ON orders BEGIN
  DELETE FROM order_changes WHERE order_id = new.id;
  INSERT INTO order_changes (order_id) VALUES (new.id);
END;

CREATE INDEX orders_paid ON orders (paid_at) WHERE paid_at > '';
`

/** SQLite keeps what a statement has changed until it ends: with all orders in one, a whole archive in memory. */
const ordersAtOnce = 10_000

/**
 * Version 26: when orders were paid, in a column of theirs (R47). An index of what the documents say of it had each document
 * read once more while it was stored. Not a change of the orders: whoever keeps their columns in memory need not read them again.
 */
export function migration026(db: Database.Database): void {
  db.exec(column)
  const last = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM orders').pluck().get() ?? 0
  const update = db.prepare(fill)
  for (let first = 1; first <= last; first += ordersAtOnce) update.run(first, first + ordersAtOnce - 1)
  db.exec(rest)
}
