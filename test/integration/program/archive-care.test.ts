import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openArchive } from '../../../main/store/archive.ts'
import { draftOf, temporaryFolder } from '../../support/archive.ts'
import { watchedProgram } from '../../support/watched-program.ts'

const day = 86_400_000

const copies = (folder: string) =>
  existsSync(join(folder, 'backups'))
    ? readdirSync(join(folder, 'backups')).filter((name) => name.endsWith('.sqlite'))
    : []

describe('R34 the program keeps copies', () => {
  it('in a second folder too, if one is chosen; that it is missing is told once, and the copy is good', async () => {
    const folder = temporaryFolder()
    const disk = join(temporaryFolder(), 'disco')
    const one = await watchedProgram(folder, undefined, {}, () => disk)
    await one.demo()
    await one.archiveCare.backUpIfDue()
    await one.archiveCare.backUpNow()
    expect(copies(folder)).toHaveLength(2)
    expect(one.alerts).toMatchObject([
      { code: 'second-backup-failed', params: { folder: disk, failure: { code: 'second-backup-missing' } } },
    ])
    expect(await one.archiveCare.state()).toMatchObject({
      backupFailure: null,
      secondFailure: { code: 'second-backup-missing' },
    })
    mkdirSync(disk)
    await one.archiveCare.backUpNow()
    expect(readdirSync(disk)).toHaveLength(1)
    expect((await one.archiveCare.state()).secondFailure).toBeNull()
    expect(one.alerts).toHaveLength(1)
    await one.close()
  })

  it('one a day once there is a shop, and none twice', async () => {
    const folder = temporaryFolder()
    const one = await watchedProgram(folder)
    await one.archiveCare.backUpIfDue()
    expect(copies(folder)).toEqual([])
    await one.demo()
    // What is done with it is done before it, and as often.
    const before: number[] = []
    const first = async () => {
      before.push(copies(folder).length)
    }
    await one.archiveCare.backUpIfDue(first)
    await one.archiveCare.backUpIfDue(first)
    expect(copies(folder)).toHaveLength(1)
    one.pass(day + 1)
    await one.archiveCare.backUpIfDue(first)
    expect(copies(folder)).toHaveLength(2)
    expect(before).toEqual([0, 1])
    expect(one.alerts).toEqual([])
    await one.close()
  })

  it('tells when one fails, once, and that it is mended', async () => {
    const folder = temporaryFolder()
    const one = await watchedProgram(folder)
    await one.demo()
    writeFileSync(join(folder, 'backups'), 'a file where the folder should be')
    await one.archiveCare.backUpIfDue()
    await one.archiveCare.backUpIfDue()
    expect(one.alerts).toMatchObject([
      { code: 'backup-failed', params: { failure: { code: 'backup-unwritable' } } },
    ])
    expect((await one.archiveCare.state()).backupFailure?.code).toBe('backup-unwritable')
    rmSync(join(folder, 'backups'))
    await one.archiveCare.backUpNow()
    expect(await one.archiveCare.state()).toMatchObject({ backupFailure: null, working: false })
    await one.close()
  })

  it('copies while a download runs, and the download brings everything', async () => {
    const folder = temporaryFolder()
    const one = await watchedProgram(folder)
    const shop = await one.demo()
    const [run] = await Promise.all([one.runner.start(shop, 'manual'), one.archiveCare.backUpNow()])
    expect(run.outcome).toBe('success')
    expect(copies(folder)).toHaveLength(1)
    await one.close()
    const copy = new Database(join(folder, 'backups', copies(folder)[0] ?? ''), { readonly: true })
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
    copy.close()
  })

  it('restores a copy on request; the next download brings what came after it', async () => {
    const folder = temporaryFolder()
    const one = await watchedProgram(folder)
    const shop = await one.demo()
    await one.archiveCare.backUpNow()
    const first = await one.runner.start(shop, 'manual')
    expect(first.counters.new).toBeGreaterThan(0)
    const [copy] = await one.store.listBackups()
    await one.archiveCare.restore(copy?.name ?? '')
    expect(one.replaced()).toBe(1)
    const back = await one.shop(shop.id)
    expect(back.ordersStored).toBe(0)
    const second = await one.runner.start(back, 'manual')
    expect(second.outcome).toBe('success')
    expect(second.counters.new).toBeGreaterThanOrEqual(first.counters.new)
    expect((await one.store.listBackups()).map(({ reason }) => reason)).toEqual(['restore', 'manual'])
    await one.close()
  })
})

describe.skipIf(process.platform === 'win32')('R32 what the profile holds is for this user only', () => {
  it('from the beginning, and where it was not it is mended at the start', async () => {
    const folder = temporaryFolder()
    const before = process.umask(0o022)
    try {
      const one = await watchedProgram(folder)
      await one.demo()
      await one.archiveCare.backUpNow()
      await one.close()
      const [copy = ''] = copies(folder)
      const rights = () => {
        const of = (...path: string[]) => (statSync(join(folder, ...path)).mode & 0o777).toString(8)
        return [of('archive.sqlite'), of('backups'), of('backups', copy), of('locks')]
      }
      expect(rights()).toEqual(['600', '700', '600', '700'])
      chmodSync(join(folder, 'archive.sqlite'), 0o644)
      chmodSync(join(folder, 'locks'), 0o755)
      await (await watchedProgram(folder)).close()
      expect(rights()).toEqual(['600', '700', '600', '700'])
    } finally {
      process.umask(before)
    }
  })
})

describe('R31 R34 a copy made during a download', () => {
  it('is restored without a run that never ends', async () => {
    const folder = temporaryFolder()
    const one = await watchedProgram(folder)
    const shop = await one.demo()
    await one.runner.start(shop, 'manual')
    const run = await one.store.beginRun(shop.id, 'manual', new Date().toISOString())
    await one.archiveCare.backUpNow()
    await one.store.finishRun(run.id, {
      outcome: 'cancelled',
      failure: null,
      finishedAt: run.startedAt,
      cursor: null,
    })
    const [copy] = await one.store.listBackups()
    await one.archiveCare.restore(copy?.name ?? '')
    expect(await one.store.unfinishedRuns()).toEqual([])
    expect((await one.shop(shop.id)).lastRun?.outcome).toBe('interrupted')
    await one.close()
  })
})

describe('R34 damage while the program runs', () => {
  it('a query that meets it has the archive restored, and the program goes on', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'archive.sqlite')
    const one = await watchedProgram(folder)
    const shop = await one.demo()
    await one.runner.start(shop, 'manual')
    await one.archiveCare.backUpNow()
    await one.close()

    const two = await watchedProgram(folder)
    // The disk loses the second half under the open archive.
    const stored = (await two.shop(shop.id)).ordersStored
    truncateSync(file, 8 * 4096)
    const filter = { shopId: null, runId: null, orderId: null, level: null, outcome: null, text: '' }
    await expect(two.store.listLog(filter, null, 500)).rejects.toMatchObject({
      value: { code: 'archive-damaged' },
    })
    await expect.poll(() => two.replaced(), { timeout: 20_000 }).toBe(1)
    expect(two.alerts).toMatchObject([{ code: 'archive-restored', params: { problem: 'damaged' } }])
    expect((await two.shop(shop.id)).ordersStored).toBe(stored)
    expect(readdirSync(folder).some((name) => name.startsWith('archive-damaged-'))).toBe(true)
    expect((await two.runner.start(await two.shop(shop.id), 'manual')).outcome).toBe('success')
    expect(two.bugs).toEqual([])
    await two.close()
  })

  it('the thorough check finds what no query has met', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'archive.sqlite')
    const one = await watchedProgram(folder)
    const shop = await one.demo()
    await one.runner.start(shop, 'manual')
    await one.archiveCare.backUpNow()
    await one.close()
    // A page that no start reads, and that is surely in use.
    const db = new Database(file)
    const page = db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'order_documents'").pluck().get()
    const pageSize = db.pragma('page_size', { simple: true }) as number
    db.close()
    const bytes = readFileSync(file)
    writeFileSync(file, bytes.fill(0, (Number(page) - 1) * pageSize, Number(page) * pageSize))
    const two = await watchedProgram(folder)
    expect(await two.archiveCare.integrity()).toBe('archive-damaged')
    await two.archiveCare.check()
    expect(two.alerts).toMatchObject([{ code: 'archive-restored' }])
    expect(await two.archiveCare.integrity()).toBe('ok')
    await two.close()
  })
})

describe('what is wrong with the computer has a code', () => {
  it('R30 garbage in the files of locks is no damage of the archive', async () => {
    const folder = temporaryFolder()
    const one = await watchedProgram(folder)
    const shop = await one.demo()
    await one.runner.start(shop, 'manual')
    await one.close()
    for (const name of readdirSync(join(folder, 'locks')))
      writeFileSync(join(folder, 'locks', name), 'rubbish'.repeat(2000))
    const two = await watchedProgram(folder)
    expect((await two.runner.start(await two.shop(shop.id), 'manual')).outcome).toBe('success')
    expect([two.alerts, two.bugs]).toEqual([[], []])
    await two.close()
  })

  it('R31 a file in the place of the folder of locks is put aside, and the archive is not read-only', async () => {
    const folder = temporaryFolder()
    openArchive(join(folder, 'archive.sqlite')).close()
    writeFileSync(join(folder, 'locks'), 'something else')
    const program = await watchedProgram(folder)
    expect(program.archiveCare.isReadOnly()).toBe(false)
    expect(program.alerts).toEqual([])
    await program.close()
    expect(readFileSync(join(folder, 'locks-put-aside'), 'utf8')).toBe('something else')
  })

  it('a locked archive', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'archive.sqlite')
    openArchive(file).close()
    const other = new Database(file)
    other.pragma('locking_mode = EXCLUSIVE')
    other.exec('BEGIN EXCLUSIVE')
    await expect(watchedProgram(folder)).rejects.toMatchObject({
      value: { code: 'archive-locked', params: { file } },
    })
    other.close()
  }, 40_000)

  it.skipIf(process.getuid?.() === 0)('a folder that is read-only', async () => {
    const folder = temporaryFolder()
    chmodSync(folder, 0o500)
    await expect(watchedProgram(folder)).rejects.toMatchObject({ value: { code: 'archive-unwritable' } })
  })

  it('R29 old log entries go, a little at a time, and nothing else does', async () => {
    const folder = temporaryFolder()
    const one = await watchedProgram(folder)
    const shop = await one.store.saveShop(draftOf({ isDemo: true }))
    const old = new Date(Date.now() - 200 * day).toISOString()
    const run = await one.store.beginRun(shop.id, 'manual', old)
    const skipped = (from: number, at: string) => {
      const reason = { code: 'state-not-wanted', params: { state: 'pending' } } as const
      const page = { orders: [], raw: null, wrong: [], changed: [], notices: [] }
      const ids = Array.from({ length: 5000 }, (_, place) => String(from + place))
      return one.store.savePage(
        run.id,
        { ...page, skipped: ids.map((id) => ({ shopOrderId: id, number: id, reason })) },
        at,
      )
    }
    await skipped(0, old)
    await skipped(5000, new Date().toISOString())
    const filter = { shopId: null, runId: null, orderId: null, level: null, outcome: null, text: '' }
    await one.pruneLog(180)
    const left = await one.store.listLog(filter, null, 10_000)
    expect(left).toHaveLength(5000)
    expect(left.every(({ shopOrderId }) => Number(shopOrderId) >= 5000)).toBe(true)
    await one.close()
  })
})
