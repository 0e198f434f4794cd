/**
 * Every window in every state (`test/scenes`): WCAG 2.2 AA by axe in both themes, and no text cut, neither in Italian
 * nor in a language whose words are 35 % longer than English, nor at 200 % zoom; nothing moves for whoever wants less
 * motion, and nothing is lost under the system's high contrast.
 */
import type { Page } from 'playwright'
import { beforeAll, describe, expect, it } from 'vitest'
import { contrastViolations, structureViolations } from '../scenes/axe.ts'
import { findCut } from '../scenes/cut.ts'
import { firstLook, setLook, settled } from '../scenes/in-page.ts'
import { scenes } from '../scenes/index.ts'
import { lostInHighContrast, movingThings } from '../scenes/media.ts'
import { buildPseudoApp } from '../scenes/pseudo-app.ts'
import type { Stop } from '../scenes/stage.ts'
import { long } from '../support/sizes.ts'

/** What a window of 1280x800 has at 200 %. */
const zoomed = { width: 640, height: 400 }
/**
 * Starts of the program that are left to `npm run test:long`: a shop alone looks as one chosen among several does, and
 * what is told of a restored archive as what is told of anything else.
 */
const likeOtherScenes = ['failed', 'suspended', 'healthy', 'restored']
const walked = Object.keys(scenes).filter((name) => long || !likeOtherScenes.includes(name))
/** Made of the same as others are. */
const likeOthers = new Set([
  'desks-tried',
  'desks-agree',
  'desks-reach',
  'desks-stopped',
  'desks-leave',
  'new-shop-shopify',
  'guide-prestashop',
  'guide-shopify',
  'guide-magento',
  'loading-log',
  'loading-wrong',
  'loading-order',
  'reread-preview',
  'log-nothing',
  'calendar',
  'missing',
  'search-saved',
  'order-odd-lines',
  'order-odd-refunds',
  'refunds-undated',
  'invoices-made',
  'invoices-read',
  'accountant',
])
/** What the windows are made of is seen here: figures, tables, forms, switches, boxes, badges, progress. */
const inOtherMedia = new Set(['new-shop', 'check-running', 'done', 'preferences', 'order', 'search-chosen'])
/** The looks of text that were checked for contrast. */
const seen = new Set<string>()
let app = ''

beforeAll(async () => {
  app = await buildPseudoApp()
})

/** Menus take their place a moment after the window has its size. */
async function cutInTheEnd(page: Page): Promise<readonly string[]> {
  const until = performance.now() + 3000
  for (;;) {
    const found = await findCut(page)
    if (found.length === 0 || performance.now() > until) return found
    await settled(page)
  }
}

async function look(
  { name, page }: Stop,
  bothLooks: boolean,
): Promise<readonly (readonly [string, readonly string[]])[]> {
  const found: (readonly [string, readonly string[]])[] = []
  const note = async (what: string, finding: Promise<readonly string[]>) => found.push([what, await finding])
  const size = page.viewportSize() ?? zoomed
  await note('structure', structureViolations(page))
  await note('contrast, light', contrastViolations(page, seen))
  await note('cut', cutInTheEnd(page))
  if (inOtherMedia.has(name)) {
    await note('less motion', movingThings(page))
    await note('high contrast', lostInHighContrast(page))
  }
  if (!bothLooks) return found
  await page.setViewportSize(zoomed)
  await settled(page)
  await note('cut at 200 %', cutInTheEnd(page))
  await page.setViewportSize(size)
  await setLook(page, { theme: 'dark', language: 'en' })
  await note('contrast, dark', contrastViolations(page, seen))
  await note('cut when 35 % longer', cutInTheEnd(page))
  await setLook(page, firstLook)
  return found
}

describe('every window in every state can be read and used by everybody', () => {
  it.each(walked)(
    '%s',
    async (name) => {
      const wrong: Record<string, readonly string[]> = {}
      let stops = 0
      await scenes[name]?.({
        app,
        visit: async (stop) => {
          if (!long && likeOthers.has(stop.name)) return
          stops += 1
          // A window's states are much alike: dark, in long words and at 200 %, every fourth will do but for `test:long`.
          for (const [what, found] of await look(stop, long || stops % 4 === 1))
            if (found.length > 0) wrong[`${stop.name}, ${what}`] = found
        },
      })
      expect(stops).toBeGreaterThan(0)
      expect(wrong).toEqual({})
    },
    300_000,
  )
})
