import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright'

interface Program {
  readonly windows: () => readonly Page[]
  /** The page's address as the program knows it. */
  readonly urlOf: (page: Page) => string
  readonly hasEnded: () => boolean
  /** What it printed, for the error. */
  readonly output: () => string
}

/**
 * Waits for a window that has begun to load and whose title or address contains the text, or that satisfies the
 * predicate; then for its page to be loaded. Throws, with the program's output, when it does not come.
 */
export async function findWindow(
  wanted: string | ((page: Page) => boolean | Promise<boolean>),
  timeoutMs: number,
  program: Program,
): Promise<Page> {
  const suits = async (page: Page): Promise<boolean> => {
    if (page.url() === 'about:blank') return false
    return typeof wanted === 'function'
      ? wanted(page)
      : `${program.urlOf(page)} ${await page.title()}`.includes(wanted)
  }
  const end = performance.now() + timeoutMs
  while (performance.now() < end) {
    if (program.hasEnded()) throw new Error(`the program ended before the window came\n${program.output()}`)
    for (const page of program.windows()) {
      // A page that is navigating or closing just now does not suit.
      if (!(await suits(page).catch(() => false))) continue
      await page.waitForLoadState('load', { timeout: timeoutMs }).catch(() => undefined)
      return page
    }
    await pause(20)
  }
  throw new Error(`no window: ${wanted}\n${program.output()}`)
}
