import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { findChromium } from './find-chromium.mjs'
import { output, page, start, temporaryFolder, windowMain, writeProgram } from './fixtures/program.ts'

const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

/** Runs the program as a person would, without a test behind it, and without a display. */
function startAlone(folder: string, profile: string, more: Readonly<Record<string, string>> = {}) {
  const { DISPLAY: _x, WAYLAND_DISPLAY: _wayland, ...rest } = process.env
  const env = { ...rest, XDG_CONFIG_HOME: profile, APPDATA: profile, HOME: profile, ...more }
  const child = spawn(
    process.execPath,
    ['--import', join(import.meta.dirname, 'register.ts'), join(folder, 'main.js')],
    { env },
  )
  children.push(child)
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      text += part.toString()
    })
  }
  const ended = new Promise<number | null>((done) => child.once('close', done))
  return { child, ended, text: () => text }
}

/** The command lines of the running processes that mention the folder (Linux only). */
function processesWith(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')]
      } catch {
        return []
      }
    })
    .filter((line) => line.includes(folder))
}

describe('without a test behind it', () => {
  const asks = windowMain(`
    app.on('window-all-closed', () => undefined)
    window.webContents.once('did-finish-load', async () => {
      say(['title', await window.webContents.executeJavaScript('document.title')])
      window.on('closed', async () => {
        const second = new BrowserWindow(); await second.loadURL('app://bundle/index.html'); say(['again', second.getTitle()])
        process.on('exit', () => say(['exit'])); if (process.argv.length > 2) app.quit()
      })
      window.close()
    })`)

  it('the program drives a browser of its own, which ends with it', async () => {
    const profile = temporaryFolder()
    const { child, ended, text } = startAlone(writeProgram({ ...page(), 'main.js': asks }), profile)
    await expect.poll(text, { timeout: 30_000 }).toContain('"again"')
    expect(text()).toContain('["title","Probe page"]')
    if (process.platform === 'linux') expect(text()).toContain('no display')
    if (process.platform === 'linux') expect(processesWith(profile)).not.toEqual([])
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(text()).toContain('["exit"]')
    if (process.platform === 'linux')
      await expect.poll(() => processesWith(profile), { timeout: 10_000 }).toEqual([])
  })

  it.runIf(process.platform === 'linux')('killed, it leaves no browser behind', async () => {
    const profile = temporaryFolder()
    const { child, ended, text } = startAlone(writeProgram({ ...page(), 'main.js': asks }), profile)
    await expect.poll(text, { timeout: 30_000 }).toContain('"again"')
    child.kill('SIGKILL')
    await ended
    await expect.poll(() => processesWith(profile), { timeout: 10_000 }).toEqual([])
  })

  it.runIf(process.platform === 'linux')(
    'with a display its windows are real ones, also after the last was closed',
    async () => {
      const profile = temporaryFolder()
      // No display here: the browser is started as for one, and only then told to do without.
      const wrapper = join(profile, 'browser')
      writeFileSync(wrapper, `#!/bin/sh\nexec "${findChromium()}" --headless=new "$@"\n`, { mode: 0o755 })
      const env = { DISPLAY: ':none', CHROMIUM_PATH: wrapper }
      const { child, ended, text } = startAlone(writeProgram({ ...page(), 'main.js': asks }), profile, env)
      await expect.poll(text, { timeout: 30_000 }).toContain('"again"')
      expect(text()).not.toContain('no display')
      child.kill('SIGTERM')
      expect(await ended).toBe(0)
    },
  )

  it('dialogs are cancelled and notifications printed', async () => {
    const main = `import { app, dialog, Notification } from 'electron'
      app.whenReady().then(async () => { new Notification({ title: 'Orders', body: 'new' }).show()
        console.log(JSON.stringify(await dialog.showOpenDialog({}))); app.quit() })`
    const { ended, text } = startAlone(writeProgram({ 'main.js': main }), temporaryFolder())
    expect(await ended).toBe(0)
    expect(text()).toContain('[notification] Orders: new')
    expect(text()).toContain('"canceled":true')
  })
})

it('start.ts passes arguments, signals and the exit code', async () => {
  const folder = writeProgram({
    'main.js': `import { app } from 'electron'\nconsole.log(JSON.stringify(process.argv.slice(2)))\napp.on('quit', () => { process.exitCode = 0 })\nif (process.argv[2] === '--fail') app.exit(5)`,
  })
  const code = `import { startOnStandIn } from ${JSON.stringify(join(import.meta.dirname, 'start.ts'))}
    process.exitCode = await startOnStandIn(process.argv.slice(1), ${JSON.stringify(folder)})`
  const run = (...args: string[]) => {
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', code, '--', ...args])
    children.push(child)
    let text = ''
    child.stdout.on('data', (part: Buffer) => {
      text += part.toString()
    })
    return { child, text: () => text, ended: new Promise((done) => child.once('close', done)) }
  }
  const failing = run('--fail')
  expect(await failing.ended).toBe(5)
  expect(failing.text()).toContain('["--fail"]')
  const lasting = run('--stay')
  await expect.poll(lasting.text).toContain('["--stay"]')
  lasting.child.kill('SIGINT')
  expect(await lasting.ended).toBe(0)
})

it('a program asked to end by a signal quits in order, unless it listens itself', async () => {
  const ready = (body: string) =>
    `import { app } from 'electron'\napp.on('will-quit', () => console.log('["quits"]'))\n${body}\napp.whenReady().then(() => console.log('["up"]'))`
  const [plain, own] = await Promise.all([
    start({ 'main.js': ready('') }),
    start({ 'main.js': ready(`process.on('SIGTERM', () => { console.log('["own"]'); app.exit(4) })`) }),
  ])
  await Promise.all([output(plain, 'up'), output(own, 'up')])
  expect([await plain.kill('SIGTERM'), await own.kill('SIGTERM')]).toEqual([
    { code: 0, signal: null },
    { code: 4, signal: null },
  ])
  expect(plain.stdout()).toContain('quits')
  expect(own.stdout()).toContain('own')
})
