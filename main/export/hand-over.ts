import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FileLock } from '../store/file-lock.ts'
import type { NewHandover } from '../store/handovers.ts'
import type { Store } from '../store/store.ts'
import { type Content, writeWholeFile } from './whole-file.ts'

/**
 * Says that something is being handed over, until it is released: nobody may settle what is only begun. Null: the archive
 * cannot be written, and nothing is written down.
 */
export type HandoverLock = () => FileLock | null

/** What became of a hand-over. */
export interface GoneOut {
  readonly out: boolean
  readonly id: number | null
}

/**
 * Hands orders over, written down (R41): *begun* first, then out, then closed. Wherever it is broken off, the register can be
 * settled afterwards (`settleHandovers`).
 * @param out lets it out; false when the operator thought better of it
 * @returns whether it went out, and its id in the register; null when that has nothing of it
 * @throws Failure `handed-over-meanwhile`, `order-unknown`, `archive-unwritable` (only the new ones, of an archive that
 * cannot be written), and what `out` throws: the orders are as they were then
 */
export async function handOver(
  store: Store,
  lock: HandoverLock,
  handover: NewHandover,
  out: () => Promise<boolean>,
): Promise<GoneOut> {
  const held = lock()
  try {
    if (handover.ids.length === 0 || (held === null && !handover.onlyNew)) {
      return { out: await out(), id: null }
    }
    const id = await store.beginHandover(handover)
    const isOut = await out().catch(async (error: unknown) => {
      await store.dropHandover(id)
      throw error
    })
    if (!isOut) {
      await store.dropHandover(id)
      return { out: false, id: null }
    }
    await store.closeHandover(id, new Date().toISOString())
    return { out: true, id }
  } finally {
    held?.release()
  }
}

/**
 * Writes a file whole or not at all, and hands it over.
 * @param handover asked for when the file is written: only then is it known what is in it; null: there is to be no file
 * @returns its id in the register; null when that has nothing of it
 * @throws as {@link handOver} and `writeWholeFile` do
 */
export async function handOverFile(
  store: Store,
  lock: HandoverLock,
  {
    file,
    content,
    signal,
  }: { readonly file: string; readonly content: Content; readonly signal: AbortSignal },
  handover: () => Omit<NewHandover, 'place' | 'sha256'> | null,
): Promise<number | null> {
  let id: number | null = null
  await writeWholeFile(file, content, signal, async ({ target, half, put }) => {
    const what = handover()
    if (what === null) return rm(half, { force: true })
    const whole = { ...what, place: resolve(target), sha256: await sha256Of(half) }
    id = (await handOver(store, lock, whole, () => put().then(() => true))).id
  })
  return id
}

/** Pieces of a file that is read for its sum: on smaller ones the reading takes longer than the sum. */
const readBytes = 1024 * 1024

/** The sum of a file; null when it is not there, or cannot be read. */
export async function sha256Of(file: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(file, { highWaterMark: readBytes }), hash)
    return hash.digest('hex')
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
    return null
  }
}
