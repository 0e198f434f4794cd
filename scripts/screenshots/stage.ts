/** Profiles, programs and pictures for `scripts/screenshots.ts`. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { type LaunchOptions, launchApp, type RunningApp } from '../../test/electron/host.ts'

const folder = new URL('../../docs/screenshots/', import.meta.url).pathname
/** Monday 23 November 2026, 13:04:10 in Rome: what every picture shows. */
export const moment = '2026-11-23T12:04:10.000Z'

export interface Look {
  readonly dark?: boolean
  /** 900x600, the smallest there is. */
  readonly small?: boolean
}

const profiles: string[] = []
process.once('exit', () => {
  for (const profile of profiles) rmSync(profile, { recursive: true, force: true })
})

/** A folder that goes when the script ends. */
export function newProfile(): string {
  const profile = mkdtempSync(join(tmpdir(), 'download-ordini-shots-'))
  profiles.push(profile)
  return profile
}

export function options(profile: string, app: string | undefined): LaunchOptions {
  return {
    profile,
    args: ['--profile', profile],
    clock: moment,
    timeZone: 'Europe/Rome',
    safeStorage: 'available',
    windowSize: { width: 1600, height: 1000 },
    ...(app === undefined ? {} : { app }),
  }
}

/** Calls the program without a window. */
export async function call(base: LaunchOptions, args: readonly string[], stdin = ''): Promise<void> {
  const app = await launchApp({ ...base, args: [...args, ...(base.args ?? [])], cli: true, stdin })
  const { code } = await app.exit
  if (code !== 0) throw new Error(`${args.join(' ')}: ${app.stdout()} ${app.stderr()}`)
}

export async function addShop(
  base: LaunchOptions,
  name: string,
  url: string,
  settings: object,
): Promise<void> {
  const credentials = { consumerKey: `ck_${'a1'.repeat(20)}`, consumerSecret: `cs_${'b2'.repeat(20)}` }
  const shop = { name, platform: 'woocommerce', url, credentials, settings }
  await call(base, ['--add-shop', '-'], JSON.stringify(shop))
}

/** Opens the main window with a look, lets it be photographed, and ends the program. */
export async function withWindow(
  base: LaunchOptions,
  look: Look,
  act: (page: Page, app: RunningApp) => Promise<void>,
): Promise<void> {
  const size = look.small ? { width: 900, height: 600 } : { width: 1180, height: 780 }
  const place = { x: 60, y: 60, ...size, maximized: false }
  const settings = {
    preferences: { theme: look.dark ? 'dark' : 'light' },
    windows: { main: place },
    trayExplained: true,
  }
  writeFileSync(join(base.profile, 'settings.json'), JSON.stringify(settings))
  const app = await launchApp(base)
  try {
    const page = await app.waitForWindow('window=main')
    page.setDefaultTimeout(20_000)
    await act(page, app).catch(async (error: unknown) => {
      await page.screenshot({ path: join(tmpdir(), 'download-ordini-shot-failed.png') })
      console.error(app.stderr())
      throw error
    })
  } finally {
    await app.kill('SIGKILL')
  }
}

/** Takes a picture at the fixed moment: ages and countdowns stand still there. */
export async function shoot(page: Page, name: string, look: Look = {}): Promise<void> {
  await page.evaluate((at) => {
    const Real = Date
    globalThis.Date = new Proxy(Real, {
      construct: (target, args) => Reflect.construct(target, args.length === 0 ? [at] : args),
      get: (target, key) => (key === 'now' ? () => at : Reflect.get(target, key)),
    })
  }, Date.parse(moment))
  // Two ticks of the countdown, and what was loading has come.
  await page.waitForTimeout(1500)
  await page.evaluate(settleWords)
  mkdirSync(folder, { recursive: true })
  const file = `${name}${look.small ? '-small' : ''}${look.dark ? '-dark' : ''}.png`
  await page.screenshot({ path: join(folder, file), animations: 'disabled', caret: 'hide' })
  console.info(file)
}

/** What differs from start to start although it says the same: the demonstration shop's port, seconds. */
function settleWords(): void {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode as Text
    const words = node.data
      .replace(/127\.0\.0\.1:\d+/, '127.0.0.1:48651')
      .replace(/13:04:\d\d$/, '13:04:10')
      .replace(/^-1$/, '0')
    if (words !== node.data) node.data = words
  }
}

export const fileOf = (name: string): string => join(folder, name)
