import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** What a system, a disk or an owner says that does not let rights be changed: then they are as they are. */
const notOurs: ReadonlySet<string> = new Set(['EPERM', 'EROFS', 'ENOENT', 'ENOTSUP', 'ENOSYS', 'EACCES'])

/** A folder for this user only, also where it was there already: what is in it is about customers (R32). */
export function privateFolder(folder: string): void {
  makeFolder(folder)
  setRights(folder, 0o700)
}

/**
 * Makes a folder for this user only, with those above it, where it is not there. Node's own way (`recursive`) never ends
 * where a system says of a folder whose parent is there that it is not (`/proc`, a network folder that is gone).
 * @throws as `mkdirSync` does
 */
export function makeFolder(folder: string): void {
  if (isFolder(folder)) return
  if (dirname(folder) !== folder) makeFolder(dirname(folder))
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    // Another process was quicker.
    if (codeOf(error) !== 'EEXIST' || !isFolder(folder)) throw error
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

/**
 * A file for this user only; made empty where it is not there. What SQLite keeps beside it gets the same rights. Where it
 * cannot be made, whoever opens it next says why.
 */
export function privateFile(file: string): void {
  try {
    closeSync(openSync(file, 'ax', 0o600))
  } catch (error) {
    if (codeOf(error) === '') throw error
    for (const end of ['', '-wal', '-shm']) setRights(file + end, 0o600)
  }
}

function setRights(path: string, mode: number): void {
  try {
    chmodSync(path, mode)
  } catch (error) {
    if (!notOurs.has(codeOf(error))) throw error
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
