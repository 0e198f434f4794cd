import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openArchive } from '../../../main/store/archive.ts'
import { archiveVersion, openDatabase } from '../../../main/store/database.ts'
import { toOrderRecord } from '../../../main/store/order-record.ts'
import type { RunPage } from '../../../main/store/run-page.ts'
import { lockShop } from '../../../main/store/shop-lock.ts'
import { draftOf, listOf, temporaryFolder, temporaryStore } from '../../support/archive.ts'
import { orderOf } from '../../support/orders.ts'

const at = '2026-11-20T12:00:00.000Z'
const emptyPage: RunPage = { orders: [], raw: null, skipped: [], wrong: [], changed: [], notices: [] }
const pageOf = (...ids: number[]): RunPage => ({
  ...emptyPage,
  orders: ids.map((id, index) => toOrderRecord(orderOf(id), index)),
  raw: Buffer.from(JSON.stringify(ids.map((id) => ({ id })))),
})

describe('the archive', () => {
  it('R35 refuses an archive of a newer version and leaves it untouched', async () => {
    const file = join(temporaryFolder(), 'archive.sqlite')
    const newer = new Database(file)
    newer.pragma('user_version = 999')
    newer.exec('CREATE TABLE future (x)')
    newer.close()
    const before = readFileSync(file)
    expect(() => openDatabase(file)).toThrowError(
      expect.objectContaining({
        value: { code: 'archive-newer', params: { file, found: 999, known: archiveVersion } },
      }),
    )
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('says so when the file is no archive', () => {
    const file = join(temporaryFolder(), 'archive.sqlite')
    const text = 'this is a text file, not an archive; '.repeat(100)
    writeFileSync(file, text)
    expect(() => openDatabase(file)).toThrowError(
      expect.objectContaining({ value: { code: 'archive-damaged', params: { file } } }),
    )
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  it('says so when the file is somebody else’s database', () => {
    const file = join(temporaryFolder(), 'archive.sqlite')
    const other = new Database(file)
    other.exec('CREATE TABLE shops (x)')
    other.pragma(`user_version = ${archiveVersion}`)
    other.close()
    expect(() => openArchive(file)).toThrowError(
      expect.objectContaining({ value: { code: 'archive-damaged', params: { file } } }),
    )
  })

  it('R19 knows how long a series of annullate is, to where the shop was last tried', async () => {
    const store = await temporaryStore()
    const shop = await store.saveShop(draftOf())
    const other = await store.saveShop(draftOf({ name: 'Altra' }))
    const sync = async (shopId: number, outcome: 'failed' | 'annulled', startedAt: string) => {
      const { id } = await store.beginRun(shopId, 'auto', startedAt)
      await store.finishRun(id, { outcome, failure: null, finishedAt: startedAt, cursor: null })
      return id
    }
    const hour = (hours: number) => `2026-11-20T${String(hours).padStart(2, '0')}:00:00.000Z`
    await sync(shop.id, 'annulled', hour(1))
    const failed = await sync(shop.id, 'failed', hour(2))
    await sync(shop.id, 'annulled', hour(3))
    await sync(other.id, 'failed', hour(4))
    const middle = await sync(shop.id, 'annulled', hour(5))
    const newest = await sync(shop.id, 'annulled', hour(6))
    expect(await store.annulledUpTo(newest)).toEqual({ count: 3, since: hour(3) })
    expect(await store.annulledUpTo(middle)).toEqual({ count: 2, since: hour(3) })
    expect(await store.annulledUpTo(failed)).toEqual({ count: 0, since: null })
  })

  it('R31 another process that writes in the middle of a page waits its turn, and the page is stored', () => {
    const file = join(temporaryFolder(), 'archive.sqlite')
    const archive = openArchive(file)
    const run = archive.beginRun(archive.saveShop(draftOf()).id, 'auto', at)
    const other = new Database(file)
    other.pragma('busy_timeout = 0')
    const write = () => other.prepare("UPDATE shops SET known_states = '[]'").run()
    const page: RunPage = {
      ...pageOf(1),
      // Asked for when the page's transaction has read, and before it writes.
      get notices() {
        expect(write).toThrowError('database is locked')
        return []
      },
    }
    expect(archive.savePage(run.id, page, at)).toMatchObject({ new: 1 })
    expect(write().changes).toBe(1)
    other.close()
    archive.close()
  })

  it('R15 R31 stores an order once, however often it is given, and never changes it', async () => {
    const store = await temporaryStore()
    const shop = await store.saveShop(draftOf())
    const first = await store.beginRun(shop.id, 'manual', at)
    await store.savePage(first.id, pageOf(1, 2), at)
    const changed = toOrderRecord(orderOf(1, { note: 'altro' }), 0)
    const counters = await store.savePage(first.id, { ...emptyPage, orders: [changed] }, at)
    expect(counters).toEqual({ total: 3, new: 2, skipped: 1, wrong: 0 })
    const { rows, total } = await store.listOrders(listOf({ text: 'N1' }), 0, 10)
    expect(total).toBe(1)
    expect((await store.getOrder(rows[0]?.id ?? 0))?.order.note).toBe('')
  })

  it('R31 a page is stored whole or not at all', async () => {
    const store = await temporaryStore()
    const shop = await store.saveShop(draftOf())
    const run = await store.beginRun(shop.id, 'manual', at)
    const [good] = pageOf(1).orders
    const broken = { ...good, shopOrderId: '2', rawIndex: 'x' }
    const page = { ...emptyPage, orders: [good, broken] } as unknown as RunPage
    await expect(store.savePage(run.id, page, at)).rejects.toThrow()
    expect((await store.listOrders(listOf({ text: '' }), 0, 10)).total).toBe(0)
    expect((await store.getRun(run.id)).counters.total).toBe(0)
  })

  it('R23 keeps the shop’s own data to the letter', async () => {
    const store = await temporaryStore()
    const shop = await store.saveShop(draftOf())
    const run = await store.beginRun(shop.id, 'manual', at)
    const raw = JSON.stringify({
      nome: 'Nicolò «Però» 🍕',
      prezzo: 2.259615333333333,
      testo: 'x'.repeat(5000),
    })
    await store.savePage(
      run.id,
      { ...emptyPage, orders: [toOrderRecord(orderOf(1), 1)], raw: Buffer.from(`[{}, ${raw}]`) },
      at,
    )
    const { rows } = await store.listOrders(listOf({ runId: run.id, text: '' }), 0, 10)
    expect(await store.orderRaw(rows[0]?.id ?? 0)).toBe(raw)
  })

  it('R26 finds orders by words, accents and case ignored, and takes odd queries literally', async () => {
    const store = await temporaryStore()
    const shop = await store.saveShop(draftOf())
    const run = await store.beginRun(shop.id, 'manual', at)
    await store.savePage(run.id, pageOf(1, 2, 3), at)
    const found = async (text: string) => (await store.listOrders(listOf({ text }), 0, 10)).total
    expect(await found('nicolo BERTE')).toBe(3)
    expect(await found('caff forli')).toBe(3)
    expect(await found('cliente2@posta.example')).toBe(1)
    expect(await found('N3')).toBe(1)
    for (const odd of [
      '"',
      'a OR b',
      'NEAR(',
      '*',
      "'; DROP TABLE orders;--",
      '🍕',
      'x'.repeat(10_000),
      '\0',
    ]) {
      expect(await found(odd)).toBe(0)
    }
  })

  it('pages through all orders without missing or repeating one', async () => {
    const store = await temporaryStore()
    const shop = await store.saveShop(draftOf())
    const run = await store.beginRun(shop.id, 'manual', at)
    // All placed at the same instant: the paging must not rest on the time alone.
    const orders = Array.from({ length: 25 }, (_, i) => toOrderRecord(orderOf(i, { placedAt: at }), 0))
    await store.savePage(run.id, { ...emptyPage, orders }, at)
    const numbers: string[] = []
    for (let offset = 0; offset < 25; offset += 4) {
      const page = await store.listOrders(listOf(), offset, 4)
      numbers.push(...page.rows.map((row) => row.number))
    }
    expect(new Set(numbers).size).toBe(25)
    expect(numbers).toHaveLength(25)
  })

  it('two shops may not have the same name', async () => {
    const store = await temporaryStore()
    await store.saveShop(draftOf())
    await expect(
      store.saveShop(draftOf({ name: 'BOTTEGA', url: 'https://altra.example' })),
    ).rejects.toMatchObject({
      value: { code: 'input-invalid', params: { field: 'name', problem: 'duplicate' } },
    })
  })

  it('a removed shop keeps its orders, and coming back it knows them', async () => {
    const store = await temporaryStore()
    const shop = await store.saveShop(draftOf())
    const run = await store.beginRun(shop.id, 'manual', at)
    await store.savePage(run.id, pageOf(1), at)
    await store.removeShop(shop.id, at)
    expect(await store.listShops()).toEqual([])
    expect((await store.listOrders(listOf({ text: '' }), 0, 10)).total).toBe(1)
    expect((await store.removedShops()).map(({ id }) => id)).toEqual([shop.id])
    const back = await store.saveShop({ ...draftOf({ name: 'Nuovo nome' }), id: shop.id })
    expect(back).toMatchObject({ id: shop.id, name: 'Nuovo nome', ordersStored: 1 })
    const other = await store.saveShop(draftOf({ name: 'Altra', url: 'https://altra.example' }))
    expect(other.id).not.toBe(shop.id)
  })

  it('R10 another first period moves the first window, until the first download has succeeded', async () => {
    const store = await temporaryStore()
    const shop = await store.saveShop(draftOf())
    const run = await store.beginRun(shop.id, 'manual', at)
    const window = { shopStartedAt: at, from: at, to: null, floor: at }
    await store.openWindow(run.id, window, at)
    const settings = { ...shop.settings, firstDownloadFrom: '2026-01-01T00:00:00.000Z' }
    const custom = draftOf({ id: shop.id, settings })
    expect((await store.saveShop(custom)).floor).toBeNull()
    await store.openWindow(run.id, window, at)
    await store.finishRun(run.id, { outcome: 'success', failure: null, finishedAt: at, cursor: at })
    expect((await store.saveShop(draftOf({ id: shop.id }))).floor).toBe(at)
  })

  it('R4 one process holds a shop, and lets it go', () => {
    const profile = temporaryFolder()
    const lock = lockShop(profile, 1)
    expect(lock).not.toBeNull()
    expect(lockShop(profile, 1)).toBeNull()
    const other = lockShop(profile, 2)
    expect(other).not.toBeNull()
    other?.release()
    lock?.release()
    const again = lockShop(profile, 1)
    expect(again).not.toBeNull()
    again?.release()
  })

  it('R29 forgets old log entries', async () => {
    const store = await temporaryStore()
    const shop = await store.saveShop(draftOf())
    const run = await store.beginRun(shop.id, 'manual', at)
    const skipped = [
      {
        shopOrderId: '1',
        number: 'N1',
        reason: { code: 'state-not-wanted', params: { state: 'pending' } },
      } as const,
    ]
    await store.savePage(run.id, { ...emptyPage, skipped }, at)
    const entries = async () =>
      (
        await store.listLog(
          { shopId: null, runId: null, orderId: null, level: null, outcome: null, text: '' },
          null,
          10,
        )
      ).length
    const before = await entries()
    expect(before).toBeGreaterThan(0)
    const last = await store.pruneLog('2026-11-20T11:00:00.000Z', 0)
    expect(await store.pruneLog('2026-11-20T11:00:00.000Z', last ?? 0)).toBeNull()
    expect(await entries()).toBe(before)
    await store.pruneLog('2026-11-20T13:00:00.000Z', 0)
    expect(await entries()).toBe(0)
  })

  it('R9 R11 every order skipped has its own entry; it is stretched only while each run says the same again', async () => {
    const store = await temporaryStore()
    const shop = await store.saveShop(draftOf())
    const known = { code: 'already-downloaded', params: {} } as const
    const other = { code: 'state-not-wanted', params: { state: "l'altro" } } as const
    const page: RunPage = {
      ...emptyPage,
      skipped: [
        { shopOrderId: '1', number: 'N1', reason: known },
        { shopOrderId: '2', number: 'N"2"', reason: other },
        { shopOrderId: '3', number: 'N3', reason: known },
      ],
    }
    const runOf = async (what: RunPage) => {
      const run = await store.beginRun(shop.id, 'manual', at)
      await store.savePage(run.id, what, at)
      const filter = { shopId: null, runId: run.id, orderId: null, level: null, outcome: null, text: '' }
      return (await store.listLog(filter, null, 50)).map(({ orderNumber, message, times }) => [
        orderNumber,
        message.params,
        times,
      ])
    }
    const said = (times: number) => [
      ['N3', { reason: known }, times],
      ['N"2"', { reason: other }, times],
      ['N1', { reason: known }, times],
    ]
    expect(await runOf(page)).toEqual(said(1))
    expect(await runOf(page)).toEqual(said(2))
    expect(await runOf(emptyPage)).toEqual([])
    expect(await runOf(page)).toEqual(said(1))
  })
})
