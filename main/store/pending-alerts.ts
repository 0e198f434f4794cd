import type { NewAlert } from '../words/alert.ts'
import { type Sqlite, writing } from './database.ts'

/** What a migration has left for the operator to be told. */
export function pendingAlertQueries(db: Sqlite) {
  const all = db.prepare<[], { id: number; alert: string }>(
    'SELECT id, alert FROM pending_alerts ORDER BY id',
  )
  const remove = db.prepare('DELETE FROM pending_alerts WHERE id = ?')
  return {
    pendingAlerts: () => all.all().map(({ id, alert }) => ({ id, alert: JSON.parse(alert) as NewAlert })),
    /** They have been raised, and are kept elsewhere. */
    forgetPendingAlerts: writing(db, (ids: readonly number[]): void => {
      for (const id of ids) remove.run(id)
    }),
  }
}
