import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { BackupView } from '../words/backups.ts'
import { Failure, failure } from '../words/failure.ts'
import { type Archive, openArchive } from './archive.ts'
import { joinArchive, joinToRead, whileAlone } from './archive-lock.ts'
import { isSound, makeBackup, sizeOf } from './backup.ts'
import { backupFolder, listBackups } from './backup-files.ts'
import { asArchiveFailure, needsMigration, refuseUnwritable } from './database.ts'
import type { FileLock } from './file-lock.ts'
import { givenNumbersOf } from './given-numbers.ts'
import { isDamage, type Recovery, recover, refuseMissing, restore } from './recovery.ts'
import { outboxBell } from './shared/outbox-bell.ts'

/** How the archive was found when it was opened. */
export interface Opening {
  /** What had to be done to open it; null: nothing. */
  readonly recovery: Recovery | null
  /** The program was not closed the last time. */
  readonly unclean: boolean
  /** The archive's file, where nothing can be written: it can be searched and exported, and nothing else. */
  readonly readOnly: string | null
}

/** What the store offers besides the archive's own queries: how it was found, and its copies. */
export interface Keeping {
  opening(): Opening
  archiveBytes(): number
  countOrders(): number
  listBackups(): BackupView[]
  /** @throws Failure `backup-damaged`, `archive-newer`, `archive-locked`, `archive-unwritable`, `disk-full` */
  restoreBackup(name: string): void
  /** Looks whether the archive really is damaged, and recovers it. @returns null when it is sound */
  recoverIfDamaged(): Recovery | null
  /** Resolves once there is more for other desks than at that number of the outbox (R55), whoever has written it. */
  outboxGrown(after: number): Promise<number>
  /** To be called after whatever may have written: whoever waits for {@link outboxGrown} is told at once. */
  lookAtOutbox(): void
  close(): void
}

export type KeptArchive = Omit<Archive, 'close'> & Keeping

/**
 * Opens the archive and keeps it whole: copied before a migration, put aside and restored from the newest copy when
 * it is damaged or gone (R34). Its queries are those of the archive that is in its place when they are called.
 * @param onMigrating told before an archive of an earlier version is brought up to date, which may take minutes
 * @throws Failure as `openDatabase` does, `archive-locked` when it is damaged and somebody else has it open
 */
export async function openKeptArchive(
  file: string,
  onMigrating: () => void = () => undefined,
): Promise<KeptArchive> {
  const unclean = sizeOf(`${file}-wal`) > 0
  let recovery: Recovery | null = null
  let lock: FileLock = { release: () => undefined }
  let readOnly: string | null = null
  let doubts = 0

  const open = (): Archive => {
    lock = joinArchive(file)
    try {
      refuseMissing(file)
      return openArchive(file)
    } catch (error) {
      lock.release()
      throw error
    }
  }
  const openOrRecover = (): Archive => {
    try {
      return open()
    } catch (error) {
      if (isUnwritable(error) && sizeOf(file) > 0) {
        const opened = openArchive(file, 'read')
        lock = joinToRead(file)
        readOnly = file
        return opened
      }
      if (!isDamage(error)) throw error
      recovery = whileAlone(file, () => recoverUnlessDone(file))
      lock = joinArchive(file)
      return noteRecovery(openArchive(file), recovery)
    }
  }

  await backupBeforeMigration(file, onMigrating)
  let archive = openOrRecover()

  /** The archive is closed for the work, and opened again whatever becomes of it. */
  const closedFor = <Result>(work: () => Result): Result => {
    closeQuietly(archive)
    lock.release()
    try {
      return whileAlone(file, work)
    } finally {
      archive = openOrRecover()
    }
  }

  const bell = outboxBell(() => archive.lastSaid())
  const keeping: Keeping = {
    opening: () => ({ recovery, unclean, readOnly }),
    countOrders: () => ordersIn(file) ?? 0,
    archiveBytes: () => sizeOf(file) + sizeOf(`${file}-wal`),
    listBackups: () =>
      listBackups(file).map((backup) => ({
        ...backup,
        orders: ordersIn(join(backupFolder(file), backup.name)),
      })),
    restoreBackup: (name) => {
      const copy = listBackups(file).find((backup) => backup.name === name)
      if (copy === undefined) throw failure('backup-damaged', { name })
      const now = new Date()
      const replaced = closedFor(() => restore(file, name, now))
      archive.noteUnknownHandovers(copy.at, now.toISOString())
      takeNumbers(archive, replaced)
      stopAsOlder(archive)
    },
    recoverIfDamaged: () => {
      doubts += 1
      const done = closedFor(() => {
        // What says twice that it is damaged is, whatever the check finds: part of it is beyond the check.
        if (doubts < 2 && isSoundFile(file)) return null
        doubts = 0
        return recover(file, 'damaged', new Date(), opensWell)
      })
      noteRecovery(archive, done)
      return done
    },
    outboxGrown: bell.grown,
    lookAtOutbox: bell.look,
    close: () => {
      bell.close()
      try {
        archive.close()
      } finally {
        lock.release()
      }
    },
  }
  return new Proxy(keeping as KeptArchive, {
    get: (_, name) => Reflect.get(keeping, name) ?? Reflect.get(archive, name),
  })
}

/** What went out after the copy that has taken the archive's place is not known (R41). */
function noteRecovery(archive: Archive, recovery: Recovery | null): Archive {
  if (recovery !== null && recovery.backupAt !== null) {
    archive.noteUnknownHandovers(recovery.backupAt, recovery.at)
    if (recovery.keptAside !== null) takeNumbers(archive, recovery.keptAside)
    stopAsOlder(archive)
  }
  return archive
}

/** An older copy must not go on as the desk that it was: it would count its facts once more (R55). */
function stopAsOlder(archive: Archive): void {
  if (archive.desk() !== null) archive.stopDesk({ code: 'archive-went-back', params: {} })
}

/** As which Easyfatt knows the orders that went out after the copy (R45). */
function takeNumbers(archive: Archive, replaced: string): void {
  for (const numbers of givenNumbersOf(replaced)) archive.takeGivenNumbers(numbers)
}

function isUnwritable(error: unknown): boolean {
  return error instanceof Failure && error.value.code === 'archive-unwritable'
}

async function backupBeforeMigration(file: string, onMigrating: () => void): Promise<void> {
  try {
    if (!needsMigration(file)) return
    refuseUnwritable(file)
    onMigrating()
    await makeBackup({ archive: file, reason: 'migration', at: new Date(), isCancelled: () => false })
  } catch (error) {
    // Opening it finds the damage, and what to do.
    if (!isDamage(error)) throw error
  }
}

/** Another process may have done it while this one waited to be alone. */
function recoverUnlessDone(file: string): Recovery | null {
  try {
    refuseMissing(file)
    openArchive(file).close()
    return null
  } catch (error) {
    if (!isDamage(error)) throw error
    return recover(
      file,
      error.value.code === 'archive-missing' ? 'missing' : 'damaged',
      new Date(),
      opensWell,
    )
  }
}

/** Whether an archive opens and gives what every start asks of it. */
function opensWell(file: string): boolean {
  let archive: Archive | null = null
  try {
    archive = openArchive(file)
    archive.listShops()
    archive.unfinishedRuns()
    archive.pendingAlerts()
    return true
  } catch (error) {
    if (isDamage(error)) return false
    throw error
  } finally {
    if (archive) closeQuietly(archive)
  }
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
