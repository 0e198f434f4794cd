import type Database from 'better-sqlite3'

const columns = `
-- How it was paid, how it goes, and to which country: what lists show, sort by and filter by.
ALTER TABLE orders ADD COLUMN payment_method TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN shipping_method TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN country TEXT NOT NULL DEFAULT '';

DROP TRIGGER orders_changed;
`

const fill = `
UPDATE orders SET
  payment_method = coalesce(document ->> '$.paymentMethod', ''),
  shipping_method = coalesce(document ->> '$.shippingMethod', ''),
  country = coalesce(document ->> CASE WHEN document ->> '$.shipping.country' = '' AND document ->> '$.shipping.city' = ''
    THEN '$.billing.country' ELSE '$.shipping.country' END, '')
FROM order_documents WHERE order_id = orders.id AND orders.id BETWEEN ? AND ?`

const rest = `
CREATE TRIGGER orders_changed AFTER UPDATE ON orders BEGIN
  DELETE FROM order_changes WHERE order_id = new.id;
  INSERT INTO order_changes (order_id) VALUES (new.id);
END;

-- By id: read from end to end when a list first looks at one of them (store/search-words.ts).
CREATE INDEX orders_methods ON orders (id, payment_method, shipping_method, country);
-- What came in a period (store/search-downloads.ts).
CREATE INDEX orders_downloaded ON orders (downloaded_at);
`

/** SQLite keeps what a statement has changed until it ends: with all orders in one, a whole archive in memory. */
const ordersAtOnce = 10_000

/**
 * Version 17: payment, shipping and country of delivery beside the orders (R26). Not a change of the orders: whoever keeps
 * their columns in memory need not read them all again.
 */
export function migration017(db: Database.Database): void {
  db.exec(columns)
  const last = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM orders').pluck().get() ?? 0
  const update = db.prepare(fill)
  for (let first = 1; first <= last; first += ordersAtOnce) update.run(first, first + ordersAtOnce - 1)
  db.exec(rest)
}
