import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
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
  it('one a day once there is a shop, and none twice', async () => {
    const folder = temporaryFolder()
    const one = await watchedProgram(folder)
    await one.safety.backUpIfDue()
    expect(copies(folder)).toEqual([])
    await one.demo()
    await one.safety.backUpIfDue()
    await one.safety.backUpIfDue()
    expect(copies(folder)).toHaveLength(1)
    one.pass(day + 1)
    await one.safety.backUpIfDue()
    expect(copies(folder)).toHaveLength(2)
    expect(one.alerts).toEqual([])
    await one.close()
  })

  it('tells when one fails, once, and that it is mended', async () => {
    const folder = temporaryFolder()
    const one = await watchedProgram(folder)
    await one.demo()
    writeFileSync(join(folder, 'backups'), 'a file where the folder should be')
    await one.safety.backUpIfDue()
    await one.safety.backUpIfDue()
    expect(one.alerts).toMatchObject([
      { code: 'backup-failed', params: { failure: { code: 'backup-unwritable' } } },
    ])
    expect((await one.safety.state()).backupFailure?.code).toBe('backup-unwritable')
    rmSync(join(folder, 'backups'))
    await one.safety.backUpNow()
    expect(await one.safety.state()).toMatchObject({ backupFailure: null, working: false })
    await one.close()
  })

  it('copies while a download runs, and the download brings everything', async () => {
    const folder = temporaryFolder()
    const one = await watchedProgram(folder)
    const shop = await one.demo()
    const [run] = await Promise.all([one.runner.start(shop, 'manual'), one.safety.backUpNow()])
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
    await one.safety.backUpNow()
    const first = await one.runner.start(shop, 'manual')
    expect(first.counters.new).toBeGreaterThan(0)
    const [copy] = await one.store.listBackups()
    await one.safety.restore(copy?.name ?? '')
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

describe('R34 damage while the program runs', () => {
  it('a query that meets it has the archive restored, and the program goes on', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'archive.sqlite')
    const one = await watchedProgram(folder)
    const shop = await one.demo()
    await one.runner.start(shop, 'manual')
    await one.safety.backUpNow()
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
    await one.safety.backUpNow()
    await one.close()
    const bytes = readFileSync(file)
    bytes.fill(0, bytes.length - 10 * 4096)
    writeFileSync(file, bytes)
    const two = await watchedProgram(folder)
    expect(await two.safety.integrity()).toBe('archive-damaged')
    await two.safety.check()
    expect(two.alerts).toMatchObject([{ code: 'archive-restored' }])
    expect(await two.safety.integrity()).toBe('ok')
    await two.close()
  })
})

describe('what is wrong with the computer has a code', () => {
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
