import { randomUUID } from 'node:crypto'
import type Database from 'better-sqlite3'

/** The register of hand-overs (R41). What is there already counts as passed on, by one entry of every kind. */
export function migration016(db: Database.Database): void {
  db.exec(`
CREATE TABLE handovers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,                 -- main/words/handover.ts; 'before': of every kind, before there was a register
  place TEXT NOT NULL,                -- the file; '' for a printer
  sha256 TEXT,                        -- of the whole file; null for a printer
  orders INTEGER NOT NULL,
  begun_at TEXT NOT NULL,
  closed_at TEXT,                     -- null: begun, and not known to be out
  taken_back_at TEXT
) STRICT;

-- Which orders: runs of consecutive ids, the last one included.
CREATE TABLE handover_orders (
  handover_id INTEGER NOT NULL REFERENCES handovers (id),
  first_id INTEGER NOT NULL,
  last_id INTEGER NOT NULL,
  PRIMARY KEY (handover_id, first_id)
) STRICT, WITHOUT ROWID;

-- Orders that are no longer what a hand-over had of them: of that kind they are to be done again.
CREATE TABLE handover_again (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  handover_id INTEGER NOT NULL REFERENCES handovers (id),
  order_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  paths TEXT NOT NULL,                -- JSON: what changed (main/words/edit/fields.ts)
  UNIQUE (order_id, handover_id, kind)
) STRICT;

-- Orders handed over that are not in the archive any more; one that comes again is new.
CREATE TABLE handover_removed (
  handover_id INTEGER NOT NULL REFERENCES handovers (id),
  shop_id INTEGER NOT NULL,
  shop_order_id TEXT NOT NULL,
  PRIMARY KEY (shop_id, shop_order_id, handover_id)
) STRICT, WITHOUT ROWID;

-- An id is given again when the last order is removed: what was said of it must not be said of the next.
CREATE TRIGGER orders_handed_over BEFORE DELETE ON orders BEGIN
  INSERT OR IGNORE INTO handover_removed
  SELECT handovers.id, old.shop_id, old.shop_order_id FROM handovers JOIN handover_orders ON handover_id = handovers.id
    AND first_id = (SELECT max(first_id) FROM handover_orders WHERE handover_id = handovers.id AND first_id <= old.id)
  WHERE last_id >= old.id;
  INSERT INTO handover_orders
  SELECT handovers.id, old.id + 1, last_id FROM handovers JOIN handover_orders ON handover_id = handovers.id
    AND first_id = (SELECT max(first_id) FROM handover_orders WHERE handover_id = handovers.id AND first_id <= old.id)
  WHERE last_id > old.id;
  UPDATE handover_orders SET last_id = old.id - 1 WHERE last_id >= old.id AND (handover_id, first_id) IN (
    SELECT id, (SELECT max(first_id) FROM handover_orders WHERE handover_id = handovers.id AND first_id < old.id)
    FROM handovers);
  DELETE FROM handover_orders WHERE (handover_id, first_id) IN (SELECT id, old.id FROM handovers);
  DELETE FROM handover_again WHERE order_id = old.id;
END;`)
  db.prepare(
    `INSERT INTO handovers (uuid, kind, place, orders, begun_at, closed_at)
     SELECT ?, 'before', '', count(*), @now, @now FROM orders HAVING count(*) > 0`,
  ).run(randomUUID(), { now: new Date().toISOString() })
  db.exec('INSERT INTO handover_orders SELECT handovers.id, 1, (SELECT max(id) FROM orders) FROM handovers')
}
