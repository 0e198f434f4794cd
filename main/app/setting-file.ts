import { existsSync, mkdtempSync, readFileSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { stampOf } from '../store/backup-files.ts'
import { renamePatiently } from '../store/patient-rename.ts'

/**
 * A settings file that is no JSON object (a power cut, an editor) is put aside, so that the program starts without it.
 * @returns where it is now; null when there was nothing wrong
 */
export function putAsideIfDamaged(profile: string, name: string, now = new Date()): string | null {
  const file = join(profile, `${name}.json`)
  if (!existsSync(file) || isObject(readFileSync(file, 'utf8'))) return null
  const aside = join(profile, `${name}-damaged-${stampOf(now)}.json`)
  try {
    renamePatiently(file, aside)
    return aside
  } catch (error) {
    // It is looked at again when the profile can be written.
    if (isUnwritable(error)) return null
    throw error
  }
}

function isObject(content: string): boolean {
  try {
    const value: unknown = JSON.parse(content)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

/** Whether files can be made in a folder: tried, since no system's rights tell it all. */
export function isWritable(folder: string): boolean {
  try {
    rmdirSync(mkdtempSync(join(folder, 'try-')))
    return true
  } catch (error) {
    if (isUnwritable(error)) return false
    throw error
  }
}

/** What says that a file cannot be written, whatever is in it. */
export function isUnwritable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && unwritable.has(String(error.code))
}

const unwritable: ReadonlySet<string> = new Set(['EROFS', 'EACCES', 'EPERM', 'ENOSPC', 'EDQUOT'])
