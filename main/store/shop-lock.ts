import { join } from 'node:path'
import { Failure } from '../words/failure.ts'
import { type FileLock, lockFile } from './file-lock.ts'

/**
 * At most one run a shop (R4), also between processes: the window and the task scheduler may start one at the same
 * time.
 * @throws Failure `archive-unwritable`, `disk-full`
 * @returns null when another process is at work on the shop
 */
export function lockShop(profile: string, shopId: number): FileLock | null {
  try {
    return lockFile(join(profile, 'locks', `shop-${shopId}.lock`), 'alone', 0)
  } catch (error) {
    if (error instanceof Failure && error.value.code === 'archive-locked') return null
    throw error
  }
}
