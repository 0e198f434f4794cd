import { join } from 'node:path'
import { Failure } from '../words/failure.ts'
import { type FileLock, lockFile } from './file-lock.ts'

/**
 * At most one process a profile speaks for its desk (R55): what it sends is counted, and goes out in one order.
 * @throws Failure `archive-unwritable`, `disk-full`
 * @returns null when another process does
 */
export function lockDesk(profile: string): FileLock | null {
  try {
    return lockFile(join(profile, 'locks', 'desk.lock'), 'alone', 0)
  } catch (error) {
    if (error instanceof Failure && error.value.code === 'archive-locked') return null
    throw error
  }
}
