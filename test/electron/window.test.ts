import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { output, page, printed, start, windowMain, writeProgram } from './fixtures/program.ts'
import { usesOfChromium } from './host-stand-in.ts'

describe('a window', () => {
  it('is a page of Chromium with the program’s address, title and size', async () => {
    const before = usesOfChromium()
    const app = await start(join(import.meta.dirname, 'fixtures', 'basic'))
    const window = await app.waitForWindow('app://bundle/index.html')
    await expect.poll(() => window.textContent('#out')).toBe('hello')
    await output(app, 'loaded app://bundle/index.html Basic')
    expect(await app.windowState(window)).toMatchObject({
      title: 'Basic',
      visible: true,
      focused: true,
      bounds: { width: 640, height: 480 },
    })
    expect(await window.evaluate(() => [innerWidth, innerHeight, navigator.language])).toEqual([
      640,
      480,
      'it-IT',
    ])
    expect(usesOfChromium()).toBe(before + 1)
    expect(await app.quit()).toEqual({ code: 0, signal: null })
    expect(app.windows()).toEqual([])
  })

  it('shows itself, hides, changes size and place, and says so', async () => {
    const app = await start(
      {
        ...page(),
        'main.js': windowMain(
          `
        for (const name of ['show', 'hide', 'focus', 'blur', 'resize', 'move', 'minimize', 'restore', 'maximize', 'unmaximize']) window.on(name, () => say([name]))
        window.webContents.once('did-finish-load', () => {
          say(['state', window.isVisible(), window.getBounds(), window.getContentSize()])
          window.show(); window.setBounds({ x: 10, width: 700 }); window.setSize(300, 200)
          window.minimize(); window.restore(); window.maximize(); say(['max', window.isMaximized(), window.getNormalBounds().width]); window.unmaximize()
          window.hide(); say(['end', window.getSize(), BrowserWindow.getFocusedWindow()])
        })`,
          '',
          "show: false, minWidth: 400, title: 'First',",
        ),
      },
      { windowSize: { width: 1000, height: 800 } },
    )
    const window = await app.waitForWindow('Probe page')
    await output(app, 'end')
    expect(printed(app)).toEqual([
      ['state', false, { x: 180, y: 160, width: 640, height: 480 }, [640, 480]],
      ...[
        'show',
        'focus',
        'move',
        'resize',
        'resize',
        'blur',
        'minimize',
        'restore',
        'focus',
        'move',
        'resize',
        'maximize',
      ].map((name) => [name]),
      ['max', true, 400],
      ...['move', 'resize', 'unmaximize', 'blur', 'hide'].map((name) => [name]),
      ['end', [400, 200], null],
    ])
    await expect.poll(() => window.evaluate(() => [innerWidth, innerHeight])).toEqual([400, 200])
    expect(await app.windowState(window)).toMatchObject({ visible: false, title: 'Probe page' })
  })

  it('closes when the user closes it, unless the program prevents that', async () => {
    const app = await start({
      ...page(),
      'main.js': windowMain(`
        let refused = false
        window.on('close', (event) => { say(['close']); if (!refused) event.preventDefault(); refused = true })
        window.on('closed', () => say(['closed', window.isDestroyed(), BrowserWindow.getAllWindows().length]))
        app.on('window-all-closed', () => say(['all closed']))`),
    })
    const window = await app.waitForWindow('Probe page')
    await app.closeWindow(window)
    expect(window.isClosed()).toBe(false)
    await Promise.all([window.waitForEvent('close'), app.closeWindow(window)])
    await output(app, 'all closed')
    expect(printed(app)).toEqual([['close'], ['close'], ['closed', true, 0], ['all closed']])
  })

  it('ends the program with its last window when nobody listens to window-all-closed', async () => {
    const app = await start({ ...page(), 'main.js': windowMain() })
    await app.closeWindow(await app.waitForWindow('Probe page'))
    expect(await app.exit).toEqual({ code: 0, signal: null })
  })

  it('that refuses to close keeps the program from quitting', async () => {
    const app = await start({
      ...page(),
      'main.js': windowMain(`
        for (const name of ['before-quit', 'will-quit']) app.on(name, () => say([name]))
        window.once('close', (event) => { event.preventDefault(); say(['stays']) })
        window.webContents.once('did-finish-load', () => app.quit())`),
    })
    await output(app, 'stays')
    expect(await app.quit()).toEqual({ code: 0, signal: null })
    expect(printed(app)).toEqual([['before-quit'], ['stays'], ['before-quit'], ['will-quit']])
  })

  it('closes when its page calls window.close', async () => {
    const app = await start({
      ...page(),
      'main.js': windowMain(`window.on('closed', () => say(['closed']))`),
    })
    const window = await app.waitForWindow('Probe page')
    await window.evaluate(() => window.close())
    expect((await app.exit).code).toBe(0)
    expect(printed(app)).toEqual([['closed']])
  })

  it('is found by its id, its webContents and in the list', async () => {
    const app = await start({
      ...page(),
      'main.js':
        windowMain(`say([BrowserWindow.fromId(window.id) === window, BrowserWindow.fromWebContents(window.webContents) === window,
        BrowserWindow.getAllWindows()[0] === window, BrowserWindow.getFocusedWindow() === window, window.webContents.id === window.id])`),
    })
    await app.waitForWindow('Probe page')
    expect(printed(app)).toEqual([[true, true, true, true, true]])
  })

  it('tells when it is loaded and ready to show, and when loading fails', async () => {
    const app = await start({
      ...page(),
      'main.js': windowMain(
        `
        for (const name of ['dom-ready', 'did-finish-load']) window.webContents.on(name, () => say([name]))
        window.once('ready-to-show', () => say(['ready-to-show']))
        window.webContents.on('did-fail-load', (event, number, name, url) => say(['failed', number, name, url]))
        window.once('ready-to-show', async () => {
          await window.loadURL('app://bundle/missing.html').catch((error) => say([error.code, error.message]))
          await window.loadURL('https://example.org/').catch((error) => say([error.code, error.errno]))
          say(['end'])
        })`,
        '',
        'show: false,',
      ),
    })
    await output(app, '["end"]')
    expect(printed(app)).toEqual([
      ['dom-ready'],
      ['did-finish-load'],
      ['ready-to-show'],
      ['failed', -2, 'ERR_FAILED', 'app://bundle/missing.html'],
      ['ERR_FAILED', "ERR_FAILED (-2) loading 'app://bundle/missing.html'"],
      ['failed', -20, 'ERR_BLOCKED_BY_CLIENT', 'https://example.org/'],
      ['ERR_BLOCKED_BY_CLIENT', -20],
      ['end'],
    ])
  })

  it('reports a page that crashed', async () => {
    const app = await start({
      ...page(),
      'main.js': windowMain(`
        window.webContents.on('render-process-gone', (_event, { reason }) => say(['gone', reason, window.webContents.isCrashed()]))
        app.on('render-process-gone', (_event, contents) => say(['app', contents === window.webContents]))
        window.webContents.once('did-finish-load', () => window.webContents.forcefullyCrashRenderer())`),
    })
    await output(app, '"gone"')
    expect(printed(app)).toEqual([
      ['app', true],
      ['gone', 'crashed', true],
    ])
  })
})

it('a program that is killed leaves no page behind, and the next one starts afresh', async () => {
  const program = writeProgram({ ...page(), 'main.js': windowMain() })
  const first = await start(program)
  const window = await first.waitForWindow('Probe page')
  await window.evaluate(() => localStorage.setItem('kept', '1'))
  expect(await first.kill()).toEqual({ code: null, signal: 'SIGKILL' })
  expect(window.isClosed()).toBe(true)
  const second = await start(program)
  expect(
    await (await second.waitForWindow('Probe page')).evaluate(() => localStorage.getItem('kept')),
  ).toBeNull()
})
