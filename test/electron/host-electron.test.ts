/** The host for real Electron, as far as it can be tried without: on an "Electron" that is the stand-in inside. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from './fixtures/program.ts'
import { launchOnElectron } from './host-electron.ts'

afterEach(() => void vi.unstubAllEnvs())

/** A folder for ELECTRON_OVERRIDE_DIST_PATH. */
function electronFolder(): string {
  const folder = temporaryFolder()
  const main = join(import.meta.dirname, '../../out/main/index.js')
  const asElectron = join(import.meta.dirname, 'fixtures/as-electron.ts')
  const script = `#!/bin/sh\nexec "${process.execPath}" --import "${asElectron}" "${main}" "$@"\n`
  writeFileSync(join(folder, 'electron'), script, { mode: 0o755 })
  return folder
}

describe.runIf(process.platform === 'linux')('the host for real Electron', () => {
  it('the program has its own arguments only, whatever switches come before it', async () => {
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', electronFolder())
    const profile = temporaryFolder()
    await using app = await launchOnElectron({
      profile,
      args: ['--download', '--demo', '--json'],
      cli: true,
      safeStorage: 'available',
    })
    expect(await app.exit).toEqual({ code: 0, signal: null })
    expect(JSON.parse(app.stdout())).toMatchObject({ runs: [{ outcome: 'success' }] })
    expect(app.stderr()).toBe('')
  })

  it('says what it lacks', async () => {
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', temporaryFolder())
    const profile = temporaryFolder()
    await expect(launchOnElectron({ profile })).rejects.toThrow('Electron is not installed')
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', electronFolder())
    for (const name of ['DISPLAY', 'WAYLAND_DISPLAY']) vi.stubEnv(name, '')
    await expect(launchOnElectron({ profile })).rejects.toThrow('Windows need a display')
  })
})
