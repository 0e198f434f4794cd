import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'

/** Held while a run works on a shop. */
export interface ShopLock {
  release(): void
}

/**
 * At most one run a shop (R4), also between processes: the window and the task scheduler may start one at the same
 * time. The lock is SQLite's own on a small file, so that the operating system lets it go when a process dies.
 * @returns null when another process is at work on the shop
 */
export function lockShop(profile: string, shopId: number): ShopLock | null {
  const folder = join(profile, 'locks')
  mkdirSync(folder, { recursive: true })
  const db = new Database(join(folder, `shop-${shopId}.lock`), { timeout: 0 })
  try {
    db.pragma('locking_mode = EXCLUSIVE')
    db.exec('BEGIN EXCLUSIVE')
    return { release: () => db.close() }
  } catch (error) {
    db.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null
    throw error
  }
}
