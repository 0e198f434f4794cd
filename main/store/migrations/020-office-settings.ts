/**
 * What the office has settled once, and every copy of the archive takes along: which codes the accountant's program uses,
 * who sells, what the month's papers count. Names and schemas are in `main/words/`.
 */
export const migration020 = `
CREATE TABLE office_settings (
  shop_id INTEGER NOT NULL,           -- 0: of the whole office
  name TEXT NOT NULL,
  value TEXT NOT NULL,                -- JSON
  PRIMARY KEY (shop_id, name)
) STRICT, WITHOUT ROWID;
`
