import type { Sqlite } from '../database.ts'
import { fieldOf, type RowAdapters } from './row-adapter.ts'
import type { RowPlaces } from './row-places.ts'

/** What the office has settled once, and warnings of shops that somebody has accepted (R39): the last in the log counts. */
export function settingRows(db: Sqlite, { shopId }: RowPlaces): RowAdapters {
  const save = db.prepare('INSERT OR REPLACE INTO office_settings (shop_id, name, value) VALUES (?, ?, ?)')
  const accept = db.prepare(
    'UPDATE shop_warnings SET accepted_at = ? WHERE shop_id = ? AND kind = ? AND key = ? AND accepted_at IS NULL',
  )
  return {
    office_settings: {
      field: fieldOf.setting,
      apply({ shop, name, value }, { isPending }) {
        const id = shop === null ? 0 : shopId(String(shop))
        if (!isPending && id !== null) save.run(id, name, value)
        return 'done'
      },
    },
    warning_accepted: {
      apply({ shop, kind, key, accepted_at }) {
        accept.run(accepted_at, shopId(String(shop)), kind, key)
        return 'done'
      },
    },
  }
}
