/** The archive as it began: shops, runs, orders with their search index, wrong orders, log. */
export const migration001 = `
CREATE TABLE shops (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  platform TEXT NOT NULL,
  url TEXT NOT NULL,
  settings TEXT NOT NULL,             -- JSON
  connection TEXT,                    -- JSON; null until the shop was reached
  known_states TEXT NOT NULL DEFAULT '[]',
  -- The first window's start, by the shop's clock: fixed by the first run that reached the shop (R10, R31).
  floor TEXT,
  -- Start of the last run that succeeded, by the shop's clock (R11). Null: no download has succeeded yet.
  cursor TEXT,
  last_run_seq INTEGER NOT NULL DEFAULT 0,
  failures_in_a_row INTEGER NOT NULL DEFAULT 0,
  orders_stored INTEGER NOT NULL DEFAULT 0,
  demo INTEGER NOT NULL DEFAULT 0,    -- the demonstration shop (R37): its address is new at every start
  removed_at TEXT
) STRICT;
CREATE UNIQUE INDEX shops_name ON shops (name COLLATE NOCASE) WHERE removed_at IS NULL;

CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  shop_id INTEGER NOT NULL REFERENCES shops (id),
  -- Counts this shop's runs, so that "the run before" is known when log entries repeat.
  seq INTEGER NOT NULL,
  trigger TEXT NOT NULL CHECK (trigger IN ('manual', 'auto', 'cli')),
  outcome TEXT NOT NULL CHECK (outcome IN ('running', 'success', 'failed', 'cancelled', 'interrupted', 'annulled')),
  started_at TEXT NOT NULL,
  finished_at TEXT,
  shop_started_at TEXT,
  window_from TEXT,
  window_to TEXT,
  total INTEGER NOT NULL DEFAULT 0,
  new INTEGER NOT NULL DEFAULT 0,
  skipped INTEGER NOT NULL DEFAULT 0,
  wrong INTEGER NOT NULL DEFAULT 0,
  failure TEXT,                       -- JSON {code, params}
  CHECK (total = new + skipped + wrong),
  UNIQUE (shop_id, seq)
) STRICT;
CREATE INDEX runs_running ON runs (outcome) WHERE outcome = 'running';
CREATE INDEX runs_success ON runs (shop_id, seq) WHERE outcome = 'success';

CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  shop_id INTEGER NOT NULL REFERENCES shops (id),
  shop_order_id TEXT NOT NULL,
  run_id INTEGER NOT NULL REFERENCES runs (id),
  downloaded_at TEXT NOT NULL,
  number TEXT NOT NULL,
  placed_at TEXT NOT NULL,
  state TEXT NOT NULL,
  customer TEXT NOT NULL,
  email TEXT NOT NULL,
  city TEXT NOT NULL,
  currency TEXT NOT NULL,
  total TEXT NOT NULL,                -- exact decimal
  total_e4 INTEGER NOT NULL,          -- the same in ten-thousandths, for sorting, filters and sums
  -- When the site last changed the order, as far as that is dealt with (downloaded, taken over, set aside), and as
  -- last seen (R16): later means modified on the site.
  site_modified_at TEXT NOT NULL,
  site_seen_at TEXT NOT NULL,
  raw_batch_id INTEGER NOT NULL REFERENCES raw_batches (id),
  raw_index INTEGER NOT NULL,         -- which element of the batch
  UNIQUE (shop_id, shop_order_id)
) STRICT;
CREATE INDEX orders_run ON orders (run_id);
CREATE INDEX orders_placed ON orders (placed_at, id);

-- The rest of an order, apart from what lists show: so a page of a list, and a look at all of them, read little.
CREATE TABLE order_documents (
  order_id INTEGER PRIMARY KEY REFERENCES orders (id),
  document TEXT NOT NULL              -- the order as JSON (main/words/order.ts)
) STRICT;

-- The shop's own data, kept as it came (R23): the answer in which an order arrived, with its neighbours. Compressed
-- together they take a tenth of the room and a third of the time of orders compressed one by one.
CREATE TABLE raw_batches (
  id INTEGER PRIMARY KEY,
  json BLOB NOT NULL                  -- a JSON array, brotli
) STRICT;

CREATE VIRTUAL TABLE order_search USING fts5 (
  text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
-- Merged less often than by default (4): each page of a download adds a piece to the index (decisions/0007).
INSERT INTO order_search (order_search, rank) VALUES ('automerge', 8);

-- Orders that could not be stored (R7): kept with the shop's data until a later run can.
CREATE TABLE wrong_orders (
  shop_id INTEGER NOT NULL REFERENCES shops (id),
  shop_order_id TEXT NOT NULL,
  number TEXT NOT NULL,
  first_run_id INTEGER NOT NULL REFERENCES runs (id),
  last_run_id INTEGER NOT NULL REFERENCES runs (id),
  reasons TEXT NOT NULL,              -- JSON
  raw TEXT,                           -- JSON; null when the shop could not deliver it
  PRIMARY KEY (shop_id, shop_order_id)
) STRICT, WITHOUT ROWID;

-- One row for each thing said. An entry about an order that the next run of the shop would say again, word for
-- word, is stretched to that run (to_seq) instead of being written anew: windows overlap by 24 hours (R11), and
-- the log would otherwise grow with every sync. A run's entries are those with from_seq <= seq <= to_seq.
CREATE TABLE log (
  id INTEGER PRIMARY KEY,
  shop_id INTEGER NOT NULL REFERENCES shops (id),
  run_id INTEGER NOT NULL REFERENCES runs (id),
  from_seq INTEGER NOT NULL,
  to_seq INTEGER NOT NULL,
  at TEXT NOT NULL,
  last_at TEXT NOT NULL,
  times INTEGER NOT NULL DEFAULT 1,
  level TEXT NOT NULL CHECK (level IN ('info', 'warning', 'error')),
  code TEXT NOT NULL,
  params TEXT NOT NULL,               -- JSON
  shop_order_id TEXT,
  order_number TEXT
) STRICT;
CREATE INDEX log_shop ON log (shop_id, to_seq);
CREATE INDEX log_order ON log (shop_id, shop_order_id, to_seq) WHERE shop_order_id IS NOT NULL;
`
