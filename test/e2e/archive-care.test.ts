import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import Database from 'better-sqlite3'
import type { Page } from 'playwright'
import { beforeAll, describe, expect, it } from 'vitest'
import { openKeptArchive } from '../../main/store/kept-archive.ts'
import { launchApp, type RunningApp } from '../electron/host.ts'
import { temporaryFolder } from '../support/archive.ts'
import { spoilArchive } from '../support/spoil-archive.ts'
import { recordedOrders, startWooServer, testKey } from '../woo-server/index.ts'
import { addShop, openApp, profileWithShop } from './profile.ts'

/** Calls the built program without a window. */
async function call(profile: string, ...args: string[]) {
  const app = await launchApp({ profile, args: [...args, '--profile', profile], cli: true })
  const { code } = await app.exit
  return { code, out: app.stdout(), err: app.stderr() }
}

const archiveOf = (profile: string) => join(profile, 'archive.sqlite')
const damage = (profile: string) => writeFileSync(archiveOf(profile), 'rubbish'.repeat(5000))

describe('in the window', () => {
  let app: RunningApp
  let page: Page
  beforeAll(async () => {
    const profile = mkdtempSync(join(tmpdir(), 'download-ordini-'))
    app = await launchApp({ profile, args: ['--profile', profile, '--demo'] })
    page = await app.waitForWindow('window=main', 60_000)
    return async () => {
      await app.kill('SIGKILL')
      rmSync(profile, { recursive: true, force: true })
    }
  })

  it('R34 copies are made, listed and restored, and the folder opens', async () => {
    await page.getByRole('button', { name: 'Download Ordini', exact: true }).waitFor()
    await app.clickMenuItem('Utilità > Copie di sicurezza')
    await page.getByText('Nessuna copia ancora').waitFor()
    await page.getByRole('button', { name: 'Fai una copia adesso' }).click()
    await page.getByRole('cell', { name: 'Fatta a mano' }).waitFor()
    await page.getByRole('button', { name: 'Apri cartella' }).click()
    await expect.poll(async () => (await app.opened()).map(({ how }) => how)).toEqual(['path'])
    await page.getByRole('button', { name: /^Ripristina la copia del/ }).click()
    await page
      .getByText('L’archivio di adesso non si perde')
      .or(page.getByText(/non si perde/))
      .waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Ripristina' }).click()
    await page.getByText('Copia ripristinata').waitFor()
    await page.getByRole('cell', { name: 'Prima di un ripristino' }).waitFor()
  })

  it('R34 a second folder is chosen, gets the next copy, and is given up again', async () => {
    const second = temporaryFolder()
    await app.clickMenuItem('Utilità > Copie di sicurezza')
    await page.getByText('Nessuna altra cartella').waitFor()
    await app.dialogs.answer('open', { canceled: false, filePaths: [second] })
    await page.getByRole('button', { name: 'Scegli cartella…' }).click()
    await page.getByText(second).waitFor()
    await page.getByRole('button', { name: 'Fai una copia adesso' }).click()
    await expect
      .poll(() => readdirSync(second).map((name) => name.endsWith('-manual.sqlite')))
      .toEqual([true])
    await page.getByRole('button', { name: 'Non più' }).click()
    await page.getByText('Nessuna altra cartella').waitFor()
  })

  it('a page that dies is opened anew, and says so: nothing ends in a dead window', async () => {
    const session = await page.context().newCDPSession(page)
    await session.send('Page.crash').catch(() => undefined)
    const again = await app.waitForWindow((one) => one !== page && one.url().includes('window=main'))
    await again.getByText('La finestra si era bloccata ed è stata riaperta').waitFor()
    await again.getByRole('button', { name: 'Download Ordini', exact: true }).waitFor()
  })
})

describe('R34 a program that ends without being asked', () => {
  const logOf = (profile: string) =>
    statSync(`${archiveOf(profile)}-wal`, { throwIfNoEntry: false })?.size ?? 0

  it('killed after its runs, as at a log-off, it has left nothing to check', async () => {
    const profile = temporaryFolder()
    const { app, page } = await openApp(profile, { args: ['--demo'] })
    await page.getByRole('button', { name: 'Download Ordini', exact: true }).click()
    await page.getByText(/Ultimo download riuscito oggi alle/).waitFor()
    await expect.poll(() => logOf(profile)).toBe(0)
    await app.kill('SIGKILL')
    const archive = await openKeptArchive(archiveOf(profile))
    expect(archive.opening()).toMatchObject({ unclean: false, recovery: null })
    expect(archive.unfinishedRuns()).toEqual([])
    archive.close()
  })

  it('at a shutdown it ends in order, and at once', async () => {
    const profile = temporaryFolder()
    const { app, page } = await openApp(profile, { args: ['--demo'] })
    await page.getByRole('button', { name: 'Download Ordini', exact: true }).waitFor()
    expect(logOf(profile)).toBeGreaterThan(0)
    await app.emitPower('shutdown')
    expect(await app.exit).toMatchObject({ code: 0 })
    expect(logOf(profile)).toBe(0)
  })
})

describe('R34 a damaged archive in the window', () => {
  it('a damaged archive is restored at the start, and said until it has been read', async () => {
    const profile = temporaryFolder()
    await call(profile, '--download', '--demo')
    damage(profile)
    const first = await openApp(profile)
    await first.page.getByText(/era danneggiato: è stata rimessa la copia di sicurezza/).waitFor()
    await first.app.quit()
    const second = await openApp(profile)
    await second.page.getByText(/era danneggiato: è stata rimessa/).waitFor()
    await second.page.getByRole('button', { name: 'Ho capito' }).click()
    await second.page.getByText(/era danneggiato/).waitFor({ state: 'detached' })
    await second.app.quit()
    const third = await openApp(profile)
    await third.page.getByRole('button', { name: 'Download Ordini', exact: true }).waitFor()
    expect(await third.page.getByText(/era danneggiato/).count()).toBe(0)
    // Under the running program, too: a window that cannot be drawn leads to the start that mends it.
    spoilArchive(archiveOf(profile))
    await third.page.reload()
    // Unless the program has noticed first, and mended it.
    const restart = third.page.getByRole('button', { name: 'Riavvia il programma' })
    await restart.or(third.page.getByText(/era danneggiato: è stata rimessa/)).waitFor()
    if (await restart.isVisible()) await restart.click()
    else await third.app.quit()
    expect(await third.app.exit).toMatchObject({ code: 0 })
    const fourth = await openApp(profile)
    await fourth.page.getByText(/era danneggiato: è stata rimessa/).waitFor()
  })
})

describe('R36 without a window', () => {
  it('a damaged archive is restored, said on standard error, and the command does its work', async () => {
    const profile = temporaryFolder()
    expect((await call(profile, '--download', '--demo')).code).toBe(0)
    damage(profile)
    const { code, out, err } = await call(profile, '--download', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ runs: [{ outcome: 'success' }] })
    expect(err).toMatch(/era danneggiato: è stata rimessa la copia/)
    expect(err).toContain('archive-damaged-')
  })

  it('R35 a newer archive, and one that somebody holds, end with code 1 and say why', async () => {
    const profile = temporaryFolder()
    await call(profile, '--list-shops')
    const db = new Database(archiveOf(profile))
    db.pragma('locking_mode = EXCLUSIVE')
    db.exec('BEGIN EXCLUSIVE')
    const locked = await call(profile, '--list-shops')
    db.exec('ROLLBACK')
    expect(locked).toMatchObject({ code: 1, out: '' })
    expect(locked.err).toContain('è occupato da un altro programma')
    db.pragma('user_version = 999')
    db.close()
    const newer = await call(profile, '--list-shops')
    expect(newer).toMatchObject({ code: 1, out: '' })
    expect(newer.err).toContain('versione più recente')
    expect(readdirSync(profile).some((name) => name.includes('damaged'))).toBe(false)
  })

  it('damaged preferences and keys are put aside and said; the shop says that its key is missing', async () => {
    const server = await startWooServer({ orders: [] })
    const profile = await profileWithShop(server.url)
    for (const name of ['settings', 'credentials']) writeFileSync(join(profile, `${name}.json`), '{"half": ')
    const { code, err, out } = await call(profile, '--download', '--json')
    expect(code).toBe(1)
    expect(err).toContain('file delle preferenze era danneggiato')
    expect(err).toContain('chiavi dei negozi vanno scritte di nuovo')
    expect(JSON.parse(out)).toMatchObject({ runs: [{ error: { code: 'credentials-missing' } }] })
    const kept = readdirSync(profile).filter((name) => name.includes('-damaged-'))
    expect(kept).toHaveLength(2)
    for (const name of kept) expect(readFileSync(join(profile, name), 'utf8')).toBe('{"half": ')
    await addShop(profile, server.url)
    expect((await call(profile, '--download')).code).toBe(0)
    await server.close()
  })
})

/** The files of a zip, by name; enough of the format for the ones that yazl writes. */
function unzip(file: string): Map<string, string> {
  const bytes = readFileSync(file)
  const files = new Map<string, string>()
  let at = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const size = bytes.readUInt32LE(at + 20)
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) =>
      bytes.readUInt16LE(at + place),
    )
    const start = bytes.readUInt32LE(at + 42)
    const name = bytes.toString('utf8', at + 46, at + 46 + (nameLength ?? 0))
    const data = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28)
    files.set(name, inflateRawSync(bytes.subarray(data, data + size)).toString('utf8'))
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0)
  }
  return files
}

describe('the support bundle', () => {
  it('says what support needs, and nothing of customers, shops and keys', async () => {
    const orders = recordedOrders()
    const server = await startWooServer({ orders })
    const from = { settings: { firstDownloadFrom: '2020-01-01', states: ['completed', 'processing'] } }
    const profile = await profileWithShop(server.url, { ...from, name: 'Bottega Riservata' })
    await call(profile, '--download')
    await call(profile, '--download', '--demo')
    writeFileSync(
      join(profile, 'program.log'),
      `${JSON.stringify({ at: '2026-11-23T10:00:00.000Z', level: 'error', what: 'uncaught: TypeError', message: 'segreto di Anna Bianchi', frames: ['f (/home/anna.bianchi/app/out/main/index.js:10:5)'] })}\nhalf a li`,
    )
    const { app } = await openApp(profile)
    const file = join(temporaryFolder(), 'assistenza.zip')
    await app.dialogs.answer('save', { canceled: false, filePath: file })
    await app.dialogs.answer('message', { response: 1 })
    await app.clickMenuItem('Utilità > Help > Pacchetto per l’assistenza')
    await expect
      .poll(
        async () =>
          (await app.dialogs.asked()).filter(({ kind, answered }) => kind === 'message' && answered).length,
        {
          timeout: 30_000,
        },
      )
      .toBe(1)
    const files = unzip(file)
    expect([...files.keys()].sort()).toEqual(
      [
        'about.json',
        'archive.json',
        'desks.json',
        'log.jsonl',
        'preferences.json',
        'program.jsonl',
        'runs.json',
        'shops.json',
      ].sort(),
    )
    const everything = [...files.values()].join('\n')
    expect(JSON.parse(files.get('archive.json') ?? '')).toMatchObject({ integrity: 'ok' })
    expect(JSON.parse(files.get('shops.json') ?? '')).toMatchObject([
      { platform: 'woocommerce' },
      { isDemo: true },
    ])
    expect(files.get('log.jsonl')?.split('\n').length).toBeGreaterThan(10)
    expect(files.get('program.jsonl')).toContain('index.js:10:5')
    for (const secret of secretsOf(profile, orders)) expect(everything).not.toContain(secret)
    expect(everything).not.toMatch(/[\w.]+@[\w.]+/)
    await server.close()
  })
})

/** Whatever the archive and the shop know of people, the shops themselves, and the key. */
function secretsOf(profile: string, orders: ReturnType<typeof recordedOrders>): readonly string[] {
  const db = new Database(archiveOf(profile), { readonly: true })
  const stored = db
    .prepare<
      [],
      { number: string; shop_order_id: string; customer: string; email: string; document: string }
    >(
      'SELECT number, shop_order_id, customer, email, document FROM orders JOIN order_documents ON order_id = orders.id',
    )
    .all()
  db.close()
  expect(stored.length).toBeGreaterThan(50)
  const ofDocuments = stored.flatMap(({ document }) => {
    const { billing, fiscal, customer } = JSON.parse(document) as {
      billing: Record<string, string>
      fiscal: Record<string, string>
      customer: Record<string, string>
    }
    return [billing.name, billing.street, customer.phone, fiscal.fiscalCode, fiscal.vatNumber, fiscal.pec]
  })
  const columns = stored.flatMap(({ number, shop_order_id: id, customer, email }) => [
    customer,
    email,
    `"${number}"`,
    `"${id}"`,
  ])
  const ofShop = orders.map(({ order_key: key }) => String(key))
  const more = [
    testKey.consumerKey,
    testKey.consumerSecret,
    'Bottega Riservata',
    '127.0.0.1',
    'localhost',
    'Anna',
    'segreto',
    'anna.bianchi',
  ]
  return [...ofDocuments, ...columns, ...ofShop, ...more].filter(
    (text): text is string => (text ?? '').length > 3,
  )
}
