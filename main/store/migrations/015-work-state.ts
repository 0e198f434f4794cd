import { createHash, randomUUID } from 'node:crypto'
import type Database from 'better-sqlite3'

const tables = `
-- An identifier that is unique anywhere, by which facts of ours name the shop of an order.
ALTER TABLE shops ADD COLUMN uuid TEXT NOT NULL DEFAULT '';

-- How far an order is with us (R40): 0 done, 1 to do, 2 waiting. Orders that were there before are done, and seen.
ALTER TABLE orders ADD COLUMN work INTEGER NOT NULL DEFAULT 0;
-- The day from which one that waits counts as to do; null: none.
ALTER TABLE orders ADD COLUMN waiting_until TEXT;
-- 1 until a list has shown the order.
ALTER TABLE orders ADD COLUMN unseen INTEGER NOT NULL DEFAULT 0;

-- Few of many: the others are done and seen.
CREATE INDEX orders_open ON orders (placed_at, id, work, waiting_until, unseen) WHERE work > 0 OR unseen = 1;

-- Each change of an order's work, named by what is the same on every computer.
CREATE TABLE work_facts (
  seq INTEGER PRIMARY KEY,            -- the order in which they were made here
  id TEXT NOT NULL UNIQUE,            -- UUID
  marking TEXT NOT NULL,              -- UUID: made with one press, undone as one
  shop TEXT NOT NULL,                 -- shops.uuid
  shop_order_id TEXT NOT NULL,
  at TEXT NOT NULL,
  work INTEGER NOT NULL,
  waiting_until TEXT,
  work_before INTEGER NOT NULL,
  waiting_until_before TEXT
) STRICT;
CREATE INDEX work_facts_marking ON work_facts (marking);
`

interface ShopRow {
  readonly id: number
  readonly platform: string
  readonly firstRun: string | null
}

/** The operator's work with orders: its state, what has been seen, and identifiers that are unique anywhere (R40). */
export function migration015(db: Database.Database): void {
  db.exec(tables)
  const shops = db.prepare<[], ShopRow>(
    `SELECT id, platform, (SELECT started_at FROM runs WHERE shop_id = shops.id ORDER BY id LIMIT 1) AS firstRun
     FROM shops`,
  )
  const name = db.prepare('UPDATE shops SET uuid = ? WHERE id = ?')
  for (const shop of shops.all()) name.run(uuidOf(shop), shop.id)
  db.exec('CREATE UNIQUE INDEX shops_uuid ON shops (uuid)')
  db.exec(`INSERT INTO pending_alerts (alert) SELECT '{"code":"orders-begin-done","params":{}}'
    WHERE EXISTS (SELECT 1 FROM orders)`)
}

/** The same again when an older copy of the archive is put back, and migrated once more. */
function uuidOf({ id, platform, firstRun }: ShopRow): string {
  if (firstRun === null) return randomUUID()
  const bytes = createHash('sha256')
    .update(JSON.stringify([id, platform, firstRun]))
    .digest()
  // A UUID of version 8: made by a rule of one's own.
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
