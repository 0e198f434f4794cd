/**
 * `npm run gallery [-- [--million] [SCENE[:STOP]...]]`: pictures of every window in every state, into `dist/gallery/`
 * (look at `index.html` there). Walks over `test/scenes` at a fixed moment, so that two galleries differ only where the
 * program does, and photographs every stop light and dark, in Italian and English, and in the smallest window. Paper is
 * drawn by `pdftoppm` (poppler-utils). `--million` takes the search over the bench's million orders too.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright'
import { findChromium } from '../test/electron/find-chromium.mjs'
import { firstLook, freezeTime, type Look, setLook, settled } from '../test/scenes/in-page.ts'
import { galleryScenes, scenes } from '../test/scenes/index.ts'
import { moment, type Stop } from '../test/scenes/stage.ts'
import { writeIndex } from './gallery/index-page.ts'
import { shootTrays, type TrayPicture } from './gallery/tray-picture.ts'
import { ensureBuilt, root } from './prepare.mjs'

const folder = join(root, 'dist/gallery')
const million = process.argv.includes('--million')
const wanted = process.argv.slice(2).flatMap((name) => (name === '--million' ? [] : [name.split(':')]))
const looks: readonly (readonly [string, Look])[] = [
  ['', firstLook],
  ['-dark', { theme: 'dark', language: 'it' }],
  ['-en', { theme: 'light', language: 'en' }],
  ['-en-dark', { theme: 'dark', language: 'en' }],
]
/** The stops at which the tray's menu is drawn too, with the captions of the picture. */
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

/** Draws the first page of a PDF. */
function takePaper(name: string, file: string): void {
  const options = ['-png', '-r', '90', '-singlefile', file, join(folder, name)]
  const { status, error, stderr } = spawnSync('pdftoppm', options, { encoding: 'utf8' })
  if (status === 0) papers.push(name)
  else console.warn(`${name} is left out (pdftoppm is part of poppler-utils): ${error?.message ?? stderr}`)
}

async function shoot(page: Page, file: string): Promise<void> {
  await page.evaluate(settleWords)
  await page.screenshot({ path: join(folder, file), animations: 'disabled', caret: 'hide' })
}

/** Replaces what differs from start to start (folder, port, password, seconds) by fixed words. */
function settleWords(): void {
  const settle = (text: string) =>
    text
      .replace(/\/tmp\/download-ordini-scene-\w+/, '/home/anna/.config/download-ordini')
      .replace(/127\.0\.0\.1:\d\d+/, '127.0.0.1:48651')
      .replace(/^(?=.*\d)(?=.*[A-Z])[A-Za-z2-9]{24}$/, 'kW7hTq2nVbXe9RmZ4cYsDp8u')
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

ensureBuilt()
// Pictures of states that are no more go.
if (wanted.length === 0) rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
for (const [name, play] of Object.entries({ ...scenes, ...galleryScenes })) {
  if (name === 'million-orders' && !million) continue
  if (wanted.length > 0 && !wanted.some(([scene]) => scene === name)) continue
  const began = performance.now()
  await play({ visit: (stop) => visit(name, stop), paper: takePaper })
  console.info(`${name}: ${((performance.now() - began) / 1000).toFixed(0)} s`)
}
if (trays.length === Object.keys(trayStops).length) {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0
  const executablePath = findChromium() ?? ''
  const browser = await chromium.launch({ executablePath, args: isRoot ? ['--no-sandbox'] : [] })
  await shootTrays(await browser.newPage(), join(folder, 'tray.png'), trays)
  await browser.close()
}
if (wanted.length === 0) writeIndex(folder, taken, papers)
process.exit(0)
