/**
 * Takes the pictures in `docs/screenshots/`, after `npm run build`: `node scripts/screenshots.ts [--million] [SCENE[:STOP]...]`.
 * Walks over `test/scenes` at a fixed moment, so that pictures do not change for nothing, and photographs every stop
 * light and dark, in Italian and English, and in the smallest window. Paper is drawn by `pdftoppm` (poppler-utils).
 * `--million` takes the search over the bench's million orders too; else its pictures stay as they are. The folder of
 * another build of the program can be given as SCREENSHOTS_APP, another folder for the pictures as SCREENSHOTS_FOLDER.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { findChromium } from '../test/electron/find-chromium.mjs'
import { firstLook, freezeTime, type Look, setLook, settled } from '../test/scenes/in-page.ts'
import { galleryScenes, scenes } from '../test/scenes/index.ts'
import { moment, type Stop } from '../test/scenes/stage.ts'
import { writeIndex } from './screenshots/index-page.ts'
import { smallPng } from './screenshots/small-png.ts'
import { shootTrays, type TrayPicture } from './screenshots/tray-picture.ts'

const folder = process.env.SCREENSHOTS_FOLDER ?? new URL('../docs/screenshots/', import.meta.url).pathname
const million = process.argv.includes('--million')
const wanted = process.argv.slice(2).flatMap((name) => (name === '--million' ? [] : [name.split(':')]))
const looks: readonly (readonly [string, Look])[] = [
  ['', firstLook],
  ['-dark', { theme: 'dark', language: 'it' }],
  ['-en', { theme: 'light', language: 'en' }],
  ['-en-dark', { theme: 'dark', language: 'en' }],
]
/** Where the tray says something of its own. */
const trayStops: Readonly<Record<string, string>> = {
  downloading: 'Download in corso',
  failed: 'Non riesce',
  suspended: 'Sospesa',
  health: 'A posto',
  paused: 'In pausa',
  'several-shops': 'Tre negozi',
}
const trays: TrayPicture[] = []
const taken: string[] = []
const papers: string[] = []

async function visit(scene: string, { name, page, app }: Stop): Promise<void> {
  taken.push(name)
  const isWanted = wanted.some(([of, stop]) => of === scene && (stop === undefined || stop === name))
  if (wanted.length > 0 && !isWanted) return
  const caption = trayStops[name]
  const tray = caption === undefined ? undefined : await app.tray()
  if (caption !== undefined && tray !== undefined) trays.push({ caption, tray })
  await freezeTime(page, moment)
  for (const [suffix, look] of looks) {
    await setLook(page, look)
    await shoot(page, `${name}${suffix}.png`)
  }
  await setLook(page, firstLook)
  const size = page.viewportSize()
  if (size === null) return
  await page.setViewportSize({ width: 900, height: 600 })
  await settled(page)
  await shoot(page, `${name}-small.png`)
  await page.setViewportSize(size)
  await settled(page)
}

/** Its first page. */
function takePaper(name: string, file: string): void {
  papers.push(name)
  const options = ['-png', '-r', '90', '-f', '1', '-l', '1', file]
  writeFileSync(
    join(folder, `${name}.png`),
    smallPng(execFileSync('pdftoppm', options, { maxBuffer: 2 ** 26 })),
  )
}

async function shoot(page: Page, file: string): Promise<void> {
  await page.evaluate(settleWords)
  writeFileSync(
    join(folder, file),
    smallPng(await page.screenshot({ animations: 'disabled', caret: 'hide' })),
  )
}

/** What differs from start to start although it says the same: the demonstration shop's port, seconds. */
function settleWords(): void {
  const settle = (text: string) =>
    text
      .replace(/\/tmp\/download-ordini-scene-\w+/, '/home/anna/.config/download-ordini')
      .replace(/127\.0\.0\.1:\d\d+/, '127.0.0.1:48651')
      .replace(/13:0[45]:\d\d$/, '13:04:10')
      .replace(/^-1$/, '0')
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode as Text
    const words = settle(node.data)
    if (words !== node.data) node.data = words
  }
  for (const field of document.querySelectorAll('input'))
    if (field.value !== settle(field.value)) field.value = settle(field.value)
}

mkdirSync(folder, { recursive: true })
for (const [name, play] of Object.entries({ ...scenes, ...galleryScenes })) {
  if (name === 'million-orders' && !million) continue
  if (wanted.length > 0 && !wanted.some(([scene]) => scene === name)) continue
  const began = performance.now()
  await play({ app: process.env.SCREENSHOTS_APP, visit: (stop) => visit(name, stop), paper: takePaper })
  console.info(`${name}: ${((performance.now() - began) / 1000).toFixed(0)} s`)
}
if (trays.length === Object.keys(trayStops).length) {
  const root = process.platform === 'linux' && process.getuid?.() === 0
  const executablePath = findChromium() ?? ''
  const browser = await chromium.launch({ executablePath, args: root ? ['--no-sandbox'] : [] })
  await shootTrays(await browser.newPage(), join(folder, 'tray.png'), trays)
  await browser.close()
}
if (wanted.length === 0) {
  // Pictures of states that are no more go.
  if (!million) taken.push('search-million')
  const files = new Set([
    ...papers.map((name) => `${name}.png`),
    ...taken.flatMap((name) => [...looks.map(([suffix]) => `${name}${suffix}.png`), `${name}-small.png`]),
    'tray.png',
    'README.md',
  ])
  for (const file of readdirSync(folder)) if (!files.has(file)) rmSync(join(folder, file))
  writeIndex(folder, taken, papers)
}
process.exit(0)
