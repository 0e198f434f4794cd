import { PassThrough, type Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { type ReadStreamOptions, ZipFile } from 'yazl'

/** Adds a part, and waits until it has been read. */
export type AddPart = (content: Readable, path: string, options?: Partial<ReadStreamOptions>) => Promise<void>

/**
 * A ZIP file as it comes into being.
 * @param fill adds its parts, one after the other: each reads what it writes only then; small ones into the `ZipFile` itself
 */
export function zipStream(fill: (add: AddPart, zip: ZipFile) => Promise<void>): Readable {
  const zip = new ZipFile()
  const out = new PassThrough()
  zip.outputStream.pipe(out)
  const fail = (error: Error) => out.destroy(error)
  zip.on('error', fail)
  const add: AddPart = async (content, path, options) => {
    // Whoever reads may have stopped: then nobody would ever ask for the rest of this part.
    const stop = () => void content.destroy()
    out.once('close', stop)
    zip.addReadStream(content, path, options)
    await finished(content)
    out.off('close', stop)
  }
  fill(add, zip)
    .then(() => zip.end())
    .catch(fail)
  return out
}
