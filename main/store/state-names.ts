import type { ShopState } from '../words/shop.ts'
import type { Sqlite } from './database.ts'

/** Another name of a state, on one shop. */
export interface OtherName {
  readonly shopId: number
  readonly name: string
}

/** The names that states of shops have, or had: orders keep the one they were downloaded with (R39). */
export function stateNameQueries(db: Sqlite) {
  const others = db.prepare<[string], OtherName>(
    `SELECT DISTINCT other.shop_id AS shopId, other.name
     FROM state_names AS chosen JOIN state_names AS other USING (shop_id, state_id)
     WHERE chosen.name IN (SELECT value FROM json_each(?)) AND other.name <> chosen.name`,
  )
  const remember = db.prepare(
    `INSERT OR IGNORE INTO state_names
     SELECT ?, value ->> 'id', value ->> 'name' FROM json_each(?) WHERE value ->> 'id' <> value ->> 'name'`,
  )
  const name = db.prepare('INSERT OR IGNORE INTO state_names VALUES (?, ?, ?)')
  return {
    /** The name that an order of the shop is stored with. */
    name(shopId: number, stateId: string, stateName: string): void {
      if (stateId !== '' && stateId !== stateName) name.run(shopId, stateId, stateName)
    },
    /** The other names of the states that go, or went, by one of these. */
    otherNames: (names: readonly string[]): OtherName[] => others.all(JSON.stringify(names)),
    /** Those that the shop tells; names of orders are remembered with them. */
    remember: (shopId: number, states: readonly ShopState[]): void =>
      void remember.run(shopId, JSON.stringify(states)),
  }
}
