/** The built program with the pseudo-language as its English, in a folder of its own. */
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const root = join(import.meta.dirname, '../..')

/** Builds the windows anew (some seconds); the rest is taken from `out/`. The folder goes when this process ends. */
export async function buildPseudoApp(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'download-ordini-pseudo-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  for (const name of ['package.json', 'node_modules', 'resources'])
    symlinkSync(join(root, name), join(folder, name))
  for (const name of ['out/main', 'out/preload'])
    cpSync(join(root, name), join(folder, name), { recursive: true })
  const vite = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  const config = join(root, 'test/scenes/pseudo.vite.config.ts')
  await promisify(execFile)(process.execPath, [vite, 'build', '-c', config], {
    cwd: root,
    env: { ...process.env, PSEUDO_FOLDER: folder },
  })
  return folder
}
