import type { Sqlite } from '../database.ts'
import { invoiceQueries } from '../invoices.ts'
import { fieldBy, type RowAdapters } from './row-adapter.ts'
import type { Values } from './row-places.ts'
import { invoiceColumns } from './said-rows.ts'

const ofOne = 'seller = @seller AND replaced_at IS NULL AND taken_back_at IS NULL'

/** Electronic invoices (R48): the server gives each number once, so that what comes out of the log is so. */
export function invoiceRows(db: Sqlite) {
  const { dropInvoice } = invoiceQueries(db)
  const idOf = db.prepare<[unknown], number>('SELECT id FROM invoices WHERE uuid = ?').pluck()
  /** Of this desk, and not in the log: the server refuses them. */
  const inTheWay = db
    .prepare<Values, number>(
      `SELECT id FROM invoices WHERE desk IS NULL AND closed_at IS NULL AND (
         (${ofOne} AND series = @series AND year = @year AND sequence = @sequence)
         OR (${ofOne} AND kind = @kind AND year = @year AND number = @number)
         OR (shop = @shop AND shop_order_id = @shop_order_id AND kind = @kind AND refund_id = @refund_id
           AND replaced_at IS NULL AND taken_back_at IS NULL)
         OR (sender = @sender AND progressive = @progressive))`,
    )
    .pluck()
  const keep = db.prepare(
    `INSERT OR IGNORE INTO invoices (${invoiceColumns.join(', ')}, desk)
     VALUES (${invoiceColumns.map((name) => `@${name}`).join(', ')}, @desk)`,
  )
  const setState = db.prepare(
    `UPDATE invoices SET closed_at = @closed_at, replaced_at = @replaced_at, taken_back_at = @taken_back_at
     WHERE uuid = @uuid`,
  )
  const drop = (uuid: unknown): void => {
    const id = idOf.get(uuid)
    if (id !== undefined) dropInvoice(id)
  }
  const restore = db.prepare(
    'UPDATE invoices SET taken_back_at = NULL WHERE uuid = @uuid AND taken_back_at = @taken_back_at',
  )
  const restoreRefund = db.prepare(
    `UPDATE refund_register SET taken_back_at = NULL WHERE kind = 'td04' AND taken_back_at = @taken_back_at
       AND (shop, shop_order_id, refund_id) =
         (SELECT shop, shop_order_id, refund_id FROM invoices WHERE uuid = @uuid)`,
  )

  const adapters: RowAdapters = {
    invoices: {
      field: fieldBy('invoice'),
      apply(row, { desk, isPending }) {
        if (isPending || idOf.get(row.uuid) !== undefined) return 'done'
        for (const id of inTheWay.all(row)) dropInvoice(id)
        keep.run({ ...row, desk })
        return 'done'
      },
    },
    invoice_state: {
      field: fieldBy('invoice_state'),
      apply(row, { isPending }) {
        if (!isPending) setState.run(row)
        return 'done'
      },
    },
    invoice_dropped: {
      apply({ uuid }) {
        drop(uuid)
        return 'done'
      },
    },
  }
  return {
    adapters,
    /** The server has refused to give it its number. */
    refuse: ({ uuid }: Values): void => drop(uuid),
    /** The server has refused that it is taken back: another desk has given the next number. */
    refuseState: (row: Values): void => {
      if (restore.run(row).changes > 0) restoreRefund.run(row)
    },
  }
}
