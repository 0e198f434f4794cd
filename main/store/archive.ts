import { Failure, failure } from '../words/failure.ts'
import { annotationQueries } from './annotations.ts'
import { checkQueries } from './checks.ts'
import { completenessQueries } from './completeness.ts'
import { asArchiveFailure, busyMs, openDatabase, openReadOnly, openToRead, type Sqlite } from './database.ts'
import { easyfattNumberQueries } from './easyfatt-numbers.ts'
import { editQueries } from './edits.ts'
import { exportQueries } from './export.ts'
import { givenNumberQueries } from './given-numbers.ts'
import { handoverQueries } from './handovers.ts'
import { invoiceQueries } from './invoices.ts'
import { logQueries } from './log.ts'
import { logWriter } from './log-writer.ts'
import { mergeRunQueries } from './merge-runs.ts'
import { missingQueries } from './missing.ts'
import { officeSettingQueries } from './office-settings.ts'
import { orderQueries } from './orders.ts'
import { pendingAlertQueries } from './pending-alerts.ts'
import { pullQueries } from './pulls.ts'
import { refundDateQueries } from './refund-dates.ts'
import { refundRegisterQueries } from './refund-register.ts'
import { refundQueries } from './refunds.ts'
import { rereadQueries } from './rereads.ts'
import { runQueries } from './runs.ts'
import { salesQueries } from './sales.ts'
import { savePageQueries } from './save-page.ts'
import { savedSearchQueries } from './saved-searches.ts'
import { searchQueries } from './search.ts'
import { compareQueries } from './shared/compare.ts'
import { deskQueries } from './shared/desk-queries.ts'
import { saidQueries } from './shared/outbox-bell.ts'
import { sharedRows } from './shared/rows.ts'
import { sharedWriter } from './shared/writer.ts'
import { shopWarningQueries } from './shop-warnings.ts'
import { shopQueries } from './shops.ts'
import { skippedQueries } from './skipped.ts'
import { takingsQueries } from './takings.ts'
import { workQueries } from './work.ts'
import { wrongQueries } from './wrong.ts'

/**
 * The archive, synchronous: what runs in the store's thread (`worker.ts`). Everybody else uses `store.ts`.
 * @param access `read` where nothing can be written: whatever would write throws `archive-unwritable`
 */
export function openArchive(file: string, access: 'write' | 'read' = 'write') {
  const db = access === 'read' ? openReadOnly(file) : openDatabase(file)
  const queries = prepare(db, file)
  return {
    ...guarded(queries, file),
    /** Another number whenever another process has written. */
    writtenByOthers: (): number => db.pragma('data_version', { simple: true }) as number,
    /**
     * Folds the write-ahead log into the file, unless somebody reads or writes just now: a program that then ends without a
     * word, as at a log-off, has left nothing that the next start must look into.
     */
    fold: (): void => {
      db.pragma('busy_timeout = 0')
      try {
        db.pragma('wal_checkpoint(TRUNCATE)')
      } catch (error) {
        if (!isBusy(error)) throw asArchiveFailure(error, file)
      } finally {
        db.pragma(`busy_timeout = ${busyMs}`)
      }
    },
    /**
     * Folds the write-ahead log into the file and closes it. The last to do so leaves a file without a log's mark: such a
     * one can be read where nothing can be written beside it.
     */
    close: (): void => {
      try {
        if (access === 'write') foldLog(db)
      } catch (error) {
        throw asArchiveFailure(error, file)
      } finally {
        db.close()
      }
    },
  }
}

function foldLog(db: Sqlite): void {
  db.pragma('wal_checkpoint(TRUNCATE)')
  try {
    db.pragma('journal_mode = DELETE')
  } catch (error) {
    // Others have it open.
    if (!isBusy(error)) throw error
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY'
}

export type Archive = ReturnType<typeof openArchive>

/** The archive for searches only, beside the one that writes; what that one has committed is seen at once. */
export function openReader(file: string) {
  const db = openToRead(file)
  const queries = {
    ...searchQueries(db),
    ...exportQueries(db),
    ...easyfattNumberQueries(db),
    ...takingsQueries(db),
  }
  return { ...guarded(queries, file), close: (): void => void db.close() }
}

export type Reader = ReturnType<typeof openReader>

function prepare(db: Sqlite, file: string) {
  try {
    const log = logWriter(db)
    const shared = sharedWriter(db)
    const { storePage, storeOrders, ...pages } = savePageQueries(db, log, shared)
    const { annul, ...runs } = runQueries(db, log, shared)
    const { takeBackElsewhere, ...wrong } = wrongQueries(db, log, shared)
    const warnings = shopWarningQueries(db, shared)
    const acts = {
      runs: { ...runs, annul },
      wrong: { ...wrong, takeBackElsewhere },
      warnings,
      storePage,
      storeOrders,
    }
    return {
      ...shopQueries(db),
      ...warnings,
      ...runs,
      ...mergeRunQueries(db),
      ...pages,
      ...logQueries(db),
      ...skippedQueries(db),
      ...orderQueries(db),
      ...searchQueries(db),
      ...savedSearchQueries(db),
      ...exportQueries(db),
      ...easyfattNumberQueries(db),
      ...givenNumberQueries(db),
      ...takingsQueries(db),
      ...editQueries(db),
      ...rereadQueries(db),
      ...salesQueries(db),
      ...workQueries(db),
      ...checkQueries(db),
      ...annotationQueries(db),
      ...handoverQueries(db),
      ...pullQueries(db),
      ...wrong,
      ...missingQueries(db),
      ...officeSettingQueries(db),
      ...refundQueries(db),
      ...refundDateQueries(db),
      ...refundRegisterQueries(db),
      ...invoiceQueries(db),
      ...completenessQueries(db),
      ...pendingAlertQueries(db),
      ...saidQueries(db),
      ...deskQueries(db, shared, sharedRows(db), acts),
      ...compareQueries(db),
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
