import { closeSync, openSync, writeSync } from 'node:fs'
import Database from 'better-sqlite3'

/** What a failing disk does to an archive that is open: every page but the first is rubbish. */
export function spoilArchive(archive: string): void {
  const db = new Database(archive)
  // A change of somebody else's: what was held in memory counts no more, and is read again.
  db.exec('UPDATE shops SET name = name')
  db.pragma('wal_checkpoint(TRUNCATE)')
  const pageSize = db.pragma('page_size', { simple: true }) as number
  const pages = db.pragma('page_count', { simple: true }) as number
  const file = openSync(archive, 'r+')
  writeSync(file, Buffer.alloc(pageSize * (pages - 1), 'rubbish'), 0, undefined, pageSize)
  closeSync(file)
  db.close()
}
