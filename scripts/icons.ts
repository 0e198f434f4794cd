/** Draws the program's icons out of their SVG sources: `node scripts/icons.ts` after a change to them. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { findChromium } from '../test/electron/find-chromium.mjs'

const resources = join(import.meta.dirname, '../resources')
const arrow =
  '<path d="M8 2v7"/><path d="M4.6 6.4 8 9.8l3.4-3.4"/><path d="M2.5 11v1.7c0 .8.5 1.3 1.3 1.3h8.4c.8 0 1.3-.5 1.3-1.3V11"/>'
const pause =
  '<path d="M6 2.5V9"/><path d="M10 2.5V9"/><path d="M2.5 11v1.7c0 .8.5 1.3 1.3 1.3h8.4c.8 0 1.3-.5 1.3-1.3V11"/>'
const exclamation =
  '<path d="M8 2.2v3.9"/><path d="M8 9.8v.2"/><path d="M2.5 11v1.7c0 .8.5 1.3 1.3 1.3h8.4c.8 0 1.3-.5 1.3-1.3V11"/>'
const ring =
  '<path d="M12.2 4.8A4.3 4.3 0 1 0 12.4 8"/><path d="M12.5 2v3h-3"/><path d="M2.5 11v1.7c0 .8.5 1.3 1.3 1.3h8.4c.8 0 1.3-.5 1.3-1.3V11"/>'

/** Each state differs in shape as well as in colour, so that it can be told at 16 px and by the colour-blind. */
const states = { fine: arrow, syncing: ring, failing: exclamation, suspended: pause } as const
/** Medium blue, amber and red, visible on light and dark task bars; macOS wants black template images. */
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
mkdirSync(join(resources, 'icons'), { recursive: true })
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
for (const size of sizes) await draw(icon, size, `icons/${size}x${size}.png`)
const drawn = (size: number): Buffer => readFileSync(join(resources, `icons/${size}x${size}.png`))
writeFileSync(
  join(resources, 'icon.ico'),
  ico([16, 24, 32, 48, 64, 128, 256].map((size) => [size, drawn(size)])),
)
writeFileSync(join(resources, 'icon.icns'), icns(drawn))
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

/** Windows' container of PNGs: a directory of 16 bytes an image (256 is written 0), then the images. */
function ico(images: readonly (readonly [size: number, png: Buffer])[]): Buffer {
  const head = Buffer.alloc(6 + 16 * images.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(images.length, 4)
  let offset = head.length
  for (const [index, [size, png]] of images.entries()) {
    const at = 6 + 16 * index
    head.writeUInt8(size % 256, at)
    head.writeUInt8(size % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(png.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += png.length
  }
  return Buffer.concat([head, ...images.map(([, png]) => png)])
}

/** macOS' container of PNGs: a type and a length before each. Types: Apple's icns, the PNG ones. */
function icns(png: (size: number) => Buffer): Buffer {
  const types = {
    icp4: 16,
    ic11: 32,
    icp5: 32,
    ic12: 64,
    ic07: 128,
    ic13: 256,
    ic08: 256,
    ic14: 512,
    ic09: 512,
    ic10: 1024,
  }
  const parts = Object.entries(types).flatMap(([type, size]) => [
    chunkHead(type, png(size).length),
    png(size),
  ])
  const body = Buffer.concat(parts)
  return Buffer.concat([chunkHead('icns', body.length), body])
}

function chunkHead(type: string, length: number): Buffer {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32BE(length + 8, 4)
  return head
}
