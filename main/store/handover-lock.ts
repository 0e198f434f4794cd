import { join } from 'node:path'
import { Failure } from '../words/failure.ts'
import { type FileLock, lockFile } from './file-lock.ts'

/** To settle takes a moment; a file of gigabytes that was half begun takes seconds to be read. */
const waitMs = 5_000

/**
 * Held by whoever hands orders over, in any process (R41).
 * @throws Failure `archive-locked`, `archive-unwritable`, `disk-full`
 */
export function lockHandovers(profile: string): FileLock {
  return lockFile(lockOf(profile), 'shared', waitMs)
}

/** Held by whoever settles what was left begun. @returns null while somebody is handing over */
export function lockUnsettled(profile: string): FileLock | null {
  try {
    return lockFile(lockOf(profile), 'alone', 0)
  } catch (error) {
    if (error instanceof Failure && error.value.code === 'archive-locked') return null
    throw error
  }
}

function lockOf(profile: string): string {
  return join(profile, 'locks', 'handovers.lock')
}
