import { createHash } from 'node:crypto'
import type { Sqlite } from '../database.ts'

/** What desks that share an archive hold in common, by kind: a name and what is compared, in SQL. */
const kinds: Readonly<Record<string, string>> = {
  downloaded: `SELECT uuid AS shop, shop_order_id, coalesce(original.document, now.document) AS content
    FROM orders JOIN shops ON shops.id = shop_id JOIN order_documents AS now ON now.order_id = orders.id
    LEFT JOIN order_originals AS original ON original.order_id = orders.id WHERE demo = 0`,
  orders: `SELECT uuid AS shop, shop_order_id, json_array(document, number, edited, accepted ->> 'at', left_out) AS content
    FROM orders JOIN shops ON shops.id = shop_id JOIN order_documents ON order_id = orders.id WHERE demo = 0`,
  work: `SELECT uuid AS shop, shop_order_id, json_array(work, waiting_until) AS content
    FROM orders JOIN shops ON shops.id = shop_id WHERE demo = 0`,
  annotations: `SELECT uuid AS shop, shop_order_id, json_array(own_note, tags) AS content
    FROM orders JOIN shops ON shops.id = shop_id WHERE demo = 0 AND (own_note <> '' OR tags <> '')`,
  wrong: `SELECT shops.uuid AS shop, shop_order_id, json_array(number, reasons, ignored_at IS NULL) AS content
    FROM wrong_orders JOIN shops ON shops.id = shop_id WHERE demo = 0`,
  handovers: `SELECT '' AS shop, uuid, json_array(kind, closed_at IS NULL, taken_back_at IS NULL, (
      SELECT group_concat(name, ' ') FROM (
        SELECT shops.uuid || ' ' || shop_order_id AS name FROM handover_orders
        JOIN orders ON orders.id BETWEEN first_id AND last_id JOIN shops ON shops.id = shop_id
        WHERE handover_id = handovers.id AND demo = 0 ORDER BY 1))) AS content
    FROM handovers WHERE kind <> 'unknown'`,
  numbers: 'SELECT shop, shop_order_id, json_array(number, numbering, year) AS content FROM easyfatt_numbers',
  invoices: `SELECT shop, uuid, json_array(number, year, sequence, replaced_at IS NULL, taken_back_at IS NULL,
    closed_at IS NULL) AS content FROM invoices`,
  refunds: `SELECT shop, id, json_array(shop_order_id, refund_id, kind, number, taken_back_at IS NULL) AS content
    FROM refund_register`,
}

/**
 * What the archive holds of what desks share, in some lines of text: how many there are of each kind and shop, and the sum
 * of their hashes; equal on desks that hold the same, whatever they call it. Reads everything: seconds for a million orders.
 */
export function deskDigest(db: Sqlite): string {
  const lines = Object.entries(kinds).flatMap(([kind, sql]) => {
    const sums = new Map<string, { count: number; sum: bigint }>()
    for (const [shop, name, content] of db.prepare<[], [string, string, string]>(sql).raw().iterate()) {
      const hash = createHash('sha256')
        .update(JSON.stringify([name, content]))
        .digest()
        .readBigUInt64BE(0)
      const { count, sum } = sums.get(shop) ?? { count: 0, sum: 0n }
      sums.set(shop, { count: count + 1, sum: BigInt.asUintN(64, sum + hash) })
    }
    return [...sums].map(([shop, { count, sum }]) => `${kind} ${shop} ${count} ${sum.toString(16)}`)
  })
  return lines.sort().join('\n')
}
