import type Database from 'better-sqlite3'
import { fillColumns } from './all-orders.ts'

const columns = `
-- How it was paid, how it goes, and to which country: what lists show, sort by and filter by.
ALTER TABLE orders ADD COLUMN payment_method TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN shipping_method TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN country TEXT NOT NULL DEFAULT '';
`

const fill = `
UPDATE orders SET
  payment_method = coalesce(document ->> '$.paymentMethod', ''),
  shipping_method = coalesce(document ->> '$.shippingMethod', ''),
  country = coalesce(document ->> CASE WHEN document ->> '$.shipping.country' = '' AND document ->> '$.shipping.city' = ''
    THEN '$.billing.country' ELSE '$.shipping.country' END, '')
FROM order_documents WHERE order_id = orders.id AND orders.id BETWEEN ? AND ?`

const indexes = `
-- By id: read from end to end when a list first looks at one of them (store/search-words.ts).
CREATE INDEX orders_methods ON orders (id, payment_method, shipping_method, country);
-- What came in a period (store/search-downloads.ts).
CREATE INDEX orders_downloaded ON orders (downloaded_at);
`

/** Version 17: payment, shipping and country of delivery beside the orders (R26). */
export function migration017(db: Database.Database): void {
  db.exec(columns)
  fillColumns(db, fill)
  db.exec(indexes)
}
