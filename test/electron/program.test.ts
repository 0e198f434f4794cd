import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { output, printed, run, start, temporaryFolder, writeProgram } from './fixtures/program.ts'
import { usesOfChromium } from './host-stand-in.ts'

const ready = (body: string, imports = 'app') => `
import { ${imports} } from 'electron'
const say = (value) => console.log(JSON.stringify(value))
const attempt = (act) => { try { return act() } catch (error) { return { error: error.message } } }
app.whenReady().then(async () => { ${body} })
`

describe('a program without a window', () => {
  it('sees the arguments and the process as Electron gives them', async () => {
    const app = writeProgram({
      'main.js': `
        import { app } from 'electron'
        const { versions, type, defaultApp, resourcesPath } = process
        console.log(JSON.stringify({ argv: process.argv.slice(1), versions: { electron: versions.electron, chrome: versions.chrome },
          type, defaultApp, resourcesPath, send: typeof process.send, env: process.env.ELECTRON_STAND_IN ?? null,
          name: app.getName(), version: app.getVersion(), path: app.getAppPath(), packaged: app.isPackaged }))
        app.exit(3)`,
    })
    const launched = await start(app, { args: ['--one', 'two'] })
    expect(await launched.exit).toEqual({ code: 3, signal: null })
    const [seen] = printed(launched) as [Record<string, unknown>]
    expect(seen).toMatchObject({
      argv: [app, '--one', 'two'],
      type: 'browser',
      defaultApp: true,
      send: 'undefined',
      env: null,
    })
    expect(seen).toMatchObject({ name: 'Probe', version: '1.2.3', path: app, packaged: false })
    expect(seen.versions).toEqual({
      electron: expect.stringMatching(/^45\./),
      chrome: expect.stringMatching(/^\d+\./),
    })
    expect(seen.resourcesPath).toEqual(expect.stringContaining('resources'))
  })

  it('gets the same module by import, by require and from inside node_modules', async () => {
    const app = await start({
      'node_modules/other/package.json': '{ "name": "other", "main": "index.cjs" }',
      'node_modules/other/index.cjs': "module.exports = require('electron')",
      'main.js': `
        import { createRequire } from 'node:module'
        import electron, { app } from 'electron'
        import * as main from 'electron/main'
        import other from 'other'
        const required = createRequire(import.meta.url)('electron')
        console.log(JSON.stringify([electron.app === app, required.app === app, other.app === app, main.app === app]))
        app.quit()`,
    })
    expect(await app.exit).toEqual({ code: 0, signal: null })
    expect(printed(app)).toEqual([[true, true, true, true]])
  })

  it('is ready only after its main module has been evaluated', async () => {
    const { lines } = await run(`
      import { app } from 'electron'
      app.on('ready', () => console.log('["ready"]'))
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
      console.log(JSON.stringify(['evaluated', app.isReady()]))
      app.whenReady().then(() => { console.log(JSON.stringify(['whenReady', app.isReady()])); app.quit() })`)
    expect(lines).toEqual([['evaluated', false], ['ready'], ['whenReady', true]])
  })

  it('hangs, and says why, when it awaits whenReady at the top level', async () => {
    const app = await start({
      'main.js': `import { app } from 'electron'\nawait app.whenReady()\nconsole.log('past it')`,
    })
    await output(app, 'the main module is still being evaluated')
    expect(app.stdout()).not.toContain('past it')
  })

  it('lives on with nothing to do until it quits', async () => {
    const app = await start({ 'main.js': `import 'electron'\nconsole.log('done')` })
    await output(app, 'done')
    const { exit } = app
    const ended = await Promise.race([exit.then(() => true), app.applicationMenu().then(() => false)])
    expect(ended).toBe(false)
  })

  it('ends with code 1 and the error when its main module throws', async () => {
    const { code, stderr } = await run(`import 'electron'\nthrow new Error('broken at start')`)
    expect(code).toBe(1)
    expect(stderr).toContain('broken at start')
  })

  it('reads its standard input', async () => {
    const { lines } = await run(
      `import { app } from 'electron'\nlet text = ''\nfor await (const part of process.stdin) text += part\nconsole.log(JSON.stringify([text]))\napp.exit()`,
      { stdin: 'from the test' },
    )
    expect(lines).toEqual([['from the test']])
  })

  it('never needs Chromium', async () => {
    const before = usesOfChromium()
    await run(
      ready(
        'const tray = nativeImage.createEmpty(); Menu.getApplicationMenu(); nativeTheme.themeSource = "dark"; app.quit()',
        'app, Menu, nativeImage, nativeTheme',
      ),
    )
    expect(usesOfChromium()).toBe(before)
  })
})

describe('threads and processes of the program', () => {
  it('are plain Node, where electron does not exist', async () => {
    const app = await start({
      'main.js': ready(`
        const { Worker } = await import('node:worker_threads'); const { fork } = await import('node:child_process')
        const worker = new Worker(new URL('./worker.js', import.meta.url))
        worker.on('message', (message) => say(['worker', ...message])); worker.on('exit', (code) => { say(['worker ended', code])
          const child = fork(new URL('./child.js', import.meta.url)); child.on('message', (message) => say(['child', ...message])); child.on('exit', (code) => { say(['child ended', code]); app.quit() }) })`),
      'worker.js': `import { parentPort } from 'node:worker_threads'
        parentPort.postMessage([process.versions.electron === undefined, await import('electron').catch((error) => error.message)])`,
      'child.js': 'process.send([process.type === undefined, process.execArgv.length]); process.disconnect()',
    })
    expect(await app.exit).toEqual({ code: 0, signal: null })
    expect(printed(app)).toEqual([
      ['worker', true, "electron stand-in: 'electron' is not available in a worker thread"],
      ['worker ended', 0],
      ['child', true, 0],
      ['child ended', 0],
    ])
  })
})

describe('quitting', () => {
  it('asks before-quit and will-quit, tells quit, and ends with code 0', async () => {
    const { lines, code } = await run(
      ready(`for (const name of ['before-quit', 'will-quit']) app.on(name, (event) => say([name, event.defaultPrevented]))
        app.on('quit', (event, code) => say(['quit', code])); process.on('exit', (code) => say(['exit', code])); app.quit()`),
    )
    expect(code).toBe(0)
    expect(lines).toEqual([
      ['before-quit', false],
      ['will-quit', false],
      ['quit', 0],
      ['exit', 0],
    ])
  })

  it('is put off by preventing before-quit or will-quit', async () => {
    const { lines } = await run(
      ready(`app.once('before-quit', (event) => { event.preventDefault(); say(['before prevented']) })
        app.once('will-quit', (event) => { event.preventDefault(); say(['will prevented']) })
        app.quit(); app.quit(); app.quit()`),
    )
    expect(lines).toEqual([['before prevented'], ['will prevented']])
  })

  it('app.exit asks nobody and gives its code', async () => {
    const { lines, code } = await run(
      ready(
        `for (const name of ['before-quit', 'will-quit', 'quit']) app.on(name, () => say([name])); app.exit(7)`,
      ),
    )
    expect(code).toBe(7)
    expect(lines).toEqual([['quit']])
  })

  it('a test quits it from outside', async () => {
    const app = await start({ 'main.js': ready('say(["up"])') })
    await output(app, 'up')
    expect(await app.quit()).toEqual({ code: 0, signal: null })
  })
})

/** Runs all the attempts in one program; gives each one's error, or null where there was none. */
function attempts(
  imports: string,
  codes: readonly string[],
  when: 'before' | 'after',
): () => Promise<Record<string, string | null>> {
  const body = codes.map(
    (code) =>
      `try { ${code}; seen[${JSON.stringify(code)}] = null } catch (error) { seen[${JSON.stringify(code)}] = error.message }`,
  )
  const main = `
    import electron, { app, ${imports} } from 'electron'
    const seen = {}
    async function attempt() { ${body.join('\n')} }
    const finish = () => { console.log(JSON.stringify(seen)); app.exit() }
    ${when === 'before' ? 'await attempt(); finish()' : 'app.whenReady().then(attempt).then(finish)'}`
  let seen: Promise<Record<string, string | null>> | undefined
  return () => {
    seen ??= run(main).then(({ lines }) => lines[0] as Record<string, string | null>)
    return seen
  }
}

describe('before ready', () => {
  const cases: readonly (readonly [code: string, message: string])[] = [
    ['new BrowserWindow()', 'Cannot create BrowserWindow before app is ready'],
    ['new Tray(nativeImage.createEmpty())', 'Cannot create Tray before app is ready'],
    ['new Notification({ title: "x" })', 'Cannot create Notification before app is ready'],
    [
      'await safeStorage.decryptStringAsync(Buffer.alloc(3))',
      'safeStorage cannot be used before app is ready',
    ],
    ['await safeStorage.encryptStringAsync("x")', 'safeStorage cannot be used before app is ready'],
    ['screen.getPrimaryDisplay()', 'cannot be used before the app is ready'],
    ['session.defaultSession', 'Session can only be received when app is ready'],
    ['protocol.handle("app", () => new Response())', 'can only be called after app is ready'],
    ['await net.fetch("file:///x")', 'can only be used after app is ready'],
    ['await dialog.showMessageBox({ message: "x" })', 'can only be used after app is ready'],
  ]
  const imports =
    'BrowserWindow, dialog, nativeImage, net, Notification, protocol, safeStorage, screen, session, Tray'
  const errors = attempts(
    imports,
    cases.map(([code]) => code),
    'before',
  )
  it.each(cases)('%s is refused', async (code, message) => {
    expect((await errors())[code]).toContain(message)
  })
})

describe('after ready', () => {
  const cases: readonly (readonly [code: string, message: string])[] = [
    ['protocol.registerSchemesAsPrivileged([{ scheme: "late" }])', 'should be called before app is ready'],
    ['app.enableSandbox()', 'can only be called before app is ready'],
    ['app.disableHardwareAcceleration()', 'can only be called before app is ready'],
    ['protocol.handle("none", () => new Response())', "'none' was not registered"],
  ]
  const errors = attempts(
    'protocol',
    cases.map(([code]) => code),
    'after',
  )
  it.each(cases)('%s is refused', async (code, message) => {
    expect((await errors())[code]).toContain(message)
  })
})

describe('what the stand-in does not know throws and is named', () => {
  const cases: readonly (readonly [code: string, name: string])[] = [
    ['electron.noSuchThing', 'electron.noSuchThing'],
    ['app.noSuchThing()', 'app.noSuchThing'],
    ['app.noSuchThing = 1', 'app.noSuchThing'],
    ['BrowserWindow.noSuchThing', 'BrowserWindow.noSuchThing'],
    ['new BrowserWindow({ show: false }).noSuchThing', 'BrowserWindow.noSuchThing'],
    ['new BrowserWindow({ show: false }).webContents.noSuchThing', 'webContents.noSuchThing'],
    ['session.defaultSession.noSuchThing', 'session.noSuchThing'],
    ['electron.autoUpdater.checkForUpdates()', 'autoUpdater.checkForUpdates'],
    ['session.defaultSession.webRequest.onHeadersReceived(() => 0)', 'session.webRequest.onHeadersReceived'],
    ['Menu.buildFromTemplate([]).noSuchThing', 'Menu.noSuchThing'],
    ['nativeImage.createMenuSymbol("x")', 'nativeImage.createMenuSymbol'],
    ['ipcMain.noSuchThing', 'ipcMain.noSuchThing'],
  ]
  const errors = attempts(
    'BrowserWindow, ipcMain, Menu, nativeImage, session',
    cases.map(([code]) => code),
    'after',
  )
  it.each(cases)('%s', async (code, name) => {
    expect((await errors())[code]).toBe(`electron stand-in: ${name} is not implemented (test/electron)`)
  })
  it('is also said on standard error, in case the program swallows the error', async () => {
    const { stderr } = await run(ready('attempt(() => app.noSuchThing); app.exit()'))
    expect(stderr).toContain('app.noSuchThing is not implemented')
  })
  it('a wrong name in an import does not even start', async () => {
    const { code, stderr } = await run(`import { noSuchThing } from 'electron'\nnoSuchThing()`)
    expect(code).toBe(1)
    expect(stderr).toContain('noSuchThing')
  })
})

describe('paths', () => {
  it('userData is the profile, and the others follow from it', async () => {
    const profile = temporaryFolder()
    const { lines } = await run(
      ready(`app.setPath('documents', app.getPath('userData') + '/docs')
        say(['userData', 'sessionData', 'logs', 'documents', 'exe'].map((name) => app.getPath(name)))
        say([attempt(() => app.getPath('nowhere')), attempt(() => app.setPath('userData', 'relative'))]); app.quit()`),
      { profile },
    )
    expect(lines[0]).toEqual([
      profile,
      profile,
      join(profile, 'logs'),
      join(profile, 'docs'),
      process.execPath,
    ])
    expect(lines[1]).toEqual([{ error: "Failed to get 'nowhere' path" }, { error: 'Path must be absolute' }])
    expect(existsSync(join(profile, 'docs'))).toBe(true)
  })

  it('without a profile userData is the program name in the configuration folder', async () => {
    const config = temporaryFolder()
    const folder = writeProgram({ 'main.js': ready(`say([app.getPath('userData')]); app.quit()`) })
    const child = spawn(
      process.execPath,
      ['--import', join(import.meta.dirname, 'register.ts'), join(folder, 'main.js')],
      {
        env: { ...process.env, XDG_CONFIG_HOME: config, APPDATA: config, HOME: config },
      },
    )
    let text = ''
    child.stdout.on('data', (part: Buffer) => {
      text += part.toString()
    })
    expect(await once(child, 'close')).toEqual([0, null])
    expect(JSON.parse(text)).toEqual([expect.stringMatching(/Probe$/)])
  })
})

describe('the single-instance lock', () => {
  const main = `
    import { app } from 'electron'
    const say = (value) => console.log(JSON.stringify(value))
    const first = app.requestSingleInstanceLock({ from: process.argv.at(-1) })
    say(['lock', first, app.hasSingleInstanceLock()])
    app.on('second-instance', (_event, argv, folder, data) => { say(['second', argv.at(-1), folder, data]); app.quit() })
    if (!first) app.quit()`

  it('goes to the first; the second is refused and the first hears its arguments', async () => {
    const profile = temporaryFolder()
    const program = writeProgram({ 'main.js': main })
    const first = await start(program, { profile, args: ['--number=1'] })
    await output(first, 'lock')
    const second = await start(program, { profile, args: ['--number=2'] })
    expect(await second.exit).toEqual({ code: 0, signal: null })
    expect(printed(second)).toEqual([['lock', false, false]])
    await first.exit
    expect(printed(first)).toEqual([
      ['lock', true, true],
      ['second', '--number=2', process.cwd(), { from: '--number=2' }],
    ])
  })

  it('is independent between profiles', async () => {
    const program = writeProgram({ 'main.js': main })
    const first = await start(program)
    const second = await start(program)
    await Promise.all([output(first, 'lock'), output(second, 'lock')])
    expect([printed(first)[0], printed(second)[0]]).toEqual([
      ['lock', true, true],
      ['lock', true, true],
    ])
  })

  it('is free again after the first was killed', async () => {
    const profile = temporaryFolder()
    const program = writeProgram({ 'main.js': main })
    const first = await start(program, { profile })
    await output(first, 'lock')
    expect(await first.kill()).toEqual({ code: null, signal: 'SIGKILL' })
    const second = await start(program, { profile })
    await output(second, 'lock')
    expect(printed(second)).toEqual([['lock', true, true]])
  })

  it('a stale lock of a process that is gone does not hold', async () => {
    const profile = temporaryFolder()
    mkdirSync(join(profile, 'stand-in-lock'))
    writeFileSync(join(profile, 'stand-in-lock', 'lock'), '999999999')
    const app = await start({ 'main.js': main }, { profile })
    await output(app, 'lock')
    expect(printed(app)).toEqual([['lock', true, true]])
    expect(readFileSync(join(profile, 'stand-in-lock', 'lock'), 'utf8')).toBe(String(app.pid))
  })
})

describe('locale, clock and time zone', () => {
  it('are what the test says', async () => {
    const { lines } = await run(
      ready(`say([app.getLocale(), app.getPreferredSystemLanguages(), Intl.DateTimeFormat().resolvedOptions().locale,
        new Date().toISOString().slice(0, 16), new Date(0).getHours(), new Date(5).getTime(), Date.now() - new Date().getTime()]); app.quit()`),
      { locale: 'de-AT', timeZone: 'America/New_York', clock: '2031-05-06T07:08:00Z' },
    )
    expect(lines).toEqual([['de-AT', ['de-AT'], 'de-AT', '2031-05-06T07:08', 19, 5, expect.closeTo(0, -1)]])
  })
})

describe('the clock of worker threads', () => {
  it('is the main thread’s', async () => {
    const files = {
      'main.js': ready(`const { Worker } = await import('node:worker_threads')
        const worker = new Worker(new URL('./worker.js', import.meta.url))
        worker.on('message', (time) => { say([time]); app.quit() })`),
      'worker.js': `import { parentPort } from 'node:worker_threads'
        parentPort.postMessage(new Date().toISOString().slice(0, 16))`,
    }
    const app = await start(files, { clock: '2031-05-06T07:08:00Z' })
    await app.exit
    expect(printed(app)).toEqual([['2031-05-06T07:08']])
  })
})

describe('the clock of a running program', () => {
  const program = {
    'main.js': ready(`
      const { Worker } = await import('node:worker_threads')
      const { powerMonitor } = await import('electron')
      const worker = new Worker(new URL('./worker.js', import.meta.url))
      const time = () => new Date().toISOString().slice(11, 16)
      const tell = () => {
        worker.once('message', (there) => { say([time(), there]); app.quit() })
        worker.postMessage('tell')
      }
      const never = setTimeout(() => say(['cleared, yet it rang']), 600_000)
      setTimeout(() => { say([time()]); clearTimeout(never); setTimeout(() => say([time()]), 300_000) }, 420_000)
      setTimeout(() => say(['later']), 1_500_000)
      powerMonitor.on('resume', tell)
      say(['started'])`),
    'worker.js': `import { parentPort } from 'node:worker_threads'
      parentPort.on('message', () => parentPort.postMessage(new Date().toISOString().slice(11, 16)))`,
  }

  it('moves without waiting: timers ring each at its time, threads see the same', async () => {
    const app = await start(program, { clock: '2031-05-06T07:00:00Z' })
    await vi.waitFor(() => expect(printed(app)).toHaveLength(1), 20_000)
    await app.clock.pass(1_200_000)
    await app.emitPower('resume')
    await app.exit
    expect(printed(app).slice(1)).toEqual([['07:07'], ['07:12'], ['07:20', '07:20']])
  })

  it('jumps alone when somebody sets it: no timer rings', async () => {
    const app = await start(program, { clock: '2031-05-06T07:00:00Z' })
    await vi.waitFor(() => expect(printed(app)).toHaveLength(1), 20_000)
    await app.clock.jump(3_600_000)
    await app.emitPower('resume')
    await app.exit
    expect(printed(app).slice(1)).toEqual([['08:00', '08:00']])
  })
})

describe('a test process that ends', () => {
  it('takes the program with it', async () => {
    const folder = writeProgram({ 'main.js': ready('say([process.pid])') })
    const code = `
      import { launchOnStandIn } from ${JSON.stringify(join(import.meta.dirname, 'host-stand-in.ts'))}
      const app = await launchOnStandIn({ profile: ${JSON.stringify(temporaryFolder())}, app: ${JSON.stringify(folder)} })
      console.log(app.pid)
      setInterval(() => undefined, 1000)`
    const host = spawn(process.execPath, ['--input-type=module-typescript', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [text] = (await once(host.stdout, 'data')) as [Buffer]
    const pid = Number(text.toString())
    const isAlive = () => {
      try {
        process.kill(pid, 0)
        return true
      } catch {
        return false
      }
    }
    expect(isAlive()).toBe(true)
    host.kill('SIGKILL')
    await expect.poll(isAlive, { timeout: 5000 }).toBe(false)
  })
})
