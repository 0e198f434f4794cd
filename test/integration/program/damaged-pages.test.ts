import { createHash, randomBytes } from 'node:crypto'
import {
  closeSync,
  copyFileSync,
  cpSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../support/archive.ts'
import { memoryCredentials } from '../../support/credentials.ts'
import { long } from '../../support/sizes.ts'
import { watchedProgram } from '../../support/watched-program.ts'

const archiveIn = (folder: string) => join(folder, 'archive.sqlite')
const namesIn = (folder: string) => readdirSync(folder)
const keptAside = (folder: string) =>
  namesIn(folder).filter((name) => /^archive-damaged-.*\.sqlite$/.test(name))
const sumOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

let made = ''
let stored = 0

/** Opens the program and looks at what every window looks at. @returns how many orders there are, null: it did not open */
async function start(folder: string): Promise<number | null> {
  const program = await watchedProgram(folder).catch((error: Error) => {
    expect((error as { value?: { code?: string } }).value?.code, String(error)).toBe('archive-damaged')
    return null
  })
  if (program === null) return null
  // Where it is met only now, it is mended while the program runs.
  const shops = await program.store.listShops().catch(async () => {
    await expect.poll(() => program.replaced()).toBeGreaterThan(0)
    return program.store.listShops()
  })
  await program.close()
  return shops[0]?.ordersStored ?? 0
}

/** A profile with an archive, sound or not, and its copy. */
function profileFrom(source: string, spoil: (archive: string) => void): string {
  const folder = temporaryFolder()
  cpSync(source, folder, { recursive: true })
  spoil(archiveIn(folder))
  return folder
}

/** Overwrites a page, counted from 1, with what a failing disk may give. */
function overwrite(archive: string, page: number, pageSize: number): void {
  const file = openSync(archive, 'r+')
  writeSync(file, randomBytes(pageSize), 0, pageSize, (page - 1) * pageSize)
  closeSync(file)
}

beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'download-ordini-'))
  const program = await watchedProgram(made)
  const shop = await program.demo()
  await program.runner.start(shop, 'manual')
  await program.archiveCare.backUpNow()
  stored = (await program.shop(shop.id)).ordersStored
  await program.close()
  return () => rmSync(made, { recursive: true })
})

describe('R34 a damaged page anywhere', () => {
  it('the program is open at the second start at the latest, with what the copy has, and nothing was overwritten', async () => {
    const db = new Database(archiveIn(made), { readonly: true })
    const pageSize = db.pragma('page_size', { simple: true }) as number
    const pages = db.pragma('page_count', { simple: true }) as number
    const roots = db
      .prepare<[], { name: string; rootpage: number }>(
        'SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0',
      )
      .all()
    db.close()
    const [copy = ''] = namesIn(join(made, 'backups'))
    const before = sumOf(join(made, 'backups', copy))
    const all = long
      ? Array.from({ length: pages }, (_, at) => at + 1)
      : [...new Set([1, ...roots.slice(0, 5).map(({ rootpage }) => rootpage)])]
    for (const page of all) {
      const what = `page ${page} of ${roots.find(({ rootpage }) => rootpage === page)?.name ?? '?'}`
      const folder = profileFrom(made, (archive) => overwrite(archive, page, pageSize))
      const first = await start(folder)
      const second = await start(folder)
      expect(second, what).toBe(stored)
      expect([stored, null], what).toContain(first)
      const aside = keptAside(folder)
      expect(aside.length, what).toBeLessThanOrEqual(1)
      expect(await start(folder), what).toBe(stored)
      expect(keptAside(folder), what).toEqual(aside)
      expect(sumOf(join(folder, 'backups', copy)), what).toBe(before)
      rmSync(folder, { recursive: true })
    }
  }, 600_000)

  it('R34 copies that do not open either are passed over, whatever the check says of them', async () => {
    const lacking = (file: string) => {
      const db = new Database(file)
      db.pragma('foreign_keys = OFF')
      db.exec('DROP TABLE order_documents')
      db.pragma('journal_mode = DELETE')
      db.close()
    }
    const folder = profileFrom(made, lacking)
    const newer = 'archive-20991231T000000000Z-daily.sqlite'
    copyFileSync(archiveIn(folder), join(folder, 'backups', newer))
    expect(await start(folder)).toBe(stored)
    expect(keptAside(folder)).toHaveLength(1)
    expect(namesIn(join(folder, 'backups'))).toHaveLength(2)
    // Where no copy opens, the archive begins anew.
    const without = profileFrom(made, lacking)
    for (const name of namesIn(join(without, 'backups'))) lacking(join(without, 'backups', name))
    expect(await start(without)).toBe(0)
    expect(await start(without)).toBe(0)
    expect(keptAside(without)).toHaveLength(1)
  })

  it('R32 keys of shops that the new archive does not have are set aside, and given to no other shop', async () => {
    const credentials = memoryCredentials()
    const folder = profileFrom(made, (archive) => rmSync(archive))
    rmSync(join(folder, 'backups'), { recursive: true })
    await credentials.write(7, {
      site: 'bottega.example',
      values: { consumerKey: 'ck', consumerSecret: 'cs' },
    })
    const spoilt = openSync(archiveIn(folder), 'w')
    writeSync(spoilt, 'rubbish'.repeat(5000))
    closeSync(spoilt)
    const program = await watchedProgram(folder, credentials)
    expect(program.alerts.map(({ code }) => code)).toEqual(['archive-restarted'])
    expect(await credentials.read(7, 'Bottega')).toBeNull()
    await program.close()
  })
})
