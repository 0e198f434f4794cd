import { closeSync, openSync, writeSync } from 'node:fs'
import Database from 'better-sqlite3'

/** Overwrites every page but the first of an archive that is open, as a failing disk might. */
export function spoilArchive(archive: string): void {
  const db = new Database(archive)
  // A change by another connection makes the open ones drop their caches and read the file again.
  db.exec('UPDATE shops SET name = name')
  db.pragma('wal_checkpoint(TRUNCATE)')
  const pageSize = db.pragma('page_size', { simple: true }) as number
  const pages = db.pragma('page_count', { simple: true }) as number
  const file = openSync(archive, 'r+')
  writeSync(file, Buffer.alloc(pageSize * (pages - 1), 'rubbish'), 0, undefined, pageSize)
  closeSync(file)
  db.close()
}
