import type { Sqlite } from '../database.ts'
import { sharedPlaces } from './shared-places.ts'

/** A row as others know it. */
export type Values = Readonly<Record<string, unknown>>

export type RowPlaces = ReturnType<typeof rowPlaces>

/** Where in this archive is what rows name by identifiers that are the same everywhere. */
export function rowPlaces(db: Sqlite) {
  const { uuidOf, shopId } = sharedPlaces(db)
  const orderId = db
    .prepare<[string, string], number>(
      `SELECT orders.id FROM shops CROSS JOIN orders ON shop_id = shops.id
       WHERE uuid = ? AND shop_order_id = ?`,
    )
    .pluck()
  return {
    /** The UUID that a shop has here, where two desks have added it. */
    shopOf: uuidOf,
    shopId: (uuid: string): number | null => shopId(uuid) ?? null,
    orderId: ({ shop, shop_order_id }: Values): number | null =>
      orderId.get(String(shop), String(shop_order_id)) ?? null,
  }
}
