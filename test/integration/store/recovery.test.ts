import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { openArchive } from '../../../main/store/archive.ts'
import { joinArchive } from '../../../main/store/archive-lock.ts'
import { isSound, makeBackup } from '../../../main/store/backup.ts'
import { listBackups } from '../../../main/store/backup-files.ts'
import { archiveVersion } from '../../../main/store/database.ts'
import { openKeptArchive } from '../../../main/store/kept-archive.ts'
import { migration001 } from '../../../main/store/migrations/001-archive.ts'
import { toOrderRecord } from '../../../main/store/order-record.ts'
import type { BackupReason } from '../../../main/words/backups.ts'
import { handoverKinds } from '../../../main/words/handover.ts'
import { draftOf, temporaryFolder } from '../../support/archive.ts'
import { damages } from '../../support/damage.ts'
import { desk } from '../../support/desk.ts'
import { allOf } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'
import { randomFrom } from '../../support/random.ts'
import { firstSeed, size } from '../../support/sizes.ts'

const at = '2026-11-20T12:00:00.000Z'

/** Stores orders as one run of the first shop, which is made when there is none. */
function fill(file: string, from: number, to: number): void {
  const archive = openArchive(file)
  const shop = archive.listShops()[0] ?? archive.saveShop(draftOf())
  const run = archive.beginRun(shop.id, 'manual', at)
  for (let id = from; id < to; id += 50) {
    const ids = Array.from({ length: 50 }, (_, place) => id + place)
    const raw = Buffer.from(JSON.stringify(ids.map((one) => ({ id: one, extra: 'x'.repeat(200) }))))
    const orders = ids.map((one, place) => toOrderRecord(orderOf(one), place))
    archive.savePage(run.id, { orders, raw, skipped: [], wrong: [], changed: [], notices: [] }, at)
  }
  archive.finishRun(run.id, { outcome: 'success', failure: null, finishedAt: at, cursor: at })
  archive.close()
}

const backUp = (archive: string, reason: BackupReason = 'daily', day = 20) =>
  makeBackup({ archive, reason, at: new Date(Date.UTC(2026, 10, day)), isCancelled: () => false })

/** The archive as the program opens it; closed with the test. */
async function opened(file: string) {
  const store = await openKeptArchive(file)
  onTestFinished(() => {
    try {
      store.close()
    } catch (error) {
      if (!(error instanceof Error)) throw error
    }
  })
  return store
}

function soundFile(file: string): boolean {
  const db = new Database(file, { readonly: true })
  const sound = isSound(db)
  db.close()
  return sound
}

const aside = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('archive-damaged-'))

describe('R34 a damaged archive', () => {
  const template = { folder: '', backup: '' }
  beforeAll(async () => {
    template.folder = mkdtempSync(join(tmpdir(), 'download-ordini-template-'))
    const file = join(template.folder, 'archive.sqlite')
    fill(file, 0, 200)
    template.backup = (await backUp(file)).name
    fill(file, 200, 400)
  })
  /** A profile with an archive of 400 orders and a copy from when it had 200. */
  const profile = () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'backups'))
    copyFileSync(join(template.folder, 'archive.sqlite'), join(folder, 'archive.sqlite'))
    copyFileSync(join(template.folder, 'backups', template.backup), join(folder, 'backups', template.backup))
    return { folder, file: join(folder, 'archive.sqlite') }
  }

  afterAll(() => rmSync(template.folder, { recursive: true }))

  const seed = firstSeed(1)
  const seeds = Array.from({ length: size(50, 1000) }, (_, place) => seed + place)
  it(`${seeds.length} ways from seed ${seed}: opens, says what was done, and nothing is deleted`, async () => {
    let restored = 0
    for (const one of seeds) {
      const { folder, file } = profile()
      const random = randomFrom(one)
      const how = `seed ${one}: ${damages[one % damages.length]?.(file, random)}`
      const damaged = existsSync(file) ? readFileSync(file) : null
      const store = await opened(file)
      // What opening did not see, the check in the background does.
      const recovery = store.opening().recovery ?? store.recoverIfDamaged()
      const total = store.countOrders()
      store.close()
      expect(soundFile(file), how).toBe(true)
      if (recovery === null) {
        expect(total, how).toBe(400)
        continue
      }
      restored += 1
      expect(recovery.backupAt, how).toBe('2026-11-20T00:00:00.000Z')
      expect(total, how).toBe(200)
      expect(recovery.problem, how).toBe(damaged === null || damaged.length === 0 ? 'missing' : 'damaged')
      if (damaged !== null) {
        // SQLite may have put the log's pages in it before it met the damage.
        const kept = readFileSync(recovery.keptAside ?? '')
        expect(kept.length, how).toBeGreaterThanOrEqual(damaged.length)
      }
      expect(listBackups(file), how).toHaveLength(1)
      const again = await opened(file)
      expect(again.opening().recovery, how).toBeNull()
      again.close()
      expect(
        aside(folder).filter((name) => name.endsWith('.sqlite')),
        how,
      ).toHaveLength(damaged === null ? 0 : 1)
    }
    expect(restored).toBeGreaterThan(seeds.length / 3)
  }, 600_000)

  it('a file whose header only the first statement trips over counts as damaged', async () => {
    const { file } = profile()
    const bytes = readFileSync(file)
    // The schema's format: SQLite knows up to 4, and calls a higher one an error like any other.
    bytes.writeUInt32BE(9, 44)
    writeFileSync(file, bytes)
    const store = await opened(file)
    expect(store.opening().recovery).toMatchObject({
      problem: 'damaged',
      backupAt: '2026-11-20T00:00:00.000Z',
    })
  })

  it('passes over copies that are damaged themselves', async () => {
    const { folder, file } = profile()
    writeFileSync(join(folder, 'backups', 'archive-20261121T000000000Z-daily.sqlite'), 'rubbish'.repeat(1000))
    writeFileSync(file, 'rubbish')
    const store = await opened(file)
    expect(store.opening().recovery?.backupAt).toBe('2026-11-20T00:00:00.000Z')
    expect(store.listBackups().map(({ orders }) => orders)).toEqual([null, 200])
  })

  it('without a copy the archive begins anew and the file is kept', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'archive.sqlite')
    writeFileSync(file, 'rubbish'.repeat(1000))
    const store = await opened(file)
    expect(store.opening().recovery).toMatchObject({ problem: 'damaged', backupAt: null })
    expect(store.listShops()).toEqual([])
    expect(readFileSync(join(folder, aside(folder)[0] ?? ''), 'utf8')).toBe('rubbish'.repeat(1000))
  })

  it('a profile that has had an archive is not taken for a new one; a new one is', async () => {
    const fresh = await opened(join(temporaryFolder(), 'archive.sqlite'))
    expect(fresh.opening().recovery).toBeNull()
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'credentials.json'), '{"1": {"key": {"encrypted": false, "value": "x"}}}')
    const lost = await opened(join(folder, 'archive.sqlite'))
    expect(lost.opening().recovery).toMatchObject({ problem: 'missing', keptAside: null, backupAt: null })
  })

  it('is not moved away while another process has it open', async () => {
    const { file } = profile()
    const other = joinArchive(file)
    writeFileSync(file, 'rubbish'.repeat(1000))
    await expect(openKeptArchive(file)).rejects.toMatchObject({ value: { code: 'archive-locked' } })
    expect(readFileSync(file, 'utf8')).toContain('rubbish')
    other.release()
    const store = await opened(file)
    expect(store.opening().recovery).not.toBeNull()
  }, 30_000)

  it('R11 the next download fills the difference to the copy', async () => {
    const before = await desk()
    const shop = await before.shop()
    for (let id = 1; id <= 5; id++)
      before.site(shop).put({ order: orderOf(id, { modifiedAt: inst(before, 0) }) })
    await before.press(shop)
    const file = join(before.folder, 'archive.sqlite')
    await backUp(file)
    await before.time.pass(3 * 3_600_000)
    for (let id = 6; id <= 9; id++)
      before
        .site(shop)
        .put({ order: orderOf(id, { modifiedAt: inst(before, 0), placedAt: inst(before, 0) }) })
    expect((await before.press(shop)).counters).toMatchObject({ new: 4 })
    const later = before.time.now
    await before.store.close()
    writeFileSync(file, 'rubbish')

    const after = await desk(['Bottega'], before.folder)
    expect((await after.store.opening()).recovery?.backupAt).not.toBeNull()
    await after.time.pass(later - after.time.now + 60_000)
    const same = await after.shop()
    expect(same.ordersStored).toBe(5)
    for (let id = 1; id <= 9; id++) {
      const placedAt = id > 5 ? new Date(later).toISOString() : orderOf(id).placedAt
      after.site(same).put({ order: orderOf(id, { placedAt, modifiedAt: new Date(later).toISOString() }) })
    }
    expect(await after.press(same)).toMatchObject({ outcome: 'success', counters: { new: 4 } })
    expect((await after.shop()).ordersStored).toBe(9)
  })
})

function inst({ time }: Awaited<ReturnType<typeof desk>>, ms: number): string {
  return new Date(time.now + ms).toISOString()
}

describe('R34 copies of the archive', () => {
  it('holds what the archive held, also while somebody writes, and is one file', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'archive.sqlite')
    fill(file, 0, 300)
    const store = await opened(file)
    const shop = store.listShops()[0]
    const making = backUp(file)
    for (let n = 0; n < 20; n++) {
      const run = store.beginRun(shop?.id ?? 0, 'manual', at)
      store.finishRun(run.id, { outcome: 'cancelled', failure: null, finishedAt: at, cursor: null })
      await new Promise(setImmediate)
    }
    const { name } = await making
    expect(store.listBackups()).toMatchObject([{ name, reason: 'daily', orders: 300 }])
    expect(readdirSync(join(folder, 'backups'))).toEqual([name])
  })

  it('comes back on request, and what it replaces is a copy in its turn', async () => {
    const file = join(temporaryFolder(), 'archive.sqlite')
    fill(file, 0, 100)
    const { name } = await backUp(file, 'manual')
    fill(file, 100, 200)
    const store = await opened(file)
    const [copy] = store.listBackups()
    expect(store.handoverCounts(allOf()).unknown).toBeNull()
    store.restoreBackup(name)
    expect(store.countOrders()).toBe(100)
    // R41: what went out meanwhile is not known, until something goes out as that.
    const { unknown } = store.handoverCounts(allOf())
    expect(unknown).toMatchObject({ kinds: handoverKinds, since: copy?.at })
    const start = store.handoverStart(at)
    const out = {
      kind: 'csv',
      place: '',
      sha256: 'a',
      ids: Uint32Array.of(1),
      onlyNew: false,
      start,
    } as const
    store.closeHandover(store.beginHandover(out), at)
    expect(store.handoverCounts(allOf()).unknown?.kinds).toEqual(
      handoverKinds.filter((kind) => kind !== 'csv'),
    )
    const [replaced] = store.listBackups()
    expect(replaced).toMatchObject({ reason: 'restore', orders: 200 })
    store.restoreBackup(replaced?.name ?? '')
    expect(store.countOrders()).toBe(200)
  })

  it.each(['../archive.sqlite', 'archive-20261120T000000000Z-daily.sqlite', ''])(
    'restores nothing but a copy in the list: %j',
    async (name) => {
      const file = join(temporaryFolder(), 'archive.sqlite')
      fill(file, 0, 50)
      const store = await opened(file)
      expect(() => store.restoreBackup(name)).toThrowError(
        expect.objectContaining({ value: { code: 'backup-damaged', params: { name } } }),
      )
      expect(store.countOrders()).toBe(50)
    },
  )

  it('R35 a copy by a newer version, or a damaged one, is refused and the archive stays', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'archive.sqlite')
    fill(file, 0, 50)
    const { name } = await backUp(file)
    const store = await opened(file)
    const copy = new Database(join(folder, 'backups', name))
    copy.pragma(`user_version = ${archiveVersion + 1}`)
    copy.close()
    expect(() => store.restoreBackup(name)).toThrowError('archive-newer')
    writeFileSync(join(folder, 'backups', name), 'rubbish')
    expect(() => store.restoreBackup(name)).toThrowError('backup-damaged')
    expect(store.countOrders()).toBe(50)
    expect(aside(folder)).toEqual([])
  })

  it('one that is cancelled or finds no room leaves nothing behind', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'archive.sqlite')
    fill(file, 0, 100)
    const job = { archive: file, reason: 'daily', at: new Date() } as const
    await expect(makeBackup({ ...job, isCancelled: () => true })).rejects.toThrowError('cancelled')
    expect(readdirSync(join(folder, 'backups'))).toEqual([])
  })

  it('half a copy that a killed program left is cleared away and never listed', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'archive.sqlite')
    fill(file, 0, 50)
    mkdirSync(join(folder, 'backups'))
    writeFileSync(join(folder, 'backups', 'archive-20261119T000000000Z-daily.sqlite.part'), 'half')
    expect(listBackups(file)).toEqual([])
    const { name } = await backUp(file)
    expect(readdirSync(join(folder, 'backups'))).toEqual([name])
  })

  it.skipIf(archiveVersion === 1)('is made before a migration', async () => {
    const file = join(temporaryFolder(), 'archive.sqlite')
    const old = new Database(file)
    old.exec(migration001)
    old.pragma('user_version = 1')
    old.close()
    const store = await opened(file)
    expect(store.listBackups()).toMatchObject([{ reason: 'migration' }])
    const copy = new Database(join(file, '../backups', store.listBackups()[0]?.name ?? ''), {
      readonly: true,
    })
    expect(copy.pragma('user_version', { simple: true })).toBe(1)
    copy.close()
  })

  it('R35 a newer archive is refused although there are copies', async () => {
    const file = join(temporaryFolder(), 'archive.sqlite')
    fill(file, 0, 50)
    await backUp(file)
    const db = new Database(file)
    db.pragma('user_version = 999')
    db.close()
    const before = readFileSync(file)
    await expect(openKeptArchive(file)).rejects.toThrowError('archive-newer')
    expect(readFileSync(file).equals(before)).toBe(true)
  })
})
