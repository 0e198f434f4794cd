import type Database from 'better-sqlite3'

const tables = `
-- The state's identifier on the site as last seen; null: as downloaded.
ALTER TABLE orders ADD COLUMN site_state TEXT;
-- The platform's state that this one belongs to, where it is the shop's own; null: none, or not known.
ALTER TABLE orders ADD COLUMN state_group TEXT;
-- The last of the order's changes when the site came to say so: a state that was changed later counts instead.
ALTER TABLE orders ADD COLUMN site_state_edit INTEGER NOT NULL DEFAULT 0;
-- As what exports and prints leave the order out (R42): 0 not at all, 1 cancelled, 2 failed, 3 wholly refunded.
ALTER TABLE orders ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0;
-- The reasons to look at it that nobody has seen yet: a bit for each (main/words/checks.ts).
ALTER TABLE orders ADD COLUMN checks INTEGER NOT NULL DEFAULT 0;

-- Few of many.
CREATE INDEX orders_left_out ON orders (id, left_out) WHERE left_out > 0;
CREATE INDEX orders_checks ON orders (id, checks, shop_id) WHERE checks > 0;
-- Counted without the demonstration shop's.
DROP INDEX orders_open;
CREATE INDEX orders_open ON orders (placed_at, id, work, waiting_until, unseen, shop_id) WHERE work > 0 OR unseen = 1;

-- Why an order is to be looked at.
CREATE TABLE order_checks (
  order_id INTEGER NOT NULL REFERENCES orders (id),
  reason TEXT NOT NULL,               -- main/words/checks.ts
  content TEXT NOT NULL,              -- what is said by it: another content is to be seen anew
  at TEXT NOT NULL,
  seen_at TEXT,
  PRIMARY KEY (order_id, reason)
) STRICT, WITHOUT ROWID;

-- What somebody has seen, named by what is the same on every computer.
CREATE TABLE check_facts (
  seq INTEGER PRIMARY KEY,            -- the order in which they were made here
  id TEXT NOT NULL UNIQUE,            -- UUID
  shop TEXT NOT NULL,                 -- shops.uuid
  shop_order_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  content TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX check_facts_order ON check_facts (shop, shop_order_id);

-- Of a wrong order, as far as it can be read: JSON; null where it cannot.
ALTER TABLE wrong_orders ADD COLUMN known TEXT;
`

/** Each platform's own states, as they are out of the box. */
const leftOut = `
  ('woocommerce', 'cancelled', 1), ('woocommerce', 'failed', 2), ('woocommerce', 'refunded', 3),
  ('prestashop', '6', 1), ('prestashop', '8', 2), ('prestashop', '7', 3),
  ('shopify', 'cancelled', 1), ('shopify', 'voided', 1), ('shopify', 'expired', 2), ('shopify', 'refunded', 3),
  ('magento', 'canceled', 1), ('magento', 'closed', 3)`

/** Orders of demonstration shops that were removed: nobody could choose them, and they stood among the real ones. */
const removedDemo = 'SELECT id FROM shops WHERE demo = 1 AND removed_at IS NOT NULL'
const demoOrders = `SELECT id FROM orders WHERE shop_id IN (${removedDemo})`

/**
 * What exports and prints leave out, and what is to be looked at (R42). Of the orders that are there only those count as
 * not seen that were taken as they are. Orders of removed demonstration shops go.
 */
export function migration018(db: Database.Database): void {
  const gone = db.prepare<[], number>(`SELECT count(*) FROM (${demoOrders})`).pluck().get() ?? 0
  if (gone > 0) removeDemoOrders(db, gone)
  db.exec(tables)
  db.exec(`
    WITH meanings (platform, state, code) AS (VALUES ${leftOut})
    UPDATE orders SET left_out = (
      SELECT code FROM shops JOIN meanings USING (platform)
      WHERE shops.id = orders.shop_id AND meanings.state = coalesce(nullif(state_id, ''), orders.state))
    WHERE shop_id || ' ' || coalesce(nullif(state_id, ''), state) IN (
      SELECT shops.id || ' ' || meanings.state FROM shops JOIN meanings USING (platform));
    UPDATE orders SET left_out = 3 WHERE left_out = 0 AND total_e4 > 0 AND id IN (
      SELECT order_id FROM order_refunds GROUP BY order_id
      HAVING sum(CAST(round((document ->> 'amount') * 10000) AS INTEGER)) >= (
        SELECT total_e4 FROM orders WHERE id = order_id));
    INSERT INTO order_checks (order_id, reason, content, at)
    SELECT id, 'accepted', accepted ->> 'at', accepted ->> 'at' FROM orders
    WHERE accepted IS NOT NULL AND accepted ->> 'seenAt' IS NULL;
    UPDATE orders SET checks = 8 WHERE id IN (SELECT order_id FROM order_checks);`)
}

function removeDemoOrders(db: Database.Database, orders: number): void {
  const batches = db
    .prepare<[], number>(`SELECT DISTINCT raw_batch_id FROM orders WHERE shop_id IN (${removedDemo})`)
    .pluck()
    .all()
  db.exec(`
    DELETE FROM order_edits WHERE order_id IN (${demoOrders});
    DELETE FROM order_originals WHERE order_id IN (${demoOrders});
    DELETE FROM order_site_versions WHERE order_id IN (${demoOrders});
    DELETE FROM order_refunds WHERE order_id IN (${demoOrders});
    DELETE FROM order_documents WHERE order_id IN (${demoOrders});
    DELETE FROM order_search WHERE rowid IN (${demoOrders});
    DELETE FROM orders WHERE shop_id IN (${removedDemo});
    DELETE FROM wrong_orders WHERE shop_id IN (${removedDemo});
    DELETE FROM work_facts WHERE shop IN (SELECT uuid FROM shops WHERE id IN (${removedDemo}));
    UPDATE shops SET orders_stored = 0, floor = NULL, cursor = NULL WHERE id IN (${removedDemo});`)
  const batch = db.prepare('DELETE FROM raw_batches WHERE id = ?')
  for (const id of batches) batch.run(id)
  const alert = JSON.stringify({ code: 'demo-orders-removed', params: { orders } })
  db.prepare('INSERT INTO pending_alerts (alert) VALUES (?)').run(alert)
}
