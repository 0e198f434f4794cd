import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { thirdPartyFile } from '../../scripts/third-party.ts'

/** Terms under which a program may hold a package as long as it says so. */
const allowed = [
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'Python-2.0',
]

interface Package {
  readonly name: string
  readonly licence: string
  readonly text: string
}

/** The packages that are in a bundle, by what is packed beside it. */
function packagesIn(bundle: 'main' | 'renderer'): readonly Package[] {
  const parts = readFileSync(join('out', bundle, thirdPartyFile), 'utf8').split(/^## (?=\S+ \d\S* \(.+\)$)/m)
  return parts.slice(1).map((part) => {
    const [head = '', ...lines] = part.split('\n')
    const [, name = '', licence = ''] = /^(\S+) \S+ \((.+)\)$/.exec(head) ?? []
    return { name, licence, text: lines.join('\n').trim() }
  })
}

const packages = [...packagesIn('main'), ...packagesIn('renderer')]

describe('licences of the packages in the program', () => {
  it('are known, and go with it', () => {
    const names = packages.map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining(['got', 'zod', 'react-dom', '@mantine/core', 'electron-updater']),
    )
    for (const { name, text } of packages) expect(text.length, name).toBeGreaterThan(10)
  })

  it('allow it', () => {
    const native = JSON.parse(readFileSync('node_modules/better-sqlite3/package.json', 'utf8')) as Package
    const held = [...packages, { name: 'better-sqlite3', licence: String(Reflect.get(native, 'license')) }]
    expect(held.filter(({ licence }) => !allowed.includes(licence))).toEqual([])
    // Packed with its own text, as Electron is with its own and Chromium's.
    expect(existsSync('node_modules/better-sqlite3/LICENSE')).toBe(true)
  })
})
