import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { exportOrders } from '../../../main/export/export-orders.ts'
import { openArchive } from '../../../main/store/archive.ts'
import type { Store } from '../../../main/store/store.ts'
import { textsFor } from '../../../main/texts/index.ts'
import { temporaryFolder, temporaryStore } from '../../support/archive.ts'
import { asStore } from '../../support/as-store.ts'
import { allOf, storeOrders, whatever } from '../../support/exports.ts'
import { canMount, mount } from '../../support/mounts.ts'
import { orderOf } from '../../support/orders.ts'

const texts = textsFor('it')
const formats = ['csv', 'xlsx', 'xml'] as const

function write(
  store: Store,
  file: string,
  stop = new AbortController(),
  onRead: () => void = () => undefined,
) {
  return exportOrders({
    ...whatever,
    store,
    file,
    selection: allOf(),
    texts,
    signal: stop.signal,
    onProgress: onRead,
  })
}

/** Enough that no file is written at one go; the random notes do not compress. */
async function fullStore(): Promise<Store> {
  const folder = temporaryFolder()
  copyFileSync(fullArchive, join(folder, 'archive.sqlite'))
  return temporaryStore(folder)
}

let fullArchive = ''
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'download-ordini-'))
  fullArchive = join(folder, 'archive.sqlite')
  const archive = openArchive(fullArchive)
  const note = () => Array.from({ length: 60 }, () => Math.random().toString(36).slice(2)).join(' ')
  await storeOrders(
    asStore(archive),
    Array.from({ length: 600 }, (_, index) => orderOf(index + 1, { note: note() })),
  )
  archive.close()
  return () => rmSync(folder, { recursive: true })
})

describe.each(formats)('R28 an exported .%s', (ending) => {
  it('replaces an older one when it is whole', async () => {
    const store = await fullStore()
    const folder = temporaryFolder()
    const file = join(folder, `ordini.${ending}`)
    writeFileSync(file, 'vecchio')
    await write(store, file)
    expect(statSync(file).size).toBeGreaterThan(100_000)
    expect(readdirSync(folder)).toEqual([`ordini.${ending}`])
  })

  it('leaves nothing when cancelled, and the older one as it was', async () => {
    const store = await fullStore()
    const folder = temporaryFolder()
    const file = join(folder, `ordini.${ending}`)
    writeFileSync(file, 'vecchio')
    const stop = new AbortController()
    const cancelled = write(store, file, stop, () => stop.abort())
    await expect(cancelled).rejects.toMatchObject({ value: { code: 'cancelled' } })
    expect(readdirSync(folder)).toEqual([`ordini.${ending}`])
    expect(readFileSync(file, 'utf8')).toBe('vecchio')
    const early = new AbortController()
    early.abort()
    await expect(write(store, file, early)).rejects.toMatchObject({ value: { code: 'cancelled' } })
    expect(readFileSync(file, 'utf8')).toBe('vecchio')
  })

  it.skipIf(!canMount)('says that the disk is full, and keeps the older one', async () => {
    const store = await fullStore()
    const disk = temporaryFolder()
    mount('-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', disk)
    const file = join(disk, `ordini.${ending}`)
    writeFileSync(file, 'vecchio')
    await expect(write(store, file)).rejects.toMatchObject({ value: { code: 'disk-full', params: { file } } })
    expect(readdirSync(disk)).toEqual([`ordini.${ending}`])
    expect(readFileSync(file, 'utf8')).toBe('vecchio')
  })

  it('leaves nothing when the archive fails half-way', async () => {
    const store = await temporaryStore()
    // More than a page.
    await storeOrders(
      store,
      Array.from({ length: 1100 }, (_, index) => orderOf(index + 1)),
    )
    const folder = temporaryFolder()
    let closing: Promise<unknown> | null = null
    const writing = write(store, join(folder, `ordini.${ending}`), undefined, () => {
      closing ??= store.close()
    })
    await expect(writing).rejects.toThrow('the archive is closed')
    await closing
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('R28 an export that cannot be written', () => {
  it('names a folder that is not there', async () => {
    const file = join(temporaryFolder(), 'manca', 'ordini.csv')
    const writing = write(await temporaryStore(), file)
    await expect(writing).rejects.toMatchObject({ value: { code: 'file-unwritable', params: { file } } })
  })

  it('names a folder that is a file', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'x'), '')
    const file = join(folder, 'x', 'ordini.csv')
    const writing = write(await temporaryStore(), file)
    await expect(writing).rejects.toMatchObject({ value: { code: 'file-unwritable', params: { file } } })
  })

  it('does not replace a folder', async () => {
    const file = join(temporaryFolder(), 'ordini.xlsx')
    mkdirSync(file)
    const writing = write(await temporaryStore(), file)
    await expect(writing).rejects.toMatchObject({ value: { code: 'file-unwritable', params: { file } } })
    expect(statSync(file).isDirectory()).toBe(true)
  })

  it('does not replace a device', async () => {
    const file = join(temporaryFolder(), 'ordini.csv')
    symlinkSync('/dev/full', file)
    const writing = write(await temporaryStore(), file)
    await expect(writing).rejects.toMatchObject({ value: { code: 'file-unwritable', params: { file } } })
    expect(statSync('/dev/full').isCharacterDevice()).toBe(true)
  })

  // Nothing is forbidden to root.
  it.skipIf(process.getuid?.() === 0)('says so of a folder without permission', async () => {
    const folder = temporaryFolder()
    chmodSync(folder, 0o500)
    onTestFinished(() => chmodSync(folder, 0o700))
    const file = join(folder, 'ordini.csv')
    const writing = write(await temporaryStore(), file)
    await expect(writing).rejects.toMatchObject({ value: { code: 'file-unwritable', params: { file } } })
  })

  it.skipIf(!canMount)('says so of a read-only disk', async () => {
    const disk = temporaryFolder()
    mount('-t', 'tmpfs', '-o', 'ro', 'tmpfs', disk)
    const file = join(disk, 'ordini.csv')
    const writing = write(await temporaryStore(), file)
    await expect(writing).rejects.toMatchObject({ value: { code: 'file-unwritable', params: { file } } })
  })

  // A file that is mounted cannot be renamed over (EBUSY), as one that Excel holds open on Windows.
  it.skipIf(!canMount)('says so of a file in use, and leaves it as it was', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'ordini.csv')
    writeFileSync(file, 'vecchio')
    writeFileSync(join(folder, 'altro'), 'aperto')
    mount('--bind', join(folder, 'altro'), file)
    const writing = write(await temporaryStore(), file)
    await expect(writing).rejects.toMatchObject({ value: { code: 'file-in-use', params: { file } } })
    expect(readFileSync(file, 'utf8')).toBe('aperto')
    expect(readdirSync(folder).sort()).toEqual(['altro', 'ordini.csv'])
  })

  it('keeps a link, and replaces what it leads to', async () => {
    const folder = temporaryFolder()
    const real = join(folder, 'vero.csv')
    const file = join(folder, 'ordini.csv')
    writeFileSync(real, 'vecchio')
    symlinkSync(real, file)
    await write(await temporaryStore(), file)
    expect(readFileSync(real, 'utf8')).toContain('Negozio')
    expect(readdirSync(folder).sort()).toEqual(['ordini.csv', 'vero.csv'])
  })
})
