/** Notes and tags of ours on orders (R43): beside the order's document, which they are no part of. */
export const migration019 = `
ALTER TABLE orders ADD COLUMN own_note TEXT NOT NULL DEFAULT '';
-- By the alphabet, with commas between them (main/words/annotation.ts).
ALTER TABLE orders ADD COLUMN tags TEXT NOT NULL DEFAULT '';

-- Few of many: the others have neither.
CREATE INDEX orders_annotated ON orders (id, tags, own_note) WHERE own_note <> '' OR tags <> '';

-- Each change of them, named by what is the same on every computer.
CREATE TABLE annotation_facts (
  seq INTEGER PRIMARY KEY,            -- the order in which they were made here
  id TEXT NOT NULL UNIQUE,            -- UUID
  change TEXT NOT NULL,               -- UUID: made with one press, undone as one
  shop TEXT NOT NULL,                 -- shops.uuid
  shop_order_id TEXT NOT NULL,
  at TEXT NOT NULL,
  tag TEXT,                           -- null: the note
  value TEXT NOT NULL,                -- the note; of a tag itself where the order has it from now on, else ''
  value_before TEXT NOT NULL
) STRICT;
CREATE INDEX annotation_facts_change ON annotation_facts (change);

-- What orders had that are not in the archive any more; one that comes again has it again.
CREATE TABLE removed_annotations (
  shop_id INTEGER NOT NULL,
  shop_order_id TEXT NOT NULL,
  own_note TEXT NOT NULL,
  tags TEXT NOT NULL,
  PRIMARY KEY (shop_id, shop_order_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER orders_annotations_removed BEFORE DELETE ON orders WHEN old.own_note <> '' OR old.tags <> '' BEGIN
  INSERT OR REPLACE INTO removed_annotations VALUES (old.shop_id, old.shop_order_id, old.own_note, old.tags);
END;
`
