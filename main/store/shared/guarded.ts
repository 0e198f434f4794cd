import type { Sqlite } from '../database.ts'
import type { BegunGuarded } from './desk-record.ts'
import type { OutboxRow, outboxOf } from './outbox.ts'
import type { SharedRow } from './shared-row.ts'

/** What names a row that was begun under a guard. */
interface Named {
  readonly t: string
  readonly name: string
}

function namesIn(rows: readonly OutboxRow[]): readonly Named[] {
  return rows.flatMap(({ body }) => {
    const { t, r, k } = JSON.parse(body) as SharedRow
    const name = k ?? r?.uuid ?? r?.id
    return typeof name === 'string' ? [{ t, name }] : []
  })
}

/** Hand-overs, invoices, numbers and registered refunds that are begun under a guard (R57). */
export function guardedRows(db: Sqlite, outbox: Pick<ReturnType<typeof outboxOf>, 'drop'>) {
  const isClosed = Object.entries({
    handovers: 'SELECT 1 FROM handovers WHERE uuid = ? AND closed_at IS NOT NULL',
    invoices: 'SELECT 1 FROM invoices WHERE uuid = ? AND closed_at IS NOT NULL',
    // A credit note's is closed with it, before the file is there.
    refund_register:
      "SELECT 1 FROM refund_register WHERE id = ? AND closed_at IS NOT NULL AND kind <> 'td04'",
  }).map(([t, sql]) => ({ t, find: db.prepare<[string]>(sql) }))
  const remove: Readonly<Record<string, readonly string[]>> = {
    handovers: [
      ...['handover_again', 'handover_removed', 'handover_orders'].map(
        (table) => `DELETE FROM ${table} WHERE handover_id = (SELECT id FROM handovers WHERE uuid = ?)`,
      ),
      'DELETE FROM handovers WHERE uuid = ?',
    ],
    invoices: [
      // The one that it should have replaced counts again.
      `UPDATE invoices SET replaced_at = NULL WHERE id = (SELECT max(old.id) FROM invoices AS old JOIN invoices AS new
         ON new.number = old.number AND new.kind = old.kind AND new.seller = old.seller AND new.year = old.year
         WHERE new.uuid = ? AND old.id < new.id AND old.taken_back_at IS NULL)`,
      'DELETE FROM invoices WHERE uuid = ?',
    ],
    refund_register: ['DELETE FROM refund_register WHERE id = ?'],
    easyfatt_numbers: [
      `DELETE FROM easyfatt_numbers WHERE seq BETWEEN CAST(substr(?1, 1, instr(?1, '-') - 1) AS INTEGER)
         AND CAST(substr(?1, instr(?1, '-') + 1) AS INTEGER)`,
    ],
    invoice_state: ['UPDATE OR IGNORE invoices SET taken_back_at = NULL WHERE uuid = ?'],
  }
  const removals = new Map(
    Object.entries(remove).map(([t, statements]) => [t, statements.map((sql) => db.prepare<[string]>(sql))]),
  )
  const about = db
    .prepare<[string], number>('SELECT id FROM outbox WHERE n IS NULL AND instr(body, ?) > 0')
    .pluck()
  const unguard = db.prepare('UPDATE outbox SET guarded = 0, advances = 1, n = NULL WHERE id = ?')
  const isWaiting = db.prepare<[string]>(
    `SELECT 1 FROM outbox CROSS JOIN desk WHERE guarded = 1 AND (n IS NULL OR n >= next_n) AND instr(outbox.body, ?) > 0`,
  )
  const uuids: Readonly<Record<BegunGuarded['table'], string>> = {
    handovers: 'SELECT uuid FROM handovers WHERE id = ?',
    invoices: 'SELECT uuid FROM invoices WHERE id = ?',
    refund_register: 'SELECT batch FROM refund_register WHERE batch = ? LIMIT 1',
  }

  return {
    /** What became of what was begun. */
    confirmed({ table, id }: BegunGuarded): 'waiting' | 'confirmed' | 'refused' {
      const uuid = db.prepare<[number | string], string>(uuids[table]).pluck().get(id)
      if (uuid === undefined) return 'refused'
      return isWaiting.get(uuid) === undefined ? 'confirmed' : 'waiting'
    },
    /** As if it had not been begun; what is out already cannot be taken back, and is told all the same. */
    drop(rows: readonly OutboxRow[]): void {
      const named = namesIn(rows)
      const isOut = named.some(({ t, name }) =>
        isClosed.some((one) => one.t === t && one.find.get(name) !== undefined),
      )
      for (const { id } of rows) {
        if (isOut) unguard.run(id)
        else outbox.drop(id)
      }
      if (isOut) return
      for (const { t, name } of named) {
        for (const removal of removals.get(t) ?? []) removal.run(name)
        // What was said of it since; numbers are named by places of this archive, of which nothing more is said.
        if (t !== 'easyfatt_numbers') for (const id of about.all(name)) outbox.drop(id)
      }
    },
  }
}
