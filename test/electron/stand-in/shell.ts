import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type * as Electron from 'electron'
import { interactive, onControl } from './link.ts'
import { requireString, strict } from './strict.ts'

const opened: { readonly how: 'external' | 'path' | 'folder' | 'trash'; readonly what: string }[] = []

/** With nobody testing, the person at the screen wants to see it. */
function openForReal(what: string): void {
  if (!interactive) return
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', what]
      : process.platform === 'win32'
        ? ['explorer.exe', what]
        : ['xdg-open', what]
  if (command === undefined) return
  spawn(command, args, { detached: true, stdio: 'ignore' })
    .on('error', (error) => console.error(`electron stand-in: could not open ${what}: ${error.message}`))
    .unref()
}

export const shell = strict('shell', {
  openExternal: async (url: string, _options?: Electron.OpenExternalOptions): Promise<void> => {
    if (URL.parse(requireString(url)) === null) throw new Error('Invalid URL')
    opened.push({ how: 'external', what: url })
    openForReal(url)
  },
  openPath: async (path: string): Promise<string> => {
    requireString(path)
    if (!existsSync(path)) return 'Path does not exist'
    opened.push({ how: 'path', what: path })
    openForReal(path)
    return ''
  },
  showItemInFolder: (path: string): void => {
    opened.push({ how: 'folder', what: requireString(path) })
    openForReal(join(path, '..'))
  },
  trashItem: async (path: string): Promise<void> => {
    if (!existsSync(requireString(path))) throw new Error('Failed to move item to trash')
    const trash = join(tmpdir(), 'electron-stand-in-trash')
    mkdirSync(trash, { recursive: true })
    renameSync(path, join(trash, `${Date.now()}-${basename(path)}`))
    opened.push({ how: 'trash', what: path })
  },
  beep: (): void => undefined,
} satisfies Pick<Electron.Shell, 'openExternal' | 'openPath' | 'showItemInFolder' | 'trashItem' | 'beep'>)

onControl('opened', () => opened)
