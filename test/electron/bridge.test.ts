import { describe, expect, it } from 'vitest'
import { output, page, printed, start, windowMain } from './fixtures/program.ts'

const BRIDGE = `
const { contextBridge, ipcRenderer } = require('electron')
contextBridge.exposeInMainWorld('probe', {
  invoke: (...args) => ipcRenderer.invoke(...args),
  send: (...args) => ipcRenderer.send(...args),
  on: (channel, act) => { ipcRenderer.on(channel, (_event, ...args) => act(...args)) },
})`

interface Probe {
  invoke(channel: string, ...args: unknown[]): Promise<unknown>
  send(channel: string, ...args: unknown[]): void
  on(channel: string, act: (...args: unknown[]) => void): void
}
declare global {
  var probe: Probe
  var seen: unknown[]
}

describe('the preload', () => {
  it('runs before the page’s scripts, in a world of its own', async () => {
    const app = await start({
      ...page(
        `globalThis.seen = [typeof probe, typeof require, typeof process, typeof ipcRenderer, typeof leaked, Object.isFrozen(probe)]`,
      ),
      'main.js': windowMain(),
      'preload.cjs': `window.leaked = 1\n${BRIDGE}`,
    })
    const window = await app.waitForWindow('Probe page')
    expect(await window.evaluate(() => globalThis.seen)).toEqual([
      'object',
      'undefined',
      'undefined',
      'undefined',
      'undefined',
      true,
    ])
  })

  it('may require electron, events, timers and url, and knows its process', async () => {
    const app = await start({
      ...page(),
      'main.js': windowMain('', "additionalArguments: ['--extra'],"),
      'preload.cjs': `
        const { contextBridge } = require('electron')
        const { EventEmitter } = require('node:events')
        const emitter = new EventEmitter(); let heard = 0; emitter.once('x', (n) => { heard += n }); emitter.emit('x', 2); emitter.emit('x', 2)
        contextBridge.exposeInMainWorld('seen', [heard, typeof require('timers').setTimeout, new (require('url').URL)('app://a/b').pathname,
          process.sandboxed, process.contextIsolated, process.type, process.argv.at(-1), typeof process.versions.electron])`,
    })
    const window = await app.waitForWindow('Probe page')
    expect(await window.evaluate(() => globalThis.seen)).toEqual([
      2,
      'function',
      '/b',
      true,
      true,
      'renderer',
      '--extra',
      'string',
    ])
  })

  it.each([
    ['requires another module', "require('node:fs')", 'module not found: node:fs'],
    ['requires a file of its own', "require('./other.cjs')", 'module not found: ./other.cjs'],
    [
      'is an ES module',
      "import { contextBridge } from 'electron'",
      'Cannot use import statement outside a module',
    ],
    ['throws', "throw new Error('at start')", 'at start'],
    [
      'uses a member that is not there',
      "require('electron').ipcRenderer.noSuchThing",
      'ipcRenderer.noSuchThing is not implemented',
    ],
  ])('that %s fails with preload-error, loudly', async (_name, code, message) => {
    const app = await start({
      ...page(),
      'main.js': windowMain(
        `window.webContents.on('preload-error', (_event, path, error) => say([path, error.message]))`,
      ),
      'preload.cjs': code,
    })
    await app.waitForWindow('Probe page')
    await output(app, message)
    expect(app.stderr()).toContain('Unable to load preload script')
    // What it says itself comes by another way than what is said of it.
    await expect
      .poll(() => printed(app))
      .toEqual([[expect.stringContaining('preload'), expect.stringContaining(message)]])
  })

  it('that does not exist fails with preload-error', async () => {
    const { 'preload.cjs': _none, ...rest } = page()
    const app = await start({ ...rest, 'main.js': windowMain() })
    await app.waitForWindow('Probe page')
    expect(app.stderr()).toContain('Unable to load preload script')
  })

  it('runs in the page’s world without contextIsolation, where the bridge is refused', async () => {
    const app = await start({
      ...page(),
      'main.js': windowMain('', 'contextIsolation: false,'),
      'preload.cjs': `try { require('electron').contextBridge.exposeInMainWorld('x', 1) } catch (error) { globalThis.seen = [error.message] }`,
    })
    const window = await app.waitForWindow('Probe page')
    expect(await window.evaluate(() => globalThis.seen)).toEqual([
      'contextBridge API can only be used when contextIsolation is enabled',
    ])
  })
})

describe('the context bridge', () => {
  const bridge = (api: string, more = '') => ({
    ...page(),
    'main.js': windowMain(),
    'preload.cjs': `const { contextBridge, ipcRenderer } = require('electron')\n${more}\ncontextBridge.exposeInMainWorld('probe', ${api})`,
  })

  it('copies values and keeps functions callable both ways, synchronously or not', async () => {
    const app = await start(
      bridge(`{
        date: new Date(5), map: new Map([['a', 1n]]), nested: { list: [undefined, null, NaN] },
        add: (a, b) => a + b, later: async (value) => ({ value }), call: (act) => act(20) + 1, make: () => (x) => x * 2 }`),
    )
    const window = await app.waitForWindow('Probe page')
    const seen = await window.evaluate(async () => {
      const api = globalThis.probe as unknown as Record<string, (...args: unknown[]) => unknown> & {
        date: Date
        map: Map<string, bigint>
        nested: { list: unknown[] }
      }
      const double = api.make?.() as (x: number) => number
      return [
        api.date instanceof Date,
        api.date.getTime(),
        String(api.map.get('a')),
        api.nested.list.map(String),
        api.add?.(1, 2),
        await api.later?.('x'),
        api.call?.((x: unknown) => Number(x) * 2),
        double(21),
      ]
    })
    expect(seen).toEqual([true, 5, '1', ['undefined', 'null', 'NaN'], 3, { value: 'x' }, 41, 42])
  })

  it('loses prototypes, and of errors everything but the message', async () => {
    const app = await start(
      bridge(
        `{ item: () => new Item(), fail: () => { throw Object.assign(new TypeError('bad'), { code: 'E1' }) },
        reject: async () => { throw Object.assign(new Error('worse'), { code: 'E2' }) } }`,
        'class Item { constructor() { this.n = 1 } method() {} }',
      ),
    )
    const window = await app.waitForWindow('Probe page')
    const seen = await window.evaluate(async () => {
      const api = globalThis.probe as unknown as {
        item(): { n: number; method?: unknown }
        fail(): void
        reject(): Promise<void>
      }
      const errors: unknown[] = []
      try {
        api.fail()
      } catch (error) {
        errors.push((error as Error).message, (error as { code?: string }).code)
      }
      await api
        .reject()
        .catch((error: { message: string; code?: string }) => errors.push(error.message, error.code))
      return [api.item().n, typeof api.item().method, ...errors]
    })
    expect(seen).toEqual([1, 'undefined', 'bad', undefined, 'worse', undefined])
  })

  it('gives a function a new proxy each time, so that it cannot be taken off again by itself', async () => {
    const app = await start(
      bridge(
        '{ on: (act) => { known.push(act) }, off: (act) => known.includes(act), back: () => known[0] }',
        'const known = []',
      ),
    )
    const window = await app.waitForWindow('Probe page')
    const seen = await window.evaluate(() => {
      const api = globalThis.probe as unknown as {
        on(act: () => void): void
        off(act: () => void): boolean
        back(): () => void
      }
      const listener = () => undefined
      api.on(listener)
      return [api.off(listener), api.back() === listener]
    })
    expect(seen).toEqual([false, true])
  })

  it('refuses what cannot be cloned, in both directions', async () => {
    const app = await start(bridge('{ symbol: () => Symbol("x"), take: () => 1, weak: () => new WeakMap() }'))
    const window = await app.waitForWindow('Probe page')
    const seen = await window.evaluate(() => {
      const api = globalThis.probe as unknown as Record<string, (...args: unknown[]) => unknown>
      const attempts = [
        () => api.symbol?.(),
        () => api.take?.(Symbol('x')),
        () => api.take?.({ element: document.body }),
        () => api.weak?.(),
      ]
      return attempts.map((act) => {
        try {
          return act()
        } catch (error) {
          return (error as Error).message
        }
      })
    })
    expect(seen).toEqual(Array(4).fill('An object could not be cloned.'))
  })

  it('refuses a name that is taken', async () => {
    const app = await start({
      ...page(),
      'main.js': windowMain(),
      'preload.cjs': `const { contextBridge } = require('electron')\ncontextBridge.exposeInMainWorld('probe', 1)\ncontextBridge.exposeInMainWorld('probe', 2)`,
    })
    await app.waitForWindow('Probe page')
    await output(app, 'Cannot bind an API on top of an existing property on the window object')
  })

  it('what is exposed cannot be changed by the page', async () => {
    const app = await start(bridge('{ list: [1] }'))
    const window = await app.waitForWindow('Probe page')
    const seen = await window.evaluate(() => {
      const api = globalThis.probe as unknown as { list: number[] }
      const attempts = [
        () => api.list.push(2),
        () => Object.assign(window, { probe: 1 }),
        () => Object.assign(api, { more: 1 }),
      ]
      return attempts.map((act) => {
        try {
          act()
          return 'done'
        } catch {
          return 'refused'
        }
      })
    })
    expect(seen).toEqual(['refused', 'refused', 'refused'])
  })
})

describe('IPC', () => {
  it('carries what structured clone carries', async () => {
    const app = await start({
      ...page(),
      'preload.cjs': BRIDGE,
      'main.js': windowMain(`
        ipcMain.handle('echo', (_event, value) => value)
        ipcMain.handle('look', (_event, value) => [value.date instanceof Date, value.map instanceof Map, value.set.has(2), typeof value.big, value.bytes instanceof Uint8Array && value.bytes[1],
          'none' in value, value.none, value.self === value, Object.is(value.zero, -0), value.error instanceof RangeError])`),
    })
    const window = await app.waitForWindow('Probe page')
    const seen = await window.evaluate(async () => {
      const value: Record<string, unknown> = {
        date: new Date(7),
        map: new Map([[1, 'a']]),
        set: new Set([2]),
        big: 10n ** 20n,
        bytes: new Uint8Array([3, 200]),
        none: undefined,
        zero: -0,
        error: new RangeError('far'),
      }
      value.self = value
      const back = (await globalThis.probe.invoke('echo', value)) as typeof value
      const invalid = (await globalThis.probe.invoke('echo', new Date(Number.NaN))) as Date
      return [
        await globalThis.probe.invoke('look', value),
        (back.date as Date).getTime(),
        (back.map as Map<number, string>).get(1),
        String(back.big),
        (back.bytes as Uint8Array)[1],
        'none' in back,
        back.self === back,
        Number.isNaN(invalid.getTime()),
      ]
    })
    expect(seen).toEqual([
      [true, true, true, 'bigint', 200, true, undefined, true, true, true],
      7,
      'a',
      '100000000000000000000',
      200,
      true,
      true,
      true,
    ])
  })

  it('loses prototypes and refuses functions, symbols and what lives in a page', async () => {
    const app = await start({
      ...page(),
      'preload.cjs': `const { contextBridge, ipcRenderer } = require('electron')
        const attempt = (value) => { try { ipcRenderer.send('x', value); return 'sent' } catch (error) { return error.message } }
        class Item { constructor() { this.n = 1 } method() {} }
        contextBridge.exposeInMainWorld('seen', [attempt(() => 1), attempt({ deep: [Symbol('x')] }), attempt(document), attempt(new Blob([])), attempt(new Item())])
        contextBridge.exposeInMainWorld('probe', { invoke: (...args) => ipcRenderer.invoke(...args) })`,
      'main.js': windowMain(`
        class Item { constructor() { this.n = 1 } method() {} }
        ipcMain.on('x', (_event, value) => say(['got', value]))
        ipcMain.handle('item', () => new Item())
        ipcMain.handle('function', () => () => 1)
        ipcMain.handle('send', (event) => { try { event.sender.send('x', () => 1) } catch (error) { return error.message } })`),
    })
    const window = await app.waitForWindow('Probe page')
    expect(await window.evaluate(() => globalThis.seen)).toEqual([
      ...Array(4).fill('An object could not be cloned.'),
      'sent',
    ])
    expect(await window.evaluate(() => globalThis.probe.invoke('item'))).toEqual({ n: 1 })
    expect(await window.evaluate(() => globalThis.probe.invoke('send'))).toBe(
      'An object could not be cloned.',
    )
    await expect(window.evaluate(() => globalThis.probe.invoke('function'))).rejects.toThrow(
      "Error invoking remote method 'function': Error: An object could not be cloned.",
    )
    await output(app, '["got",{"n":1}]')
  })

  it('gives of a failed handler a prefixed message and nothing else', async () => {
    const app = await start({
      ...page(),
      'preload.cjs': `const { contextBridge, ipcRenderer } = require('electron')
        const attempt = (channel) => ipcRenderer.invoke(channel).catch((error) => [error.message, error.code, error.constructor === Error])
        contextBridge.exposeInMainWorld('attempt', attempt)`,
      'main.js': windowMain(`
        ipcMain.handle('fail', () => { throw Object.assign(new TypeError('boom'), { code: 'E1' }) })
        ipcMain.handleOnce('once', () => 'first')`),
    })
    const window = await app.waitForWindow('Probe page')
    const attempt = (channel: string) =>
      window.evaluate(
        (name) => (window as unknown as { attempt(c: string): Promise<unknown> }).attempt(name),
        channel,
      )
    expect(await attempt('fail')).toEqual([
      "Error invoking remote method 'fail': TypeError: boom",
      undefined,
      true,
    ])
    expect(await attempt('nobody')).toEqual([
      "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
      undefined,
      true,
    ])
    expect(await attempt('once')).toBe('first')
    expect(await attempt('once')).toEqual([
      expect.stringContaining("No handler registered for 'once'"),
      undefined,
      true,
    ])
  })

  it('refuses a second handler and a handler that is no function', async () => {
    const app = await start({
      ...page(),
      'main.js': windowMain(`
        ipcMain.handle('a', () => 1)
        for (const handler of [() => 2, undefined]) try { ipcMain.handle(handler ? 'a' : 'b', handler) } catch (error) { say([error.message]) }
        ipcMain.removeHandler('a'); ipcMain.handle('a', () => 3)`),
    })
    await app.waitForWindow('Probe page')
    expect(printed(app)).toEqual([
      ["Attempted to register a second handler for 'a'"],
      ["Expected handler to be a function, but found type 'undefined'"],
    ])
  })

  it('names the sender: window, frame address and origin; the frame of a page that went is null', async () => {
    const app = await start({
      ...page(),
      'other.html': '<title>Other</title>',
      'preload.cjs': BRIDGE,
      'main.js': windowMain(`
        let late
        ipcMain.on('who', (event) => {
          late = event
          say([event.sender === window.webContents, event.senderFrame.url, event.senderFrame.origin, event.senderFrame === window.webContents.mainFrame, event.senderFrame.parent])
          event.reply('pong', 1)
        })
        ipcMain.handle('leave', async () => { await window.loadURL('app://bundle/other.html'); say(['then', late.senderFrame]) })`),
    })
    const window = await app.waitForWindow('Probe page')
    const answer = await window.evaluate(async () => {
      const pong = new Promise((resolve) => globalThis.probe.on('pong', resolve))
      globalThis.probe.send('who')
      return pong
    })
    expect(answer).toBe(1)
    await window.evaluate(() => void globalThis.probe.invoke('leave'))
    await output(app, 'then')
    expect(printed(app)).toEqual([
      [true, 'app://bundle/index.html', 'app://bundle', true, null],
      ['then', null],
    ])
  })

  it('sends from the main process to listeners, once or until they go', async () => {
    const app = await start({
      ...page(),
      'preload.cjs': `const { contextBridge, ipcRenderer } = require('electron')
        const seen = []
        const listener = (event, value) => { seen.push(value) }
        ipcRenderer.on('x', listener); ipcRenderer.once('x', (_event, value) => { seen.push('once ' + value) })
        ipcRenderer.on('off', () => ipcRenderer.removeListener('x', listener))
        contextBridge.exposeInMainWorld('probe', { invoke: (...args) => ipcRenderer.invoke(...args), seen: () => seen })`,
      'main.js': windowMain(
        `ipcMain.handle('go', () => { for (const [channel, value] of [['x', 1], ['x', 2], ['off'], ['x', 3], ['end']]) window.webContents.send(channel, value) })`,
      ),
    })
    const window = await app.waitForWindow('Probe page')
    await window.evaluate(() => globalThis.probe.invoke('go'))
    const seen = () => window.evaluate(() => (globalThis.probe as unknown as { seen(): unknown[] }).seen())
    expect(await seen()).toEqual([1, 'once 1', 2])
  })

  it('is not given to frames inside the page', async () => {
    const app = await start({
      ...page(),
      'index.html': '<title>Probe page</title><iframe src="inner.html"></iframe>',
      'inner.html': '<title>Inner</title>',
      'preload.cjs': BRIDGE,
      'main.js': windowMain(),
    })
    const window = await app.waitForWindow('Probe page')
    expect(window.frames()).toHaveLength(2)
    expect(await window.frames()[1]?.evaluate(() => typeof globalThis.probe)).toBe('undefined')
  })
})
