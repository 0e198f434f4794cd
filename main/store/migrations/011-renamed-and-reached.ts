/** By what else a state's orders are found, and which shops a key reaches (R39). */
export const migration011 = `
-- The names that a shop's states have, or had, where they are not their identifiers (PrestaShop's have numbers).
CREATE TABLE state_names (
  shop_id INTEGER NOT NULL REFERENCES shops (id),
  state_id TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (shop_id, state_id, name)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO state_names
SELECT shop_id, state_id, state FROM orders WHERE state_id NOT IN ('', state)
UNION SELECT shops.id, value ->> 'id', value ->> 'name' FROM shops, json_each(known_states)
WHERE value ->> 'id' <> value ->> 'name';

CREATE TRIGGER orders_state_named AFTER INSERT ON orders WHEN new.state_id NOT IN ('', new.state) BEGIN
  INSERT OR IGNORE INTO state_names VALUES (new.shop_id, new.state_id, new.state);
END;

-- The shops of a multishop that the key was last seen to reach: JSON (main/words/shop.ts, ReachedShop).
ALTER TABLE shops ADD COLUMN known_shops TEXT NOT NULL DEFAULT '[]';
`
