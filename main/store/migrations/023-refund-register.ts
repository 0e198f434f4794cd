/** Refunds by their date, and which of them are registered with the accountant's program (R49). */
export const migration023 = `
CREATE INDEX order_refunds_at ON order_refunds (coalesce(at, ''));

CREATE TABLE refund_register (
  seq INTEGER PRIMARY KEY,            -- the order in which they were made here
  id TEXT NOT NULL UNIQUE,            -- UUID
  batch TEXT NOT NULL,                -- UUID: with one press, in one file
  shop TEXT NOT NULL,                 -- shops.uuid
  shop_order_id TEXT NOT NULL,
  refund_id TEXT NOT NULL,            -- the shop's; '': a sum that it did not list singly
  kind TEXT NOT NULL,                 -- main/words/refund.ts
  number TEXT NOT NULL,               -- of the document; '': none
  place TEXT NOT NULL,                -- the file; '': none
  sha256 TEXT,                        -- of the whole file; null: none
  begun_at TEXT NOT NULL,
  closed_at TEXT,                     -- null: begun, and not known to be out
  taken_back_at TEXT
) STRICT;
-- Once each.
CREATE UNIQUE INDEX refund_register_refund ON refund_register (shop, shop_order_id, refund_id)
  WHERE taken_back_at IS NULL;
CREATE INDEX refund_register_had ON refund_register (shop, shop_order_id, refund_id);
CREATE INDEX refund_register_number ON refund_register (number) WHERE kind = 'easyfatt';
CREATE INDEX refund_register_batch ON refund_register (batch);
CREATE INDEX refund_register_begun ON refund_register (batch) WHERE closed_at IS NULL;
`
