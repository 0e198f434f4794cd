/** What searches read of all orders: an index of its own, in place of the packed blocks. */
export const migration006 = `
DROP TABLE order_blocks;
DROP TABLE order_block_texts;

-- All columns by which lists are filtered and sorted, by id: read from end to end when the first search begins
-- (store/search-columns.ts), and written at its end only, since ids only grow.
CREATE INDEX orders_columns ON orders (
  id, shop_id, run_id, placed_at, state, currency, total_e4, (site_seen_at > site_modified_at), edited,
  number, customer, email, city
);
`
