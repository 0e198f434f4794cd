import type { Instant } from '../words/order.ts'
import type { ShopWarning } from '../words/shop-warning.ts'
import { type Sqlite, writing } from './database.ts'
import type { NotedWarnings, RunFact } from './shared/run-facts.ts'
import type { SharedWriter } from './shared/writer.ts'

/** Those of a shop that the operator has not said *Va bene così* to. */
export function openShopWarnings(db: Sqlite): (shopId: number) => ShopWarning[] {
  const open = db.prepare<[number], ShopWarning>(
    `SELECT kind, key, name, count, first_seen_at AS firstSeenAt, last_seen_at AS lastSeenAt FROM shop_warnings
     WHERE shop_id = ? AND accepted_at IS NULL ORDER BY kind, count DESC, name`,
  )
  return (shopId) => open.all(shopId)
}

/** Warnings of shops (R39). */
export function shopWarningQueries(db: Sqlite, shared: SharedWriter) {
  const open = openShopWarnings(db)
  const over = db.prepare(
    `DELETE FROM shop_warnings WHERE shop_id = @shopId AND (
       key IN (SELECT value FROM json_each(@settled)) AND kind IN ('state-not-wanted', 'state-unknown')
       OR kind IN (SELECT value FROM json_each(@complete))
         AND NOT EXISTS (
           SELECT 1 FROM json_each(@found) AS still
           WHERE still.value ->> 0 = shop_warnings.kind AND still.value ->> 1 = shop_warnings.key
         )
     )`,
  )
  const note = db.prepare(
    `INSERT INTO shop_warnings (shop_id, kind, key, name, count, first_seen_at, last_seen_at)
     VALUES (@shopId, @kind, @key, @name, @count, @at, @at)
     ON CONFLICT DO UPDATE SET name = excluded.name, count = excluded.count, last_seen_at = excluded.last_seen_at,
       accepted_at = CASE WHEN name = excluded.name THEN accepted_at END`,
  )
  const accept = db.prepare(
    'UPDATE shop_warnings SET accepted_at = ? WHERE shop_id = ? AND accepted_at IS NULL',
  )

  return {
    /** Those that the operator has not said *Va bene così* to. */
    shopWarnings: open,
    /** @returns the shop's open warnings after it */
    noteWarnings: writing(db, (shopId: number, noted: NotedWarnings, at: Instant): ShopWarning[] => {
      const { found, complete, settled } = noted
      over.run({
        shopId,
        settled: JSON.stringify(settled),
        complete: JSON.stringify(complete),
        found: JSON.stringify(found.map(({ kind, key }) => [kind, key])),
      })
      for (const { kind, key, name, count } of found) note.run({ shopId, kind, key, name, count, at })
      const shop = shared.told(shopId)
      if (shop !== null && !complete.includes('same-address')) {
        const body: RunFact = { op: 'warnings', noted, at }
        shared.say({ kind: 'run', shop, run: null, body })
      }
      return open(shopId)
    }),
    /** *Va bene così*. */
    acceptWarnings: (shopId: number, at: Instant): void => void accept.run(at, shopId),
  }
}
