/** Makes a screenshot small: at most 256 colours, one byte a pixel. What the eye sees stays the same. */
import { crc32, deflateSync, inflateSync } from 'node:zlib'

interface Picture {
  readonly width: number
  readonly height: number
  /** 0xRRGGBB, row by row. */
  readonly pixels: Uint32Array
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Takes a PNG as Chromium writes it (8 bits a channel, RGB or RGBA, not interlaced). */
export function smallPng(png: Buffer): Buffer {
  const picture = read(png)
  const palette = choosePalette(picture.pixels)
  const place = nearestIn(palette)
  const lines = Buffer.alloc((picture.width + 1) * picture.height)
  for (let row = 0; row < picture.height; row += 1)
    for (let column = 0; column < picture.width; column += 1)
      lines[row * (picture.width + 1) + 1 + column] = place(picture.pixels[row * picture.width + column] ?? 0)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(picture.width, 0)
  header.writeUInt32BE(picture.height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  const colours = Buffer.from(palette.flatMap((one) => [one >> 16, (one >> 8) & 255, one & 255]))
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

function read(png: Buffer): Picture {
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  const [depth, kind, , , interlaced] = png.subarray(24, 29)
  const channels = kind === 6 ? 4 : 3
  if (depth !== 8 || (kind !== 2 && kind !== 6) || interlaced !== 0) throw new Error('not a PNG of this kind')
  const parts: Buffer[] = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  const bytes = unfilter(inflateSync(Buffer.concat(parts)), width * channels, height, channels)
  const pixels = new Uint32Array(width * height)
  for (let index = 0; index < pixels.length; index += 1) {
    const at = index * channels
    pixels[index] = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
  }
  return { width, height, pixels }
}

/** Undoes the filters of the PNG specification, section 9. */
function unfilter(data: Buffer, stride: number, height: number, step: number): Buffer {
  const out = Buffer.alloc(stride * height)
  for (let row = 0; row < height; row += 1) {
    const filter = data[row * (stride + 1)]
    for (let column = 0; column < stride; column += 1) {
      const at = row * stride + column
      const left = column < step ? 0 : (out[at - step] ?? 0)
      const up = row === 0 ? 0 : (out[at - stride] ?? 0)
      const corner = column < step || row === 0 ? 0 : (out[at - stride - step] ?? 0)
      const value = data[row * (stride + 1) + 1 + column] ?? 0
      out[at] = value + foretold(filter, left, up, corner)
    }
  }
  return out
}

function foretold(filter: number | undefined, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left
    case 2:
      return up
    case 3:
      return (left + up) >> 1
    case 4: {
      const [a, b, c] = [up - corner, left - corner, left + up - 2 * corner].map(Math.abs) as [
        number,
        number,
        number,
      ]
      return a <= b && a <= c ? left : b <= c ? up : corner
    }
    default:
      return 0
  }
}

/** The colours that fill most; of those left, again and again the one that is worst off (area by distance). */
function choosePalette(pixels: Uint32Array): readonly number[] {
  const areas = new Map<number, number>()
  for (const pixel of pixels) areas.set(pixel, (areas.get(pixel) ?? 0) + 1)
  const byArea = [...areas].sort((a, b) => b[1] - a[1])
  if (byArea.length <= 256) return byArea.map(([colour]) => colour)
  const palette = byArea.slice(0, 64).map(([colour]) => colour)
  const rest = byArea.slice(64).map(([colour, area]) => ({
    colour,
    weight: Math.sqrt(area),
    far: Math.min(...palette.map((one) => distance(one, colour))),
  }))
  while (palette.length < 256) {
    const worst = rest.reduce((a, b) => (b.far * b.weight > a.far * a.weight ? b : a))
    palette.push(worst.colour)
    for (const one of rest) one.far = Math.min(one.far, distance(worst.colour, one.colour))
  }
  return palette
}

function nearestIn(palette: readonly number[]): (colour: number) => number {
  const known = new Map(palette.map((colour, place) => [colour, place]))
  return (colour) => {
    const found = known.get(colour)
    if (found !== undefined) return found
    let best = 0
    for (let place = 1; place < palette.length; place += 1)
      if (distance(palette[place] ?? 0, colour) < distance(palette[best] ?? 0, colour)) best = place
    known.set(colour, best)
    return best
  }
}

/** Squared; green counts most, blue least, as for the eye. */
function distance(a: number, b: number): number {
  const red = (a >> 16) - (b >> 16)
  const green = ((a >> 8) & 255) - ((b >> 8) & 255)
  const blue = (a & 255) - (b & 255)
  return 3 * red * red + 6 * green * green + blue * blue
}
