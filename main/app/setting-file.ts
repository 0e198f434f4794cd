import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { stampOf } from '../store/backup-files.ts'

/**
 * A settings file that is no JSON object (a power cut, an editor) is put aside, so that the program starts without it.
 * @returns where it is now; null when there was nothing wrong
 */
export function putAsideIfDamaged(profile: string, name: string, now = new Date()): string | null {
  const file = join(profile, `${name}.json`)
  if (!existsSync(file) || isObject(readFileSync(file, 'utf8'))) return null
  const aside = join(profile, `${name}-damaged-${stampOf(now)}.json`)
  renameSync(file, aside)
  return aside
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
