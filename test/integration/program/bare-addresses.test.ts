import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { migration001 } from '../../../main/store/migrations/001-archive.ts'
import { migration002 } from '../../../main/store/migrations/002-search.ts'
import { migration003 } from '../../../main/store/migrations/003-edits.ts'
import { migration004 } from '../../../main/store/migrations/004-chosen-orders.ts'
import { migration005 } from '../../../main/store/migrations/005-order-blocks.ts'
import { migration006 } from '../../../main/store/migrations/006-one-search.ts'
import { migration007 } from '../../../main/store/migrations/007-wrong-modified.ts'
import { migration008 } from '../../../main/store/migrations/008-order-shape.ts'
import { alertText, textsFor } from '../../../main/texts/index.ts'
import { temporaryFolder } from '../../support/archive.ts'
import { command } from '../../support/command.ts'
import { memoryCredentials } from '../../support/credentials.ts'
import { temporaryProgram } from '../../support/program.ts'
import { watchedProgram } from '../../support/watched-program.ts'
import { startWooServer, testKey } from '../../woo-server/index.ts'

const { consumerKey, consumerSecret } = testKey
const keys = { consumerKey, consumerSecret }

/** The files below a folder that hold a text. */
function filesWith(folder: string, text: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[]).filter((name) => {
    const file = join(folder, name)
    return statSync(file).isFile() && readFileSync(file).includes(text)
  })
}

describe('R32 what is secret in an address', () => {
  it('goes neither to the archive nor to who asks for the shops; name and password are credentials', async () => {
    const server = await startWooServer({ orders: [] })
    onTestFinished(server.close)
    const folder = temporaryFolder()
    const credentials = memoryCredentials()
    const program = await watchedProgram(folder, credentials)
    onTestFinished(() => program.close())
    const url = `${server.url.replace('http://', 'http://admin:PW%40TOPSECRET@')}/?consumer_secret=cs_TOPSECRET#TOPSECRET`
    const typed = { name: 'Staging', platform: 'woocommerce', url, credentials: keys }
    const checked = await program.check(null, typed, new AbortController().signal, () => undefined)
    expect(JSON.stringify(checked)).not.toContain('TOPSECRET')
    const shop = await program.saveShop(null, typed)
    expect(shop.url).toBe(`${server.url}/`)
    expect(program.credentialNames(shop)).toEqual([
      'consumerKey',
      'consumerSecret',
      'siteUser',
      'sitePassword',
    ])
    expect((await credentials.read(shop.id, ''))?.values).toMatchObject({
      siteUser: 'admin',
      sitePassword: 'PW@TOPSECRET',
    })
    await program.runner.start(shop, 'manual')
    await program.archiveCare.backUpNow()
    expect(filesWith(folder, 'TOPSECRET')).toEqual([])
    expect((await command(program, '--list-shops', '--json')).printed).not.toContain('TOPSECRET')
    // Another name and password in the address take the place of those.
    const again = await program.saveShop(shop, { url: server.url.replace('http://', 'http://admin:new@') })
    expect((await credentials.read(again.id, ''))?.values).toMatchObject({ sitePassword: 'new', ...keys })
  })

  it('PrestaShop: the choice of a shop stays in the address', async () => {
    const program = await temporaryProgram()
    const shop = { name: 'Multi', platform: 'prestashop', credentials: { key: 'K'.repeat(32) } }
    const url = 'https://ps.example/?ws_key=TOPSECRET&id_shop=2'
    expect((await program.saveShop(null, { ...shop, url })).url).toBe('https://ps.example/?id_shop=2')
  })

  it('Shopify has no site to enter: such an address is refused, in words', async () => {
    const program = await temporaryProgram()
    const url = 'https://key:TOPSECRET@bottega.myshopify.com/admin'
    const shop = { name: 'S', platform: 'shopify', url, credentials: { accessToken: 'shpat_1' } }
    await expect(program.saveShop(null, shop)).rejects.toMatchObject({
      value: { code: 'input-invalid', params: { field: 'url', problem: 'login-in-address' } },
    })
  })

  it.each([
    'admin:TOPSECRET@bottega.example',
    'http://admin:TOP/TOPSECRET@bottega.example',
    'http://admin:TOPSECRET?x@bottega.example',
    'ftp://admin:TOPSECRET@bottega.example',
    'http://bottega?key=TOPSECRET',
  ])('is not repeated where it makes the address unreadable: %s', async (url) => {
    const program = await temporaryProgram()
    const shop = { name: 'S', platform: 'woocommerce', url, credentials: keys }
    const refused = await program.saveShop(null, shop).catch((error: { value: unknown }) => error.value)
    expect(refused).toMatchObject({ code: 'address-invalid' })
    expect(JSON.stringify(refused)).not.toContain('TOPSECRET')
  })

  it('--add-shop does not repeat the JSON that stands where a file is meant', async () => {
    const program = await temporaryProgram()
    for (const json of ['{"credentials":{"consumerSecret":"cs_TOPSECRET"}}', '{name:S,key:cs_TOPSECRET}']) {
      const { code, printed } = await command(program, '--add-shop', json)
      expect(code).toBe(2)
      expect(printed).toContain('--add-shop')
      expect(printed).toContain('file')
      expect(printed).not.toContain('TOPSECRET')
    }
  })
})

/** An archive as it was before: addresses as they were typed. */
function olderArchive(file: string): void {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  const before = [migration001, migration002, migration003, migration004, migration005, migration006]
  for (const sql of [...before, migration007]) db.exec(sql)
  migration008(db)
  db.pragma('user_version = 8')
  const insert = db.prepare(
    `INSERT INTO shops (name, platform, url, settings, connection, removed_at) VALUES (?, ?, ?, '{}', ?, ?)`,
  )
  const connection = JSON.stringify({ url: 'https://u:TOPSECRET@b.example/', facts: { root: 'r' } })
  insert.run('Staging', 'woocommerce', 'http://admin:TOPSECRET@a.example/?k=TOPSECRET', null, null)
  insert.run('Collegato', 'woocommerce', 'https://b.example/', connection, null)
  insert.run('Rimosso', 'woocommerce', 'https://c.example/?consumer_secret=TOPSECRET', null, '2026-01-01')
  insert.run('Multi', 'prestashop', 'https://d.example/?id_shop=2', null, null)
  insert.run('Innocuo', 'magento', 'https://e.example/?lang=it', null, null)
  db.close()
}

describe('R32 an archive of before', () => {
  it('has clean addresses afterwards, removed shops too, and the operator is told once to renew the keys', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'archive.sqlite')
    olderArchive(file)
    const program = await watchedProgram(folder)
    const told = { code: 'secrets-in-addresses', params: { shops: 'Staging, Collegato, Rimosso' } } as const
    expect(program.alerts).toEqual([told])
    for (const language of ['it', 'en'] as const) {
      const { message, remedy } = alertText(textsFor(language), told)
      expect(message).toContain('Staging, Collegato, Rimosso')
      expect(remedy).not.toBe('')
    }
    await program.close()

    const db = new Database(file, { readonly: true })
    expect(db.prepare('SELECT url FROM shops ORDER BY id').pluck().all()).toEqual([
      'http://a.example/',
      'https://b.example/',
      'https://c.example/',
      'https://d.example/?id_shop=2',
      'https://e.example/',
    ])
    expect(db.prepare('SELECT connection FROM shops WHERE id = 2').pluck().get()).toBe(
      JSON.stringify({ url: 'https://b.example/', facts: { root: 'r' } }),
    )
    db.close()
    expect(readFileSync(file).includes('TOPSECRET')).toBe(false)

    const again = await watchedProgram(folder)
    onTestFinished(() => again.close())
    expect(again.alerts).toEqual([])
    // The copy made before the migration holds what the operator was told of; put back, it is told again.
    const [copy] = await again.store.listBackups()
    await again.archiveCare.restore(copy?.name ?? '')
    expect(again.alerts).toEqual([told])
  })
})
