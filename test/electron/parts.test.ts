import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { installedElectron } from '../../scripts/electron-binary.mjs'
import { isTranslated, originOf, toBrowser, toProgram, translateHeader } from './browser/address.ts'
import { decode, encode, encodeMessage, NOT_CLONEABLE } from './browser/in-page/codec.js'
import { findChromium, findHeadlessChromium } from './find-chromium.mjs'
import { temporaryFolder } from './fixtures/program.ts'
import { parseAccelerator } from './stand-in/accelerator.ts'
import { joinedChannels, Rpc } from './stand-in/rpc.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('addresses', () => {
  const schemes = new Set(['app', 'file'])

  it.each([
    'app://bundle/index.html?a=1#b',
    'app://./index.html',
    'app://a.b_c/x%20y',
    'file:///tmp/x.html',
    'app://bundle/',
  ])('%s goes to the browser and comes back', (url) => {
    const translated = toBrowser(url, schemes)
    expect(new URL(translated).protocol).toBe('https:')
    expect(isTranslated(translated)).toBe(true)
    expect(toProgram(translated)).toBe(url)
  })

  it.each(['https://example.org/', 'about:blank', 'data:text/html,x', 'other://x/', 'not an address'])(
    '%s is left as it is',
    (url) => {
      expect(toBrowser(url, schemes)).toBe(url)
      expect(toProgram(url)).toBe(url)
      expect(isTranslated(url)).toBe(false)
    },
  )

  it('two hosts never become one', () => {
    const hosts = ['a', 'x--61', '.', '_', 'a.b', 'a-b']
    expect(new Set(hosts.map((host) => new URL(toBrowser(`app://${host}/`, schemes)).host)).size).toBe(
      hosts.length,
    )
  })

  it('origins are those of a standard scheme', () => {
    expect(['app://bundle/x', 'https://a.org/x', 'file:///x', 'about:blank'].map(originOf)).toEqual([
      'app://bundle',
      'https://a.org',
      'file://',
      'null',
    ])
  })

  it('policies and redirects name the browser’s addresses', () => {
    const host = new URL(toBrowser('app://bundle/', schemes)).origin
    expect(translateHeader('Location', 'app://bundle/x', schemes)).toBe(`${host}/x`)
    expect(
      translateHeader(
        'content-security-policy',
        "script-src 'self' app: app://bundle data: https://x.org; img-src blob:",
        schemes,
      ),
    ).toBe(
      `script-src 'self' https://*.app.electron-stand-in.test ${host} data: https://x.org; img-src blob:`,
    )
    expect(translateHeader('x-other', 'app://bundle', schemes)).toBe('app://bundle')
  })
})

describe('the codec', () => {
  it('keeps what structured clone keeps', () => {
    const shared = { x: 1 }
    const value = {
      shared: [shared, shared],
      numbers: [0, -0, Number.NaN, Number.POSITIVE_INFINITY, 1.5],
      big: -(2n ** 70n),
      nothing: [undefined, null],
      when: [new Date(3), new Date(Number.NaN)],
      pattern: /a\/b/gi,
      map: new Map<unknown, unknown>([[{ key: 1 }, new Set([1, 'a'])]]),
      bytes: new Uint8Array([0, 255]),
      words: new Uint16Array([1, 65535]),
      view: new DataView(new ArrayBuffer(2)),
      buffer: new Uint8Array([7]).buffer,
      error: new TypeError('wrong', { cause: 'why' }),
      text: 'è 😀 \u2028 </script>',
    }
    const copy = decode(encodeMessage(value)) as typeof value
    for (const key of Object.keys(value) as (keyof typeof value)[])
      expect.soft(copy[key], key).toEqual(value[key])
    expect(copy.shared[0]).toBe(copy.shared[1])
    expect(Object.is(copy.numbers[1], -0)).toBe(true)
    expect(copy.error.cause).toBe('why')
  })

  it('keeps a cycle and a key named __proto__', () => {
    const value: Record<string, unknown> = JSON.parse('{ "__proto__": { "bad": true } }')
    value.self = value
    const copy = decode(encodeMessage(value)) as typeof value
    expect(copy.self).toBe(copy)
    expect(Object.getOwnPropertyNames(copy)).toEqual(['__proto__', 'self'])
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
  })

  it.each([
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a promise', Promise.resolve()],
    ['a WeakMap', new WeakMap()],
    ['a proxy', new Proxy({}, {})],
    ['a method of an object', { method: () => 1 }],
  ])('refuses %s', (_name, value) => {
    expect(() => encodeMessage({ deep: [value] })).toThrow(NOT_CLONEABLE)
  })

  it('hands over what the bridge takes', () => {
    const act = () => 1
    const text = encode({ act }, (value) => (value === act ? { id: 4 } : undefined))
    expect(decode(text, (node) => node)).toEqual({ act: { id: 4 } })
  })
})

describe('the line between two processes', () => {
  it('answers calls, carries errors, names what is unknown, and fails when closed', async () => {
    const [one, two] = joinedChannels()
    const [caller, answerer] = [new Rpc(one), new Rpc(two)]
    answerer.handle('add', (a: number, b: number) => a + b)
    answerer.handle('fail', () => {
      throw new Error('bad')
    })
    expect(await caller.call('add', 1, 2)).toBe(3)
    await expect(caller.call('fail')).rejects.toThrow('bad')
    await expect(caller.call('other')).rejects.toThrow('does not know "other"')
    answerer.handle('never', () => new Promise(() => undefined))
    const waiting = caller.call('never')
    caller.close('gone')
    await expect(waiting).rejects.toThrow('gone')
    await expect(caller.call('add', 1, 2)).rejects.toThrow('gone')
  })
})

describe('accelerators', () => {
  it.each([
    ['Ctrl+Shift+F', { ctrl: true, shift: true, key: 'f', code: 'KeyF' }],
    ['Alt+1', { alt: true, key: '1', code: 'Digit1' }],
    ['F11', { key: 'f11' }],
    ['Ctrl+Plus', { ctrl: true, key: '+', anyShift: true }],
    ['Ctrl++', { ctrl: true, key: '+' }],
    ['Shift+Delete', { shift: true, key: 'delete' }],
    ['Esc', { key: 'escape' }],
    ['Ctrl+Up', { ctrl: true, key: 'arrowup' }],
    ['CmdOrCtrl+,', { ctrl: process.platform !== 'darwin', meta: process.platform === 'darwin', key: ',' }],
  ])('%s', (accelerator, wanted) => {
    expect(parseAccelerator(accelerator)).toMatchObject(wanted)
  })

  it.each(['', 'Ctrl', 'Ctrl+A+B', 'Hyper+A', 'Ctrl+Enterr'])('"%s" is refused', (accelerator) => {
    expect(() => parseAccelerator(accelerator)).toThrow('invalid accelerator')
  })
})

describe('what is on the machine', () => {
  it('CHROMIUM_PATH names the browser, and a wrong one is not passed over', () => {
    const file = join(temporaryFolder(), 'browser')
    vi.stubEnv('CHROMIUM_PATH', file)
    expect(findChromium).toThrow('CHROMIUM_PATH')
    writeFileSync(file, '')
    expect(findChromium()).toBe(file)
  })

  it.runIf(process.platform === 'linux')(
    'an installed browser comes before Playwright’s download, the newest of which is taken',
    () => {
      const folder = temporaryFolder()
      vi.stubEnv('CHROMIUM_PATH', '')
      for (const version of ['900', '1000']) {
        mkdirSync(join(folder, `chromium-${version}`, 'chrome-linux64'), { recursive: true })
        writeFileSync(join(folder, `chromium-${version}`, 'chrome-linux64', 'chrome'), '')
      }
      vi.stubEnv('PLAYWRIGHT_BROWSERS_PATH', folder)
      const found = findChromium()
      if (!found?.startsWith('/usr/'))
        expect(found).toBe(join(folder, 'chromium-1000', 'chrome-linux64', 'chrome'))
      writeFileSync(join(folder, 'chromium'), '')
      vi.stubEnv('PATH', folder)
      expect(findChromium()).toBe(join(folder, 'chromium'))
      writeFileSync(join(folder, 'chromium-headless-shell'), '')
      expect(findHeadlessChromium()).toBe(join(folder, 'chromium-headless-shell'))
      expect(findChromium()).toBe(join(folder, 'chromium'))
    },
  )

  it('Electron’s binary is found where electron itself looks, without a download', () => {
    const folder = temporaryFolder()
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder)
    expect(installedElectron()).toBeNull()
    writeFileSync(join(folder, 'electron'), '')
    if (process.platform === 'linux') expect(installedElectron()).toBe(join(folder, 'electron'))
  })
})
