/** `npm run package:try`, which tries an installed program, on a program that is the stand-in inside. */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/archive.ts'

const root = join(import.meta.dirname, '../..')

function tryProgram(script: string) {
  const file = join(temporaryFolder(), 'program')
  writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return spawnSync(process.execPath, [join(root, 'scripts/try-package.mjs'), file], { encoding: 'utf8' })
}

describe.skipIf(process.platform === 'win32')('npm run package:try', () => {
  it('is satisfied with a program that downloads', () => {
    const { status, stdout, stderr } = tryProgram(
      `exec "${process.execPath}" "${join(root, 'test/electron/start.ts')}" "$@"`,
    )
    expect(stderr).toBe('')
    expect(stdout).toMatch(/first download: [1-9]\d* new, [\s\S]*second download: \d+ new, [1-9]\d* skipped/)
    expect(status).toBe(0)
  })

  it.each([
    ['does not start', 'echo Segmentation fault >&2; exit 139'],
    ['is ended by the system', 'kill -9 $$'],
    ['downloads nothing', `echo '{"runs":[{"outcome":"success","new":0,"skipped":0}]}'`],
  ])('fails with a program that %s', (_what, script) => {
    const { status, stderr } = tryProgram(script)
    expect(status).toBe(1)
    expect(stderr).toContain('the first download ended with')
  })
})

it('the folder that the manual names is the one that the installer makes', () => {
  const manual = readFileSync(join(root, 'docs/manuale/06-automatico.md'), 'utf8')
  const builder = readFileSync(join(root, 'electron-builder.yml'), 'utf8')
  const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  // Installed by one click for the user who does it, the folder has the name of the package, not of the product.
  expect(builder).toMatch(/oneClick: true\n\s+perMachine: false/)
  expect(manual).toContain(`"%LOCALAPPDATA%\\Programs\\${name}\\download-ordini.cmd"`)
})
