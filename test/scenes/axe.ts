/** WCAG 2.2 AA by axe, put into the page from outside: the windows' policy lets no foreign script in. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const structure: RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  rules: { 'color-contrast': { enabled: false } },
  resultTypes: ['violations'],
}
const contrast: RunOptions = { runOnly: ['color-contrast'], resultTypes: ['violations'] }
/** Rows are alike: the first of each table tell. */
const rowsLikeOthers = ['[role=row]:nth-of-type(n+6)', 'tr:nth-of-type(n+6)']

type World = { readonly axe: { run(context: object, options: object): Promise<AxeResults> } }

/** Every rule but the one of contrast; of an open dialog alone, because what is behind it was looked at before. */
export async function structureViolations(page: Page): Promise<readonly string[]> {
  await bring(page)
  const found = await page.evaluate(
    async ([options, exclude]) => {
      const { axe } = globalThis as unknown as World
      const dialogs = [...document.querySelectorAll('[role=dialog][aria-modal=true]')]
      const include = dialogs.length > 0 ? dialogs : [document]
      return (await axe.run({ include, exclude }, options as object)).violations
    },
    [structure, rowsLikeOthers] as const,
  )
  return inWords(found)
}

/**
 * Contrast of the texts that look different from those in `seen`; adds them. It depends on a text's own look and on
 * what lies behind it: thousands of cells are the same case, and axe takes long over each.
 */
export async function contrastViolations(page: Page, seen: Set<string>): Promise<readonly string[]> {
  await bring(page)
  const { violations, fresh } = await page.evaluate(
    async ([options, known]) => {
      const { axe } = globalThis as unknown as World
      const before = new Set(known as readonly string[])
      const isText = (node: Node) => node.nodeType === Node.TEXT_NODE && (node as Text).data.trim() !== ''
      const lookOf = (element: Element) => {
        const { color, fontSize, fontWeight } = getComputedStyle(element)
        const behind: string[] = []
        for (let above: Element | null = element; above !== null; above = above.parentElement) {
          const { backgroundColor, backgroundImage, opacity, position } = getComputedStyle(above)
          if (opacity !== '1' || backgroundImage !== 'none') behind.push(opacity, backgroundImage)
          if (position !== 'static') behind.push(above.classList[0] ?? above.tagName)
          if (!backgroundColor.endsWith(', 0)')) behind.push(backgroundColor)
          if (/^rgb\(/.test(backgroundColor) && position === 'static') break
        }
        const enabled = element.closest(':disabled, [aria-disabled=true]') === null
        return [color, fontSize, fontWeight, enabled, element.tagName, ...behind].join(' ')
      }
      const include: Element[] = []
      const added: string[] = []
      for (const element of document.querySelectorAll('body *')) {
        const shows = element.matches('input, textarea, select') || [...element.childNodes].some(isText)
        if (!shows || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
        const look = lookOf(element)
        if (before.has(look)) continue
        before.add(look)
        added.push(look)
        include.push(element)
      }
      if (include.length === 0) return { violations: [], fresh: added }
      return { violations: (await axe.run({ include }, options as object)).violations, fresh: added }
    },
    [contrast, [...seen]] as const,
  )
  for (const look of fresh) seen.add(look)
  return inWords(violations)
}

async function bring(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source)
}

const inWords = (found: AxeResults['violations']) =>
  found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`))
