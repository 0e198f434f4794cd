import type { Instant } from '../words/order.ts'
import type { FoundWarning, ShopWarning, ShopWarningKind } from '../words/shop-warning.ts'
import { type Sqlite, writing } from './database.ts'

/** What was found of a shop, and which earlier warnings that puts an end to. */
export interface NotedWarnings {
  readonly found: readonly FoundWarning[]
  /** Of these kinds all was found that there is: others of them are over. */
  readonly complete: readonly ShopWarningKind[]
  /** States that are downloaded now: dealt with, although no order shows it any more. */
  readonly settled: readonly string[]
}

/** Warnings of shops (R39). */
export function shopWarningQueries(db: Sqlite) {
  const open = db.prepare<[number], ShopWarning>(
    `SELECT kind, key, name, count, first_seen_at AS firstSeenAt, last_seen_at AS lastSeenAt FROM shop_warnings
     WHERE shop_id = ? AND accepted_at IS NULL ORDER BY kind, count DESC, name`,
  )
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
    shopWarnings: (shopId: number): ShopWarning[] => open.all(shopId),
    /** @returns the shop's open warnings after it */
    noteWarnings: writing(
      db,
      (shopId: number, { found, complete, settled }: NotedWarnings, at: Instant): ShopWarning[] => {
        over.run({
          shopId,
          settled: JSON.stringify(settled),
          complete: JSON.stringify(complete),
          found: JSON.stringify(found.map(({ kind, key }) => [kind, key])),
        })
        for (const { kind, key, name, count } of found) note.run({ shopId, kind, key, name, count, at })
        return open.all(shopId)
      },
    ),
    /** *Va bene così*. */
    acceptWarnings: (shopId: number, at: Instant): void => void accept.run(at, shopId),
  }
}
