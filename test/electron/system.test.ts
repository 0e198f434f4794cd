import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { output, printed, run, start, temporaryFolder } from './fixtures/program.ts'

// A PNG of one pixel.
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='

const ready = (imports: string, body: string) => `
import { ${imports} } from 'electron'
const say = (value) => console.log(JSON.stringify(value))
const attempt = async (act) => { try { return await act() } catch (error) { return { error: error.message } } }
app.whenReady().then(async () => { ${body} })
`

function icon(): string {
  const file = join(temporaryFolder(), 'icon.png')
  writeFileSync(file, Buffer.from(PNG, 'base64'))
  return file
}

describe('the tray', () => {
  it('shows its image, tooltip and menu, and can be clicked', async () => {
    const file = icon()
    const app = await start({
      'main.js': ready(
        'app, Menu, nativeImage, Tray',
        `globalThis.tray = new Tray(nativeImage.createFromPath(${JSON.stringify(file)}))
        tray.setToolTip('all is well')
        tray.setContextMenu(Menu.buildFromTemplate([
          { id: 'sync', label: 'Sync', click: () => say(['sync']) }, { type: 'separator' },
          { label: 'Shops', submenu: [{ label: 'One', type: 'checkbox', checked: true, click: (item) => say(['one', item.checked]) }] },
          { label: 'Off', enabled: false }]))
        for (const name of ['click', 'double-click']) tray.on(name, () => say([name]))
        say(['up'])`,
      ),
    })
    await output(app, 'up')
    const tray = await app.tray()
    expect(tray).toMatchObject({ tooltip: 'all is well', imagePath: file })
    expect(tray?.menu.map(({ label, type, enabled }) => [label, type, enabled])).toEqual([
      ['Sync', 'normal', true],
      ['', 'separator', true],
      ['Shops', 'submenu', true],
      ['Off', 'normal', false],
    ])
    await app.clickTray()
    await app.clickTray('double-click')
    await app.clickTrayItem('sync')
    await app.clickTrayItem('Shops > One')
    await output(app, '"one"')
    expect(printed(app)).toEqual([['up'], ['click'], ['double-click'], ['sync'], ['one', false]])
    await expect(app.clickTrayItem('Off')).rejects.toThrow('disabled')
    await expect(app.clickTrayItem('Missing')).rejects.toThrow('there is no menu item')
  })

  it('refuses an image that does not exist or is empty', async () => {
    const { lines } = await run(
      ready(
        'app, nativeImage, Tray',
        `say([await attempt(() => new Tray('/nowhere.png')), await attempt(() => new Tray(nativeImage.createEmpty()))]); app.exit()`,
      ),
    )
    expect(lines).toEqual([
      [
        { error: "Failed to load image from path '/nowhere.png'" },
        { error: "Failed to load image from path ''" },
      ],
    ])
  })

  it('is lost when only a local variable holds it', async () => {
    const app = await start({
      'main.js': ready(
        'app, Tray',
        `function create() { const tray = new Tray(${JSON.stringify(icon())}); tray.setToolTip('soon gone') }\ncreate(); say(['up'])`,
      ),
    })
    await output(app, 'up')
    expect(await app.tray()).toBeUndefined()
    await output(app, 'a tray was garbage-collected')
  })

  it('is gone when destroyed, and then refuses everything', async () => {
    const app = await start({
      'main.js': ready(
        'app, Tray',
        `globalThis.tray = new Tray(${JSON.stringify(icon())}); tray.destroy(); say([tray.isDestroyed(), await attempt(() => tray.setToolTip('x'))])`,
      ),
    })
    await output(app, 'destroyed')
    expect(printed(app)).toEqual([[true, { error: 'Tray is destroyed' }]])
    expect(await app.tray()).toBeUndefined()
  })
})

describe('notifications', () => {
  it('are listed and can be clicked and closed', async () => {
    const app = await start({
      'main.js': ready(
        'app, Notification',
        `const notification = new Notification({ title: 'Orders', body: '3 new' })
        for (const name of ['show', 'click', 'close']) notification.on(name, () => say([name]))
        notification.on('click', () => notification.close())
        say([Notification.isSupported()]); notification.show()`,
      ),
    })
    await output(app, 'show')
    expect(await app.notifications()).toMatchObject([{ title: 'Orders', body: '3 new', closed: false }])
    await app.clickNotification(0)
    await output(app, 'close')
    expect(printed(app)).toEqual([[true], ['show'], ['click'], ['close']])
    expect(await app.notifications()).toMatchObject([{ closed: true }])
    await expect(app.clickNotification(1)).rejects.toThrow('there is no notification 1')
  })
})

describe('dialogs', () => {
  it('wait for the answer of the test, given before or after', async () => {
    const app = await start({
      'main.js': ready(
        'app, dialog',
        `say([await dialog.showMessageBox({ message: 'Sure?', buttons: ['Yes', 'No'], checkboxLabel: 'Always' })])
        say([await dialog.showSaveDialog({ defaultPath: 'orders.csv' }), await dialog.showOpenDialog({ properties: ['openFile'] })])
        dialog.showErrorBox('Oh', 'no')`,
      ),
    })
    await expect
      .poll(() => app.dialogs.asked())
      .toMatchObject([{ kind: 'message', options: { message: 'Sure?' }, answered: false }])
    await app.dialogs.answer('save', { canceled: false, filePath: '/tmp/x.csv' })
    await app.dialogs.answer('message', { response: 0, checkboxChecked: true })
    await app.dialogs.answer('open', { canceled: true })
    await output(app, 'Oh\nno')
    expect(printed(app)).toEqual([
      [{ response: 0, checkboxChecked: true }],
      [
        { canceled: false, filePath: '/tmp/x.csv' },
        { canceled: true, filePaths: [] },
      ],
    ])
    expect(await app.dialogs.asked()).toMatchObject([
      { answered: true },
      { kind: 'save' },
      { kind: 'open' },
      { kind: 'error', options: { title: 'Oh', content: 'no' } },
    ])
  })

  it('a synchronous one without an answer is refused', async () => {
    const { lines } = await run(
      ready(
        'app, dialog',
        `say([await attempt(() => dialog.showMessageBoxSync({ message: 'x' }))]); app.exit()`,
      ),
    )
    expect(lines).toEqual([[{ error: expect.stringContaining('needs its answer beforehand') }]])
  })
})

describe('shell', () => {
  it('opens nothing and notes everything', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'old.txt'), 'x')
    const app = await start({
      'main.js': ready(
        'app, shell',
        `const folder = ${JSON.stringify(folder)}
        await shell.openExternal('https://example.org/'); say([await shell.openPath(folder), await shell.openPath('/nowhere')])
        shell.showItemInFolder(folder); await shell.trashItem(folder + '/old.txt')
        say([await attempt(() => shell.openExternal('not an address')), await attempt(() => shell.trashItem('/nowhere'))]); say(['end'])`,
      ),
    })
    await output(app, 'end')
    expect(await app.openedExternal()).toEqual(['https://example.org/'])
    expect((await app.opened()).map(({ how }) => how)).toEqual(['external', 'path', 'folder', 'trash'])
    expect(printed(app).slice(0, 2)).toEqual([
      ['', 'Path does not exist'],
      [{ error: 'Invalid URL' }, { error: 'Failed to move item to trash' }],
    ])
    expect(existsSync(join(folder, 'old.txt'))).toBe(false)
    rmSync(join(tmpdir(), 'electron-stand-in-trash'), { recursive: true })
  })
})

describe('safeStorage', () => {
  it('has no encryption unless the test asks for one, and refuses to encrypt', async () => {
    const { lines } = await run(
      ready(
        'app, safeStorage',
        `say([await safeStorage.isAsyncEncryptionAvailable(),
        await attempt(() => safeStorage.encryptStringAsync('x')), await attempt(() => safeStorage.decryptStringAsync(Buffer.from('v11x')))])
        if (process.platform === 'linux') say([safeStorage.getSelectedStorageBackend()])
        app.exit()`,
      ),
    )
    expect(lines[0]).toEqual([
      process.platform === 'linux',
      { error: expect.stringContaining('Encryption is not available') },
      { error: expect.stringContaining('Decryption is not available') },
    ])
    if (process.platform === 'linux') expect(lines[1]).toEqual(['basic_text'])
  })

  it('really encrypts when the test asks, over restarts', async () => {
    const profile = temporaryFolder()
    const file = JSON.stringify(join(profile, 'secret'))
    const options = { profile, safeStorage: 'available' } as const
    const first = await run(
      ready(
        'app, safeStorage',
        `const { writeFileSync } = await import('node:fs')
        writeFileSync(${file}, await safeStorage.encryptStringAsync('a-consumer-secret')); say([await safeStorage.isAsyncEncryptionAvailable()]); app.exit()`,
      ),
      options,
    )
    expect(first.lines).toEqual([[true]])
    expect(readFileSync(join(profile, 'secret'), 'latin1')).not.toContain('consumer')
    const second = await run(
      ready(
        'app, safeStorage',
        `const { readFileSync } = await import('node:fs')
        const secret = readFileSync(${file})
        say([(await safeStorage.decryptStringAsync(secret)).result])
        secret[secret.length - 1] ^= 1
        say([await attempt(() => safeStorage.decryptStringAsync(secret)), await attempt(() => safeStorage.decryptStringAsync(Buffer.from('plain')))]); app.exit()`,
      ),
      options,
    )
    expect(second.lines).toEqual([
      ['a-consumer-secret'],
      [
        { error: expect.stringContaining('Error while decrypting') },
        { error: expect.stringContaining('does not appear to be encrypted') },
      ],
    ])
  })
})

describe('the rest of the system', () => {
  it('powerMonitor tells what the test does', async () => {
    const app = await start({
      'main.js': ready(
        'app, powerMonitor',
        `powerMonitor.on('resume', () => say(['resumed'])); say([powerMonitor.getSystemIdleTime()])`,
      ),
    })
    await output(app, '[0]')
    await app.emitPower('resume')
    await output(app, 'resumed')
  })

  it('the proxy is what the test says', async () => {
    const code = ready(
      'app, session',
      `say([await session.defaultSession.resolveProxy('https://x.org/'), await app.resolveProxy('https://x.org/')]); app.exit()`,
    )
    const [direct, proxied] = await Promise.all([run(code), run(code, { proxy: 'PROXY 127.0.0.1:8080' })])
    expect([direct.lines, proxied.lines]).toEqual([
      [['DIRECT', 'DIRECT']],
      [['PROXY 127.0.0.1:8080', 'PROXY 127.0.0.1:8080']],
    ])
  })

  it('there is one screen, of the size the test says', async () => {
    const { lines } = await run(
      ready(
        'app, screen',
        'say([screen.getPrimaryDisplay().workAreaSize, screen.getAllDisplays().length]); app.exit()',
      ),
      {
        windowSize: { width: 1366, height: 768 },
      },
    )
    expect(lines).toEqual([[{ width: 1366, height: 768 }, 1]])
  })

  it('the clipboard is the program’s own', async () => {
    const app = await start({
      'main.js': ready(
        'app, clipboard',
        `await clipboard.writeText('copied'); say([await clipboard.readText()])`,
      ),
    })
    await output(app, '["copied"]')
    expect(await app.clipboard()).toBe('copied')
  })

  it('nativeTheme follows the desktop unless the program chooses', async () => {
    const app = await start(
      {
        'main.js': ready(
          'app, nativeTheme',
          `nativeTheme.on('updated', () => say([nativeTheme.shouldUseDarkColors])); say(['is', nativeTheme.shouldUseDarkColors])
        nativeTheme.themeSource = 'light'; nativeTheme.themeSource = 'system'; say([await attempt(() => { nativeTheme.themeSource = 'pink' })])`,
        ),
      },
      { colorScheme: 'dark' },
    )
    await output(app, 'pink')
    await app.setSystemColorScheme('light')
    await expect
      .poll(() => printed(app))
      .toEqual([['is', true], [false], [true], [{ error: expect.stringContaining('pink') }], [false]])
  })

  it('nativeImage knows sizes and emptiness', async () => {
    const file = icon()
    const { lines } = await run(
      ready(
        'app, nativeImage',
        `const image = nativeImage.createFromPath(${JSON.stringify(file)}); image.setTemplateImage(true)
        say([image.getSize(), image.isEmpty(), image.isTemplateImage(), image.resize({ width: 16, height: 16 }).getSize(),
          nativeImage.createFromPath('/nowhere.png').isEmpty(), nativeImage.createFromBuffer(image.toPNG()).getSize(), nativeImage.createEmpty().isEmpty()]); app.exit()`,
      ),
    )
    expect(lines).toEqual([
      [{ width: 1, height: 1 }, false, true, { width: 16, height: 16 }, true, { width: 1, height: 1 }, true],
    ])
  })

  it('login items, badge and about panel are kept', async () => {
    const { lines } = await run(
      ready(
        'app',
        `app.setLoginItemSettings({ openAtLogin: true }); app.setBadgeCount(2); app.setAboutPanelOptions({ applicationName: 'x' }); app.showAboutPanel()
        say([app.getLoginItemSettings().openAtLogin, app.getBadgeCount()]); app.exit()`,
      ),
    )
    expect(lines).toEqual([[true, 2]])
  })

  it('electron-store works on it', async () => {
    const profile = temporaryFolder()
    const file = JSON.stringify(import.meta.resolve('electron-store'))
    const { lines } = await run(
      `import { app } from 'electron'\nconst { default: Store } = await import(${file})\nconst store = new Store()\nstore.set('shops', [1])\nconsole.log(JSON.stringify([store.get('shops'), store.path]))\napp.exit()`,
      { profile },
    )
    expect(lines).toEqual([[[1], join(profile, 'config.json')]])
  })
})

describe('menus', () => {
  it('the application menu is listed and can be clicked', async () => {
    const app = await start({
      'main.js': ready(
        'app, Menu',
        `const menu = Menu.buildFromTemplate([{ label: 'File', submenu: [{ id: 'go', label: 'Go', accelerator: 'CmdOrCtrl+G', click: (item) => say([item.id]) }, { role: 'quit' }] }, { role: 'editMenu' }])
        Menu.setApplicationMenu(menu); say([Menu.getApplicationMenu() === menu, menu.getMenuItemById('go').label, menu.items[0].submenu.items.length])`,
      ),
    })
    await output(app, 'Go')
    expect(printed(app)).toEqual([[true, 'Go', 2]])
    const menu = await app.applicationMenu()
    expect(menu?.[0]?.submenu?.[0]).toMatchObject({ id: 'go', accelerator: 'CmdOrCtrl+G' })
    expect(menu?.[1]?.submenu?.map(({ role }) => role)).toContain('copy')
    await app.clickMenuItem('File > Go')
    await output(app, '["go"]')
    await app.clickMenuItem('go')
    await app.clickMenuItem(process.platform === 'win32' ? 'Exit' : 'Quit')
    expect(await app.exit).toEqual({ code: 0, signal: null })
  })

  it('without one the program gets Electron’s default', async () => {
    const app = await start({ 'main.js': ready('app', 'say(["up"])') })
    await output(app, 'up')
    expect((await app.applicationMenu())?.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['File', 'Edit', 'View', 'Window']),
    )
  })

  it('radio items of a group exclude each other', async () => {
    const { lines } = await run(
      ready(
        'app, Menu',
        `const menu = Menu.buildFromTemplate([{ label: 'a', type: 'radio' }, { label: 'b', type: 'radio' }])
        menu.items[1].click(); say(menu.items.map((item) => item.checked)); app.exit()`,
      ),
    )
    expect(lines).toEqual([[false, true]])
  })

  it('refuses what Electron refuses', async () => {
    const { lines } = await run(
      ready(
        'app, Menu, MenuItem',
        `say([await attempt(() => new MenuItem({})), await attempt(() => Menu.buildFromTemplate('x')),
        await attempt(() => new MenuItem({ role: 'nonsense' })), await attempt(() => new MenuItem({ label: 'x', accelerator: 'Ctrl+Nonsense' })),
        await attempt(() => Menu.buildFromTemplate([{ label: 'x' }]).popup())]); app.exit()`,
      ),
    )
    expect(lines).toEqual([
      [
        { error: expect.stringContaining('must have either label, role or type') },
        { error: expect.stringContaining('must be an array') },
        { error: expect.stringContaining("'nonsense'") },
        { error: expect.stringContaining("invalid accelerator 'Ctrl+Nonsense'") },
        { error: expect.stringContaining('without a BaseWindow') },
      ],
    ])
  })
})
