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
  const inTheWay = db.prepare<Values, Values & { id: number }>(
    `SELECT id, seller, kind, year, number FROM invoices WHERE desk IS NULL AND closed_at IS NULL AND (
         (${ofOne} AND series = @series AND year = @year AND sequence = @sequence)
         OR (${ofOne} AND kind = @kind AND year = @year AND number = @number)
         OR (shop = @shop AND shop_order_id = @shop_order_id AND kind = @kind AND refund_id = @refund_id
           AND replaced_at IS NULL AND taken_back_at IS NULL)
         OR (sender = @sender AND progressive = @progressive))`,
  )
  const remove = db.prepare<[number]>('DELETE FROM invoices WHERE id = ?')
  // The file that it should have replaced counts again, unless what comes replaces it.
  const revive = db.prepare<Values>(
    `UPDATE OR IGNORE invoices SET replaced_at = NULL WHERE id = (SELECT max(id) FROM invoices
       WHERE seller = @seller AND kind = @kind AND year = @year AND number = @number AND taken_back_at IS NULL)`,
  )
  const keep = db.prepare(
    `INSERT OR IGNORE INTO invoices (${invoiceColumns.join(', ')}, desk)
     VALUES (${invoiceColumns.map((name) => `@${name}`).join(', ')}, @desk)`,
  )
  const setState = db.prepare(
    `UPDATE invoices SET closed_at = coalesce(closed_at, @closed_at), taken_back_at = coalesce(taken_back_at, @taken_back_at),
       replaced_at = iif(@isPending, replaced_at, @replaced_at) WHERE uuid = @uuid`,
  )
  const drop = (uuid: unknown): void => {
    const id = idOf.get(uuid)
    if (id !== undefined) dropInvoice(id)
  }
  const takenBack = db.prepare<Values, Values & { id: number }>(
    'SELECT * FROM invoices WHERE uuid = @uuid AND taken_back_at = @taken_back_at',
  )
  const restore = db.prepare<[number]>('UPDATE OR IGNORE invoices SET taken_back_at = NULL WHERE id = ?')
  const restoreRefund = db.prepare(
    `UPDATE OR IGNORE refund_register SET taken_back_at = NULL WHERE kind = 'td04' AND taken_back_at = @taken_back_at
       AND (shop, shop_order_id, refund_id) =
         (SELECT shop, shop_order_id, refund_id FROM invoices WHERE uuid = @uuid)`,
  )

  const adapters: RowAdapters = {
    invoices: {
      field: fieldBy('invoice'),
      apply(row, { desk, isPending }) {
        if (isPending || idOf.get(row.uuid) !== undefined) return 'done'
        const gone = inTheWay.all(row)
        for (const { id } of gone) remove.run(id)
        keep.run({ ...row, desk })
        for (const one of gone) revive.run(one)
        return 'done'
      },
    },
    invoice_state: {
      field: fieldBy('invoice_state'),
      apply(row, { isPending }) {
        setState.run({ ...row, isPending: isPending ? 1 : 0 })
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
      const one = takenBack.get(row)
      if (one === undefined) return
      // Its number may have been given again since, which the server refuses too.
      for (const { id } of inTheWay.all(one)) if (id !== one.id) dropInvoice(id)
      if (restore.run(one.id).changes > 0) restoreRefund.run(row)
    },
  }
}
