import { describe, expect, it } from 'vitest'
import { output, page, printed, start, temporaryFolder, windowMain } from './fixtures/program.ts'

describe('a scheme of the program’s own', () => {
  it('serves pages with the handler’s headers, the policy included', async () => {
    const app = await start({
      ...page(),
      'index.html':
        '<title>Probe page</title><script>window.inline = 1</script><script src="page.js"></script>',
      'page.js': 'window.outer = 1',
      'main.js': windowMain(),
    })
    const window = await app.waitForWindow('Probe page')
    expect(
      await window.evaluate(() => [
        Reflect.get(globalThis, 'inline'),
        Reflect.get(globalThis, 'outer'),
        isSecureContext,
      ]),
    ).toEqual([undefined, 1, true])
  })

  it('is understood in a policy that names it', async () => {
    const app = await start({
      ...page('window.seen = 1'),
      'main.js': windowMain().replace(
        "default-src 'self'",
        "default-src 'none'; script-src app:; connect-src app://bundle",
      ),
    })
    const window = await app.waitForWindow('Probe page')
    expect(await window.evaluate(() => globalThis.seen)).toBe(1)
    expect(await window.evaluate(() => fetch('index.html').then(({ status }) => status))).toBe(200)
  })

  it('gets method, address, headers and body of a request', async () => {
    const app = await start({
      ...page(),
      'main.js': windowMain(`
        protocol.unhandle('app')
        protocol.handle('app', async (request) => {
          if (request.method === 'GET') return new Response('<title>Probe page</title>', { headers: { 'content-type': 'text/html' } })
          say([request.method, request.url, request.headers.get('x-own'), request.headers.get('origin'), await request.text()])
          return Response.json({ done: true }, { status: 201, headers: { 'x-answer': 'yes' } })
        })`),
    })
    const window = await app.waitForWindow('Probe page')
    const answer = await window.evaluate(async () => {
      const response = await fetch('/save?x=1', {
        method: 'POST',
        body: 'text',
        headers: { 'x-own': 'mine' },
      })
      return [response.status, response.headers.get('x-answer'), await response.json()]
    })
    expect(answer).toEqual([201, 'yes', { done: true }])
    expect(printed(app)).toEqual([['POST', 'app://bundle/save?x=1', 'mine', 'app://bundle', 'text']])
  })

  it('keeps two hosts apart as two origins', async () => {
    const app = await start({
      ...page(),
      'main.js': windowMain(`
        ipcMain.handle('other', async () => { const other = new BrowserWindow(); await other.loadURL('app://.other/index.html'); say([other.webContents.getURL(), other.webContents.mainFrame.origin]) })
        window.webContents.once('did-finish-load', () => window.webContents.executeJavaScript("localStorage.setItem('k', 'v')").then(() => say(['set'])))`),
      'preload.cjs':
        "const { contextBridge, ipcRenderer } = require('electron'); contextBridge.exposeInMainWorld('probe', { invoke: (name) => ipcRenderer.invoke(name) })",
    })
    const window = await app.waitForWindow('Probe page')
    await output(app, 'set')
    await window.evaluate(() => globalThis.probe.invoke('other'))
    const other = await app.waitForWindow('app://.other/')
    expect(await other.evaluate(() => localStorage.getItem('k'))).toBeNull()
    expect(printed(app)).toContainEqual(['app://.other/index.html', 'app://.other'])
  })

  it('fails a request whose handler throws, and says so', async () => {
    const app = await start({ ...page(), 'main.js': windowMain() })
    const window = await app.waitForWindow('Probe page')
    expect(await window.evaluate(() => fetch('missing.json').catch((error: Error) => error.message))).toBe(
      'Failed to fetch',
    )
    await output(app, 'the handler of app://bundle/missing.json failed')
  })

  it('may redirect; will-redirect hears of it', async () => {
    const app = await start({
      ...page(),
      'main.js': windowMain(`
        window.webContents.on('will-redirect', (_event, url) => say(['redirect', url]))
        const served = await protocol.isProtocolHandled('app'); say([served])
        protocol.unhandle('app')
        protocol.handle('app', (request) => request.url.endsWith('/index.html')
          ? new Response(null, { status: 302, headers: { location: 'app://bundle/end.html' } })
          : new Response('<title>End</title>', { headers: { 'content-type': 'text/html' } }))`),
    })
    const window = await app.waitForWindow('End')
    expect(await window.title()).toBe('End')
    expect(printed(app)).toEqual([[true], ['redirect', 'app://bundle/end.html']])
  })
})

describe('files', () => {
  it('are loaded by loadFile', async () => {
    const app = await start({
      ...page(),
      'main.js': windowMain(
        `await window.loadFile('index.html'); say([window.webContents.getURL()]); return`,
      ),
    })
    const window = await app.waitForWindow('Probe page')
    expect(await window.title()).toBe('Probe page')
    await output(app, 'file:///')
  })

  it('are fetched by net.fetch, as tutorials serve a scheme', async () => {
    const app = await start({
      ...page(),
      'main.js': windowMain(`
        const { net } = await import('electron'); const { pathToFileURL } = await import('node:url')
        protocol.unhandle('app'); protocol.handle('app', (request) => net.fetch(pathToFileURL(join(here, new URL(request.url).pathname)).toString()))`),
    })
    expect(await (await app.waitForWindow('Probe page')).title()).toBe('Probe page')
  })
})

describe('the network', () => {
  it('is out of reach of a page, and what it tried is reported', async () => {
    const app = await start({
      ...page(),
      'main.js': windowMain().replace("default-src 'self'", 'default-src *'),
    })
    const window = await app.waitForWindow('Probe page')
    const seen = await window.evaluate(async () => {
      const socket = new WebSocket('wss://example.org/')
      const closed = new Promise((resolve) => socket.addEventListener('close', () => resolve('closed')))
      return [await fetch('https://example.org/x').catch((error: Error) => error.message), await closed]
    })
    expect(seen).toEqual(['Failed to fetch', 'closed'])
    expect(await app.blockedRequests()).toEqual(['https://example.org/x'])
    expect(app.stderr()).toContain('https://example.org/x')
  })

  it('is reached where the test allows it', async () => {
    const { createServer } = await import('node:http')
    const server = createServer((_request, response) =>
      response.setHeader('access-control-allow-origin', '*').end('from outside'),
    )
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const address = server.address()
    const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    const app = await start(
      { ...page(), 'main.js': windowMain().replace("default-src 'self'", 'default-src *') },
      { allowRequests: [origin] },
    )
    const window = await app.waitForWindow('Probe page')
    expect(
      await window.evaluate((url) => fetch(url).then((response) => response.text()), `${origin}/x`),
    ).toBe('from outside')
    server.close()
  })
})

describe('navigation', () => {
  it('of a page is announced and can be prevented; the program’s own is not announced', async () => {
    const app = await start({
      ...page(),
      'index.html':
        '<title>Probe page</title><a id="in" href="other.html">in</a><a id="out" href="https://example.org/out">out</a><a id="hash" href="#there">hash</a>',
      'other.html': '<title>Other</title>',
      'main.js': windowMain(`
        window.webContents.on('will-navigate', (event, url) => { say(['will', event.url === url, url]); if (url.startsWith('https:')) event.preventDefault() })
        window.webContents.on('did-navigate', (_event, url) => say(['did', url]))
        window.webContents.on('did-navigate-in-page', (_event, url) => say(['in page', url]))`),
    })
    const window = await app.waitForWindow('Probe page')
    await window.click('#hash')
    await output(app, 'in page')
    await window.click('#out')
    await output(app, 'example.org')
    expect(await window.title()).toBe('Probe page')
    await window.click('#in')
    await expect.poll(() => window.title()).toBe('Other')
    await output(app, '"did","app://bundle/other.html"')
    expect(printed(app)).toEqual([
      ['did', 'app://bundle/index.html'],
      ['in page', 'app://bundle/index.html#there'],
      ['will', true, 'https://example.org/out'],
      ['will', true, 'app://bundle/other.html'],
      ['did', 'app://bundle/other.html'],
    ])
  })

  it('reload gives the preload and the handlers a new document', async () => {
    const app = await start({
      ...page(),
      'preload.cjs': "require('electron').ipcRenderer.invoke('count')",
      'main.js': windowMain(`let count = 0; ipcMain.handle('count', () => say(['loaded', ++count]))
        window.webContents.once('did-finish-load', () => window.reload())`),
    })
    await output(app, '["loaded",2]')
  })

  it('a page that holds its unload keeps the window open until the program insists', async () => {
    const app = await start({
      ...page(
        `addEventListener('beforeunload', (event) => { event.preventDefault(); event.returnValue = true })`,
      ),
      'main.js': windowMain(`let times = 0
        window.webContents.on('will-prevent-unload', (event) => { say(['held', ++times]); if (times === 2) event.preventDefault() })`),
    })
    const window = await app.waitForWindow('Probe page')
    await window.click('#field') // Without a user's gesture Chromium ignores the page's wish.
    await app.closeWindow(window)
    await output(app, '["held",1]')
    expect(window.isClosed()).toBe(false)
    await app.closeWindow(window)
    expect((await app.exit).code).toBe(0)
    expect(printed(app)).toEqual([
      ['held', 1],
      ['held', 2],
    ])
  })
})

describe('window.open and links to new windows', () => {
  const files = {
    ...page(),
    'index.html':
      '<title>Probe page</title><a id="blank" href="https://example.org/blank" target="_blank">x</a>',
    'other.html': '<title>Opened</title>',
  }

  it('ask the handler; denied they open nothing', async () => {
    const app = await start({
      ...files,
      'main.js': windowMain(
        `window.webContents.setWindowOpenHandler(({ url, frameName }) => { say([url, frameName]); shell.openExternal(url); return { action: 'deny' } })`,
      ),
    })
    const window = await app.waitForWindow('Probe page')
    expect(await window.evaluate(() => open('https://example.org/open', 'named'))).toBeNull()
    await output(app, 'named')
    await window.click('#blank')
    await output(app, 'blank')
    expect(await app.openedExternal()).toEqual(['https://example.org/open', 'https://example.org/blank'])
    await expect.poll(() => window.context().pages().length).toBe(1)
    expect(app.windows()).toHaveLength(1)
  })

  it('allowed they become windows of the program', async () => {
    const app = await start({
      ...files,
      'main.js': windowMain(`
        window.webContents.setWindowOpenHandler(() => ({ action: 'allow', overrideBrowserWindowOptions: { width: 300, height: 200 } }))
        window.webContents.on('did-create-window', (created, { url }) => say([url, BrowserWindow.getAllWindows().length, created.getSize()]))`),
    })
    const window = await app.waitForWindow('Probe page')
    await window.evaluate(() => void open('other.html'))
    await app.waitForWindow('Opened')
    expect(printed(app)).toEqual([['app://bundle/other.html', 2, [300, 200]]])
  })
})

describe('keys and menus', () => {
  const menu = `
    Menu.setApplicationMenu(Menu.buildFromTemplate([{ label: 'Do', submenu: [
      { label: 'Find', accelerator: 'CmdOrCtrl+F', click: (item, target) => say([item.label, target === window]) },
      { label: 'Next', accelerator: 'F3', click: (item) => say([item.label]) },
      { label: 'Off', accelerator: 'CmdOrCtrl+O', enabled: false, click: () => say(['off']) },
      { label: 'Bigger', role: 'zoomIn' }, { role: 'selectAll' }] }]))`

  it('a shortcut clicks the menu item, unless the page keeps the key for itself', async () => {
    const app = await start({
      ...page(
        `addEventListener('keydown', (event) => { if (event.key === 'F3' && window.keep) event.preventDefault() })`,
      ),
      'main.js': windowMain(menu),
    })
    const window = await app.waitForWindow('Probe page')
    await window.keyboard.press('ControlOrMeta+f')
    await output(app, 'Find')
    await window.evaluate(() => Object.assign(globalThis, { keep: true }))
    await window.keyboard.press('F3')
    await window.keyboard.press('ControlOrMeta+o')
    await window.evaluate(() => Object.assign(globalThis, { keep: false }))
    await window.keyboard.press('F3')
    await output(app, 'Next')
    expect(printed(app)).toEqual([['Find', true], ['Next']])
  })

  it('a shortcut works even where the page stops the event on its way', async () => {
    const app = await start({
      ...page(`addEventListener('keydown', (event) => event.stopImmediatePropagation(), true)`),
      'main.js': windowMain(menu),
    })
    const window = await app.waitForWindow('Probe page')
    await window.keyboard.press('F3')
    await output(app, 'Next')
  })

  it('roles act: zoom in by its shortcut, select all by the browser itself', async () => {
    const app = await start({ ...page(), 'main.js': windowMain(menu) })
    const window = await app.waitForWindow('Probe page')
    await window.fill('#field', 'some text')
    await window.keyboard.press('ControlOrMeta+a')
    expect(await window.evaluate(() => String(getSelection()))).toBe('some text')
    await window.keyboard.press('ControlOrMeta++')
    await expect.poll(() => window.evaluate(() => innerWidth)).toBe(Math.round(640 / 1.2 ** 0.5))
  })

  it('a window without a menu has no shortcuts (except on macOS)', async () => {
    const app = await start({
      ...page(),
      'main.js': windowMain(
        `${menu}\nwindow.setMenu(null); window.webContents.on('before-input-event', (_event, input) => say([input.type, input.key, input.control]))`,
      ),
    })
    const window = await app.waitForWindow('Probe page')
    await window.keyboard.press('F3')
    await output(app, 'keyUp')
    expect(printed(app)).toEqual([
      ['keyDown', 'F3', false],
      ['keyUp', 'F3', false],
      ...(process.platform === 'darwin' ? [['Next']] : []),
    ])
  })

  it('before-input-event can keep a key from the menu', async () => {
    const app = await start({
      ...page(),
      'main.js': windowMain(
        `${menu}\nwindow.webContents.on('before-input-event', (event, input) => { if (input.key === 'F3') event.preventDefault() })`,
      ),
    })
    const window = await app.waitForWindow('Probe page')
    await window.keyboard.press('F3')
    await window.keyboard.press('ControlOrMeta+f')
    await output(app, 'Find')
    expect(printed(app)).toEqual([['Find', true]])
  })

  it('a context menu is asked for, popped up and clicked', async () => {
    const app = await start({
      ...page(),
      'main.js': windowMain(`window.webContents.on('context-menu', (_event, params) => {
        say([params.isEditable, params.selectionText, params.x > 0, params.pageURL])
        Menu.buildFromTemplate([{ label: 'Paste', click: () => say(['pasted']) }]).popup({ window, callback: () => say(['closed']) })
      })`),
    })
    const window = await app.waitForWindow('Probe page')
    expect(await app.contextMenu()).toBeNull()
    await window.click('#field', { button: 'right' })
    await expect.poll(() => app.contextMenu()).toMatchObject([{ label: 'Paste' }])
    await app.clickContextMenu('Paste')
    await output(app, 'closed')
    expect(printed(app)).toEqual([[true, '', true, 'app://bundle/index.html'], ['pasted'], ['closed']])
    expect(await app.contextMenu()).toBeNull()
  })
})

describe('a page', () => {
  it('follows the colour scheme of the desktop and of the program', async () => {
    const app = await start({
      ...page(),
      'main.js': windowMain(`ipcMain.on('dark', () => { nativeTheme.themeSource = 'dark' })`),
      'preload.cjs': "addEventListener('click', () => require('electron').ipcRenderer.send('dark'))",
    })
    const window = await app.waitForWindow('Probe page')
    const isDark = () => window.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
    expect(await isDark()).toBe(false)
    await app.setSystemColorScheme('dark')
    await expect.poll(isDark).toBe(true)
    await app.setSystemColorScheme('light')
    await expect.poll(isDark).toBe(false)
    await window.click('#field')
    await expect.poll(isDark).toBe(true)
  })

  it('starts dark where the test says so', async () => {
    const app = await start({ ...page(), 'main.js': windowMain() }, { colorScheme: 'dark' })
    const window = await app.waitForWindow('Probe page')
    expect(await window.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)
  })

  it('has the test’s clock, time zone and language', async () => {
    const app = await start(
      { ...page(), 'main.js': windowMain() },
      { clock: '2031-05-06T07:08:00Z', timeZone: 'Pacific/Auckland', locale: 'en-GB' },
    )
    const window = await app.waitForWindow('Probe page')
    expect(
      await window.evaluate(() => [
        new Date().toISOString().slice(0, 16),
        new Date(0).getHours(),
        navigator.language,
        new Date(5).getTime(),
      ]),
    ).toEqual(['2031-05-06T07:08', 12, 'en-GB', 5])
  })

  it('goes with the program’s clock when a test moves it', async () => {
    const app = await start({ ...page(), 'main.js': windowMain() }, { clock: '2031-05-06T07:00:00Z' })
    const window = await app.waitForWindow('Probe page')
    const time = () => window.evaluate(() => new Date().toISOString().slice(11, 16))
    expect(await time()).toBe('07:00')
    await app.clock.pass(3_600_000)
    expect(await time()).toBe('08:00')
    await app.clock.jump(-60_000)
    expect(await time()).toBe('07:59')
  })

  it('tells its title, its console and its errors', async () => {
    const app = await start({
      ...page(
        `console.warn('careful'); document.title = 'Second'; setTimeout(() => { throw new Error('unhandled') }, 0)`,
      ),
      'main.js': windowMain(`
        window.on('page-title-updated', (event, title) => { say(['title', title]); if (title === 'Third') event.preventDefault() })
        window.webContents.on('console-message', ({ level, message }) => say([level, message.split('\\n')[0]]))`),
    })
    const window = await app.waitForWindow('Second')
    await window.evaluate(() => {
      document.title = 'Third'
    })
    await output(app, 'Third')
    expect(printed(app)).toEqual(
      expect.arrayContaining([
        ['warning', 'careful'],
        ['error', 'Uncaught Error: unhandled'],
        ['title', 'Second'],
        ['title', 'Third'],
      ]),
    )
    expect((await app.windowState(window)).title).toBe('Second')
  })

  it('runs the program’s code, prints to PDF, is printed and opens developer tools', async () => {
    const app = await start({
      ...page(),
      'main.js': windowMain(`window.webContents.once('did-finish-load', async () => {
        const { webContents } = window
        say([await webContents.executeJavaScript('Promise.resolve(document.title)'), (await webContents.printToPDF({ pageSize: 'A4' })).subarray(0, 5).toString()])
        webContents.print({ silent: true }, (done) => say(['printed', done]))
        webContents.on('devtools-opened', () => say(['devtools', webContents.isDevToolsOpened()])); webContents.openDevTools()
        await webContents.executeJavaScript('nonsense()').catch((error) => say(['error', /nonsense is not defined/.test(error.message)]))
      })`),
    })
    await output(app, '"error"')
    expect(printed(app)).toEqual([
      ['Probe page', '%PDF-'],
      ['devtools', true],
      ['printed', true],
      ['error', true],
    ])
  })

  it('gets no permission, and alerts are dismissed', async () => {
    const app = await start({
      ...page(),
      'main.js': windowMain(
        `window.webContents.on('console-message', ({ message }) => say([message])); session.defaultSession.setPermissionRequestHandler((_contents, _permission, done) => done(false))`,
      ),
    })
    const window = await app.waitForWindow('Probe page')
    expect(
      await window.evaluate(() =>
        navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => state),
      ),
    ).not.toBe('granted')
    await window.evaluate(() => alert('hello'))
    await output(app, 'alert() was dismissed: hello')
  })

  it('shares the focus with the other windows', async () => {
    const app = await start({
      ...page(),
      'second.html': '<title>Second</title>',
      'main.js': windowMain(`
        window.on('blur', () => say(['first blurred'])); window.on('focus', () => say(['first focused']))
        const second = new BrowserWindow({ parent: window }); second.on('closed', () => say(['second closed'])); second.loadURL('app://bundle/second.html')
        say([window.isFocused(), second.isFocused(), second.getParentWindow() === window])`),
    })
    const [first, second] = [await app.waitForWindow('Probe page'), await app.waitForWindow('Second')]
    expect(app.windows()).toEqual([first, second])
    await first.keyboard.press('F5')
    await app.closeWindow(first)
    await output(app, 'second closed')
    expect(printed(app)).toEqual([['first blurred'], [false, true, true], ['second closed']])
    expect((await app.exit).code).toBe(0)
  })

  it('is lost cleanly when the test closes it behind the program’s back', async () => {
    const app = await start({
      ...page(),
      'main.js': windowMain(
        `app.on('window-all-closed', () => { try { window.webContents.send('x') } catch (error) { say([error.message]) } say([window.isDestroyed()]) })`,
      ),
    })
    const window = await app.waitForWindow('Probe page')
    await window.close()
    await output(app, 'true')
    expect(printed(app)).toEqual([['Object has been destroyed'], [true]])
  })
})

it('the profile folder holds nothing of a hosted run but what the program wrote', async () => {
  const profile = temporaryFolder()
  const { readdirSync } = await import('node:fs')
  const app = await start({ ...page(), 'main.js': windowMain() }, { profile })
  await (await app.waitForWindow('Probe page')).waitForLoadState()
  expect(readdirSync(profile)).toEqual([])
})
