import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { renamePausesMs } from '../store/patient-rename.ts'
import { Failure, failure } from '../words/failure.ts'

export type Content = () => Readable | AsyncIterable<string | Buffer>

/** A file that is on the disk, whole, and not in its place yet. */
export interface WholeFile {
  /** Where it is now. */
  readonly half: string
  /** Where it is to be: a link's own target. */
  readonly target: string
  /** Puts it there. */
  readonly put: () => Promise<void>
}

/**
 * Writes a file whole or not at all: beside its place first, put there when everything is on the disk. Until then,
 * and after any failure, an older file of that name is untouched.
 * @param content begun only once there is a place to write
 * @param finish puts the file in its place, with what is to be done before and after it
 * @throws Failure `cancelled`, `disk-full`, `file-unwritable`, `file-in-use`, and what the content itself throws
 */
export async function writeWholeFile(
  file: string,
  content: Content,
  signal: AbortSignal,
  finish: (whole: WholeFile) => Promise<void> = ({ put }) => put(),
): Promise<void> {
  let half: string | null = null
  try {
    const target = await placeOf(file)
    const part = join(
      dirname(target),
      `.${basename(target).slice(0, 40)}.${randomBytes(6).toString('hex')}.part`,
    )
    half = part
    await write(part, content(), signal)
    if (signal.aborted) throw failure('cancelled', {})
    await finish({ half: part, target, put: () => putInPlace(part, target) })
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

/** A spreadsheet holds a file for as long as it is open. */
async function putInPlace(half: string, target: string): Promise<void> {
  for (const pause of [...renamePausesMs, null]) {
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
