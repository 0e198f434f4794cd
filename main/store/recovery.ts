import { constants, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { Failure, failure } from '../words/failure.ts'
import type { Instant } from '../words/order.ts'
import { isSound, sizeOf, syncFile, syncFolder } from './backup.ts'
import { backupFolder, backupName, listBackups, stampOf } from './backup-files.ts'
import { archiveVersion, asArchiveFailure } from './database.ts'
import { renamePatiently } from './patient-rename.ts'

/** What was done about an archive that was damaged or gone; the operator is told (R34). */
export interface Recovery {
  readonly problem: 'damaged' | 'missing'
  readonly at: Instant
  /** The damaged file, where it now is; null when there was none. */
  readonly keptAside: string | null
  /** From when the copy is that took its place; null: there was none, the archive begins anew. */
  readonly backupAt: Instant | null
}

/** Whether a failure says that the file itself is bad, as against locked, full or not ours to write. */
export function isDamage(error: unknown): error is Failure {
  return (
    error instanceof Failure &&
    (error.value.code === 'archive-damaged' || error.value.code === 'archive-missing')
  )
}

/**
 * An archive that is not there, or empty, in a profile that has had one.
 * @throws Failure `archive-missing`
 */
export function refuseMissing(archive: string): void {
  if (archive === ':memory:' || sizeOf(archive) > 0) return
  // A program that died before it had written anything leaves an empty file: nothing is lost then.
  if (listBackups(archive).length > 0 || hasCredentials(archive))
    throw failure('archive-missing', { file: archive })
}

/** Shops whose keys are there were in an archive. */
function hasCredentials(archive: string): boolean {
  const file = join(dirname(archive), 'credentials.json')
  try {
    const saved: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return typeof saved === 'object' && saved !== null && Object.keys(saved).length > 0
  } catch (error) {
    if (error instanceof SyntaxError) return true
    if (error instanceof Error && 'code' in error) return false
    throw error
  }
}

/**
 * Puts the damaged file aside and the newest copy in its place that is sound and opens; without one the archive begins
 * anew. Nothing is deleted. Killed at any moment, the next start finds an archive that is missing and goes on from
 * there. Call it alone (`whileAlone`).
 * @param opens whether the archive can be used now; SQLite's own check does not find all that it may lack
 * @throws Failure `archive-locked`, `archive-unwritable`, `disk-full`
 */
export function recover(
  archive: string,
  problem: Recovery['problem'],
  now: Date,
  opens: (archive: string) => boolean,
): Recovery {
  const at = now.toISOString()
  const keptAside = moveAway(archive, join(dirname(archive), `archive-damaged-${stampOf(now)}.sqlite`))
  for (const copy of listBackups(archive)) {
    const file = join(backupFolder(archive), copy.name)
    if (!isUsable(file)) continue
    putInPlace(file, archive)
    if (opens(archive)) return { problem, at, keptAside, backupAt: copy.at }
    // The copy itself stays where it was.
    for (const end of ['-wal', '-shm', '']) rmSync(archive + end, { force: true })
  }
  return { problem, at, keptAside, backupAt: null }
}

/**
 * Puts a copy in the archive's place; the archive that was there becomes a copy itself. Call it alone and with the
 * archive closed.
 * @returns the file of the archive that was there
 * @throws Failure `backup-damaged`, `archive-newer`, `archive-unwritable`, `disk-full`; the archive is as it was then
 */
export function restore(archive: string, name: string, now: Date): string {
  const file = join(backupFolder(archive), name)
  refuseUnusable(file, name)
  const replaced = join(backupFolder(archive), backupName(now, 'restore'))
  moveAway(archive, replaced)
  try {
    putInPlace(file, archive)
  } catch (error) {
    moveAway(replaced, archive)
    throw error
  }
  return replaced
}

function isUsable(file: string): boolean {
  try {
    refuseUnusable(file, basename(file))
    return true
  } catch (error) {
    // A copy that cannot be used is passed over, whatever it is: an older one may be good.
    if (error instanceof Failure) return false
    throw error
  }
}

/** @throws Failure `backup-damaged`, `archive-newer` */
function refuseUnusable(file: string, name: string): void {
  let db: Database.Database | undefined
  try {
    if (sizeOf(file) === 0) throw failure('backup-damaged', { name })
    db = new Database(file, { readonly: true, fileMustExist: true })
    const version = db.pragma('user_version', { simple: true }) as number
    if (version > archiveVersion)
      throw failure('archive-newer', { file, found: version, known: archiveVersion })
    if (version < 1 || !isSound(db)) throw failure('backup-damaged', { name })
  } catch (error) {
    if (error instanceof Failure) throw error
    throw failure('backup-damaged', { name }, error)
  } finally {
    db?.close()
  }
}

/** With what SQLite keeps beside it. @returns where the file now is, null when there was none */
function moveAway(from: string, to: string): string | null {
  try {
    mkdirSync(dirname(to), { recursive: true })
    const moved = existsSync(from)
    // The log first: a file without its log can be read, a log without its file cannot.
    for (const end of ['-wal', '-shm', '-journal', ''])
      if (existsSync(from + end)) renamePatiently(from + end, to + end)
    syncFolder(dirname(from))
    return moved ? to : null
  } catch (error) {
    throw asFileFailure(error, from)
  }
}

function putInPlace(copy: string, archive: string): void {
  const half = `${archive}.part`
  try {
    copyFileSync(copy, half, constants.COPYFILE_FICLONE)
    syncFile(half)
    renamePatiently(half, archive)
    syncFolder(dirname(archive))
  } catch (error) {
    rmSync(half, { force: true })
    throw asFileFailure(error, archive)
  }
}

function asFileFailure(error: unknown, file: string): unknown {
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return failure('disk-full', { file }, error)
    case 'EBUSY':
      return failure('archive-locked', { file }, error)
    case 'EPERM':
    case 'EACCES':
    case 'EROFS':
    case 'EIO':
      return failure('archive-unwritable', { file }, error)
    default:
      return asArchiveFailure(error, file)
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
