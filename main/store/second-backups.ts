import { createHash } from 'node:crypto'
import { readFileSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Failure, failure } from '../words/failure.ts'
import { backupFolder, backupsIn, outlived } from './backup-files.ts'
import { renamePatiently } from './patient-rename.ts'

export interface SecondCopy {
  readonly archive: string
  /** Of the copy in `backups/` that goes to the other folder too. */
  readonly name: string
  readonly folder: string
  /** Looked at between pieces of a megabyte. */
  readonly isCancelled: () => boolean
}

const pieceBytes = 1024 * 1024
const madeSchema = z.record(z.string(), z.array(z.string()))

/**
 * Puts a copy of the archive into a second folder too, and reads it back from there. The folder is not made: a disk that
 * is not plugged in must not become a folder of the same name. The rule of the first folder says which copies stay; but
 * nothing goes that this program did not put there, so it writes down what it did (`backups/second-folder.json`).
 * @throws Failure `second-backup-missing`, `backup-no-space`, `disk-full`, `backup-unwritable`, `cancelled`
 */
export async function copyToSecond({ archive, name, folder, isCancelled }: SecondCopy): Promise<void> {
  if (!isFolder(folder)) throw failure('second-backup-missing', { folder })
  const half = join(folder, `${name}.part`)
  try {
    const source = join(backupFolder(archive), name)
    const { size } = statSync(source)
    forget(archive, folder, size)
    const { bavail, bsize } = statfsSync(folder)
    if (bavail * bsize < size)
      throw failure('backup-no-space', { folder, needed: size, free: bavail * bsize })
    write(archive, folder, [...ours(archive, folder), name])
    const written = await copy(source, half, isCancelled)
    if ((await digest(half, isCancelled)) !== written) throw failure('backup-unwritable', { folder })
    renamePatiently(half, join(folder, name))
    forget(archive, folder, size)
  } catch (error) {
    if (!isFolder(folder)) throw failure('second-backup-missing', { folder }, error)
    rmSync(half, { force: true })
    throw asSecondFailure(error, folder)
  }
}

/** One that cannot be reached is not there. */
function isFolder(folder: string): boolean {
  try {
    return statSync(folder).isDirectory()
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) return false
    throw error
  }
}

/** What this program put there, whether it still is or not; halves too. */
function ours(archive: string, folder: string): readonly string[] {
  return made(archive)[folder] ?? []
}

function made(archive: string): z.output<typeof madeSchema> {
  try {
    return madeSchema.catch({}).parse(JSON.parse(readFileSync(madeFile(archive), 'utf8')))
  } catch (error) {
    // Not known any more: what is there stays.
    if (error instanceof SyntaxError || (error instanceof Error && 'syscall' in error)) return {}
    throw error
  }
}

function madeFile(archive: string): string {
  return join(backupFolder(archive), 'second-folder.json')
}

function write(archive: string, folder: string, names: readonly string[]): void {
  const file = madeFile(archive)
  writeFileSync(`${file}.part`, JSON.stringify({ ...made(archive), [folder]: names }), { mode: 0o600 })
  renamePatiently(`${file}.part`, file)
}

function forget(archive: string, folder: string, archiveBytes: number): void {
  const names = ours(archive, folder)
  for (const name of names) rmSync(join(folder, `${name}.part`), { force: true })
  const there = backupsIn(folder).filter(({ name }) => names.includes(name))
  const gone = outlived(there, archiveBytes)
  for (const { name } of gone) rmSync(join(folder, name), { force: true })
  const left = there.filter((backup) => !gone.includes(backup))
  if (left.length < names.length)
    write(
      archive,
      folder,
      left.map(({ name }) => name),
    )
}

/** @returns the digest of what was read */
async function copy(from: string, to: string, isCancelled: () => boolean): Promise<string> {
  const target = await open(to, 'w', 0o600)
  try {
    const read = await digest(from, isCancelled, target)
    await target.sync()
    return read
  } finally {
    await target.close()
  }
}

async function digest(file: string, isCancelled: () => boolean, target?: FileHandle): Promise<string> {
  const hash = createHash('sha256')
  const source = await open(file, 'r')
  try {
    const piece = Buffer.allocUnsafe(pieceBytes)
    for (;;) {
      if (isCancelled()) throw failure('cancelled', {})
      const { bytesRead } = await source.read(piece, 0, pieceBytes)
      if (bytesRead === 0) return hash.digest('hex')
      hash.update(piece.subarray(0, bytesRead))
      await target?.writeFile(piece.subarray(0, bytesRead))
    }
  } finally {
    await source.close()
  }
}

function asSecondFailure(error: unknown, folder: string): unknown {
  if (error instanceof Failure || !(error instanceof Error && 'code' in error)) return error
  return error.code === 'ENOSPC' || error.code === 'EDQUOT'
    ? failure('disk-full', { file: folder }, error)
    : failure('backup-unwritable', { folder }, error)
}
