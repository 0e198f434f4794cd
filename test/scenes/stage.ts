/** Profiles and programs for scenes. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { type LaunchOptions, launchApp, type RunningApp } from '../electron/host.ts'
import { saveShopIn } from '../support/shop-in-profile.ts'
import { settled } from './in-page.ts'

/** Monday 23 November 2026, 13:04:10 in Rome: what every window shows. */
export const moment = '2026-11-23T12:04:10.000Z'

/** A window in one of its states. */
export interface Stop {
  /** Names the state: no other stop has it. */
  readonly name: string
  readonly page: Page
  readonly app: RunningApp
}

/** Who looks at the windows, and at which build of the program (the checkout's own when left out). */
export interface Tour {
  readonly app?: string | undefined
  readonly visit: (stop: Stop) => Promise<void>
  /** Looks at what was printed, a PDF. Nothing is printed where nobody does. */
  readonly paper?: (name: string, file: string) => void
}

/** Brings windows into their states, one after another. One start of the program where that is possible. */
export type Scene = (tour: Tour) => Promise<void>

const profiles: string[] = []
process.once('exit', () => {
  for (const profile of profiles) rmSync(profile, { recursive: true, force: true })
})

/** A new profile, and how the program starts with it. The folder goes when this process ends. */
export function newStage(tour: Tour): LaunchOptions {
  const profile = mkdtempSync(join(tmpdir(), 'download-ordini-scene-'))
  profiles.push(profile)
  return {
    profile,
    args: ['--profile', profile],
    clock: moment,
    timeZone: 'Europe/Rome',
    safeStorage: 'available',
    windowSize: { width: 1600, height: 1000 },
    ...(tour.app === undefined ? {} : { app: tour.app }),
  }
}

/** Calls the program without a window. */
export async function call(stage: LaunchOptions, args: readonly string[]): Promise<void> {
  const app = await launchApp({ ...stage, args: [...args, ...(stage.args ?? [])], cli: true })
  const { code } = await app.exit
  if (code !== 0) throw new Error(`${args.join(' ')}: ${app.stdout()} ${app.stderr()}`)
}

export async function addShop(
  { profile }: LaunchOptions,
  name: string,
  url: string,
  settings: object,
): Promise<void> {
  const credentials = { consumerKey: `ck_${'a1'.repeat(20)}`, consumerSecret: `cs_${'b2'.repeat(20)}` }
  await saveShopIn(profile, { name, platform: 'woocommerce', url, credentials, settings })
}

const prepared = new Map<string, LaunchOptions>()

/** A stage like one made before by that name; else `prepare` makes it. Calling the program takes its time. */
export async function likeStage(
  tour: Tour,
  name: string,
  prepare: (stage: LaunchOptions) => Promise<void>,
): Promise<LaunchOptions> {
  let first = prepared.get(name)
  if (first === undefined) {
    first = newStage(tour)
    await prepare(first)
    prepared.set(name, first)
  }
  const stage = newStage(tour)
  cpSync(first.profile, stage.profile, { recursive: true })
  return stage
}

export interface Playing {
  /** The main window. */
  readonly page: Page
  readonly app: RunningApp
  /** The window (the main one when left out) has come to a state. */
  readonly stop: (name: string, page?: Page) => Promise<void>
  readonly paper: Tour['paper']
}

/** Starts the program in Italian, light; plays; and ends it. */
export async function play(
  tour: Tour,
  stage: LaunchOptions,
  act: (playing: Playing) => Promise<void>,
): Promise<void> {
  const place = { x: 60, y: 60, maximized: false }
  const windows = {
    main: { ...place, width: 1180, height: 780 },
    search: { ...place, width: 1180, height: 780 },
  }
  const settings = {
    preferences: { theme: 'light', language: 'it', checkUpdates: false },
    windows,
    trayExplained: true,
  }
  writeFileSync(join(stage.profile, 'settings.json'), JSON.stringify(settings))
  const app = await launchApp(stage)
  const last: { name: string; page?: Page } = { name: '(start)' }
  try {
    const page = await app.waitForWindow('window=main')
    last.page = page
    const stop = async (name: string, at: Page = page) => {
      Object.assign(last, { name, page: at })
      await settled(at)
      await tour.visit({ name, page: at, app })
    }
    page.setDefaultTimeout(20_000)
    await act({ page, app, stop, paper: tour.paper })
  } catch (error) {
    const picture = join(tmpdir(), 'download-ordini-scene-failed.png')
    await last.page?.screenshot({ path: picture }).catch(() => undefined)
    throw new Error(`after the stop ${last.name} (${picture}): ${app.stderr()}`, { cause: error })
  } finally {
    await app.kill('SIGKILL')
  }
}
