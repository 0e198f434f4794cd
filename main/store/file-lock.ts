import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { Failure, failure } from '../words/failure.ts'
import { asArchiveFailure } from './database.ts'
import { privateFolder } from './private-file.ts'

/** Held until it is released, or the process dies. */
export interface FileLock {
  release(): void
}

/**
 * A lock between processes: SQLite's own on a small file, which the operating system lets go when a process dies. Nothing
 * is kept in the file; one with garbage in it is made anew, what stands in the place of its folder is put aside.
 * @param how `shared` by all who say so, or `alone`
 * @param waitMs how long to wait for others
 * @throws Failure `archive-locked`, `archive-unwritable`, `disk-full`
 */
export function lockFile(file: string, how: 'shared' | 'alone', waitMs: number): FileLock {
  let db: Database.Database | undefined
  try {
    makeRoom(dirname(file))
    const opened = new Database(file, { timeout: waitMs })
    db = opened
    if (how === 'alone') opened.exec('BEGIN EXCLUSIVE')
    else {
      opened.exec('BEGIN')
      opened.prepare('SELECT count(*) FROM sqlite_schema').get()
    }
    return { release: () => opened.close() }
  } catch (error) {
    db?.close()
    const known = asArchiveFailure(error, file)
    if (known instanceof Failure && known.value.code === 'archive-damaged' && existsSync(file)) {
      rmSync(file)
      return lockFile(file, how, waitMs)
    }
    throw known instanceof Failure ? known : failure('archive-unwritable', { file }, error)
  }
}

function makeRoom(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isFile()) renameSync(folder, `${folder}-put-aside`)
  privateFolder(folder)
}
