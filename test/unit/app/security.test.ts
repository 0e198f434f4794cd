import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { answerRequests, type Handlers } from '../../../main/app/ipc.ts'
import { denyPermissions, lockDown } from '../../../main/app/security.ts'
import { shopPageOf } from '../../../main/app/shop-page.ts'
import type { ShopRecord } from '../../../main/store/shops.ts'
import { requests } from '../../../preload/contract.ts'

type Act = (...values: readonly unknown[]) => unknown

/** What the program hands to Electron, by name: the checks of Electron's own side are in `test/e2e/security.test.ts`. */
const given = vi.hoisted(() => new Map<string, (...values: readonly unknown[]) => unknown>())
vi.mock('electron', () => {
  const keep = (what: string) => (name: string, act: Act) => void given.set(`${what} ${name}`, act)
  const keepOne = (what: string) => (act: Act) => void given.set(what, act)
  return {
    app: { on: keep('app') },
    ipcMain: { handle: keep('ipc') },
    protocol: {},
    shell: {},
    session: {
      defaultSession: {
        setPermissionRequestHandler: keepOne('permission request'),
        setPermissionCheckHandler: keepOne('permission check'),
      },
    },
  }
})

const act = (name: string): Act => given.get(name) ?? expect.fail(`nothing was given for ${name}`)
const ours = 'app://download-ordini/index.html?window=main'
const strangers = [
  'https://download-ordini/',
  'app://download-ordini.evil/',
  'app://download-ordini@evil/',
  'app://download-ordini',
  'APP2://download-ordini/',
  'file:///home/anna/index.html',
  'data:text/html,app://download-ordini/',
  'about:blank',
  '',
]

beforeEach(() => given.clear())

describe('17 every request is checked for its sender', () => {
  const called: string[] = []
  const bugs: string[] = []
  const handlers = new Proxy({} as Handlers, {
    get: (_, name) => (argument: unknown) => {
      called.push(String(name))
      return argument
    },
  })
  const ask = (url: string | null, name: unknown, argument?: unknown, isMain = true) => {
    const frame = url === null ? null : { url }
    const sender = { id: 1, mainFrame: isMain ? frame : { url: ours } }
    return act('ipc request')({ senderFrame: frame, sender }, name, argument)
  }
  beforeEach(() => {
    called.length = 0
    bugs.length = 0
    answerRequests(handlers, (_, name) => bugs.push(name))
  })

  it('our own page is answered', async () => {
    expect(await ask(ours, 'shops.list')).toEqual({ ok: true, value: undefined })
    expect(called).toEqual(['shops.list'])
  })

  it('a page of another origin, a frame within a page and a page that is gone are refused', async () => {
    for (const url of strangers)
      expect(await ask(url, 'shops.list')).toMatchObject({ ok: false, failure: { code: 'internal' } })
    expect(await ask(ours, 'shops.list', undefined, false)).toMatchObject({ ok: false })
    expect(await ask(null, 'shops.list')).toMatchObject({ ok: false })
    expect(called).toEqual([])
  })

  it('a name that is not the contract’s is refused, and does not reach the log', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (name) => {
        fc.pre(typeof name !== 'string' || !Object.hasOwn(requests, name))
        expect(await ask(ours, name, {})).toMatchObject({ ok: false, failure: { code: 'internal' } })
      }),
    )
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
      expect(await ask(ours, name)).toMatchObject({ ok: false })
    expect(called).toEqual([])
    expect(new Set(bugs)).toEqual(new Set(['unknown request']))
  })

  it('whatever does not fit the schema of its request is refused before the handler', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...(Object.keys(requests) as (keyof typeof requests)[])),
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
        async (name, argument) => {
          called.length = 0
          const answer = await ask(ours, name, argument)
          const fits = requests[name].argument.safeParse(argument).success
          expect(called).toEqual(fits ? [name] : [])
          if (!fits) expect(answer).toMatchObject({ ok: false, failure: { code: 'input-invalid' } })
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('13 14 a window goes nowhere and opens nothing', () => {
  const contents = () => {
    const on = new Map<string, Act>()
    let open: Act = () => expect.fail('no handler')
    lockDown()
    act('app web-contents-created')(null, {
      on: (name: string, then: Act) => on.set(name, then),
      setWindowOpenHandler: (then: Act) => {
        open = then
      },
    })
    return { on, open }
  }
  const prevented = (then: Act | undefined, url: string): boolean => {
    let yes = false
    then?.({
      url,
      preventDefault: () => {
        yes = true
      },
    })
    return yes
  }

  it('but to our own pages', () => {
    const { on, open } = contents()
    expect(prevented(on.get('will-navigate'), ours)).toBe(false)
    for (const url of strangers) expect(prevented(on.get('will-navigate'), url)).toBe(true)
    expect(prevented(on.get('will-attach-webview'), ours)).toBe(true)
    for (const url of [...strangers, ours]) expect(open({ url })).toEqual({ action: 'deny' })
  })
})

describe('5 permissions', () => {
  it('are all denied', () => {
    denyPermissions()
    const all = [
      'clipboard-read',
      'clipboard-sanitized-write',
      'display-capture',
      'fileSystem',
      'fullscreen',
      'geolocation',
      'hid',
      'idle-detection',
      'keyboardLock',
      'media',
      'mediaKeySystem',
      'midi',
      'midiSysex',
      'notifications',
      'openExternal',
      'pointerLock',
      'serial',
      'speaker-selection',
      'storage-access',
      'usb',
      'window-management',
      '',
    ]
    for (const permission of all) {
      let answer: unknown = null
      act('permission request')(null, permission, (yes: unknown) => {
        answer = yes
      })
      expect(answer).toBe(false)
      expect(act('permission check')(null, permission)).toBe(false)
    }
  })
})

describe('15 the system’s browser', () => {
  const shopWith = (platform: 'woocommerce' | 'shopify', url: string) =>
    ({ platform, connection: { url, facts: {} } }) as unknown as ShopRecord

  it('is opened at no other host than the shop’s, by HTTPS, whatever the order’s identifier', () => {
    const bases = [
      'https://bottega.example/',
      'https://bottega.example/negozio',
      'https://bottega.example:8443',
    ]
    fc.assert(
      fc.property(
        fc.constantFrom('woocommerce' as const, 'shopify' as const),
        fc.constantFrom(...bases),
        fc.string({ unit: 'binary' }),
        (platform, base, id) => {
          // A lone surrogate is no text that could come from a shop's JSON.
          fc.pre(id.isWellFormed())
          const page = shopPageOf(shopWith(platform, base), id)
          if (page === null) return
          const { protocol, host, username, password } = new URL(page)
          expect([protocol, host, username, password]).toEqual(['https:', new URL(base).host, '', ''])
        },
      ),
    )
  })

  it.each(['http://localhost:8080/', 'http://127.0.0.2/', 'http://[::1]:8080/'])(
    'is opened by plain HTTP on this computer: %s',
    (url) => {
      const page = shopPageOf(shopWith('woocommerce', url), '1')
      expect(page && new URL(page).origin).toBe(new URL(url).origin)
    },
  )

  it.each([
    'http://bottega.example/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'ms-msdt:/id',
    'smb://bottega.example/share',
    '',
  ])('is not opened at %j', (url) => {
    for (const platform of ['woocommerce', 'shopify'] as const)
      expect(shopPageOf(shopWith(platform, url), '1')).toBeNull()
  })
})
