import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import { makeFolder } from '../store/private-file.ts'
import { textsFor } from '../texts/index.ts'

/**
 * Takes the folder where everything of the operator's is kept; null is the usual one. It is made where it is not there yet.
 * @returns why it cannot be used, in words; null when it can
 */
export function takeProfile(chosen: string | null): string | null {
  const words = textsFor('it').native.cli
  const folder = chosen ?? app.getPath('userData')
  try {
    if (chosen !== null) {
      makeFolder(folder)
      app.setPath('userData', folder)
    }
  } catch (error) {
    return words.profileUnusable(folder, codeOf(error))
  }
  for (const name of ['settings.json', 'credentials.json']) {
    const file = join(folder, name)
    try {
      if (existsSync(file)) readFileSync(file)
    } catch (error) {
      return words.profileFileUnreadable(file, codeOf(error))
    }
  }
  return null
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? ''
}
