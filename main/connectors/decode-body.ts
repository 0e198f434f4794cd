import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib'
import { failure } from '../words/failure.ts'

/** What {@link decodeBody} understands, as the header of a request. */
export const acceptEncoding = 'gzip, deflate, br'

type Decoder = (body: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>

const decoders: ReadonlyMap<string, Decoder> = new Map([
  ['gzip', promisify<Uint8Array, { maxOutputLength: number }, Buffer>(gunzip)],
  ['x-gzip', promisify<Uint8Array, { maxOutputLength: number }, Buffer>(gunzip)],
  ['br', promisify<Uint8Array, { maxOutputLength: number }, Buffer>(brotliDecompress)],
  ['deflate', inflated],
])

const onceMore = 'once more'

/**
 * A body without its `Content-Encoding`. Where something on the way has unpacked it already and left the header, the
 * body is taken as it is; where it packed once more than was said, it is unpacked once more.
 * @param most bytes, unpacked
 * @throws Failure `body-shape` when it is larger, `body-truncated` when it is packed and not whole
 */
export async function decodeBody(
  body: Buffer,
  encoding: string | undefined,
  { host, most }: { host: string; most: number },
): Promise<Buffer> {
  const encodings = (encoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
  let decoded = body
  for (const name of [...encodings.reverse(), onceMore]) {
    const decode = decoders.get(name === onceMore && isPacked(decoded) ? 'gzip' : name)
    if (decode === undefined || decoded.length === 0) continue
    try {
      decoded = await decode(decoded, { maxOutputLength: most })
    } catch (error) {
      const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
      if (tooLarge) throw failure('body-shape', { host, expected: `<= ${most} bytes` })
      if (!isText(decoded)) throw failure('body-truncated', { host })
    }
  }
  return decoded
}

/** Packed by gzip. No text begins so. */
function isPacked(body: Buffer): boolean {
  return body[0] === 0x1f && body[1] === 0x8b
}

/** JSON, a page or a warning: without the control characters that packed bytes are full of. */
function isText(body: Buffer): boolean {
  const start = body.subarray(0, 1024)
  return !start.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)
}

async function inflated(body: Uint8Array, options: { maxOutputLength: number }): Promise<Buffer> {
  // Servers disagree about what "deflate" is: with zlib's head (0x78) or without.
  const withHead = body[0] === 0x78
  return promisify<Uint8Array, { maxOutputLength: number }, Buffer>(withHead ? inflate : inflateRaw)(
    body,
    options,
  )
}
