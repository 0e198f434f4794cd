/** The operator's changes (R27) and what the site says now (R16). The order as it is now stays in `orders`. */
export const migration003 = `
-- Orders that were ever changed: as downloaded, and how often they were changed since. A change is saved only on top
-- of the version that it was made from, so that two windows cannot overwrite each other.
CREATE TABLE order_originals (
  order_id INTEGER PRIMARY KEY REFERENCES orders (id),
  version INTEGER NOT NULL,
  document TEXT NOT NULL              -- the order as JSON
) STRICT;

-- The history: one row for each field. The order is its original with the changes that were not undone, in order.
CREATE TABLE order_edits (
  id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES order_originals (order_id),
  version INTEGER NOT NULL,           -- which it made: those saved together have the same
  at TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('hand', 'site')),
  path TEXT NOT NULL,                 -- main/words/edit/fields.ts
  previous TEXT NOT NULL,             -- JSON
  next TEXT NOT NULL,                 -- JSON
  undone_at TEXT
) STRICT;
CREATE INDEX order_edits_order ON order_edits (order_id, id);

-- The order as the site had it when the operator last asked, until the differences are dealt with.
CREATE TABLE order_site_versions (
  order_id INTEGER PRIMARY KEY REFERENCES orders (id),
  fetched_at TEXT NOT NULL,
  document TEXT NOT NULL
) STRICT;
`
