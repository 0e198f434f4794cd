import type { OrderFace } from '../../words/desks.ts'
import type { Sqlite } from '../database.ts'

/** A number by which Easyfatt knows an order (R45), as two archives are compared by it. */
export interface GivenFace {
  /** `shops.uuid` */
  readonly shop: string
  readonly shopOrderId: string
  readonly numbering: string
  readonly year: number
  readonly number: number
}

/** An invoice (R48), as two archives are compared by it. */
export interface InvoiceFace {
  readonly uuid: string
  readonly shop: string
  readonly shopOrderId: string
  readonly kind: string
  /** `''`: of the order itself. */
  readonly refundId: string
  readonly seller: string
  readonly series: string
  readonly year: number
  readonly sequence: number
  readonly number: string
  readonly sender: string
  /** In the name of the file. */
  readonly progressive: string
  readonly orderNumber: string
  /** 1: its number is given; 0: it was made again in another file, or its number is free again. */
  readonly stands: number
}

const stands = 'replaced_at IS NULL AND taken_back_at IS NULL'

const invoiceColumns = `uuid, shop, shop_order_id AS shopOrderId, kind, refund_id AS refundId, seller, series, year, sequence,
  number, sender, progressive, order_number AS orderNumber, ${stands} AS stands`

/** What an archive is asked for before it joins others (R55); some hundreds are asked for at once. */
export function compareQueries(db: Sqlite) {
  const faces = db.prepare<[string, string], OrderFace & { shopOrderId: string }>(
    `SELECT orders.shop_order_id AS shopOrderId, coalesce(original.document ->> 'number', orders.number) AS number,
       coalesce(original.document ->> 'placedAt', placed_at) AS placedAt
     FROM shops CROSS JOIN json_each(?) AS asked
     CROSS JOIN orders ON shop_id = shops.id AND orders.shop_order_id = asked.value
     LEFT JOIN order_originals AS original ON original.order_id = orders.id
     WHERE shops.uuid = ?`,
  )
  const given = db.prepare<[string], GivenFace & { orderNumber: string }>(
    `WITH asked AS (SELECT value FROM json_each(?)), alike AS (
       SELECT known.seq FROM asked CROSS JOIN easyfatt_numbers AS known
         ON known.shop = value ->> 'shop' AND known.shop_order_id = value ->> 'shopOrderId'
       UNION SELECT known.seq FROM asked CROSS JOIN easyfatt_numbers AS known ON known.numbering = value ->> 'numbering'
         AND known.year = value ->> 'year' AND known.number = value ->> 'number')
     SELECT known.shop, known.shop_order_id AS shopOrderId, known.numbering, known.year, known.number,
       coalesce(orders.number, known.shop_order_id) AS orderNumber
     FROM alike CROSS JOIN easyfatt_numbers AS known USING (seq)
     LEFT JOIN shops ON shops.uuid = known.shop
     LEFT JOIN orders ON orders.shop_id = shops.id AND orders.shop_order_id = known.shop_order_id`,
  )
  const invoices = db.prepare<[string], InvoiceFace>(
    `WITH asked AS (SELECT value FROM json_each(?)), alike AS (
       SELECT known.id FROM asked CROSS JOIN invoices AS known ON known.shop = value ->> 'shop'
         AND known.shop_order_id = value ->> 'shopOrderId' AND known.kind = value ->> 'kind'
         AND known.refund_id = value ->> 'refundId' AND ${stands}
       UNION SELECT known.id FROM asked CROSS JOIN invoices AS known ON known.seller = value ->> 'seller'
         AND known.series = value ->> 'series' AND known.year = value ->> 'year'
         AND known.sequence = value ->> 'sequence' AND ${stands}
       UNION SELECT known.id FROM asked CROSS JOIN invoices AS known ON known.seller = value ->> 'seller'
         AND known.kind = value ->> 'kind' AND known.year = value ->> 'year' AND known.number = value ->> 'number'
         AND ${stands}
       UNION SELECT known.id FROM asked CROSS JOIN invoices AS known
         ON known.sender = value ->> 'sender' AND known.progressive = value ->> 'progressive')
     SELECT ${invoiceColumns} FROM alike CROSS JOIN invoices USING (id) WHERE series <> 'demo'`,
  )
  return {
    /** Those of a shop's orders that are here, as they were downloaded. @param shop `shops.uuid` */
    orderFaces: (shop: string, shopOrderIds: readonly string[]): (OrderFace & { shopOrderId: string })[] =>
      faces.all(JSON.stringify(shopOrderIds), shop),
    /** The numbers given here to one of these orders, or that are one of these numbers. */
    numbersLike: (asked: readonly GivenFace[]): (GivenFace & { orderNumber: string })[] =>
      given.all(JSON.stringify(asked)),
    /** The invoices here of one of these orders, or that have one of these numbers, or one of these names of files. */
    invoicesLike: (asked: readonly InvoiceFace[]): InvoiceFace[] => invoices.all(JSON.stringify(asked)),
  }
}
