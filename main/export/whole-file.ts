import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { Failure, failure } from '../failure.ts'

/** Antivirus programs hold a new file for a moment; a spreadsheet holds it for as long as it is open. */
const renameRetries = [50, 200, 750]

/**
 * Writes a file whole or not at all: beside its place first, put there when everything is on the disk. Until then,
 * and after any failure, an older file of that name is untouched.
 * @param content begun only once there is a place to write
 * @throws Failure `cancelled`, `disk-full`, `file-unwritable`, `file-in-use`, and what the content itself throws
 */
export async function writeWholeFile(
  file: string,
  content: () => Readable | AsyncIterable<string | Buffer>,
  signal: AbortSignal,
): Promise<void> {
  let half: string | null = null
  try {
    const target = await placeOf(file)
    half = join(dirname(target), `.${basename(target).slice(0, 40)}.${randomBytes(6).toString('hex')}.part`)
    await write(half, content(), signal)
    if (signal.aborted) throw failure('cancelled', {})
    await putInPlace(half, target)
  } catch (error) {
    if (half !== null) await rm(half, { force: true })
    throw asFileFailure(error, file, signal)
  }
}

/** Where the file really is (a link stays a link). A device or a folder of that name is not to be replaced. */
async function placeOf(file: string): Promise<string> {
  try {
    if (!(await stat(file)).isFile()) throw failure('file-unwritable', { file })
    return await realpath(file)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return file
    throw error
  }
}

async function write(
  half: string,
  content: Readable | AsyncIterable<string | Buffer>,
  signal: AbortSignal,
): Promise<void> {
  // `flush`: what is renamed into place must survive a power cut.
  const out = createWriteStream(half, { flags: 'wx', flush: true })
  try {
    await pipeline(content, out, { signal })
  } finally {
    // Windows does not remove a file that is still open.
    if (!out.closed) await new Promise<void>((resolve) => out.once('close', () => resolve()))
  }
}

async function putInPlace(half: string, target: string): Promise<void> {
  for (const pause of [...renameRetries, null]) {
    try {
      return await rename(half, target)
    } catch (error) {
      if (!isInUse(error)) throw error
      if (pause === null) throw failure('file-in-use', { file: target }, error)
      await wait(pause)
    }
  }
}

/** The folder let us write beside: when it does not let us replace, somebody holds the file open. */
function isInUse(error: unknown): boolean {
  return ['EBUSY', 'EPERM', 'EACCES'].includes(codeOf(error))
}

function asFileFailure(error: unknown, file: string, signal: AbortSignal): unknown {
  if (error instanceof Failure) return error
  if (signal.aborted) return failure('cancelled', {}, error)
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return failure('disk-full', { file }, error)
  const fromSystem = error instanceof Error && 'syscall' in error
  return fromSystem ? failure('file-unwritable', { file }, error) : error
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
