import { asArchiveFailure, openDatabase } from './database.ts'
import { exportQueries } from './export.ts'
import { logQueries } from './log.ts'
import { logWriter } from './log-writer.ts'
import { orderQueries } from './orders.ts'
import { pageQueries } from './pages.ts'
import { runQueries } from './runs.ts'
import { shopQueries } from './shops.ts'

/** The archive, synchronous: what runs in the store's thread (`worker.ts`). Everybody else uses `store.ts`. */
export function openArchive(file: string) {
  const db = openDatabase(file)
  const log = logWriter(db)
  const queries = {
    ...shopQueries(db),
    ...runQueries(db, log),
    ...pageQueries(db, log),
    ...logQueries(db),
    ...orderQueries(db),
    ...exportQueries(db),
  }
  return {
    ...guarded(queries, file),
    /** Folds the write-ahead log into the file and closes it. */
    close: (): void => {
      db.pragma('wal_checkpoint(TRUNCATE)')
      db.close()
    },
  }
}

export type Archive = ReturnType<typeof openArchive>

/** Every query's SQLite errors become failures in the operator's terms. */
function guarded<Queries extends Record<string, (...args: never[]) => unknown>>(
  queries: Queries,
  file: string,
): Queries {
  const wrap =
    (query: (...args: never[]) => unknown) =>
    (...args: never[]) => {
      try {
        return query(...args)
      } catch (error) {
        throw asArchiveFailure(error, file)
      }
    }
  return Object.fromEntries(Object.entries(queries).map(([name, query]) => [name, wrap(query)])) as Queries
}
