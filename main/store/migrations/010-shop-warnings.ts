/** What downloads leave out, by shop (R39). */
export const migration010 = `
CREATE TABLE shop_warnings (
  shop_id INTEGER NOT NULL REFERENCES shops (id),
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  count INTEGER,
  first_seen_at TEXT NOT NULL,
  last_seen_at TEXT NOT NULL,
  accepted_at TEXT,                   -- Va bene così: not shown until its name changes
  PRIMARY KEY (shop_id, kind, key)
) STRICT, WITHOUT ROWID;
`
