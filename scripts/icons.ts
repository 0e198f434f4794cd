/** Draws the program's icons out of their SVG sources: `node scripts/icons.ts` after a change to them. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { findChromium } from '../test/electron/find-chromium.mjs'

const resources = join(import.meta.dirname, '../resources')
const arrow =
  '<path d="M8 2v7"/><path d="M4.6 6.4 8 9.8l3.4-3.4"/><path d="M2.5 11v1.7c0 .8.5 1.3 1.3 1.3h8.4c.8 0 1.3-.5 1.3-1.3V11"/>'
const pause =
  '<path d="M5.5 3v6.5"/><path d="M10.5 3v6.5"/><path d="M2.5 11v1.7c0 .8.5 1.3 1.3 1.3h8.4c.8 0 1.3-.5 1.3-1.3V11"/>'
const exclamation =
  '<path d="M8 2.2v5.2"/><path d="M8 9.9v.2"/><path d="M2.5 11v1.7c0 .8.5 1.3 1.3 1.3h8.4c.8 0 1.3-.5 1.3-1.3V11"/>'
const ring =
  '<path d="M12.2 4.8A4.3 4.3 0 1 0 12.4 8"/><path d="M12.5 2v3h-3"/><path d="M2.5 11v1.7c0 .8.5 1.3 1.3 1.3h8.4c.8 0 1.3-.5 1.3-1.3V11"/>'

/** Each state has its own shape, not its own colour alone: legible at 16 px, also for the colour-blind. */
const states = { fine: arrow, syncing: ring, failing: exclamation, suspended: pause } as const
/** A middle blue, amber and red that stand out on light and on dark bars; black templates for macOS. */
const colours = { fine: '#3d8bff', syncing: '#3d8bff', failing: '#f08c00', suspended: '#e03131' } as const

const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: ['--no-sandbox'] })
const page = await browser.newPage()

async function draw(svg: string, size: number, file: string): Promise<void> {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(
    `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
  )
  writeFileSync(join(resources, file), await page.screenshot({ omitBackground: true }))
}

const icon = readFileSync(join(resources, 'icon.svg'), 'utf8')
await draw(icon, 512, 'icon.png')
for (const [state, shape] of Object.entries(states)) {
  for (const [suffix, colour] of [
    ['', colours[state as keyof typeof colours]],
    ['Template', '#000'],
  ] as const) {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="none" stroke="${colour}" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round">${shape}</svg>`
    await draw(svg, 16, `tray/${state}${suffix}.png`)
    await draw(svg, 32, `tray/${state}${suffix}@2x.png`)
  }
}
await browser.close()
