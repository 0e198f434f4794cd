import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { readXlsx } from 'hucre/xlsx'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Random, randomFrom } from '../../../main/demo-shop/random.ts'
import { openArchive } from '../../../main/store/archive.ts'
import { isSound, makeBackup } from '../../../main/store/backup.ts'
import { backupFolder, listBackups } from '../../../main/store/backup-files.ts'
import { archiveVersion } from '../../../main/store/database.ts'
import { openKeptArchive } from '../../../main/store/kept-archive.ts'
import { migration001 } from '../../../main/store/migrations/001-archive.ts'
import { toOrderRecord } from '../../../main/store/order-record.ts'
import { draftOf, temporaryFolder } from '../../support/archive.ts'
import { orderOf } from '../../support/orders.ts'
import { firstSeed, size } from '../../support/sizes.ts'

const kinds = ['edit', 'backup', 'export', 'migration'] as const
type Kind = (typeof kinds)[number]

const seed = firstSeed(1)
const kills = size(1, 50)
const orders = size(300, 6000)
const at = '2026-11-20T12:00:00.000Z'
const child = fileURLToPath(new URL('../../support/killed-work.ts', import.meta.url))
/** The longest that a piece of work takes, about: it is killed somewhere in it. */
const lastsMs: Readonly<Record<Kind, number>> = { edit: 60, backup: 250, export: 400, migration: 250 }

const template = { current: '', first: '' }

/** An archive of this version, and one of the very first with the same orders. */
beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'download-ordini-'))
  template.current = join(folder, 'current.sqlite')
  template.first = join(folder, 'first.sqlite')
  const archive = openArchive(template.current)
  const shop = archive.saveShop(draftOf())
  const run = archive.beginRun(shop.id, 'manual', at)
  for (let from = 0; from < orders; from += 100) {
    const ids = Array.from({ length: 100 }, (_, n) => from + n + 1)
    const records = ids.map((id, place) =>
      toOrderRecord(orderOf(id, { note: `nota ${id} `.repeat(50) }), place),
    )
    const raw = Buffer.from(JSON.stringify(ids.map((id) => ({ id }))))
    archive.savePage(run.id, { orders: records, raw, skipped: [], wrong: [], changed: [], notices: [] }, at)
  }
  archive.finishRun(run.id, { outcome: 'success', failure: null, finishedAt: at, cursor: at })
  archive.close()
  const old = new Database(template.first)
  old.pragma('page_size = 8192')
  old.exec(migration001)
  old.exec(`ATTACH '${template.current}' AS current`)
  for (const table of ['shops', 'runs', 'raw_batches', 'orders', 'order_documents', 'log']) {
    const columns = old.prepare<[], { name: string }>(`PRAGMA main.table_info(${table})`).all()
    const names = columns.map(({ name }) => name).join(', ')
    old.exec(`INSERT INTO main.${table} (${names}) SELECT ${names} FROM current.${table}`)
  }
  old.exec('INSERT INTO order_search (rowid, text) SELECT id, number FROM orders')
  old.pragma('user_version = 1')
  old.close()
  return () => rmSync(folder, { recursive: true, force: true })
})

/** Starts the work, and kills it at a random moment of its second piece or later; what it said until then. */
async function killedIn(
  kind: Kind,
  folder: string,
  random: Random,
): Promise<{ readonly said: readonly string[]; readonly killed: boolean }> {
  const said: string[] = []
  const work = spawn(process.execPath, [child, kind, folder], { stdio: ['ignore', 'pipe', 'pipe'] })
  let errors = ''
  work.stderr.on('data', (text: Buffer) => {
    errors += text.toString()
  })
  const ended = once(work, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  const pieces = kind === 'migration' ? 1 : random.between(1, kind === 'edit' ? 20 : 2)
  let begun = 0
  for await (const line of createInterface(work.stdout)) {
    said.push(line)
    if (line === 'begun') begun += 1
    if (line !== 'begun' || begun !== pieces) continue
    // The moment is what the test is about, and no condition of the program's.
    await delay(random.below(lastsMs[kind]))
    work.kill('SIGKILL')
  }
  const [code, signal] = await ended
  // A migration may have been over before; then it has ended well.
  if (signal === null) expect({ code, errors }).toEqual({ code: 0, errors: '' })
  else expect(signal, errors).toBe('SIGKILL')
  return { said, killed: signal !== null }
}

/** Opens the archive as the program does: sound, nothing recovered, every order there once. */
async function expectWhole(folder: string) {
  const file = join(folder, 'archive.sqlite')
  const archive = await openKeptArchive(file)
  expect(archive.opening().recovery).toBeNull()
  expect(archive.countOrders()).toBe(orders)
  expect(archive.listShops()[0]?.ordersStored).toBe(orders)
  const db = new Database(file, { readonly: true })
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(db.pragma('foreign_key_check')).toEqual([])
  expect(db.pragma('user_version', { simple: true })).toBe(archiveVersion)
  db.close()
  return archive
}

describe(`R31 killed inside a piece of work, ${kills} times each, seed ${seed}`, () => {
  it.each(kinds)(
    '%s: the archive is sound, and nothing half done is taken for done',
    async (kind) => {
      let inside = 0
      // Between two pieces of work there is nothing to break off: then once more.
      for (let n = 0; n < kills || (inside === 0 && n < 20 * kills); n += 1) {
        const random = randomFrom(seed, kinds.indexOf(kind), n)
        const folder = temporaryFolder()
        mkdirSync(join(folder, 'backups'))
        const file = join(folder, 'archive.sqlite')
        copyFileSync(kind === 'migration' ? template.first : template.current, file)
        const { said, killed } = await killedIn(kind, folder, random)
        if (killed && said.at(-1) === 'begun') inside += 1
        const archive = await expectWhole(folder)
        switch (kind) {
          case 'edit': {
            const last = Number(said.findLast((line) => line.startsWith('saved'))?.slice(6) ?? 0)
            const { order, version } = archive.getOrder(1) ?? expect.fail('the order is gone')
            // What was said to be saved is; the one under way is saved whole, or not at all.
            expect([last, last + 1]).toContain(version)
            if (version > 0) {
              expect(order).toMatchObject({
                note: `cambio ${version}`,
                billing: { city: `Città ${version}` },
              })
            }
            expect(archive.orderEdits(1)).toHaveLength(version * 2)
            archive.restoreOrder(1, version, at)
            expect(archive.getOrder(1)?.order).toEqual(orderOf(1, { note: 'nota 1 '.repeat(50) }))
            break
          }
          case 'export':
            for (const name of readdirSync(folder).filter((name) => name.startsWith('ordini.'))) {
              const bytes = readFileSync(join(folder, name))
              if (name.endsWith('.csv')) expect(bytes.toString('utf8').split('\r\n')).toHaveLength(orders + 2)
              else expect((await readXlsx(bytes)).sheets[0]?.rows).toHaveLength(orders + 1)
            }
            break
          case 'backup':
          case 'migration':
            for (const { name } of listBackups(file)) {
              const copy = new Database(join(backupFolder(file), name), { readonly: true })
              expect(isSound(copy)).toBe(true)
              expect(copy.prepare('SELECT count(*) FROM orders').pluck().get()).toBe(orders)
              copy.close()
            }
            if (kind === 'migration') expect(listBackups(file).length).toBeGreaterThan(0)
            break
        }
        archive.close()
        // What was left behind half is in nobody's way.
        const { name } = await makeBackup({
          archive: file,
          reason: 'daily',
          at: new Date(),
          isCancelled: () => false,
        })
        expect(statSync(join(backupFolder(file), name)).size).toBeGreaterThan(0)
      }
      console.info(`${kind}: ${inside} of ${kills} killed inside`)
      expect(inside).toBeGreaterThan(0)
    },
    600_000,
  )
})
