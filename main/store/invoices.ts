import { failure } from '../words/failure.ts'
import type { InvoiceDocument, InvoiceKind } from '../words/invoice.ts'
import type { InvoiceSeries, RegisteredInvoice } from '../words/invoice-register.ts'
import type { Day } from '../words/local-time.ts'
import type { Instant } from '../words/order.ts'
import { type Sqlite, writing } from './database.ts'
import { hiddenShops } from './demo-orders.ts'
import { refundRegister } from './refund-register.ts'
import { uniqueId } from './unique-id.ts'

/** Whose numbers, and which of theirs. */
export interface SeriesKey {
  readonly seller: string
  readonly series: InvoiceSeries
}

/** An invoice about to be made. */
export interface NewInvoice extends SeriesKey {
  readonly kind: InvoiceKind
  readonly orderId: number
  /** Of a credit note; `''`: of the order itself. */
  readonly refundId: string
  readonly sender: string
  readonly year: number
  readonly sequence: number
  readonly number: string
  readonly date: Day
  readonly progressive: string
  readonly place: string
  readonly sha256: string
  readonly customer: string
  readonly total: string
  /** What is in the file. */
  readonly document: InvoiceDocument
  /** The file of this invoice that is made again, with the same number and date. */
  readonly replaces: number | null
  /** The greatest number that is known to be given, also beyond this archive. */
  readonly given: number
}

/** A number given to an invoice, and the counter given to its file. */
export interface GivenNumber extends SeriesKey {
  readonly year: number
  readonly sequence: number
  readonly date: Day
  readonly sender: string
  readonly progressive: string
}

/** What the register has of an invoice, whole. */
export interface StoredInvoice extends RegisteredInvoice, SeriesKey {
  readonly refundId: string
  readonly sender: string
  readonly year: number
  readonly sequence: number
  readonly progressive: string
  readonly sha256: string
  /** Of the number before, where this archive has it. */
  readonly dateBefore: Day | null
  readonly document: InvoiceDocument
}

/** Those whose number is given. */
const counts = 'replaced_at IS NULL AND taken_back_at IS NULL'

/** Whether an order has an invoice, of `orders` (R47 counts these in, or apart). */
export const isInvoiced = `EXISTS (SELECT 1 FROM invoices CROSS JOIN shops AS seller ON seller.uuid = invoices.shop
  WHERE seller.id = orders.shop_id AND invoices.shop_order_id = orders.shop_order_id AND kind = 'TD01' AND ${counts})`

const columns = `invoices.id, kind, invoices.number, date, orders.id AS orderId, order_number AS orderNumber,
  coalesce(shops.name, '') AS shopName, invoices.customer, invoices.total, place, begun_at AS begunAt,
  CASE WHEN taken_back_at IS NOT NULL THEN 'takenBack' WHEN replaced_at IS NOT NULL THEN 'replaced'
    WHEN closed_at IS NULL THEN 'begun' ELSE 'made' END AS state,
  ${counts} AND (year, sequence) = (SELECT year, sequence FROM invoices AS others
    WHERE others.seller = invoices.seller AND others.series = invoices.series AND ${counts}
    ORDER BY year DESC, sequence DESC LIMIT 1) AS isLast`
const wholeColumns = `${columns}, refund_id AS refundId, seller, sender, series, year, sequence, progressive, sha256,
  (SELECT date FROM invoices AS others WHERE others.seller = invoices.seller AND others.series = invoices.series
    AND others.year = invoices.year AND others.sequence = invoices.sequence - 1 AND ${counts}) AS dateBefore,
  document`
const from = `FROM invoices LEFT JOIN shops ON shops.uuid = invoices.shop
  LEFT JOIN orders ON orders.shop_id = shops.id AND orders.shop_order_id = invoices.shop_order_id`

/** Names a refund, whatever the archive calls its order. */
interface OfRefund {
  readonly shop: string
  readonly shopOrderId: string
  readonly refundId: string
}

type Row<Kind> = Omit<Kind, 'isLast'> & { readonly isLast: number }
type WholeRow = Omit<StoredInvoice, 'isLast' | 'document'> & {
  readonly isLast: number
  readonly document: string
}

const read = (row: Row<RegisteredInvoice>): RegisteredInvoice => ({ ...row, isLast: row.isLast === 1 })
const readWhole = (row: WholeRow): StoredInvoice => ({
  ...row,
  isLast: row.isLast === 1,
  document: JSON.parse(row.document),
})

/**
 * The register of electronic invoices (R48). One is *begun* in the transaction that gives its number, before its file is
 * there, and *closed* after; nothing else gives numbers, so that there are no holes.
 */
export function invoiceQueries(db: Sqlite) {
  const refunds = refundRegister(db)
  const lastOf = db.prepare<SeriesKey & { year: number }, { sequence: number }>(
    `SELECT sequence FROM invoices WHERE seller = @seller AND series = @series AND year = @year AND ${counts}
     ORDER BY sequence DESC LIMIT 1`,
  )
  const lastDate = db
    .prepare<SeriesKey, Day>(
      `SELECT max(date) FROM invoices WHERE seller = @seller AND series = @series AND ${counts}`,
    )
    .pluck()
  const lastGiven = db.prepare<[], GivenNumber>(
    `SELECT seller, series, year, max(sequence) AS sequence, max(date) AS date, sender, max(progressive) AS progressive
     FROM invoices WHERE ${counts} GROUP BY seller, series, year, sender ORDER BY year`,
  )
  const unfinished = db.prepare<SeriesKey, { id: number; number: string }>(
    `SELECT id, number FROM invoices WHERE seller = @seller AND series = @series AND closed_at IS NULL AND ${counts}`,
  )
  const lastFile = db
    .prepare<[string], string | null>('SELECT max(progressive) FROM invoices WHERE sender = ?')
    .pluck()
  const order = db.prepare<[number], { shop: string; shopOrderId: string; number: string }>(
    `SELECT shops.uuid AS shop, shop_order_id AS shopOrderId, number
     FROM orders JOIN shops ON shops.id = shop_id WHERE orders.id = ?`,
  )
  const known = db
    .prepare<{ shop: string; shopOrderId: string; kind: string; refundId: string }, string>(
      `SELECT number FROM invoices WHERE shop = @shop AND shop_order_id = @shopOrderId AND kind = @kind
       AND refund_id = @refundId AND ${counts}`,
    )
    .pluck()
  const sameNumber = db.prepare<Pick<NewInvoice, 'seller' | 'kind' | 'year' | 'number'>>(
    `SELECT 1 FROM invoices WHERE seller = @seller AND kind = @kind AND year = @year AND number = @number AND ${counts}`,
  )
  const insert = db.prepare(
    `INSERT INTO invoices (uuid, kind, shop, shop_order_id, refund_id, seller, sender, series, year, sequence, number, date,
       progressive, place, sha256, order_number, customer, total, document, begun_at)
     VALUES (@uuid, @kind, @shop, @shopOrderId, @refundId, @seller, @sender, @series, @year, @sequence, @number, @date,
       @progressive, @place, @sha256, @orderNumber, @customer, @total, @document, @at)`,
  )
  const replace = db.prepare(`UPDATE invoices SET replaced_at = ? WHERE id = ? AND ${counts}`)
  const close = db.prepare('UPDATE invoices SET closed_at = ? WHERE id = ? AND closed_at IS NULL')
  const open = db.prepare<
    [number],
    OfRefund & { number: string; kind: string; seller: string; year: number }
  >(
    `SELECT number, kind, seller, year, shop, shop_order_id AS shopOrderId, refund_id AS refundId
     FROM invoices WHERE id = ? AND closed_at IS NULL AND ${counts}`,
  )
  const drop = db.prepare('DELETE FROM invoices WHERE id = ?')
  const revive = db.prepare(
    `UPDATE invoices SET replaced_at = NULL WHERE id = (SELECT max(id) FROM invoices
       WHERE number = @number AND kind = @kind AND seller = @seller AND year = @year AND taken_back_at IS NULL)`,
  )
  const sameInvoice = db
    .prepare<[number], string>(
      `SELECT uuid FROM invoices WHERE taken_back_at IS NULL AND (seller, series, year, sequence) =
         (SELECT seller, series, year, sequence FROM invoices WHERE id = ?)`,
    )
    .pluck()
  const takeBack = db.prepare<[Instant, string], OfRefund & { kind: string }>(
    `UPDATE invoices SET taken_back_at = ? WHERE taken_back_at IS NULL AND uuid IN (SELECT value FROM json_each(?))
     RETURNING kind, shop, shop_order_id AS shopOrderId, refund_id AS refundId`,
  )
  const ofRefund = `kind = 'td04' AND shop = @shop AND shop_order_id = @shopOrderId AND refund_id = @refundId
    AND taken_back_at IS NULL`
  const forget = db.prepare<OfRefund>(`DELETE FROM refund_register WHERE ${ofRefund}`)
  const release = db.prepare<OfRefund & { at: Instant }>(
    `UPDATE refund_register SET taken_back_at = @at WHERE ${ofRefund}`,
  )
  const registered = db
    .prepare<[number, string], string>(
      `SELECT refund_register.number FROM orders CROSS JOIN shops ON shops.id = orders.shop_id
       CROSS JOIN refund_register ON refund_register.shop = shops.uuid
         AND refund_register.shop_order_id = orders.shop_order_id
       WHERE orders.id = ? AND refund_id = ? AND taken_back_at IS NULL`,
    )
    .pluck()
  const one = db.prepare<[number], WholeRow>(`SELECT ${wholeColumns} ${from} WHERE invoices.id = ?`)
  const begun = db.prepare<[], WholeRow>(
    `SELECT ${wholeColumns} ${from} WHERE closed_at IS NULL AND invoices.desk IS NULL AND ${counts} ORDER BY invoices.id`,
  )
  const list = db.prepare<{ beforeId: number; limit: number }, Row<RegisteredInvoice>>(
    `SELECT ${columns} ${from} WHERE invoices.id < @beforeId AND (shops.id IS NULL OR shops.id NOT IN ${hiddenShops})
     ORDER BY invoices.id DESC LIMIT @limit`,
  )
  const ofOrder = db.prepare<[number], WholeRow>(
    `SELECT ${wholeColumns} ${from} WHERE orders.id = ? ORDER BY invoices.id`,
  )
  const invoiced = db
    .prepare<[string], number>(
      `SELECT orders.id FROM json_each(?) AS asked CROSS JOIN orders ON orders.id = asked.value WHERE ${isInvoiced}`,
    )
    .pluck()

  return {
    /** Where the numbers of a series stand in this archive. */
    invoiceNumbers: (key: SeriesKey, year: number) => ({
      /** The greatest number given in the year; 0: none. */
      last: lastOf.get({ ...key, year })?.sequence ?? 0,
      /** The latest date, of any year. */
      lastDate: lastDate.get(key) ?? null,
    }),
    /** The last number of every series and year, with the last counters of its files. */
    lastInvoiceNumbers: (): GivenNumber[] => lastGiven.all(),
    /** The last counter in a sender's names of files, those taken back included. */
    lastInvoiceFile: (sender: string): string | null => lastFile.get(sender) ?? null,
    /**
     * Gives a number: the one after the last, or that of the invoice that is made again.
     * @returns its id
     * @throws Failure `order-unknown`, `invoice-made-meanwhile`, `invoice-unfinished`, `invoice-number-taken`,
     * `refunds-registered-meanwhile`; nothing is given then
     */
    beginInvoice: writing(db, (invoice: NewInvoice, at: Instant): number => {
      const { orderId, replaces, given, document, ...rest } = invoice
      const of = order.get(orderId)
      if (of === undefined) throw failure('order-unknown', {})
      const { number: orderNumber, ...named } = of
      const waiting = unfinished.get(rest)
      if (waiting !== undefined && waiting.id !== replaces)
        throw failure('invoice-unfinished', { number: waiting.number })
      if (replaces === null) {
        const last = Math.max(given, lastOf.get(rest)?.sequence ?? 0)
        const made = known.get({ ...named, kind: rest.kind, refundId: rest.refundId })
        if (made !== undefined) throw failure('invoice-made-meanwhile', { order: orderNumber, number: made })
        if (rest.sequence !== last + 1 || sameNumber.get(rest) !== undefined)
          throw failure('invoice-number-taken', { number: rest.number })
      } else if (replace.run(at, replaces).changes === 0) {
        throw failure('invoice-number-taken', { number: rest.number })
      }
      if (rest.kind === 'TD04' && replaces === null) {
        const { place, sha256, refundId, number } = rest
        const of = [{ orderId, refundId, number }]
        // Settled with the invoice, whose number is given: what became of the file is seen to there.
        refunds.close(refunds.begin({ kind: 'td04', place, sha256, refunds: of }, at).id, at)
      }
      const row = { ...rest, ...named, uuid: uniqueId(), orderNumber, document: JSON.stringify(document), at }
      return Number(insert.run(row).lastInsertRowid)
    }),
    /** Its file is there. */
    closeInvoice: (id: number, at: Instant): void => void close.run(at, id),
    /** Its file did not come to be: as if it had not been begun; one that it should have replaced counts again. */
    dropInvoice: writing(db, (id: number): void => {
      const row = open.get(id)
      if (row === undefined) return
      drop.run(id)
      if (revive.run(row).changes === 0) forget.run(row)
    }),
    /** The UUIDs of all files that had an invoice's number. */
    filesOfInvoice: (id: number): string[] => sameInvoice.all(id),
    /** Their number is free again. To be called for the last of a series only. */
    takeBackInvoices: writing(db, (uuids: readonly string[], at: Instant): void => {
      for (const { kind, ...of } of takeBack.all(at, JSON.stringify(uuids)))
        if (kind === 'TD04') release.run({ ...of, at })
    }),
    /** The document by which a refund is registered (R49), `''` where it has none; null: it is not. */
    refundRegisteredBy: (orderId: number, refundId: string): string | null =>
      registered.get(orderId, refundId) ?? null,
    invoice: (id: number): StoredInvoice | null => {
      const row = one.get(id)
      return row === undefined ? null : readWhole(row)
    },
    /** Those begun here of which it is not known whether the file is there, oldest first. */
    openInvoices: (): StoredInvoice[] => begun.all().map(readWhole),
    /** Newest first; those of the demonstration shop where it is the only one (R42). */
    listInvoices: (beforeId: number | null, limit: number): RegisteredInvoice[] =>
      list.all({ beforeId: beforeId ?? Number.MAX_SAFE_INTEGER, limit }).map(read),
    /** All that were made of an order and its refunds, oldest first. */
    orderInvoices: (orderId: number): StoredInvoice[] => ofOrder.all(orderId).map(readWhole),
    /** Those of some orders that have an invoice. */
    invoicedOrders: (ids: readonly number[] | Uint32Array): number[] =>
      invoiced.all(JSON.stringify([...ids])),
  }
}
