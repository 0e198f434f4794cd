import type { Sqlite } from '../database.ts'
import type { BegunGuarded } from './desk-record.ts'
import type { OutboxRow, outboxOf } from './outbox.ts'
import type { SharedRow, SharedRows } from './shared-row.ts'

/** What names a row everywhere; numbers are named by their places here. */
function nameOf({ t, r, k }: SharedRow): string | null {
  const name = k ?? r?.uuid ?? r?.id
  return typeof name === 'string' && t !== 'easyfatt_numbers' ? name : null
}

/** Hand-overs, invoices, numbers and registered refunds that are begun under a guard (R57). */
export function guardedRows(db: Sqlite, rows: SharedRows, outbox: Pick<ReturnType<typeof outboxOf>, 'drop'>) {
  const isClosed = Object.entries({
    handovers: 'SELECT 1 FROM handovers WHERE uuid = ? AND closed_at IS NOT NULL',
    invoices: 'SELECT 1 FROM invoices WHERE uuid = ? AND closed_at IS NOT NULL',
    // A credit note's is closed with it, before the file is there.
    refund_register:
      "SELECT 1 FROM refund_register WHERE id = ? AND closed_at IS NOT NULL AND kind <> 'td04'",
  }).map(([t, sql]) => ({ t, find: db.prepare<[string]>(sql) }))
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
    drop(refused: readonly OutboxRow[]): void {
      const said = refused.map(({ body }) => JSON.parse(body) as SharedRow)
      const isOut = said.some((row) => {
        const name = nameOf(row)
        return name !== null && isClosed.some(({ t, find }) => t === row.t && find.get(name) !== undefined)
      })
      for (const { id } of refused) {
        if (isOut) unguard.run(id)
        else outbox.drop(id)
      }
      if (isOut) return
      for (const row of said) {
        rows.refuse(row)
        const name = nameOf(row)
        // What was said of it since.
        for (const id of name === null ? [] : about.all(name)) outbox.drop(id)
      }
    },
  }
}
