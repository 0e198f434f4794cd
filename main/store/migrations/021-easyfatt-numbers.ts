/** The numbers by which Easyfatt knows orders (R45): each stays with its order, whatever becomes of that. */
export const migration021 = `
CREATE TABLE easyfatt_numbers (
  seq INTEGER PRIMARY KEY,            -- the order in which they were given here
  id TEXT NOT NULL UNIQUE,            -- UUID
  shop TEXT NOT NULL,                 -- shops.uuid
  shop_order_id TEXT NOT NULL,
  at TEXT NOT NULL,
  number INTEGER NOT NULL,
  numbering TEXT NOT NULL,            -- the suffix
  year INTEGER NOT NULL,              -- of the order's date when it was given
  UNIQUE (shop, shop_order_id),
  UNIQUE (numbering, year, number)
) STRICT;
-- Those that were moved into another year have their number there, too.
CREATE INDEX order_edits_placed ON order_edits (order_id) WHERE path = 'placedAt';
`
