import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createAfterDownloads } from '../../../main/program/after-download.ts'
import type { ShopRecord } from '../../../main/store/shops.ts'
import type { Store } from '../../../main/store/store.ts'
import { textsFor } from '../../../main/texts/index.ts'
import { easyfattTablesName } from '../../../main/words/easyfatt-tables.ts'
import type { ExportFormat } from '../../../main/words/handover.ts'
import { everyOrder, newestFirst, type OrderSearch } from '../../../main/words/order-search.ts'
import type { AfterDownload } from '../../../main/words/shop.ts'
import { listOf, memoryStore, refreshed, temporaryFolder, temporaryStore } from '../../support/archive.ts'
import { command } from '../../support/command.ts'
import { everyCode, storeOrders } from '../../support/exports.ts'
import { canMount, mount } from '../../support/mounts.ts'
import { orderOf, untaxedOrder } from '../../support/orders.ts'
import { temporaryProgram } from '../../support/program.ts'
import { manyOrders, startWooServer, testKey } from '../../woo-server/index.ts'

const texts = textsFor('it')

const saveSearch = (store: Store, name: string, search: Partial<OrderSearch> = {}) =>
  store.saveSearch({
    id: null,
    name,
    search: { ...everyOrder, period: null, downloadedPeriod: null, ...search },
    sort: newestFirst,
    table: null,
  })

async function want(store: Store, shop: ShopRecord, ...afterDownload: AfterDownload[]): Promise<void> {
  const { id, name, platform, url, settings, isDemo } = await refreshed(store, shop)
  const draft = { id, name, platform, url, isDemo, keepConnection: true }
  await store.saveShop({ ...draft, settings: { ...settings, afterDownload } })
}

async function archive(folder: string | null = null) {
  const store = folder === null ? memoryStore() : await temporaryStore(folder)
  const files = temporaryFolder()
  const lockHandovers = () => ({ release: () => undefined })
  const after = createAfterDownloads({ store, lockHandovers })
  const lastRun = async (shop: ShopRecord) => (await refreshed(store, shop)).lastRun ?? expect.fail()
  return {
    store,
    files,
    lastRun,
    /** What is done after a download that has just ended. */
    done: async (shop: ShopRecord) => after.do(await lastRun(shop), texts),
    /** The orders in each file, oldest file first. */
    written: () =>
      readdirSync(files)
        .sort()
        .map((name) =>
          [...readFileSync(join(files, name), 'utf8').matchAll(/^\w+;(N\d+);/gm)].map((match) => match[1]),
        ),
    logOf: async (shop: ShopRecord) => {
      const filter = { shopId: shop.id, runId: null, orderId: null, level: null, outcome: null, text: '' }
      const log = await store.listLog(filter, null, 50)
      return log.map(({ level, message }) => [level, message.code])
    },
    newFor: async (kind: ExportFormat) => (await store.listOrders(listOf({ newFor: [kind] }), 0, 99)).total,
  }
}

describe('R44 after each download', () => {
  it('writes what is new of a saved search, of that shop, each order once; no file where none is', async () => {
    const { store, files, done, written, logOf } = await archive()
    const shop = await storeOrders(store, [orderOf(1), orderOf(2, { state: 'completed' }), orderOf(3)])
    const other = await storeOrders(store, [orderOf(4)], 'Emporio')
    const { id: searchId } = await saveSearch(store, 'Da spedire: oggi/domani', { states: ['processing'] })
    await want(store, shop, { searchId, format: 'csv', folder: files })
    expect(await done(other)).toEqual([])
    expect(await done(shop)).toMatchObject([{ shop: 'Bottega', orders: 2, failure: null }])
    expect(written()).toEqual([['N1', 'N3']])
    expect(readdirSync(files)[0]).toMatch(
      /^\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d Bottega - Da spedire oggi domani\.csv$/,
    )
    expect(await logOf(shop)).toContainEqual(['info', 'after-download-written'])
    expect(await done(shop)).toMatchObject([{ file: null, orders: 0, failure: null }])
    expect(written()).toHaveLength(1)
    await storeOrders(store, [orderOf(5)])
    await store.saveEdits(1, 0, [{ path: 'note', value: 'citofonare' }], new Date().toISOString())
    await done(shop)
    expect(written()).toContainEqual(['N1', 'N5'])
    // R41: what went out so is no longer new for that kind of file, and still is for others.
    const counts = await store.handoverCounts({ ...listOf({ shopIds: [shop.id] }), ranges: null })
    expect([counts.fresh.csv, counts.fresh.xlsx]).toEqual([1, 4])
  })

  it('does several things one after the other: an order that two searches find is in the first file only', async () => {
    const { store, files, done, written } = await archive()
    const shop = await storeOrders(store, [orderOf(1), orderOf(2, { state: 'completed' })])
    const { id: some } = await saveSearch(store, 'Alcuni', { states: ['processing'] })
    const { id: all } = await saveSearch(store, 'Tutti')
    const both = [some, all].map((searchId) => ({ searchId, format: 'csv', folder: files }) as const)
    await want(store, shop, ...both, { searchId: all, format: 'xlsx', folder: files })
    expect((await done(shop)).map(({ orders }) => orders)).toEqual([1, 1, 2])
    expect(written().filter(({ length }) => length > 0)).toEqual([['N1'], ['N2']])
  })

  it('what two programs do at the same moment is handed over once', async () => {
    const folder = temporaryFolder()
    const [one, two] = [await archive(folder), await archive(folder)]
    const shop = await storeOrders(one.store, [orderOf(1), orderOf(2), orderOf(3)])
    const { id: searchId } = await saveSearch(one.store, 'Tutti')
    await want(one.store, shop, { searchId, format: 'csv', folder: one.files })
    const all = (await Promise.all([one.done(shop), two.done(shop)])).flat()
    expect(all.map(({ failure }) => failure)).toEqual([null, null])
    expect(one.written()).toEqual([['N1', 'N2', 'N3']])
  })

  it.each([
    ['a folder that is gone', (folder: string) => rmSync(folder, { recursive: true })],
    [
      'a file where the folder was',
      (folder: string) => {
        rmSync(folder, { recursive: true })
        writeFileSync(folder, '')
      },
    ],
  ])('%s: said with its name, the orders stay new, and the next download tries again', async (_, spoil) => {
    const { store, done, logOf, newFor } = await archive()
    const folder = join(temporaryFolder(), 'fogli')
    mkdirSync(folder)
    const shop = await storeOrders(store, [orderOf(1)])
    const { id: searchId } = await saveSearch(store, 'Tutti')
    await want(store, shop, { searchId, format: 'csv', folder })
    spoil(folder)
    const [failed] = await done(shop)
    expect(failed).toMatchObject({ file: null, wanted: { folder }, failure: { code: 'folder-unwritable' } })
    expect(await logOf(shop)).toContainEqual(['error', 'after-download-failed'])
    expect(await newFor('csv')).toBe(1)
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder)
    expect(await done(shop)).toMatchObject([{ orders: 1, failure: null }])
    expect(await newFor('csv')).toBe(0)
  })

  it.skipIf(!canMount)('a full disk: nothing is left of the file, and the orders stay new', async () => {
    const { store, files, done, newFor } = await archive()
    mount('-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', files)
    const shop = await storeOrders(store, [orderOf(1, { note: 'x'.repeat(100_000) })])
    const { id: searchId } = await saveSearch(store, 'Tutti')
    await want(store, shop, { searchId, format: 'csv', folder: files })
    expect(await done(shop)).toMatchObject([{ failure: { code: 'disk-full' } }])
    expect([readdirSync(files), await newFor('csv')]).toEqual([[], 1])
  })

  it('R41 after going back to a copy no file is written until somebody has exported by hand', async () => {
    const { store, files, done, written, newFor } = await archive()
    const shop = await storeOrders(store, [orderOf(1), orderOf(2)])
    const { id: searchId } = await saveSearch(store, 'Tutti', {})
    await want(store, shop, { searchId, format: 'csv', folder: files })
    await store.noteUnknownHandovers('2026-11-19T12:00:00.000Z', '2026-11-20T12:00:00.000Z')
    expect(await done(shop)).toMatchObject([{ orders: 0, failure: { code: 'handovers-unknown' } }])
    expect(written()).toEqual([])
    expect(await newFor('csv')).toBe(2)
    const start = await store.handoverStart('2026-11-21T12:00:00.000Z')
    const ids = Uint32Array.of(1)
    const byHand = { kind: 'csv', place: '/x.csv', sha256: 'a', ids, onlyNew: false, start } as const
    await store.closeHandover(await store.beginHandover(byHand), '2026-11-21T12:00:00.000Z')
    expect(await done(shop)).toMatchObject([{ orders: 1, failure: null }])
    expect(written()).toEqual([['N2']])
  })

  it('a saved search that was removed is said, and never taken for the next one', async () => {
    const { store, files, done } = await archive()
    const shop = await storeOrders(store, [orderOf(1)])
    const { id: searchId } = await saveSearch(store, 'Tutti')
    await want(
      store,
      shop,
      { searchId, format: 'csv', folder: files },
      { searchId: searchId + 7, format: 'csv', folder: files },
    )
    await store.removeSearch(searchId)
    expect((await saveSearch(store, 'Altra')).id).toBe(searchId)
    expect(await done(shop)).toMatchObject([
      { search: null, wanted: { searchId: null }, failure: { code: 'saved-search-removed' } },
      { search: null, failure: { code: 'saved-search-removed' } },
    ])
    expect(readdirSync(files)).toEqual([])
  })

  it('R42 leaves out what is cancelled, which stays new: no file where nothing else is', async () => {
    const { store, files, done, written, newFor } = await archive()
    const shop = await storeOrders(store, [orderOf(1, { state: 'cancelled' })])
    const { id: searchId } = await saveSearch(store, 'Tutti')
    await want(store, shop, { searchId, format: 'csv', folder: files })
    expect(await done(shop)).toMatchObject([{ file: null, orders: 0, failure: null }])
    expect(readdirSync(files)).toEqual([])
    await storeOrders(store, [orderOf(2)])
    await done(shop)
    expect([written(), await newFor('csv')]).toEqual([[['N2']], 1])
  })

  it('R39 orders that the format cannot hold make no file, each time anew, and are told', async () => {
    const { store, files, done, logOf } = await archive()
    const shop = await storeOrders(store, [orderOf(1, { currency: 'USD' })])
    const { id: searchId } = await saveSearch(store, 'Tutti')
    await want(store, shop, { searchId, format: 'easyfatt', folder: files })
    expect(await done(shop)).toMatchObject([{ file: null, orders: 0, foreign: 1, failure: null }])
    expect(readdirSync(files)).toEqual([])
    expect((await logOf(shop)).slice(0, 1)).toEqual([['warning', 'after-download-foreign']])
  })

  it('R46 orders for which Easyfatt’s VAT code is not known are named in the log, and go once it is', async () => {
    const { store, files, done, logOf, newFor } = await archive()
    const shop = await storeOrders(store, [orderOf(1), untaxedOrder(2, 'CH'), untaxedOrder(3, 'CH')])
    const { id: searchId } = await saveSearch(store, 'Tutti')
    await want(store, shop, { searchId, format: 'easyfatt', folder: files })
    expect(await done(shop)).toMatchObject([{ orders: 1, uncoded: { count: 2 }, failure: null }])
    expect((await logOf(shop)).slice(0, 2)).toEqual([
      ['warning', 'after-download-uncoded'],
      ['info', 'after-download-written'],
    ])
    expect([readdirSync(files).length, await newFor('easyfatt')]).toEqual([1, 2])
    await store.saveOfficeSetting(shop.id, easyfattTablesName, everyCode)
    expect(await done(shop)).toMatchObject([{ orders: 2, uncoded: { count: 0 } }])
    expect(await newFor('easyfatt')).toBe(0)
  })
})

describe('R36 R44 --download --after', () => {
  it('does it, tells it in --json too, and fails by code 1 while the download’s result stays', async () => {
    const server = await startWooServer({ orders: manyOrders(3, { until: new Date(), everySeconds: 60 }) })
    onTestFinished(server.close)
    const program = await temporaryProgram()
    const { consumerKey, consumerSecret } = testKey
    const credentials = { consumerKey, consumerSecret }
    const { id: searchId } = await saveSearch(program.store, 'Tutti')
    const folder = join(temporaryFolder(), 'fogli')
    const settings = { afterDownload: [{ searchId, format: 'csv', folder }] }
    await program.saveShop(null, {
      name: 'Bottega',
      platform: 'woocommerce',
      url: server.url,
      credentials,
      settings,
    })
    expect(JSON.parse((await command(program, '--download', '--json')).out)).not.toHaveProperty('after')
    const failed = await command(program, '--download', '--after', '--json')
    const told = JSON.parse(failed.out)
    expect([failed.code, told.runs[0].outcome]).toEqual([1, 'success'])
    expect(told.after).toMatchObject([
      { shop: 'Bottega', search: 'Tutti', folder, file: null, error: { code: 'folder-unwritable' } },
    ])
    expect(failed.err).toContain(folder)
    mkdirSync(folder)
    const well = await command(program, '--download', '--after')
    const [name = ''] = readdirSync(folder)
    expect([well.code, well.out]).toEqual([
      0,
      expect.stringContaining(`Bottega: 3 ordini scritti in ${join(folder, name)}`),
    ])
    expect(existsSync(join(folder, name))).toBe(true)
  })
})
