import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hostName, launchApp } from '../electron/host.ts'
import { temporaryFolder } from '../support/archive.ts'
import { recordedOrders, startWooServer, testKey } from '../woo-server/index.ts'

interface RunReport {
  readonly shop: string
  readonly outcome: string
  readonly total: number
  readonly new: number
  readonly skipped: number
  readonly wrong: number
  readonly error: { code: string; message: string } | null
}

/** Calls the built program without a window, as a script would. */
async function call(
  profile: string,
  args: readonly string[],
  options: { stdin?: string; clock?: string } = {},
) {
  const app = await launchApp({ profile, args: [...args, '--profile', profile], cli: true, ...options })
  const { code } = await app.exit
  return { code, out: app.stdout(), err: app.stderr() }
}

async function downloadJson(
  profile: string,
  ...args: string[]
): Promise<{ code: number | null; runs: RunReport[] }> {
  const { code, out } = await call(profile, ['--download', '--json', ...args])
  return { code, runs: (JSON.parse(out) as { runs: RunReport[] }).runs }
}

function shopFile(folder: string, url: string, changes: object = {}): string {
  const file = join(folder, 'shop.json')
  const { consumerKey, consumerSecret } = testKey
  const shop = { name: 'Bottega', platform: 'woocommerce', url, credentials: { consumerKey, consumerSecret } }
  writeFileSync(file, JSON.stringify({ ...shop, ...changes }))
  return file
}

/** Every file below a folder, as one text. */
function contentsOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'latin1'))
    .join('\n')
}

describe('R36 without a window', () => {
  it('R37 downloads from the demonstration shop; the second time the same orders are skipped', async () => {
    const profile = temporaryFolder()
    const first = await downloadJson(profile, '--demo')
    expect(first.code).toBe(0)
    const [run] = first.runs
    expect(run).toMatchObject({ shop: 'Negozio dimostrativo', outcome: 'success', error: null })
    for (const figure of [run?.new, run?.skipped, run?.wrong]) expect(figure).toBeGreaterThan(0)
    expect(run?.total).toBe((run?.new ?? 0) + (run?.skipped ?? 0) + (run?.wrong ?? 0))
    const second = (await downloadJson(profile, '--demo')).runs[0]
    expect(second?.outcome).toBe('success')
    expect(second?.new).toBeLessThan(10)
    expect(second?.skipped).toBeGreaterThanOrEqual(run?.new ?? 0)
  })

  it('adds, lists, checks, downloads and removes a shop', async () => {
    const profile = temporaryFolder()
    const now = new Date()
    const orders = recordedOrders().map((order) => ({
      ...order,
      date_modified_gmt: now.toISOString().slice(0, 19),
    }))
    const server = await startWooServer({ orders })
    const from = { settings: { firstDownloadFrom: '2026-01-01', states: ['completed', 'processing'] } }
    const added = await call(profile, ['--add-shop', shopFile(profile, server.url, from)])
    expect(added).toMatchObject({ code: 0, out: 'Negozio aggiunto: Bottega\n' })
    const again = await call(profile, ['--add-shop', '-'], {
      stdin: '{"name": "bottega", "settings": {"timeZone": null}}',
    })
    expect(again.out).toBe('Negozio aggiornato: bottega\n')
    const listed = await call(profile, ['--list-shops', '--json'])
    expect(JSON.parse(listed.out)).toMatchObject({
      shops: [
        { name: 'bottega', platform: 'woocommerce', settings: { states: ['completed', 'processing'] } },
      ],
    })
    const checked = await call(profile, ['--check', '--shop', 'BOTTEGA', '--json'])
    expect(checked.code).toBe(0)
    const { checks } = JSON.parse(checked.out) as { checks: { steps: { id: string; outcome: string }[] }[] }
    expect(checks[0]?.steps.map(({ id }) => id)).toEqual([
      'address',
      'tls',
      'api',
      'credentials',
      'permission',
      'order',
      'clock',
      'states',
    ])
    const { runs } = await downloadJson(profile)
    expect(runs[0]).toMatchObject({ outcome: 'success' })
    expect(runs[0]?.new).toBeGreaterThan(10)
    const removed = await call(profile, ['--remove-shop', 'Bottega'])
    expect(removed.code).toBe(0)
    expect((await call(profile, ['--download'])).code).toBe(2)
    await server.close()
  })

  it.runIf(process.platform === 'linux' && hostName === 'stand-in')(
    'needs no display where it is packed; windows say that there is none',
    async () => {
      const profile = temporaryFolder()
      const env = { DISPLAY: '', WAYLAND_DISPLAY: '' }
      const start = async (...args: string[]) => {
        const app = await launchApp({ profile, args, cli: true, packaged: true, env })
        return { exit: await app.exit, out: app.stdout(), err: app.stderr() }
      }
      const listed = await start('--list-shops', '--json')
      expect(listed).toEqual({ exit: { code: 0, signal: null }, out: '{"shops":[]}\n', err: '' })
      expect((await start('--remove-shop', 'nessuno')).exit).toEqual({ code: 2, signal: null })
      const window = await start()
      expect(window.exit).toEqual({ code: 2, signal: null })
      expect(window.err).toContain('schermo')
    },
  )

  it('R3 one failing shop does not stop the other, and the exit code says so', async () => {
    const profile = temporaryFolder()
    const broken = await startWooServer({ orders: [], failures: () => ({ status: 403, body: 'no' }) })
    await call(profile, ['--add-shop', shopFile(profile, broken.url, { name: 'Chiusa' })])
    const { code, runs } = await downloadJson(profile, '--demo', '--shop', 'Chiusa')
    expect(code).toBe(1)
    expect(runs.map(({ shop, outcome }) => [shop, outcome])).toEqual([
      ['Negozio dimostrativo', 'success'],
      ['Chiusa', 'failed'],
    ])
    expect(runs[1]?.error?.code).toBe('blocked-by-security')
    await broken.close()
  })

  it.each([
    [['--downlaod'], '--downlaod'],
    [['--download'], 'nessun negozio'],
    [['--download', '--shop', 'Mai vista'], 'Mai vista'],
    [['--add-shop', '/not/there.json'], '/not/there.json'],
  ])('%j ends with code 2 and names what is wrong', async (args, named) => {
    const { code, out, err } = await call(temporaryFolder(), args)
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toContain(named)
  })

  it('R30 a profile that cannot be used is a sentence and code 2', async () => {
    const file = join(temporaryFolder(), 'profile')
    writeFileSync(file, '')
    const nowhere = existsSync('/proc/self') ? ['/proc/no-such-folder/profile'] : []
    for (const profile of [file, join(file, 'within'), '', ...nowhere]) {
      const { code, out, err } = await call(profile, ['--list-shops'])
      expect([code, out], profile).toEqual([2, ''])
      expect(err, profile).toContain(profile === '' ? '--profile' : profile)
      expect(err, profile).not.toContain('    at ')
    }
  })

  it.each(['settings.json', 'credentials.json'])(
    'R30 a file of the profile that cannot be read is a sentence and code 2: %s',
    async (name) => {
      const profile = temporaryFolder()
      mkdirSync(join(profile, name))
      const { code, out, err } = await call(profile, ['--list-shops'])
      expect([code, out]).toEqual([2, ''])
      expect(err).toContain(join(profile, name))
      expect(err).not.toContain('    at ')
      // Whoever starts the windows from a menu sees no standard error.
      const windows = await launchApp({ profile, args: ['--profile', profile], cli: hostName === 'electron' })
      expect((await windows.exit).code).toBe(2)
      expect(windows.stderr()).toBe(`${err}Download Ordini non può partire\n${err}`)
    },
  )

  it('R30 a reader that has heard enough is no error', async () => {
    const started = join(import.meta.dirname, '../electron/start.ts')
    const program = spawn(process.execPath, [started, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] })
    program.stdout.destroy()
    let err = ''
    program.stderr.on('data', (part: Buffer) => {
      err += part.toString()
    })
    const [code] = (await once(program, 'close')) as [number]
    expect([code, err]).toEqual([0, ''])
  })

  it.skipIf(!existsSync('/dev/full'))(
    'R30 output that cannot be written is a sentence and code 1',
    async () => {
      const started = join(import.meta.dirname, '../electron/start.ts')
      const full = openSync('/dev/full', 'w')
      const outputs = [
        ['ignore', full, 'pipe'],
        ['ignore', full, full],
      ] as const
      for (const stdio of outputs) {
        const args = [started, '--list-shops', '--json', '--profile', temporaryFolder()]
        const program = spawn(process.execPath, args, { stdio: [...stdio] })
        let err = ''
        program.stderr?.on('data', (part: Buffer) => {
          err += part.toString()
        })
        const [code] = (await once(program, 'close')) as [number]
        expect(code).toBe(1)
        if (program.stderr)
          expect(err).toMatch(/^Quello che il comando dice non si può scrivere \(ENOSPC\).*\n$/)
      }
      closeSync(full)
    },
  )

  it('names the wrong field of a shop and changes nothing', async () => {
    const profile = temporaryFolder()
    const wrong = shopFile(profile, 'https://bottega.example', {
      settings: { autoSync: { enabled: true, minutes: 2 } },
    })
    const { code, err } = await call(profile, ['--add-shop', wrong])
    expect(code).toBe(2)
    expect(err).toMatch(/minut/i)
    expect((await call(profile, ['--list-shops'])).out).toBe('Nessun negozio configurato.\n')
  })

  it('R32 R33 the key is in no file in clear where the system can encrypt, and in no answer ever', async () => {
    const profile = temporaryFolder()
    const server = await startWooServer({ orders: recordedOrders() })
    const file = shopFile(temporaryFolder(), server.url)
    const outputs: string[] = []
    for (const args of [
      ['--add-shop', file],
      ['--check', '--json'],
      ['--download', '--json'],
      ['--list-shops', '--json'],
    ]) {
      const app = await launchApp({
        profile,
        args: [...args, '--profile', profile],
        cli: true,
        safeStorage: 'available',
      })
      await app.exit
      outputs.push(app.stdout(), app.stderr())
    }
    const everything = contentsOf(profile) + outputs.join('\n')
    expect(everything).toContain('Bottega')
    expect(everything).not.toContain(testKey.consumerSecret)
    expect(everything).not.toContain(testKey.consumerKey)
    await server.close()
  })

  it('R32 shops added at the same moment all keep their keys', async () => {
    const profile = temporaryFolder()
    const names = ['Una', 'Due', 'Tre', 'Quattro']
    const files = names.map((name) =>
      shopFile(temporaryFolder(), `https://${name.toLowerCase()}.example`, { name }),
    )
    const added = await Promise.all(files.map((file) => call(profile, ['--add-shop', file])))
    expect(added.map(({ code, err }) => [code, err])).toEqual(names.map(() => [0, expect.any(String)]))
    const saved = JSON.parse(readFileSync(join(profile, 'credentials.json'), 'utf8')) as object
    expect(Object.keys(saved).sort()).toEqual(['1', '2', '3', '4'])
  })

  it('R32 says so where the system has no safe store, and keeps the key where only the user can read', async () => {
    const profile = temporaryFolder()
    const { err } = await call(profile, ['--add-shop', shopFile(profile, 'https://bottega.example')])
    expect(err).toContain('archivio sicuro')
    if (process.platform !== 'win32') expect(statSync(join(profile, 'credentials.json')).mode & 0o077).toBe(0)
  })
})
