import type { Sqlite } from '../database.ts'
import { againRows } from './again-rows.ts'
import { annotationRows } from './annotation-rows.ts'
import { checkRows } from './check-rows.ts'
import { editRows } from './edit-rows.ts'
import { handoverRows } from './handover-rows.ts'
import { invoiceRows } from './invoice-rows.ts'
import { forgetPlaces, nameEdits } from './name-edits.ts'
import { numberRows } from './number-rows.ts'
import { refundRows } from './refund-rows.ts'
import type { RowAdapter, RowOrigin } from './row-adapter.ts'
import { rowPlaces, type Values } from './row-places.ts'
import { settingRows } from './setting-rows.ts'
import type { RowContext, SharedRow, SharedRows } from './shared-row.ts'
import { shopRows } from './shop-rows.ts'
import { siteRows } from './site-rows.ts'
import { createTriggers, dropTriggers, sayAgain, sayAll } from './triggers.ts'
import { waitingRows } from './waiting-rows.ts'
import { workRows } from './work-rows.ts'

/** What desks share of the small tables (R55), row by row. An archive that is alone prepares nothing. */
export function sharedRows(db: Sqlite): SharedRows {
  let made: ReturnType<typeof prepare> | null = null
  const parts = () => {
    made ??= prepare(db)
    return made
  }
  return {
    createTriggers: () => {
      forgetPlaces(db)
      nameEdits(db)
      createTriggers(db)
      sayAll(db)
    },
    sayAgain: () => sayAgain(db),
    dropTriggers: () => dropTriggers(db),
    complete: (row) => parts().complete(row),
    apply: (row, context) => parts().apply(row, context),
    refuse: (row) => parts().refuse(row),
    editsOf: (orderId) => parts().editsOf(orderId),
  }
}

function prepare(db: Sqlite) {
  const places = rowPlaces(db)
  const numbers = numberRows(db, places)
  const invoices = invoiceRows(db)
  const refunds = refundRows(db, places)
  const handovers = handoverRows(db, places)
  const shops = shopRows(db, places)
  const adapters: Readonly<Record<string, RowAdapter>> = {
    ...workRows(db, places),
    ...annotationRows(db, places),
    ...checkRows(db, places),
    ...editRows(db, places),
    ...againRows(db, places),
    ...settingRows(db, places),
    ...siteRows(db, places),
    ...numbers.adapters,
    ...invoices.adapters,
    ...refunds.adapters,
    ...handovers.adapters,
    ...shops.adapters,
    desks: {
      apply({ desk, name }) {
        nameDesk.run(desk, name)
        return 'done'
      },
    },
  }
  const nameDesk = db.prepare('INSERT OR REPLACE INTO desk_names (desk, name) VALUES (?, ?)')
  // The log says something of it that was not known here: what this desk brought when it joined gives way.
  const yieldField = db.prepare('DELETE FROM outbox WHERE field = ? AND yields = 1 AND n IS NULL')
  // The log has the very row: it need not be said. What is known here was before what this desk brought.
  const yieldRow = db.prepare(
    "DELETE FROM outbox WHERE field = ? AND yields = 1 AND n IS NULL AND body ->> '$.r.id' = ?",
  )
  const completed: Readonly<Record<string, (key: string) => Values | null>> = {
    handovers: handovers.complete,
    easyfatt_numbers: numbers.complete,
    shops: shops.complete,
  }

  const originOf = (row: Values, adapter: RowAdapter, context: RowContext): RowOrigin => {
    const { seq, desk, at, isOwn, isPending } = context
    const field = adapter.field?.(row)
    if (!isOwn && field !== undefined) {
      if (adapter.isKnown?.(row) === true) yieldRow.run(field, row.id)
      else yieldField.run(field)
    }
    const isPendingAt = (name: string): boolean => {
      if (!isOwn) yieldField.run(name)
      return isPending(name)
    }
    return {
      ...{ seq, at, desk: isOwn ? null : desk },
      isPending: field !== undefined && isPending(field),
      isPendingAt,
    }
  }

  return {
    ...waitingRows(db),
    complete({ t, r, k }: SharedRow): SharedRow | null {
      if (r !== null) return { t, r }
      const row = completed[t]?.(k ?? '') ?? null
      return row === null ? null : { t, r: row }
    },
    apply({ t, r }: SharedRow, context: RowContext) {
      const adapter = Object.hasOwn(adapters, t) ? adapters[t] : undefined
      if (adapter === undefined || r === null) return 'unknown'
      const row = typeof r.shop === 'string' ? { ...r, shop: places.shopOf(r.shop) } : r
      return adapter.apply(row, originOf(row, adapter, context))
    },
    refuse({ t, r, k }: SharedRow): void {
      if (t === 'handovers') handovers.refuse(k ?? String(r?.uuid))
      else if (t === 'easyfatt_numbers') numbers.refuse(k ?? '')
      else if (t === 'invoices' && r !== null) invoices.refuse(r)
      else if (t === 'invoice_state' && r !== null) invoices.refuseState(r)
      else if (t === 'refund_register' && r !== null) refunds.refuse(r)
    },
  }
}
