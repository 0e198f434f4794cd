import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { asArchiveFailure } from './database.ts'

/** Held while a run works on a shop. */
export interface ShopLock {
  release(): void
}

/**
 * At most one run a shop (R4), also between processes: the window and the task scheduler may start one at the same
 * time. The lock is SQLite's own on a small file, so that the operating system lets it go when a process dies.
 * @throws Failure `archive-unwritable`, `disk-full`
 * @returns null when another process is at work on the shop
 */
export function lockShop(profile: string, shopId: number): ShopLock | null {
  const folder = join(profile, 'locks')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `shop-${shopId}.lock`)
  let db: Database.Database | undefined
  try {
    const opened = new Database(file, { timeout: 0 })
    db = opened
    opened.pragma('locking_mode = EXCLUSIVE')
    opened.exec('BEGIN EXCLUSIVE')
    return { release: () => opened.close() }
  } catch (error) {
    db?.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null
    // A full disk, or a folder that is not ours to write.
    throw asArchiveFailure(error, file)
  }
}
