/** What a rereading of orders is about, and how far it is (R15). */
export const migration012 = `
-- Null: all shops.
ALTER TABLE rereads ADD COLUMN shop_id INTEGER REFERENCES shops (id);
-- Null: it was stopped, and the next one of the same shops goes on with it.
ALTER TABLE rereads ADD COLUMN finished_at TEXT;
-- How many hold what it wrote; none once it has been undone as one.
ALTER TABLE rereads ADD COLUMN orders INTEGER NOT NULL DEFAULT 0;
`
