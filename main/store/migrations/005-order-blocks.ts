/** The orders' columns once more, packed: what searches read of all orders when the program has just started. */
export const migration005 = `
-- 4096 orders a block: those with ids from id * 4096 + 1 on (dropped by 006). Written between runs, once no
-- order can be added to it any more. Changes of the orders since (order_changes) are those with a higher seq.
CREATE TABLE order_blocks (
  id INTEGER PRIMARY KEY,
  format INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  orders INTEGER NOT NULL,            -- how many
  numbers BLOB NOT NULL
) STRICT;

-- Their texts by which lists are sorted, a JSON array for each column.
CREATE TABLE order_block_texts (
  id INTEGER PRIMARY KEY,             -- block * 8 + column
  texts BLOB NOT NULL
) STRICT;
`
