import { join } from 'node:path'
import Database from 'better-sqlite3'
import { failure } from '../failure.ts'
import { type Archive, openArchive } from './archive.ts'
import { isSound, makeBackup, sizeOf } from './backup.ts'
import { type BackupFile, backupFolder, listBackups } from './backup-files.ts'
import { asArchiveFailure, needsMigration } from './database.ts'
import { joinArchive, type Presence, whileAlone } from './presence.ts'
import { isDamage, type Recovery, recover, refuseMissing, restore } from './recovery.ts'

/** A copy as the operator sees it. */
export interface BackupView extends BackupFile {
  /** Orders in it; null when it cannot be read. */
  readonly orders: number | null
}

/** What the store offers besides the archive's own queries: how it was found, and its copies. */
export interface Keeping {
  /** What had to be done to open the archive; null: nothing. `unclean`: the program was not closed the last time. */
  opening(): { readonly recovery: Recovery | null; readonly unclean: boolean }
  archiveBytes(): number
  countOrders(): number
  listBackups(): BackupView[]
  /** @throws Failure `backup-damaged`, `archive-newer`, `archive-locked`, `archive-unwritable`, `disk-full` */
  restoreBackup(name: string): void
  /** Looks whether the archive really is damaged, and recovers it. @returns null when it is sound */
  recoverIfDamaged(): Recovery | null
  close(): void
}

export type KeptArchive = Omit<Archive, 'close'> & Keeping

/**
 * Opens the archive and keeps it whole: copied before a migration, put aside and restored from the newest copy when
 * it is damaged or gone (R34). Answers a function that finds a query of the archive as it now is.
 * @throws Failure as `openDatabase` does, `archive-locked` when it is damaged and somebody else has it open
 */
export async function openKeptArchive(
  file: string,
): Promise<<Name extends keyof KeptArchive>(name: Name) => KeptArchive[Name]> {
  const unclean = sizeOf(`${file}-wal`) > 0
  let recovery: Recovery | null = null
  let presence: Presence = { release: () => undefined }
  let doubts = 0

  const open = (): Archive => {
    presence = joinArchive(file)
    try {
      refuseMissing(file)
      return openArchive(file)
    } catch (error) {
      presence.release()
      throw error
    }
  }
  const openOrRecover = (): Archive => {
    try {
      return open()
    } catch (error) {
      if (!isDamage(error)) throw error
      recovery = whileAlone(file, () => recoverUnlessDone(file))
      presence = joinArchive(file)
      return openArchive(file)
    }
  }

  await backupBeforeMigration(file)
  let archive = openOrRecover()

  /** The archive is closed for the work, and opened again whatever becomes of it. */
  const closedFor = <Result>(work: () => Result): Result => {
    closeQuietly(archive)
    presence.release()
    try {
      return whileAlone(file, work)
    } finally {
      archive = openOrRecover()
    }
  }

  const keeping: Keeping = {
    opening: () => ({ recovery, unclean }),
    countOrders: () => ordersIn(file) ?? 0,
    archiveBytes: () => sizeOf(file) + sizeOf(`${file}-wal`),
    listBackups: () =>
      listBackups(file).map((backup) => ({
        ...backup,
        orders: ordersIn(join(backupFolder(file), backup.name)),
      })),
    restoreBackup: (name) => {
      if (!listBackups(file).some((backup) => backup.name === name)) throw failure('backup-damaged', { name })
      closedFor(() => restore(file, name, new Date()))
    },
    recoverIfDamaged: () => {
      doubts += 1
      return closedFor(() => {
        // What says twice that it is damaged is, whatever the check finds: part of it is beyond the check.
        if (doubts < 2 && isSoundFile(file)) return null
        doubts = 0
        return recover(file, 'damaged', new Date())
      })
    },
    close: () => {
      try {
        archive.close()
      } finally {
        presence.release()
      }
    },
  }
  return (name) =>
    (Object.hasOwn(keeping, name) ? { ...archive, ...keeping } : { ...keeping, ...archive })[name]
}

async function backupBeforeMigration(file: string): Promise<void> {
  try {
    if (!needsMigration(file)) return
    await makeBackup({ archive: file, reason: 'migration', at: new Date(), isCancelled: () => false })
  } catch (error) {
    // Opening it finds the damage, and what to do.
    if (!isDamage(error)) throw error
  }
}

/** Another process may have done it while this one waited to be alone. */
function recoverUnlessDone(file: string): Recovery | null {
  let damage: unknown = null
  try {
    refuseMissing(file)
    openArchive(file).close()
    return null
  } catch (error) {
    if (!isDamage(error)) throw error
    damage = error
  }
  const missing = isMissing(damage)
  return recover(file, missing ? 'missing' : 'damaged', new Date())
}

function isMissing(error: unknown): boolean {
  return isDamage(error) && error instanceof Error && error.message === 'archive-missing'
}

function isSoundFile(file: string): boolean {
  try {
    const db = new Database(file, { readonly: true, fileMustExist: true })
    try {
      return isSound(db)
    } finally {
      db.close()
    }
  } catch (error) {
    if (isDamage(asArchiveFailure(error, file))) return false
    throw error
  }
}

/** A damaged archive may not even let itself be closed in order. */
function closeQuietly(archive: Archive): void {
  try {
    archive.close()
  } catch (error) {
    if (!(error instanceof Error)) throw error
  }
}

function ordersIn(file: string): number | null {
  try {
    const db = new Database(file, { readonly: true, fileMustExist: true })
    try {
      return (
        db
          .prepare<[], { orders: number }>('SELECT coalesce(sum(orders_stored), 0) AS orders FROM shops')
          .get()?.orders ?? null
      )
    } finally {
      db.close()
    }
  } catch (error) {
    if (error instanceof Database.SqliteError) return null
    throw error
  }
}
