import { dirname, join } from 'node:path'
import { Failure } from '../words/failure.ts'
import { type FileLock, lockFile } from './file-lock.ts'

/** An archive is put aside and restored in less; then whoever waits may go on. */
const waitMs = 20_000
/** Who has the archive open does not close it just now. */
const patienceMs = 2_000

/**
 * Says that the archive is in use, so that nobody moves it away: files of SQLite that are renamed under an open
 * connection end up damaged.
 * @throws Failure `archive-locked` while another process restores the archive, `archive-unwritable`
 */
export function joinArchive(file: string): FileLock {
  return file === ':memory:' ? { release: () => undefined } : lockFile(lockOf(file), 'shared', waitMs)
}

/**
 * The same for who only reads: where no lock can be made, nobody can move the archive either.
 * @throws Failure `archive-locked` while another process restores the archive
 */
export function joinToRead(file: string): FileLock {
  try {
    return joinArchive(file)
  } catch (error) {
    if (!(error instanceof Failure && error.value.code === 'archive-unwritable')) throw error
    return { release: () => undefined }
  }
}

/**
 * Does what may be done only while nobody has the archive open.
 * @throws Failure `archive-locked` when somebody has
 */
export function whileAlone<Result>(file: string, work: () => Result): Result {
  const alone = lockFile(lockOf(file), 'alone', patienceMs)
  try {
    return work()
  } finally {
    alone.release()
  }
}

function lockOf(archive: string): string {
  return join(dirname(archive), 'locks', 'archive.lock')
}
