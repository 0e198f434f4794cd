import { existsSync, readFileSync } from 'node:fs'
import type * as Electron from 'electron'
import { StrictObject } from './strict.ts'

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47])

/** Width and height of a PNG, JPEG or ICO; undefined for anything else, which Electron cannot read either. */
function sizeOf(data: Buffer): Electron.Size | undefined {
  if (data.length > 24 && data.subarray(0, 4).equals(PNG)) {
    return { width: data.readUInt32BE(16), height: data.readUInt32BE(20) }
  }
  if (data.length > 22 && data.readUInt32LE(0) === 0x10000) {
    return { width: data.readUInt8(6) || 256, height: data.readUInt8(7) || 256 }
  }
  if (data.length > 4 && data.readUInt16BE(0) === 0xffd8) return jpegSize(data)
  return undefined
}

function jpegSize(data: Buffer): Electron.Size | undefined {
  for (let at = 2; at + 9 < data.length; at += 2 + data.readUInt16BE(at + 2)) {
    const marker = data.readUInt8(at + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { width: data.readUInt16BE(at + 7), height: data.readUInt16BE(at + 5) }
  }
  return undefined
}

type Offered =
  | 'isEmpty'
  | 'getSize'
  | 'getAspectRatio'
  | 'setTemplateImage'
  | 'isTemplateImage'
  | 'addRepresentation'
  | 'toPNG'
  | 'toDataURL'
  | 'getScaleFactors'

/** A picture: its bytes, its size, whether it is there at all. Pixels are never touched. */
export class NativeImage extends StrictObject implements Pick<Electron.NativeImage, Offered> {
  /** The file it was read from; tests tell pictures apart by it. */
  readonly path: string | undefined
  readonly #data: Buffer
  readonly #size: Electron.Size
  readonly #scales: number[] = [1]
  #template = false

  constructor(data: Buffer, path?: string, size?: Electron.Size) {
    super('NativeImage')
    this.#data = data
    this.path = path
    this.#size = size ?? sizeOf(data) ?? { width: 0, height: 0 }
  }

  isEmpty = () => this.#size.width === 0 && this.#scales.length === 1
  getSize = (_scaleFactor?: number) => ({ ...this.#size })
  getAspectRatio = (_scaleFactor?: number) => this.#size.width / this.#size.height
  getScaleFactors = () => [...this.#scales]
  setTemplateImage = (template: boolean) => {
    this.#template = template
  }
  isTemplateImage = () => this.#template
  addRepresentation = ({ scaleFactor = 1 }: Electron.AddRepresentationOptions) =>
    void this.#scales.push(scaleFactor)
  toPNG = (_options?: Electron.ToPNGOptions) => Buffer.from(this.#data)
  toDataURL = (_options?: Electron.ToDataURLOptions) =>
    `data:image/png;base64,${this.#data.toString('base64')}`
  resize({ width, height }: Electron.ResizeOptions): NativeImage {
    const own = this.#size
    const wide = width ?? (height === undefined ? own.width : Math.round((own.width * height) / own.height))
    const high = height ?? (width === undefined ? own.height : Math.round((own.height * width) / own.width))
    return new NativeImage(this.#data, this.path, { width: wide, height: high })
  }
}

export const nativeImage = {
  createEmpty: () => new NativeImage(Buffer.alloc(0)),
  /** A file that is missing or not a picture gives an empty image, not an error. */
  createFromPath: (path: string) =>
    new NativeImage(existsSync(path) ? readFileSync(path) : Buffer.alloc(0), path),
  createFromBuffer: (buffer: Buffer, _options?: Electron.CreateFromBufferOptions) =>
    new NativeImage(Buffer.from(buffer)),
  createFromDataURL: (url: string) => new NativeImage(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')),
}

/** The image of a path or of an image, or an error as `new Tray` and `setImage` throw it. */
export function requireImage(image: NativeImage | string): NativeImage {
  const found = typeof image === 'string' ? nativeImage.createFromPath(image) : image
  if (!(found instanceof NativeImage))
    throw new TypeError('Error processing argument at index 0, conversion failure')
  if (found.isEmpty()) throw new Error(`Failed to load image from path '${found.path ?? ''}'`)
  return found
}
