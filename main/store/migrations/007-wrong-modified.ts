/**
 * How a wrong order was when it was judged: as long as the site does not modify it, and this program reads orders as
 * it did then, runs do not ask for it again.
 */
export const migration007 = `
-- When the site had last modified it, as its list said; null where that does not tell.
ALTER TABLE wrong_orders ADD COLUMN modified_at TEXT;
-- By which reading of orders (main/words/reading-version.ts); null: to be asked for once more.
ALTER TABLE wrong_orders ADD COLUMN reading INTEGER;
-- When the shop was last asked for it.
ALTER TABLE wrong_orders ADD COLUMN tried_at TEXT;
`
