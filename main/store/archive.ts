import { Failure, failure } from '../failure.ts'
import { comparisonQueries } from './comparisons.ts'
import { asArchiveFailure, openDatabase, openToRead, type Sqlite } from './database.ts'
import { editQueries } from './edits.ts'
import { exportQueries } from './export.ts'
import { logQueries } from './log.ts'
import { logWriter } from './log-writer.ts'
import { missingQueries } from './missing.ts'
import { orderQueries } from './orders.ts'
import { pageQueries } from './pages.ts'
import { runQueries } from './runs.ts'
import { savedSearchQueries } from './saved-searches.ts'
import { searchQueries } from './search.ts'
import { blockQueries } from './search-blocks.ts'
import { shopQueries } from './shops.ts'
import { wrongQueries } from './wrong.ts'

/** The archive, synchronous: what runs in the store's thread (`worker.ts`). Everybody else uses `store.ts`. */
export function openArchive(file: string) {
  const db = openDatabase(file)
  const queries = prepare(db, file)
  return {
    ...guarded(queries, file),
    /** Folds the write-ahead log into the file and closes it. */
    close: (): void => {
      try {
        db.pragma('wal_checkpoint(TRUNCATE)')
      } catch (error) {
        throw asArchiveFailure(error, file)
      } finally {
        db.close()
      }
    },
  }
}

export type Archive = ReturnType<typeof openArchive>

/** The archive for searches only, beside the one that writes; what that one has committed is seen at once. */
export function openReader(file: string) {
  const db = openToRead(file)
  const queries = { ...searchQueries(db), ...exportQueries(db) }
  return { ...guarded(queries, file), close: (): void => void db.close() }
}

export type Reader = ReturnType<typeof openReader>

function prepare(db: Sqlite, file: string) {
  try {
    const log = logWriter(db)
    return {
      ...shopQueries(db),
      ...runQueries(db, log),
      ...pageQueries(db, log),
      ...logQueries(db),
      ...orderQueries(db),
      ...searchQueries(db),
      ...blockQueries(db),
      ...savedSearchQueries(db),
      ...exportQueries(db),
      ...editQueries(db),
      ...wrongQueries(db, log),
      ...missingQueries(db),
      ...comparisonQueries(db),
    }
  } catch (error) {
    db.close()
    const known = asArchiveFailure(error, file)
    if (known instanceof Failure) throw known
    // Of the right version, but without the tables of that version: somebody else's file, or damaged.
    throw failure('archive-damaged', { file }, error)
  }
}

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
