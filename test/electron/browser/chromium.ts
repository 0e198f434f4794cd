import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, LaunchOptions, Page } from 'playwright'
import { findChromium, findHeadlessChromium } from '../find-chromium.mjs'
import { inheritedEnv } from '../inherited-env.ts'
import type { PageSource, Size } from './driver.ts'
import { OWN_POPUP } from './window-page.ts'

/** What a machine without a Chromium is told. */
const NO_CHROMIUM =
  'No Chromium, Chrome or Edge was found. Install one, or run "npx playwright install chromium", ' +
  'or set CHROMIUM_PATH to the executable.'

/** Playwright's own list, which this one takes the place of, and the address bar's menus: every window has two. */
const UNUSED = [
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'TcpPortRandomizationWin',
  'ThirdPartyStoragePartitioning',
  'msEdgeUpdateLaunchServicesPreferredVersion',
  'msForceBrowserSignIn',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxPopup',
]

const QUIET = [
  `--disable-features=${UNUSED.join(',')}`,
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-crash-reporter',
  '--no-first-run',
  '--no-default-browser-check',
]

function flags(): string[] {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
  // Nothing of a page may leave this machine by a way that request interception does not see (WebSocket, DNS).
  return [...QUIET, ...asRoot, '--host-resolver-rules=MAP * ~NOTFOUND']
}

function executable(headless: boolean): string {
  const path = headless ? findHeadlessChromium() : findChromium()
  if (path === undefined) throw new Error(NO_CHROMIUM)
  return path
}

/** Chromium leaves files behind when it is killed; they shall go with this process. (macOS: the path gets too long.) */
function environment(): { readonly env?: Record<string, string> } {
  if (process.platform !== 'linux') return {}
  const folder = mkdtempSync(join(tmpdir(), 'electron-stand-in-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return { env: { ...inheritedEnv(), TMPDIR: folder } }
}

/** How Chromium is started. Throws NO_CHROMIUM. */
function launchOptions(headless: boolean): LaunchOptions & { readonly headless: boolean } {
  return { executablePath: executable(headless), args: flags(), headless, ...environment() }
}

/**
 * A headless Chromium for this process. It ends with this process, however that ends, as its line to it breaks; its
 * files go unless this process is killed outright.
 */
export async function startSharedBrowser(): Promise<Browser> {
  const options = launchOptions(true)
  const { chromium } = await import('playwright')
  const browser = await chromium.launch({ ...options, handleSIGTERM: false })
  // Vitest ends its processes so: what is to be done at the exit shall be done all the same.
  process.once('SIGTERM', () => process.exit(143))
  return browser
}

/** Pages in a context of their own of a browser that several programs share; nothing starts before the first page. */
export function contextPages(browser: () => Promise<Browser>, options: BrowserContextOptions): PageSource {
  let opening: Promise<BrowserContext> | undefined
  return {
    sized: true,
    open: async (_size, prepare) => {
      opening ??= (async () => {
        const context = await (await browser()).newContext({ serviceWorkers: 'block', ...options })
        await prepare(context)
        return context
      })()
      return (await opening).newPage()
    },
    close: async () => {
      await (await opening)?.close()
    },
  }
}

/** Pages that are real windows on the screen (or headless where there is none), with a lasting profile folder. */
export function visiblePages(
  profile: string,
  options: { readonly headless: boolean; readonly locale: string },
): PageSource {
  const { headless, locale } = options
  let running: Promise<BrowserContext> | undefined
  let ended: Promise<void> = Promise.resolve()
  const launch = async ({ width, height }: Size, prepare: (context: BrowserContext) => Promise<void>) => {
    await ended // Two browsers cannot share the folder.
    const { chromium } = await import('playwright')
    const folder = join(profile, 'electron-stand-in')
    mkdirSync(folder, { recursive: true })
    const context = await chromium.launchPersistentContext(folder, {
      serviceWorkers: 'block',
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      ...launchOptions(headless),
      locale,
      // The page is as large as its window, which the user may change.
      ...(headless ? {} : { viewport: null }),
      args: [...flags(), ...(headless ? [] : [`--app=data:text/html,`, `--window-size=${width},${height}`])],
      ignoreDefaultArgs: headless ? [] : ['--enable-automation'],
    })
    // Chromium ends with its last window on some systems only; the program, which lives on, shall not care.
    const watch = (page: Page) =>
      page.on('close', () => {
        if (context.pages().length > 0) return
        running = undefined
        ended = context.close()
      })
    context.on('page', watch)
    context.pages().forEach(watch)
    await prepare(context)
    return context
  }
  return {
    sized: headless,
    open: async (size, prepare) => {
      if (running === undefined) {
        running = launch(size, prepare)
        const context = await running
        return context.pages()[0] ?? context.newPage()
      }
      const context = await running
      const [opener] = context.pages()
      if (opener === undefined || headless) return context.newPage()
      // A pop-up has no tab strip, which is as near to a window of its own as a second window can get.
      const [popup] = await Promise.all([context.waitForEvent('page'), openPopup(context, opener, size)])
      return popup
    },
    close: async () => {
      await (await running)?.close()
      await ended
    },
  }
}

// From another world of the opener: in the page's own, window.open asks the program.
async function openPopup(context: BrowserContext, opener: Page, { width, height }: Size): Promise<void> {
  const cdp = await context.newCDPSession(opener)
  const { frameTree } = await cdp.send('Page.getFrameTree')
  const { executionContextId } = await cdp.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id })
  await cdp.send('Runtime.evaluate', {
    contextId: executionContextId,
    expression: `void window.open('about:blank', '${OWN_POPUP}${randomUUID()}', 'popup,width=${width},height=${height}')`,
    userGesture: true,
  })
  await cdp.detach()
}
