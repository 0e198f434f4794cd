/** Wrong orders that the operator ignores, orders looked up by their number, and Verifica completezza. */
export const migration004 = `
ALTER TABLE wrong_orders ADD COLUMN ignored_at TEXT;
CREATE INDEX wrong_open ON wrong_orders (shop_id, last_run_id) WHERE ignored_at IS NULL;

-- Most shops number orders by their identifiers: only other numbers need an index, and cost a run something.
CREATE INDEX orders_number ON orders (shop_id, number COLLATE NOCASE) WHERE number <> shop_order_id;
CREATE INDEX log_number ON log (shop_id, order_number COLLATE NOCASE) WHERE order_number <> shop_order_id;

-- A run with a negative seq fetched orders that the operator chose (R17). Runs of windows count upwards and do not
-- see those between them, so that log entries go on being stretched.

-- The last Verifica completezza of each shop: what differs between site and archive. Nothing else depends on it.
CREATE TABLE comparisons (
  shop_id INTEGER PRIMARY KEY REFERENCES shops (id),
  from_at TEXT NOT NULL,
  to_at TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  on_site INTEGER NOT NULL DEFAULT 0,
  in_archive INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE comparison_rows (
  id INTEGER PRIMARY KEY,
  shop_id INTEGER NOT NULL REFERENCES comparisons (shop_id),
  shop_order_id TEXT NOT NULL,
  number TEXT NOT NULL,
  state TEXT,
  placed_at TEXT,
  why TEXT NOT NULL CHECK (why IN ('state', 'too-old', 'wrong', 'ignored', 'not-downloaded', 'gone')),
  UNIQUE (shop_id, shop_order_id)
) STRICT;
CREATE INDEX comparison_why ON comparison_rows (shop_id, why, id);
`
