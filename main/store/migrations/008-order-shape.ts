import type Database from 'better-sqlite3'
import type { FeeKind } from '../../words/order.ts'
import { updateAllOrders } from './all-orders.ts'

type Fields = Record<string, unknown>

const platform = '(SELECT platform FROM orders JOIN shops ON shops.id = shop_id WHERE orders.id = order_id)'

const columns = `
-- The shop's identifier of the state ('': not known yet), by which orders are found when the state is renamed.
ALTER TABLE orders ADD COLUMN state_id TEXT NOT NULL DEFAULT '';
-- A wrong order taken as it is (R38), JSON: when, why it was wrong, in which runs; seenAt is null until it was looked at.
ALTER TABLE orders ADD COLUMN accepted TEXT;

DROP TRIGGER orders_changed;
`

/** Not a change of the orders: whoever keeps their columns in memory need not read them all again. */
const updates = [
  `UPDATE orders SET state_id = state
   WHERE id BETWEEN ? AND ? AND shop_id IN (SELECT id FROM shops WHERE platform <> 'prestashop')`,
  ...['order_documents', 'order_originals', 'order_site_versions'].map(
    (table) =>
      `UPDATE ${table} SET document = new_shape(document, ${platform}) WHERE order_id BETWEEN ? AND ?`,
  ),
]

const rest = `
CREATE TRIGGER orders_changed AFTER UPDATE ON orders BEGIN
  DELETE FROM order_changes WHERE order_id = new.id;
  INSERT INTO order_changes (order_id) VALUES (new.id);
END;

-- A wrong order that was taken as it is goes back among the wrong ones: the only orders that are ever removed.
CREATE TRIGGER orders_removed AFTER DELETE ON orders BEGIN
  DELETE FROM order_changes WHERE order_id = old.id;
  INSERT INTO order_changes (order_id) VALUES (old.id);
END;

-- Orders read again from what the shop sent (R15): each time as one, which can be undone as one.
CREATE TABLE rereads (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  undone_at TEXT
) STRICT;

-- The history once more: it also has what was read again.
CREATE TABLE new_order_edits (
  id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES order_originals (order_id),
  version INTEGER NOT NULL,           -- which it made: those saved together have the same
  at TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('hand', 'site', 'reread')),
  path TEXT NOT NULL,                 -- main/words/edit/fields.ts
  previous TEXT NOT NULL,             -- JSON
  next TEXT NOT NULL,                 -- JSON
  undone_at TEXT,
  reread_id INTEGER REFERENCES rereads (id)
) STRICT;
INSERT INTO new_order_edits
SELECT id, order_id, version, at, source, path,
  new_part_shape(path, previous, ${platform}), new_part_shape(path, next, ${platform}),
  undone_at, NULL
FROM order_edits;
DROP TABLE order_edits;
ALTER TABLE new_order_edits RENAME TO order_edits;
CREATE INDEX order_edits_order ON order_edits (order_id, id);
CREATE INDEX order_edits_reread ON order_edits (reread_id) WHERE reread_id IS NOT NULL;

-- What was given back, also after the download: beside the orders, which stay as they are (R15, R49).
CREATE TABLE order_refunds (
  order_id INTEGER NOT NULL REFERENCES orders (id),
  refund_id TEXT NOT NULL,            -- the shop's
  at TEXT,                            -- when the money was given back; null where the shop does not say
  first_seen_at TEXT NOT NULL,
  document TEXT NOT NULL,             -- JSON (main/words/order.ts, Refund)
  PRIMARY KEY (order_id, refund_id)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO order_refunds
SELECT orders.id, value ->> 'id', NULL, downloaded_at, value
FROM order_documents JOIN orders ON orders.id = order_id, json_each(document, '$.refunds')
WHERE instr(document, '"refunds":[{') > 0;
`

/**
 * Version 8: the stored order in its present form (`main/words/order.ts`): what each fee is, when and for what money was
 * given back, what was taken out, the shop's own note, the state's identifier. And tables for wrong orders taken as they
 * are, for refunds that come after the download, for orders read again.
 */
export function migration008(db: Database.Database): void {
  db.function('new_shape', { deterministic: true }, newShape)
  db.function('new_part_shape', { deterministic: true }, newPartShape)
  db.exec(columns)
  for (const sql of updates) updateAllOrders(db, sql)
  db.exec(rest)
}

/** An order's document. */
function newShape(document: string, platform: string): string {
  // Nearly all have no such rows: what is new follows what is there, and the JSON need not be taken apart.
  const isPlain =
    document.includes('"fees":[]') && document.includes('"refunds":[]') && !document.includes('"stateId":')
  const state = isPlain ? /"state":("(?:[^"\\]|\\.)*")/.exec(document)?.[1] : undefined
  if (state === undefined) return JSON.stringify(newOrder(JSON.parse(document) as Fields, platform))
  const added = `"stateId":${isNumbered(platform) ? '""' : state},"removedLines":[],"shopNote":"","till":false`
  return `${document.slice(0, -1)},${added}}`
}

/** What an edit of a path was made from, or to. */
function newPartShape(path: string, json: string, platform: string): string {
  const isRow = /^(fees|refunds)\.[^.]+$/.exec(path)
  if (isRow === null && path !== 'declared') return json
  const value = JSON.parse(json) as Fields | null
  if (value === null) return json
  if (isRow === null) return JSON.stringify(newAmounts(value, platform))
  const shape = isRow[1] === 'fees' ? (row: Fields) => newFee(row, platform) : newRefund
  // An element that was added says after which.
  return JSON.stringify(
    'element' in value ? { ...value, element: shape(value.element as Fields) } : shape(value),
  )
}

/** PrestaShop's states have a number, which documents did not hold; elsewhere the state is its own identifier. */
function isNumbered(platform: string): boolean {
  return platform === 'prestashop'
}

function newOrder(order: Fields, platform: string): Fields {
  const stateId = isNumbered(platform) ? '' : order.state
  return { stateId, removedLines: [], shopNote: '', till: false, ...newAmounts(order, platform) }
}

function newAmounts(order: Fields, platform: string): Fields {
  const fees = (order.fees as readonly Fields[]).map((row) => newFee(row, platform))
  return { ...order, fees, refunds: (order.refunds as readonly Fields[]).map(newRefund) }
}

function newFee({ name, ...row }: Fields, platform: string): Fields {
  return { name, kind: kindOf(String(name), row, platform), ...row }
}

/** Magento's own ways to pay a part were stored as fees below zero, by these names. */
const paidOnMagento = /^(Buono regalo( .*)?|Credito del cliente|Punti fedeltà)$/s

function kindOf(name: string, { net, tax }: Fields, platform: string): FeeKind {
  if (!String(net).startsWith('-')) return 'fee'
  const isPaid = platform === 'magento' && paidOnMagento.test(name) && /^-?[0.]*$/.test(String(tax))
  return isPaid ? 'paid' : 'discount'
}

function newRefund({ id, ...refund }: Fields): Fields {
  return { id, at: null, lines: [], ...refund }
}
