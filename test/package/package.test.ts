/**
 * What electron-builder makes of this program, packed with a stand-in for Electron's folder: `npm run package:check`.
 * Installers themselves need tools that are downloaded; everything inside them is here.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractAll, extractFile, listPackage, statFile } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { FuseState } from '@electron/fuses/dist/constants.js'
import { NtExecutable, NtExecutableResource, Resource } from 'resedit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchApp } from '../electron/host.ts'
import { electronFolder, type Target } from './electron-folder.ts'

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'download-ordini-package-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const packages = [
  {
    target: 'linux',
    arch: 'x64',
    system: 'linux',
    out: 'linux-unpacked',
    executable: 'download-ordini',
  },
  {
    target: 'win32',
    arch: 'x64',
    system: 'win',
    out: 'win-unpacked',
    executable: 'Download Ordini.exe',
  },
  {
    target: 'win32',
    arch: 'arm64',
    system: 'win',
    out: 'win-arm64-unpacked',
    executable: 'Download Ordini.exe',
  },
  {
    target: 'darwin',
    arch: 'arm64',
    system: 'mac',
    out: 'mac-arm64',
    executable: 'Download Ordini.app',
  },
] as const

/** Where electron-builder leaves the packed program of one target, and the folder that holds its archive. */
function placeOf({ target, arch, out, executable }: (typeof packages)[number]) {
  const place = join(folder, `${target}-${arch}`, out)
  const resources =
    target === 'darwin' ? join(place, executable, 'Contents/Resources') : join(place, 'resources')
  return { executable: join(place, executable), resources, archive: join(resources, 'app.asar') }
}

/** As `npm run package` does it, but for the Electron folder and without installers. */
function pack({ target, arch, system }: (typeof packages)[number]): void {
  const electronDist = electronFolder(join(folder, `electron-${target}`), target as Target)
  const settings = { electronDist, 'directories.output': join(folder, `${target}-${arch}`) }
  const packed = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/electron-builder/cli.js'),
      ...[`--${system}`, `--${arch}`, '--dir', '--publish=never'],
      ...Object.entries(settings).map(([name, value]) => `-c.${name}=${value}`),
    ],
    { cwd: root, encoding: 'utf8', env: { ...process.env, PACKAGED_SYSTEM: target } },
  )
  if (packed.status !== 0) throw new Error(`${packed.stdout}${packed.stderr}`)
}

describe.each(packages)('the program packed for $target $arch', (wanted) => {
  const { executable, resources, archive } = placeOf(wanted)
  beforeAll(() => pack(wanted), 60_000)

  test('holds the built program, its icons and licence, and nothing else', () => {
    const files = listPackage(archive, { isPack: false })
      .map((path) => path.replaceAll('\\', '/').slice(1))
      .filter((path) => !('files' in statFile(archive, path)))
    const strangers = files.filter(
      (path) =>
        !/^(package\.json|LICENSE|out\/(main|preload|renderer)\/(.*\.(js|cjs|css|html|woff2|png|svg)|third-party\.txt)|resources\/(icon|tray\/\w+(@2x)?)\.png|node_modules\/better-sqlite3\/(LICENSE|package\.json|lib\/.*\.js|prebuilds\/.*\.node))$/.test(
          path,
        ),
    )
    expect(strangers).toEqual([])
    expect(files).toContain('out/main/index.js')
    expect(files).toContain('out/preload/index.cjs')
    expect(files).toContain('out/renderer/index.html')
    expect(files.length).toBeGreaterThan(30)
  })

  test('holds the SQLite binary of its own system, outside the archive, and no other', () => {
    const prebuilds = join(resources, 'app.asar.unpacked/node_modules/better-sqlite3/prebuilds')
    expect(readdirSync(prebuilds)).toEqual([`${wanted.target}-${wanted.arch}.node`])
    expect(statSync(join(prebuilds, `${wanted.target}-${wanted.arch}.node`)).size).toBeGreaterThan(500_000)
  })

  test('says who it is, and brings no development dependencies along', () => {
    const { dependencies, devDependencies, scripts, ...product } = packedManifest(archive)
    expect(product).toMatchObject({ name: 'download-ordini', main: 'out/main/index.js', type: 'module' })
    expect(Object.keys(dependencies ?? {})).toEqual(['better-sqlite3'])
    expect({ devDependencies, scripts }).toEqual({ devDependencies: undefined, scripts: undefined })
  })

  test('is small: under 12 MB besides Electron', () => {
    expect(sizeOf(archive) + sizeOf(`${archive}.unpacked`)).toBeLessThan(12_000_000)
  })

  test('has its fuses set: no Node switches, only the archive it was packed with', async () => {
    const wire = await getCurrentFuseWire(executable)
    const state = (on: boolean) => (on ? FuseState.ENABLE : FuseState.DISABLE)
    expect(wire).toMatchObject({
      [FuseV1Options.RunAsNode]: state(false),
      [FuseV1Options.EnableCookieEncryption]: state(false),
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: state(false),
      [FuseV1Options.EnableNodeCliInspectArguments]: state(false),
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: state(true),
      [FuseV1Options.OnlyLoadAppFromAsar]: state(true),
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: state(false),
    })
  })
})

test('the Windows program carries its product name, version, icon and the hash of its archive', () => {
  const executable = NtExecutable.from(readFileSync(placeOf(packages[1]).executable))
  const resources = NtExecutableResource.from(executable)
  const [version] = Resource.VersionInfo.fromEntries(resources.entries)
  const [language] = version?.getAllLanguagesForStringValues() ?? []
  expect(language && version?.getStringValues(language)).toMatchObject({ ProductName: 'Download Ordini' })
  const icons = Resource.IconGroupEntry.fromEntries(resources.entries)
  expect(icons[0]?.icons.map(({ width }) => width)).toEqual([16, 24, 32, 48, 64, 128, 0])
  expect(resources.entries.some(({ type }) => type === 'INTEGRITY')).toBe(true)
})

test('the macOS program carries its name, identity, category and the hash of its archive', () => {
  const { executable } = placeOf(packages[3])
  const plist = readFileSync(join(executable, 'Contents/Info.plist'), 'utf8')
  for (const value of [
    'it.downloadordini.app',
    'Download Ordini',
    'public.app-category.business',
    'ElectronAsarIntegrity',
  ])
    expect(plist).toContain(value)
  expect(existsSync(join(executable, 'Contents/Resources/icon.icns'))).toBe(true)
})

describe('the packed program', () => {
  /** The archive as a folder of the same name, which is how Electron shows it; what lies beside it stays beside it. */
  function installed(): string {
    const { archive } = placeOf(packages[0])
    const app = join(folder, 'installed/app.asar')
    extractAll(archive, app)
    cpSync(`${archive}.unpacked`, `${app}.unpacked`, { recursive: true })
    return app
  }

  test('downloads: its entry points load, its threads start, SQLite is found', async () => {
    await using running = await launchApp({
      app: installed(),
      profile: join(folder, 'profile'),
      args: ['--download', '--demo', '--json'],
      cli: true,
    })
    expect(await running.exit).toMatchObject({ code: 0 })
    expect(JSON.parse(running.stdout())).toMatchObject({ runs: [{ outcome: 'success', error: null }] })
  })
})

function packedManifest(archive: string): Record<string, Readonly<Record<string, string>> | undefined> {
  return JSON.parse(extractFile(archive, 'package.json').toString('utf8'))
}

function sizeOf(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.size
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}
