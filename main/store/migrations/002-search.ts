/** What *Ricerca ordini* needs: the mark of hand edits, which orders changed since a reader last looked, saved searches. */
export const migration002 = `
-- 1 once the operator has changed the order by hand (R27).
ALTER TABLE orders ADD COLUMN edited INTEGER NOT NULL DEFAULT 0;

-- The last change of each order that changed after it was stored. Readers that keep columns of the orders in memory
-- read what is new here; new orders they find by their id.
CREATE TABLE order_changes (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  order_id INTEGER NOT NULL UNIQUE
) STRICT;
CREATE TRIGGER orders_changed AFTER UPDATE ON orders BEGIN
  DELETE FROM order_changes WHERE order_id = new.id;
  INSERT INTO order_changes (order_id) VALUES (new.id);
END;

-- Searches that the operator gave a name.
CREATE TABLE saved_searches (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  search TEXT NOT NULL                -- JSON
) STRICT;
`
