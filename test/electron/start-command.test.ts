/** What `npm start` runs on Linux machines that lack something, with a small program in Electron's place. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { commands } from '../../main/cli/command-line.ts'
import { electronBinary, installedElectron } from '../../scripts/electron-binary.mjs'
import { root } from '../../scripts/prepare.mjs'
import { startCommand } from '../../scripts/start-command.mjs'
import { temporaryFolder } from './fixtures/program.ts'

const someUser = 1000
let folder = ''
let said = ''

/** Puts an "Electron" that can or cannot run, and an `unshare` that may or may not, before the real ones. */
function machine(electron: string, unshare: 'allowed' | 'refused' = 'allowed', display = ':0') {
  const script = (file: string, text: string) => writeFileSync(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 })
  mkdirSync(join(folder, 'bin'), { recursive: true })
  script(join(folder, 'electron'), electron)
  script(join(folder, 'bin/unshare'), unshare === 'allowed' ? 'exit 0' : 'exit 1')
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder)
  vi.stubEnv('PATH', `${join(folder, 'bin')}:${process.env.PATH}`)
  vi.stubEnv('DISPLAY', display)
  vi.stubEnv('WAYLAND_DISPLAY', '')
}

const runs = 'test "$ELECTRON_RUN_AS_NODE" = 1'
const lacksLibrary =
  'echo "electron: error while loading shared libraries: libnss3.so: cannot open shared object file" >&2; exit 127'

beforeEach(() => {
  folder = temporaryFolder()
  said = ''
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text)
    return true
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

describe.runIf(process.platform === 'linux')('npm start', () => {
  it('starts Electron as it is where nothing is in the way', () => {
    machine(runs)
    vi.stubEnv('ELECTRON_RUN_AS_NODE', '1')
    const [command, args, env] = startCommand(['--hidden'], someUser)
    expect(command).toBe(join(folder, 'electron'))
    expect(args.slice(1)).toEqual(['--hidden'])
    // Somebody's terminal inside another Electron program.
    expect(env).not.toHaveProperty('ELECTRON_RUN_AS_NODE')
    expect(said).toBe('')
  })

  it('goes without a sandbox where the system allows none, and says so; as root always', () => {
    machine(runs, 'refused')
    expect(startCommand([], someUser)[1].slice(1)).toEqual(['--no-sandbox'])
    expect(said).toContain('started without one')
    expect(startCommand([], 0)[1].slice(1)).toEqual(['--no-sandbox'])
  })

  it('R36 uses plain Node for commands where libraries of a desktop are missing, and names the remedy', () => {
    machine(lacksLibrary)
    const [command, args] = startCommand(['--download'], someUser)
    expect(command).toContain('node')
    expect(args[0]).toMatch(/start\.ts$/)
    expect(args.slice(1)).toEqual(['--download'])
    expect(said).toContain('libnss3.so')
    expect(said).toContain('apt-get install')
  })

  it('R36 needs no display for commands; for windows it says that there is none', () => {
    machine(runs, 'allowed', '')
    const exit = vi.spyOn(process, 'exit').mockImplementation((code) => {
      throw new Error(`ended with ${code}`)
    })
    for (const command of commands)
      expect(startCommand([`--${command}`], someUser)[1].slice(1)).toEqual([
        `--${command}`,
        '--ozone-platform=headless',
      ])
    expect(() => startCommand([], someUser)).toThrow('ended with 2')
    expect(exit).toHaveBeenCalledOnce()
    expect(said).toContain('Windows need a display')
  })
})

it.runIf(installedElectron() === null)('a download that failed is not tried at every start', () => {
  const stamp = join(root, 'node_modules/.electron-not-downloaded')
  const before = existsSync(stamp) ? readFileSync(stamp) : null
  // Nobody listens there.
  vi.stubEnv('ELECTRON_MIRROR', 'http://127.0.0.1:9/')
  try {
    expect(electronBinary()).toBeNull()
    expect(said).toContain('Downloading Electron')
    said = ''
    expect(electronBinary()).toBeNull()
    expect(said).not.toContain('Downloading')
    expect(said).toContain('Tried again after a day')
  } finally {
    rmSync(stamp, { force: true })
    if (before) writeFileSync(stamp, before)
  }
})
