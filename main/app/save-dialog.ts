import { extname } from 'node:path'
import { BrowserWindow, dialog } from 'electron'
import { dayOf } from '../words/local-time.ts'
import type { Sender } from './ipc.ts'

/** `ordini-2026-11-30.csv`: a file each day does not take the place of yesterday's. */
export function datedName(name: string, ending: string): string {
  return `${name}-${dayOf(new Date())}.${ending}`
}

/** The window that asked; null when it has been closed meanwhile. */
export function windowOf({ webContentsId }: Sender): BrowserWindow | null {
  return BrowserWindow.getAllWindows().find((open) => open.webContents.id === webContentsId) ?? null
}

/** Asks for a folder, beginning at one where it is given. Null when the operator thought better of it. */
export async function askFolder(window: BrowserWindow | null, folder = ''): Promise<string | null> {
  const properties = ['openDirectory' as const, 'createDirectory' as const]
  const options = folder === '' ? { properties } : { properties, defaultPath: folder }
  const { filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options))
  return filePaths[0] ?? null
}

export interface SaveQuestion {
  readonly title: string
  /** The name proposed, or a path, with its ending. */
  readonly defaultPath: string
  /** What kind of file it is, and the endings that say so, the usual one first. */
  readonly kind: string
  readonly endings: readonly [string, ...string[]]
}

/** Asks where to save a file. Null when the operator thought better of it. */
export async function askWhere(question: SaveQuestion, window: BrowserWindow | null): Promise<string | null> {
  const { title, defaultPath, kind, endings } = question
  const options = { title, defaultPath, filters: [{ name: kind, extensions: [...endings] }] }
  const { filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options))
  if (!filePath) return null
  // Not every system's dialog adds the ending to a name without it, or with another's.
  const ending = extname(filePath).slice(1).toLowerCase()
  return endings.some((known) => known.toLowerCase() === ending) ? filePath : `${filePath}.${endings[0]}`
}
