import type Database from 'better-sqlite3'
import { fillColumns } from './all-orders.ts'

const column = `
-- When it was paid; '' where that is not known.
ALTER TABLE orders ADD COLUMN paid_at TEXT NOT NULL DEFAULT '';

-- Whoever stores orders names their states: for each order the trigger cost as much as the order.
DROP TRIGGER orders_state_named;
DROP INDEX order_documents_paid;
`

const fill = `
UPDATE orders SET paid_at = document ->> '$.paidAt'
FROM order_documents WHERE order_id = orders.id AND orders.id BETWEEN ? AND ? AND document ->> '$.paidAt' IS NOT NULL`

/**
 * Version 26: when orders were paid, in a column of theirs (R47). An index of what the documents say of it had each document
 * read once more while it was stored.
 */
export function migration026(db: Database.Database): void {
  db.exec(column)
  fillColumns(db, fill)
  db.exec('CREATE INDEX orders_paid ON orders (paid_at)')
}
