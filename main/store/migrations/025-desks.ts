/** Several desks that share one archive (R55): what this one knows of the shared log, and what it has still to say. Empty alone. */
export const migration025 = `
-- One row where this archive has joined.
CREATE TABLE desk (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  archive TEXT NOT NULL,              -- the server's, the same as long as it has this log
  epoch TEXT NOT NULL,                -- another after the server was restored
  desk TEXT NOT NULL,                 -- UUID: this archive's own among the desks
  name TEXT NOT NULL,
  token TEXT NOT NULL,                -- by which the server knows that it goes on
  next_token TEXT,                    -- sent, and not known to have arrived
  applied INTEGER NOT NULL,           -- the last fact of the log that is in this archive
  hash TEXT NOT NULL,                 -- of that fact and all before it
  handed INTEGER NOT NULL,            -- the last one applied that hands something over or gives numbers
  next_n INTEGER NOT NULL,            -- of the next fact that this desk sends
  joined_at TEXT NOT NULL,
  stopped TEXT                        -- JSON: why nothing is sent and applied any more; null: it is
) STRICT;

-- The log of a server that it has left: its runs are known by their numbers when it joins again.
CREATE TABLE left_archive (archive TEXT PRIMARY KEY, epoch TEXT NOT NULL) STRICT;

-- What this desk has to say, in the order in which it was done. A row goes when what it says has come back in the log.
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,                 -- main/words/fact.ts
  field TEXT,                         -- what a later value replaces; null: nothing
  body TEXT NOT NULL,                 -- JSON; of a page, what it is made of when it is sent
  shop TEXT,                          -- shops.uuid
  run INTEGER,                        -- runs.shared_run
  raw_batch INTEGER,                  -- whose orders a page has
  guarded INTEGER NOT NULL DEFAULT 0, -- refused where another desk has handed something over meanwhile
  advances INTEGER NOT NULL DEFAULT 0,
  guard INTEGER,                      -- what had been handed over when it was done, as far as was known here: a place in the log
  yields INTEGER NOT NULL DEFAULT 0,  -- of when this desk joined: goes when the log says something of its field
  n INTEGER                           -- of the fact that it is sent with; null: not sent yet
) STRICT;
CREATE INDEX outbox_sent ON outbox (n);
CREATE INDEX outbox_under_guard ON outbox (id) WHERE guarded = 1;
CREATE INDEX outbox_imports ON outbox (id) WHERE kind = 'import';
CREATE INDEX outbox_field ON outbox (field) WHERE field IS NOT NULL;

CREATE TRIGGER outbox_guarded AFTER INSERT ON outbox WHEN new.guarded = 1 BEGIN
  UPDATE outbox SET guard = (SELECT handed FROM desk) WHERE id = new.id;
END;

-- A row while facts of the log are applied: what is changed then is nothing to be said.
CREATE TABLE applying (id INTEGER PRIMARY KEY) STRICT;

-- Facts about orders that are not here (yet).
CREATE TABLE waiting_facts (
  id INTEGER PRIMARY KEY,
  shop TEXT NOT NULL,                 -- shops.uuid
  shop_order_id TEXT NOT NULL,
  seq INTEGER,                        -- null: of this desk, and not in the log yet
  desk TEXT NOT NULL,
  at TEXT NOT NULL,
  body TEXT NOT NULL                  -- JSON: a row (main/store/shared/shared-row.ts)
) STRICT;
CREATE INDEX waiting_facts_order ON waiting_facts (shop, shop_order_id, id);

-- A shop that two desks have added: the first is it.
CREATE TABLE shop_aliases (
  alias TEXT PRIMARY KEY,             -- shops.uuid, as facts may name it
  shop TEXT NOT NULL                  -- shops.uuid, here
) STRICT, WITHOUT ROWID;

-- Orders that are here and not in the log yet: one of the log takes their place.
CREATE TABLE unshared_orders (
  order_id INTEGER PRIMARY KEY,
  outbox_id INTEGER                   -- what says so of it; null: nothing yet
) STRICT;
CREATE INDEX unshared_orders_said ON unshared_orders (outbox_id);
CREATE TRIGGER orders_unshared AFTER DELETE ON orders BEGIN
  DELETE FROM unshared_orders WHERE order_id = old.id;
END;

-- Values of a field that were replaced by another desk's, whose change came later and had not seen them (R57).
CREATE TABLE overruled (
  edit TEXT NOT NULL,                 -- order_edits.uuid
  shop TEXT NOT NULL,
  shop_order_id TEXT NOT NULL,
  path TEXT NOT NULL,
  by_edit TEXT NOT NULL,              -- order_edits.uuid: the one that counts
  desk TEXT,                          -- whose it was; null: this one's
  by_desk TEXT,
  at TEXT NOT NULL,
  PRIMARY KEY (edit, by_edit)
) STRICT, WITHOUT ROWID;
CREATE INDEX overruled_order ON overruled (shop, shop_order_id);

-- The number of the right to download that a run was made under (R56); null: of none.
ALTER TABLE runs ADD COLUMN shared_run INTEGER;
-- Of which shop that right was, as its desk called it: two may have added the same.
ALTER TABLE runs ADD COLUMN shared_shop TEXT;
-- Whose it is; null: of this desk.
ALTER TABLE runs ADD COLUMN desk TEXT;
CREATE UNIQUE INDEX runs_shared ON runs (shared_shop, shared_run) WHERE shared_run IS NOT NULL;

-- What the desks are called.
CREATE TABLE desk_names (
  desk TEXT PRIMARY KEY,
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Changes by hand: whose they are, and their place in the log; null: this desk's, and not in the log yet. The same of undoing.
ALTER TABLE order_edits ADD COLUMN uuid TEXT;
ALTER TABLE order_edits ADD COLUMN desk TEXT;
ALTER TABLE order_edits ADD COLUMN seq INTEGER;
ALTER TABLE order_edits ADD COLUMN undone_desk TEXT;
ALTER TABLE order_edits ADD COLUMN undone_seq INTEGER;
CREATE UNIQUE INDEX order_edits_uuid ON order_edits (uuid) WHERE uuid IS NOT NULL;

-- The same of what was handed over; and the last fact that its desk had applied before it read the orders, -1: it had not
-- joined yet.
ALTER TABLE handovers ADD COLUMN desk TEXT;
ALTER TABLE handovers ADD COLUMN seq INTEGER;
ALTER TABLE handovers ADD COLUMN base INTEGER NOT NULL DEFAULT 0;
-- 1: refused where another desk has handed something over meanwhile: of new orders, or with numbers given by it.
ALTER TABLE handovers ADD COLUMN guarded INTEGER NOT NULL DEFAULT 0;
-- Whose they are, as above: what one desk has begun the others cannot finish.
ALTER TABLE invoices ADD COLUMN desk TEXT;
ALTER TABLE refund_register ADD COLUMN desk TEXT;

-- Its place in the log, where what the site said last of the state comes from there: a change that comes later counts instead.
ALTER TABLE orders ADD COLUMN site_state_seq INTEGER;

-- By whom and when a shop was added, of those that came from the log.
ALTER TABLE shops ADD COLUMN added_by TEXT;
ALTER TABLE shops ADD COLUMN added_seq INTEGER;
`
