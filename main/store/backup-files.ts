import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type BackupFile, type BackupReason, backupReasons } from '../words/backups.ts'
import { dayMs } from '../words/local-time.ts'

const named = /^archive-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-([a-z]+)\.sqlite$/

/** Where the copies of an archive are. */
export function backupFolder(archive: string): string {
  return join(dirname(archive), 'backups')
}

/** The name of a copy's file; what it says is read back from it. */
export function backupName(at: Date, reason: BackupReason): string {
  return `archive-${stampOf(at)}-${reason}.sqlite`
}

/** `20261123T130700123Z`: sorts by time, and no file system minds it. */
export function stampOf(at: Date): string {
  return at.toISOString().replaceAll(/[-:.]/g, '')
}

/** The copies that are there, newest first; what is half written or not ours is not among them. */
export function listBackups(archive: string): BackupFile[] {
  return backupsIn(backupFolder(archive))
}

/** The same in any folder. */
export function backupsIn(folder: string): BackupFile[] {
  // A file of that name, left by somebody: there are no copies, and making one says why not.
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return []
  return readdirSync(folder)
    .flatMap((name) => read(folder, name))
    .sort((a, b) => (a.at < b.at ? 1 : -1))
}

function read(folder: string, name: string): BackupFile[] {
  const [, year, month, day, hour, minute, second, thousandth, word] = named.exec(name) ?? []
  const reason = backupReasons.find((known) => known === word)
  if (!reason) return []
  const at = `${year}-${month}-${day}T${hour}:${minute}:${second}.${thousandth}Z`
  const bytes = statSync(join(folder, name), { throwIfNoEntry: false })?.size
  return bytes === undefined ? [] : [{ name, at, reason, bytes }]
}

const mostOf = { manual: 5, migration: 3, restore: 3, joining: 3 } as const
const days = 7
const weeks = 4
const mebibyte = 1024 * 1024

/**
 * Which copies are not needed any more: kept are the newest of each of the last 7 days that have one and of each of
 * the 4 weeks before, 5 made by hand, 3 made before a migration, 3 that were replaced, 3 made before joining other desks. All together they take no more
 * than 2 GiB or three times the archive; but the newest two always stay.
 */
export function outlived(backups: readonly BackupFile[], archiveBytes: number): BackupFile[] {
  const newestFirst = [...backups].sort((a, b) => (a.at < b.at ? 1 : -1))
  const dailies = newestFirst.filter(({ reason }) => reason === 'daily')
  const byDay = firstOfEach(dailies, ({ at }) => at.slice(0, 10)).slice(0, days)
  const older = dailies.filter(({ at }) => at < (byDay.at(-1)?.at ?? ''))
  const byWeek = firstOfEach(older, ({ at }) => String(Math.floor(Date.parse(at) / dayMs / 7))).slice(
    0,
    weeks,
  )
  const others = (['manual', 'migration', 'restore', 'joining'] as const).flatMap((reason) =>
    newestFirst.filter((backup) => backup.reason === reason).slice(0, mostOf[reason]),
  )
  const kept = new Set([...newestFirst.slice(0, 2), ...byDay, ...byWeek, ...others])
  const room = Math.max(2048 * mebibyte, archiveBytes * 3)
  let taken = 0
  for (const [place, backup] of newestFirst.filter((one) => kept.has(one)).entries()) {
    taken += backup.bytes
    if (place >= 2 && taken > room) kept.delete(backup)
  }
  return newestFirst.filter((backup) => !kept.has(backup))
}

function firstOfEach(backups: readonly BackupFile[], keyOf: (backup: BackupFile) => string): BackupFile[] {
  const seen = new Map<string, BackupFile>()
  for (const backup of backups) if (!seen.has(keyOf(backup))) seen.set(keyOf(backup), backup)
  return [...seen.values()]
}
