import { isDeepStrictEqual } from 'node:util'
import Database from 'better-sqlite3'
import type { Archive } from '../../../main/store/archive.ts'
import { columnsOf, recordColumns } from '../../../main/store/order-record.ts'
import { handoverKinds } from '../../../main/words/handover.ts'
import type { Order } from '../../../main/words/order.ts'
import { listOf } from '../archive.ts'

/** What people see at a desk, by names that are the same at all of them. */
export function seenAt(archive: Archive) {
  const { rows } = archive.listOrders(listOf(), 0, 10_000)
  const numbers = new Map(rows.map(({ id, number }) => [id, number]))
  const orders = rows.map(({ id, number }) => {
    const { order, work, ownNote, tags, leftOut, edited, allChecks } = archive.getOrder(id) ?? fail(id)
    const edits = archive.orderEdits(id)
    return {
      ...{ number, order, work, ownNote, tags, leftOut, edited },
      checks: allChecks
        .map(({ reason, content, seenAt }) => `${reason} ${content} ${seenAt === null}`)
        .sort(),
      edits: edits.map(({ path, next, undoneAt, overruledBy }) => ({
        ...{ path, next, undone: undoneAt !== null, overruled: overruledBy !== null },
      })),
    }
  })
  return {
    orders: orders.toSorted((a, b) => (a.number < b.number ? -1 : 1)),
    fresh: handoverKinds.map((kind) =>
      archive
        .listOrders(listOf({ newFor: [kind] }), 0, 10_000)
        .rows.map(({ id }) => numbers.get(id))
        .sort(),
    ),
    invoices: archive
      .listInvoices(null, 1000)
      .map(({ number, orderNumber }) => `${number} ${orderNumber}`)
      .sort(),
    setting: archive.officeSetting(null, 'prova'),
    shops: archive.listShops().map(({ name, cursor, floor, ordersStored, wrongOrders }) => ({
      ...{ name, cursor, floor, ordersStored, wrongOrders },
    })),
    counts: { ...archive.workCounts(), unseen: null },
  }
}

function fail(id: number): never {
  throw new Error(`no order ${id}`)
}

/** What SQLite itself says against an archive, and orders of which lists and searches have something else than they say. */
export function unsound(file: string): readonly unknown[] {
  const db = new Database(file, { readonly: true })
  try {
    const integrity = db.pragma('integrity_check', { simple: true })
    return [
      ...(integrity === 'ok' ? [] : [integrity]),
      ...(db.pragma('foreign_key_check') as unknown[]),
      ...db
        .prepare<[], readonly [string, ...unknown[]]>(
          `SELECT document, ${recordColumns.join(', ')} FROM orders JOIN order_documents ON order_id = orders.id`,
        )
        .raw()
        .all()
        .map(([document, ...columns]) => ({ columns, order: JSON.parse(document) as Order }))
        .filter(({ columns, order }) => !isDeepStrictEqual(columns, columnsOf(order).values)),
    ]
  } finally {
    db.close()
  }
}
