/** The register of electronic invoices (R48): one row a file; those of a number that count are one at most. */
export const migration022 = `
CREATE TABLE invoices (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,                 -- main/words/invoice-register.ts
  shop TEXT NOT NULL,                 -- shops.uuid
  shop_order_id TEXT NOT NULL,
  refund_id TEXT NOT NULL,            -- '': of the order itself
  seller TEXT NOT NULL,               -- whose invoices are numbered: the VAT number
  sender TEXT NOT NULL,               -- whose files are counted: the fiscal code
  series TEXT NOT NULL,
  year INTEGER NOT NULL,
  sequence INTEGER NOT NULL,          -- without holes in its series and year
  number TEXT NOT NULL,               -- as it is written
  date TEXT NOT NULL,
  progressive TEXT NOT NULL,          -- in the name of the file: never given again
  place TEXT NOT NULL,                -- the file
  sha256 TEXT NOT NULL,
  order_number TEXT NOT NULL,
  customer TEXT NOT NULL,
  total TEXT NOT NULL,
  document TEXT NOT NULL,             -- JSON: what is in the file
  begun_at TEXT NOT NULL,
  closed_at TEXT,                     -- null: begun, and the file is not known to be there
  replaced_at TEXT,                   -- made again: the same number in another file
  taken_back_at TEXT                  -- the number is free again
) STRICT;
CREATE UNIQUE INDEX invoices_sequence ON invoices (seller, series, year, sequence)
  WHERE replaced_at IS NULL AND taken_back_at IS NULL;
CREATE UNIQUE INDEX invoices_number ON invoices (seller, kind, year, number)
  WHERE replaced_at IS NULL AND taken_back_at IS NULL;
CREATE UNIQUE INDEX invoices_order ON invoices (shop, shop_order_id, kind, refund_id)
  WHERE replaced_at IS NULL AND taken_back_at IS NULL;
CREATE UNIQUE INDEX invoices_progressive ON invoices (sender, progressive);
`
