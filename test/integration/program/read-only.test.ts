import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { exportOrders } from '../../../main/export/export-orders.ts'
import { openArchive } from '../../../main/store/archive.ts'
import { archiveVersion } from '../../../main/store/database.ts'
import { textsFor } from '../../../main/texts/index.ts'
import { draftOf, listOf, temporaryFolder } from '../../support/archive.ts'
import { asStore } from '../../support/as-store.ts'
import { allOf, storeOrders } from '../../support/exports.ts'
import { canMount, mount, mountReadOnly } from '../../support/mounts.ts'
import { orderOf } from '../../support/orders.ts'
import { watchedProgram } from '../../support/watched-program.ts'

async function folderWithOrders(): Promise<string> {
  const folder = temporaryFolder()
  const archive = openArchive(join(folder, 'archive.sqlite'))
  await storeOrders(asStore(archive), [orderOf(1), orderOf(2)])
  archive.close()
  return folder
}

/** Everything that only reads answers; what writes says why it cannot; nothing is left beside the archive. */
async function readsAndDoesNotWrite(folder: string): Promise<void> {
  const before = readdirSync(folder)
  const file = join(folder, 'archive.sqlite')
  const program = await watchedProgram(folder)
  expect(program.alerts).toEqual([{ code: 'archive-read-only', params: { file } }])
  expect(program.archiveCare.isReadOnly()).toBe(true)
  const { store } = program
  const [shop] = await store.listShops()
  expect((await store.listOrders(listOf(), 0, 10)).rows).toHaveLength(2)
  expect((await store.orderTotals(allOf())).count).toBe(2)
  const unwritable = { value: { code: 'archive-unwritable' } }
  await expect(store.saveShop(draftOf({ name: 'Altra' }))).rejects.toMatchObject(unwritable)
  await expect(store.beginRun(shop?.id ?? 0, 'manual', '2026-11-30T10:00:00.000Z')).rejects.toMatchObject(
    unwritable,
  )
  // R41: what goes out cannot be written down, so that nobody could say what is new.
  const [selection, { lockHandovers }] = [allOf(), program]
  const job = { store, selection, lockHandovers, texts: textsFor('it'), signal: new AbortController().signal }
  const exported = (onlyNew: boolean) =>
    exportOrders({ ...job, onlyNew, file: join(temporaryFolder(), 'x.csv'), onProgress: () => undefined })
  expect(await exported(false)).toMatchObject({ count: 2, handoverId: null })
  await expect(exported(true)).rejects.toMatchObject(unwritable)
  await program.archiveCare.backUpIfDue()
  expect(await program.archiveCare.integrity()).toBe('ok')
  await program.close()
  expect(program.bugs).toEqual([])
  expect(program.alerts).toHaveLength(1)
  expect(readdirSync(folder)).toEqual(before)
}

describe('R31 R34 nothing can be written', () => {
  it.skipIf(!canMount)('on a disk that is read-only', async () => {
    const folder = await folderWithOrders()
    mountReadOnly(folder)
    await readsAndDoesNotWrite(folder)
  })

  it.skipIf(!canMount)('on a disk that is read-only, after the program was killed during a run', async () => {
    const folder = await folderWithOrders()
    const open = openArchive(join(folder, 'archive.sqlite'))
    const [shop] = open.listShops()
    open.beginRun(shop?.id ?? 0, 'manual', '2026-11-30T10:00:00.000Z')
    const left = temporaryFolder()
    mkdirSync(left, { recursive: true })
    for (const end of ['', '-wal', '-shm'])
      copyFileSync(join(folder, `archive.sqlite${end}`), join(left, `archive.sqlite${end}`))
    open.close()
    mountReadOnly(left)
    await readsAndDoesNotWrite(left)
  })

  it.skipIf(!canMount)('in the archive’s file alone', async () => {
    const folder = await folderWithOrders()
    const file = join(folder, 'archive.sqlite')
    mount('-o', 'bind,ro', file, file)
    mkdirSync(join(folder, 'locks'))
    const program = await watchedProgram(folder)
    expect(program.alerts).toMatchObject([{ code: 'archive-read-only' }])
    expect((await program.store.listOrders(listOf(), 0, 10)).rows).toHaveLength(2)
    const [shop] = await program.store.listShops()
    if (!shop) throw new Error('no shop')
    await expect(program.runner.start(shop, 'manual')).rejects.toMatchObject({
      value: { code: 'archive-unwritable' },
    })
    await program.close()
    expect(existsSync(`${file}-wal`)).toBe(false)
  })

  it.skipIf(!canMount)('an archive of an earlier version is left as it is, and that is said', async () => {
    const folder = await folderWithOrders()
    const file = join(folder, 'archive.sqlite')
    const db = new Database(file)
    db.pragma(`user_version = ${archiveVersion - 1}`)
    db.close()
    mountReadOnly(folder)
    await expect(watchedProgram(folder)).rejects.toMatchObject({
      value: { code: 'archive-unwritable', params: { file } },
    })
  })

  it('an archive that two have open keeps its log, and loses it with the last one', async () => {
    const folder = await folderWithOrders()
    const file = join(folder, 'archive.sqlite')
    const [one, other] = [openArchive(file), openArchive(file)]
    other.listShops()
    one.close()
    expect(existsSync(`${file}-wal`)).toBe(true)
    expect(other.listShops()).toHaveLength(1)
    other.close()
    expect(existsSync(`${file}-wal`)).toBe(false)
  })
})
