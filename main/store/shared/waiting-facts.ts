import type { Instant } from '../../words/order.ts'
import type { Sqlite } from '../database.ts'
import type { SharedRow, SharedRows } from './shared-row.ts'
import type { SharedWriter } from './writer.ts'

/** Where a row that waits comes from. */
export interface WaitingRow {
  readonly seq: number
  readonly desk: string
  readonly at: Instant
  readonly row: SharedRow
}

interface Stored extends Omit<WaitingRow, 'row'> {
  readonly id: number
  readonly body: string
}

/** Facts about orders that are not here (yet): done when the order is stored. */
export function waitingFacts(
  db: Sqlite,
  rows: SharedRows,
  shared: SharedWriter,
  isPending: (field: string) => boolean,
) {
  const insert = db.prepare(
    'INSERT INTO waiting_facts (shop, shop_order_id, seq, desk, at, body) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const any = db.prepare<[string]>('SELECT 1 FROM waiting_facts WHERE shop = ? LIMIT 1')
  const of = db.prepare<[string, string], Stored>(
    `SELECT waiting.id, seq, desk, at, body FROM json_each(?) AS stored
     CROSS JOIN waiting_facts AS waiting ON waiting.shop = ? AND shop_order_id = stored.value ORDER BY seq, waiting.id`,
  )
  const remove = db.prepare('DELETE FROM waiting_facts WHERE id = ?')
  const own = db.prepare<[], string>('SELECT desk FROM desk').pluck()

  return {
    /** @param shop `shops.uuid`, here */
    keep(shop: string, shopOrderId: string, { seq, desk, at, row }: WaitingRow): void {
      insert.run(shop, shopOrderId, seq, desk, at, JSON.stringify(row))
    },
    /** Orders were stored. Within their transaction. */
    stored(shop: string, shopOrderIds: readonly string[]): void {
      if (any.get(shop) === undefined) return
      const desk = own.get()
      shared.quietly(() => {
        for (const { id, body, ...from } of of.all(JSON.stringify(shopOrderIds), shop)) {
          const context = { ...from, isOwn: from.desk === desk, isPending }
          if (rows.apply(JSON.parse(body) as SharedRow, context) !== 'waits') remove.run(id)
        }
      })
    },
  }
}
