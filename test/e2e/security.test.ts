import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import type { Page } from 'playwright'
import { beforeAll, describe, expect, it } from 'vitest'
import { type RequestName, type Result, requests } from '../../preload/contract.ts'
import { launchApp, type RunningApp } from '../electron/host.ts'

/**
 * Electron's security checklist (its tutorial "Security", by number) on the built program. What the program hands to
 * Electron is tested in `test/unit/app/security.test.ts`, the fuses in `test/package/`.
 */

type Ask = (name: string, argument?: unknown) => Promise<Result<unknown>>
interface Taken {
  readonly api: { readonly request: Ask }
}

let app: RunningApp
let page: Page
const profile = mkdtempSync(join(tmpdir(), 'download-ordini-'))

beforeAll(async () => {
  app = await launchApp({ profile, args: ['--profile', profile, '--demo'] })
  page = await app.waitForWindow('window=main')
  await page.getByRole('button', { name: 'Download Ordini', exact: true }).waitFor()
  return async () => {
    await app.kill('SIGKILL')
    rmSync(profile, { recursive: true, force: true })
  }
})

const ask = (name: string, argument?: unknown) =>
  page.evaluate(([n, a]) => (globalThis as unknown as Taken).api.request(n as string, a), [name, argument])

/** The bundles of the main process and the preload. */
const bundles = (folder: string) =>
  readdirSync(join('out', folder))
    .filter((name) => /\.[cm]?js$/.test(name))
    .map((name) => readFileSync(join('out', folder, name), 'utf8'))
    .join('\n')

describe('what a window is made of', () => {
  it('2 3 4 8 sandbox, context isolation, no Node; nothing of it switched off anywhere', () => {
    const main = bundles('main')
    const windows = main.match(/new BrowserWindow\(/g)?.length
    expect(windows).toBeGreaterThan(0)
    for (const setting of [/sandbox: true/g, /contextIsolation: true/g, /nodeIntegration: false/g])
      expect(main.match(setting)?.length).toBe(windows)
    for (const never of [
      /webSecurity\W/,
      /allowRunningInsecureContent/,
      /experimentalFeatures/,
      /enableBlinkFeatures/,
      /nodeIntegrationInWorker/,
      /nodeIntegrationInSubFrames/,
      /webviewTag/,
      /enableRemoteModule/,
      /appendSwitch/,
      /disable-web-security/,
      /ignore-certificate-errors/,
    ])
      expect([never, main.match(never)?.[0]]).toEqual([never, undefined])
  })

  it('20 the preload exposes the two functions of the bridge, and nothing of Electron', async () => {
    expect(bundles('preload').match(/exposeInMainWorld\(/g)).toHaveLength(1)
    const seen = await page.evaluate(() => {
      const world = globalThis as unknown as Record<string, unknown>
      const { api } = world as { api: Record<string, unknown> }
      const kinds = Object.entries(api).map(([name, value]) => [name, typeof value])
      const node = [
        'require',
        'process',
        'module',
        'Buffer',
        'global',
        'ipcRenderer',
        'electron',
        '__dirname',
      ]
      return { kinds, frozen: Object.isFrozen(api), node: node.filter((name) => name in world) }
    })
    expect(seen).toEqual({
      kinds: [
        ['request', 'function'],
        ['on', 'function'],
      ],
      frozen: true,
      node: [],
    })
  })

  it('1 6 7 the policy forbids scripts that are not files of ours, inline and evaluated ones, and remote content', async () => {
    const policy = await page.evaluate(async () =>
      (await fetch('/index.html')).headers.get('Content-Security-Policy'),
    )
    const missing = await page.evaluate(async () =>
      (await fetch('/none.html')).headers.get('Content-Security-Policy'),
    )
    const rules = new Map(
      (policy ?? '').split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]),
    )
    expect(missing).toBe(policy)
    expect(rules.get('default-src')).toEqual(["'none'"])
    expect(rules.get('script-src')).toHaveLength(1)
    for (const [name, values] of rules) {
      expect(values.join(' ')).not.toMatch(/unsafe-eval|\*|https?:\/\/(?!download-ordini)/)
      if (name !== 'style-src') expect(values).not.toContain("'unsafe-inline'")
    }
    for (const name of ['base-uri', 'form-action', 'frame-ancestors'])
      expect(rules.get(name)).toEqual(["'none'"])
  })

  it('1 7 no script but ours runs, and no remote address is asked, whatever a page tries', async () => {
    const did = await page.evaluate(async () => {
      const world = globalThis as unknown as Record<string, unknown>
      const done: string[] = []
      world.did = (what: string) => done.push(what)
      const put = (html: string) =>
        document.body.insertAdjacentHTML('beforeend', `<div data-attack>${html}</div>`)
      const script = (set: (element: HTMLScriptElement) => void) => {
        const element = document.createElement('script')
        set(element)
        document.body.append(element)
      }
      script((one) => {
        one.textContent = 'did("inline")'
      })
      for (const src of [
        'https://evil.example/x.js',
        'data:text/javascript,did("data")',
        'file:///etc/passwd',
      ])
        script((one) => {
          one.src = src
        })
      put('<img src="https://evil.example/x.png" onerror="did(\'handler\')">')
      put(
        '<iframe src="https://evil.example/"></iframe><iframe srcdoc="<script>parent.did(1)</script>"></iframe>',
      )
      put('<a id="js" href="javascript:did(\'link\')">x</a>')
      document.getElementById('js')?.click()
      const failed = await Promise.allSettled([
        fetch('https://evil.example/'),
        fetch('file:///etc/passwd'),
        fetch('http://127.0.0.1:1/'),
      ])
      // Not in this function: what a debugger evaluates may use eval.
      setTimeout('did("text of a timer")', 0)
      await new Promise<void>((resolve) =>
        setTimeout(() => {
          for (const attempt of [
            () => Function('did("Function")')(),
            () => (world.eval as (text: string) => unknown)('did("eval")'),
          ])
            try {
              attempt()
            } catch {
              // Refused, as it should be: what runs is in the list.
            }
          resolve()
        }, 50),
      )
      for (const element of document.querySelectorAll('[data-attack]')) element.remove()
      return { done, failed: failed.map(({ status }) => status) }
    })
    expect(did.done).toEqual([])
    expect(did.failed).toEqual(did.failed.map(() => 'rejected'))
    // The policy stopped them: none came as far as the network.
    expect((await app.blockedRequests()).filter((url) => url.includes('evil'))).toEqual([])
  })

  it('5 permissions are denied', async () => {
    const answers = await page.evaluate(async () => {
      const asked = await Promise.allSettled([
        navigator.mediaDevices?.getUserMedia({ audio: true }) ?? Promise.reject(new Error('none')),
        new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, no)),
        navigator.clipboard.readText(),
      ])
      return asked.map(({ status }) => status)
    })
    expect(answers).toEqual(['rejected', 'rejected', 'rejected'])
  })

  it('11 12 13 14 no webview, no other page, no new window', async () => {
    const before = page.url()
    const opened = await page.evaluate(() => {
      const view = document.createElement('webview')
      document.body.append(view)
      const isView = 'getWebContentsId' in view
      view.remove()
      return [
        isView,
        window.open('https://evil.example/'),
        window.open('/index.html'),
        window.open('file:///etc/passwd'),
      ]
    })
    expect(opened).toEqual([false, null, null, null])
    for (const address of [
      'https://evil.example/',
      'file:///etc/passwd',
      'javascript:document.write(1)',
      'app://evil/',
    ])
      await page.evaluate((to) => {
        const link = document.createElement('a')
        link.href = to
        document.body.append(link)
        link.click()
        link.remove()
      }, address)
    await page.getByRole('button', { name: 'Download Ordini', exact: true }).waitFor()
    expect(page.url()).toBe(before)
    expect(app.windows()).toHaveLength(1)
    expect(await app.openedExternal()).toEqual([])
  })

  it('18 the protocol serves the files of the windows and no other', async () => {
    const paths = [
      '/../main/index.js',
      '/..%2fmain%2findex.js',
      '/%2e%2e/main/index.js',
      '/%2e%2e%2fmain%2findex.js',
      '/..%5cmain%5cindex.js',
      '/assets/..%2f..%2fmain%2findex.js',
      '/%252e%252e/main/index.js',
      '/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd',
      '/index.html%00',
      '/index.html%00.js',
      '/%E0%A4%A',
      '/%',
      '/',
      '/assets',
      '/C:%5cWindows%5cwin.ini.html',
      '/index.html::$DATA',
      `/..%2f..%2f${encodeURIComponent(profile)}%2fsettings.json`,
      '/..%2f..%2fpackage.json',
      '/..%2f..%2fREADME.html',
    ]
    const answers = await page.evaluate(
      (all) =>
        Promise.all(
          all.map(async (path) => {
            const answer = await fetch(path).catch(() => null)
            return answer === null ? 'failed' : [answer.status, await answer.text()].join(' ')
          }),
        ),
      paths,
    )
    expect(answers).toEqual(paths.map(() => '404 Not found'))
    expect(await page.evaluate(async () => (await fetch('/index.html')).status)).toBe(200)
  })
})

/**
 * These ask the operator something, end the program or are another window's alone (`print.pages`): not with arguments
 * that fit.
 */
const leftAlone: ReadonlySet<string> = new Set<RequestName>([
  'log.export',
  'orders.export',
  'orders.menu',
  'orders.print',
  'refunds.file',
  'accountant.package',
  'print.pages',
  'print.drawn',
  'windows.missing',
  'orders.copy',
  'update.check',
  'update.download',
  'update.install',
  'backups.make',
  'backups.openFolder',
  'backups.chooseSecond',
  'windows.search',
  'windows.easyfatt',
  'windows.invoices',
  'invoices.make',
  'invoices.print',
  'invoices.again',
  'windows.log',
  'runs.start',
  'shops.remove',
  'preferences.save',
])
const names = Object.keys(requests) as readonly RequestName[]
const word = fc.constantFrom(
  ...[
    'shopId',
    'runId',
    'orderId',
    'filter',
    'sort',
    'upTo',
    'limit',
    'offset',
    'beforeId',
    'id',
    'name',
    'shop',
  ],
  ...[
    'credentials',
    'settings',
    'url',
    'platform',
    'text',
    'ranges',
    'selection',
    'version',
    'changes',
    '__proto__',
  ],
)
const leaf = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
  fc.boolean(),
  fc.constantFrom(
    null,
    undefined,
    '',
    0,
    -1,
    1,
    2 ** 53,
    "'; DROP TABLE orders; --",
    '../../../etc/passwd',
    'x'.repeat(20_000),
  ),
)
const garbage = fc.letrec((again) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(again('any'), { maxLength: 4 }),
    fc.dictionary(word, again('any'), { maxKeys: 6 }),
  ),
})).any

describe('17 every request of the contract', () => {
  it('is answered or refused with input-invalid, whatever comes; the program goes on', async () => {
    const every = fc.record(Object.fromEntries(names.map((name) => [name, garbage])))
    await fc.assert(
      fc.asyncProperty(every, async (all) => {
        const asked = Object.entries(all).filter(([name, argument]) => {
          const fits = requests[name as RequestName].argument.safeParse(argument).success
          return !(fits && leftAlone.has(name))
        })
        const answers = await page.evaluate(
          (list) =>
            Promise.all(
              list.map(([name, argument]) =>
                (globalThis as unknown as Taken).api.request(name as string, argument),
              ),
            ),
          asked,
        )
        asked.forEach(([name, argument], place) => {
          const answer = answers[place]
          if (!answer) throw new Error(`${name} was not answered`)
          const fits = requests[name as RequestName].argument.safeParse(argument).success
          const code = answer.ok ? 'ok' : answer.failure.code
          if (!fits) expect([name, code]).toEqual([name, 'input-invalid'])
          else expect([name, code]).not.toEqual([name, 'internal'])
        })
      }),
      { numRuns: 12 },
    )
    const log = join(profile, 'program.log')
    expect(existsSync(log) ? readFileSync(log, 'utf8') : '').toBe('')
    expect(await ask('app.start')).toMatchObject({ ok: true })
  }, 60_000)

  it('that is not in it is refused, and what cannot be copied does not arrive', async () => {
    for (const name of ['__proto__', 'constructor', 'eval', '', 'shops.steal', null, 7, {}, ['shops.list']])
      expect(await ask(name as string, {})).toMatchObject({ ok: false, failure: { code: 'internal' } })
    // What is to be printed is told to the window that prints it, and to no other.
    expect(await ask('print.pages')).toMatchObject({ ok: false })
    const outcome = await page.evaluate(async () => {
      const { api } = globalThis as unknown as Taken
      return api
        .request('shops.list', () => 1)
        .then(
          (answer) => (answer.ok ? 'answered' : 'refused'),
          () => 'refused',
        )
    })
    expect(outcome).toBe('refused')
    expect(await ask('shops.list')).toMatchObject({ ok: true })
  })
})
