import { renameSync } from 'node:fs'

/** On Windows an antivirus program, or a search service, holds a new file for a moment. */
export const renamePausesMs = [50, 200, 750]
const held: ReadonlySet<unknown> = new Set(['EBUSY', 'EPERM', 'EACCES'])

/**
 * Renames a file, and is patient with whoever holds it just now. Blocks for a second at most: for small files, and for
 * threads that may wait.
 * @throws what renaming throws
 */
export function renamePatiently(from: string, to: string, rename: typeof renameSync = renameSync): void {
  for (const pause of [...renamePausesMs, null]) {
    try {
      rename(from, to)
      return
    } catch (error) {
      if (pause === null || !held.has((error as NodeJS.ErrnoException).code)) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause)
    }
  }
}
