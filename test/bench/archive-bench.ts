/**
 * What an archive of a million orders costs: searches, opening, start and export, through the built store's threads, as
 * the program asks them; and the same searches among a hundred thousand.
 */
import { spawnSync } from 'node:child_process'
import { closeSync, constants, copyFileSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { csvText } from '../../main/export/csv.ts'
import { exportOrders } from '../../main/export/export-orders.ts'
import { readOrders } from '../../main/export/exported-order.ts'
import { writeWholeFile } from '../../main/export/whole-file.ts'
import { writePackage } from '../../main/report/package.ts'
import { makeReport } from '../../main/report/report.ts'
import { lockFile } from '../../main/store/file-lock.ts'
import { toOrderRecord } from '../../main/store/order-record.ts'
import { openStore, type Store } from '../../main/store/store.ts'
import { textsFor } from '../../main/texts/index.ts'
import {
  everyOrder,
  gravestFirst,
  newestFirst,
  type OrderFilter,
  type OrderList,
} from '../../main/words/order-search.ts'
import { findChromium } from '../electron/find-chromium.mjs'
import { launchApp } from '../electron/host.ts'
import { archiveOrder, draws } from './archive-orders.ts'
import { easyfattToo } from './easyfatt-bench.ts'
import { benchProfile } from './make-archive.ts'

export type AddRow = (name: string, value: number, unit: string, most?: number, least?: number) => void

const queries = 500
const worker = new URL('../../out/main/store-worker.js', import.meta.url)

/** The most milliseconds that searches may take: half of them, 95 and 99 in a hundred; undefined: not judged. */
interface SearchBar {
  readonly p50?: number
  readonly p95?: number
  readonly p99?: number
  /** Of a page anywhere in a list. */
  readonly anywhere?: number
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** @param folder where archives are kept; the system's temporary folder by default */
export async function archiveBench(row: AddRow, orders: number, folder?: string): Promise<void> {
  const profile = benchProfile(orders, folder)
  const file = join(profile, 'archive.sqlite')
  const of = `, ${orders} orders`
  if (forgetFile(file)) {
    const { store } = await openStore(file, worker)
    await firstSearch(row, store, `the file not in memory${of}`, 4)
    await store.close()
  }
  readThrough(file)
  const { store } = await openStore(file, worker)
  await firstSearch(row, store, `the file in memory${of}`, 1.5)
  const asked = await searchesToo(row, store, orders, { p50: 6, p95: 75, p99: 150, anywhere: 15 })
  row(`memory after these searches${of}`, process.memoryUsage().rss / 1024 / 1024, 'MB', 400)
  likeToo(row, file, asked)

  for (const by of ['total', 'number', 'customer', 'email'] as const) {
    const list = { ...everything, sort: { by, descending: false } }
    row(`sorted by ${by}, the first time${of}`, await timed(() => store.listOrders(list, 0, 100)), 'ms')
    const other = { ...everything, sort: { by, descending: true } }
    row(`sorted by ${by}, the other way round`, await timed(() => store.listOrders(other, 0, 100)), 'ms')
  }

  const random = draws(11)
  const opened: number[] = []
  for (let n = 0; n < 200; n += 1) {
    opened.push(await timed(() => store.getOrder(1 + Math.floor(random() * orders))))
  }
  percentiles(row, 'opening an order', opened, { p95: 10 })
  const fewer = Math.min(orders, 100_000)
  await exportToo(row, store, fewer)
  await monthToo(row, store, of)
  const whole = { ...everything, ranges: null }
  const onlyNew = () => store.ordersToHandOver(whole, 'csv', { onlyNew: true, withCancelled: false })
  row(`only the new ones, just handed over${of}`, await timed(onlyNew), 'ms', 1000)
  row(`only the new ones, once more${of}`, await timed(onlyNew), 'ms', 1000)
  await store.close()
  easyfattToo(row, profile)
  await whileDownloading(row, file, orders, asked.slice(0, 200))
  await workToo(row, file, orders)

  const smaller = await openStore(join(benchProfile(fewer, folder), 'archive.sqlite'), worker)
  await searchesToo(row, smaller.store, fewer, { p95: 15 })
  await smaller.store.close()
  await startToo(row, profile, of)
}

const everything: OrderList = { filter: everyOrder, sort: newestFirst, upTo: null }

/** The window's first list, and the first search: the one that reads the columns of all orders. */
async function firstSearch(row: AddRow, store: Store, where: string, most: number): Promise<void> {
  row(`window's first list, ${where}`, await timed(() => store.listOrders(everything, 0, 100)), 'ms')
  const search = await timed(() => store.orderTotals({ ...everything, ranges: null }))
  row(`first search, ${where}`, search / 1000, 's', most)
}

/** Whether the system could be told to drop what it keeps of a file in memory: Linux's `dd` can. */
function forgetFile(file: string): boolean {
  const { status } = spawnSync('dd', [`if=${file}`, 'iflag=nocache', 'count=0'], { stdio: 'ignore' })
  if (status !== 0)
    console.log('no dd that knows nocache: the first search without the file in memory is not measured')
  return status === 0
}

/**
 * Into the system's memory: what was forgotten would be read from the disk by the first searches that need it. By one
 * buffer: this process's own memory is measured behind it.
 */
function readThrough(file: string): void {
  const buffer = Buffer.alloc(1024 * 1024)
  const opened = openSync(file, 'r')
  while (readSync(opened, buffer) > 0);
  closeSync(opened)
}

async function searchesToo(
  row: AddRow,
  store: Store,
  orders: number,
  bar: SearchBar,
): Promise<readonly OrderList[]> {
  const of = `, ${orders} orders`
  const asked = mixedQueries(orders)
  const [first, anywhere, totals] = [[], [], []] as [number[], number[], number[]]
  const random = draws(7)
  await store.orderTotals({ ...everything, ranges: null })
  for (const list of asked) {
    let total = 0
    first.push(
      await timed(async () => {
        total = (await store.listOrders(list, 0, 100)).total
      }),
    )
    totals.push(await timed(() => store.orderTotals({ ...list, ranges: null })))
    const offset = Math.floor(random() * Math.max(0, total - 100))
    anywhere.push(await timed(() => store.listOrders(list, offset, 100)))
  }
  percentiles(row, `search, first 100 of ${queries} mixed queries${of}`, first, bar)
  percentiles(row, `search, 100 anywhere in those lists${of}`, anywhere, { p95: bar.anywhere })
  percentiles(row, `what is found comes to${of}`, totals)
  return asked
}

/** A page of a download, and how often one is stored: a thousand orders a second, more than any shop gives. */
const pageOrders = 100
const everyMs = 100

/** The same searches, first with nothing else at work, then while a download stores its pages; in a copy, which grows. */
async function whileDownloading(
  row: AddRow,
  file: string,
  orders: number,
  asked: readonly OrderList[],
): Promise<void> {
  const folder = mkdtempSync(join(dirname(dirname(file)), 'downloading-'))
  const copy = join(folder, 'archive.sqlite')
  copyFileSync(file, copy, constants.COPYFILE_FICLONE)
  const { store } = await openStore(copy, worker)
  const search = async (): Promise<number[]> => {
    const times: number[] = []
    for (const list of asked) times.push(await timed(() => store.listOrders(list, 0, 100)))
    return times.sort((a, b) => a - b)
  }
  const p95 = (times: readonly number[]) => times[Math.floor(0.95 * times.length)] ?? Number.NaN
  await search()
  const idle = p95(await search())

  const pages = Array.from({ length: 300 }, (_, page) => {
    const made = Array.from({ length: pageOrders }, (_, n) => {
      const order = archiveOrder(page * pageOrders + n, orders)
      return { ...order, shopOrderId: `new-${page}-${n}`, number: `new-${page}-${n}` }
    })
    return {
      raw: Buffer.from(JSON.stringify(made)),
      orders: made.map((order, index) => toOrderRecord(order, index)),
    }
  })
  const [shop] = await store.listShops()
  const at = new Date().toISOString()
  const run = await store.beginRun(shop?.id ?? 0, 'auto', at)
  let [stored, searching] = [0, true]
  const download = (async () => {
    for (const page of pages) {
      if (!searching) return
      const rest = { skipped: [], wrong: [], changed: [], notices: [] }
      const took = await timed(() => store.savePage(run.id, { ...page, ...rest }, at))
      stored += pageOrders
      await setTimeout(Math.max(0, everyMs - took))
    }
  })()
  const began = performance.now()
  const busy = p95(await search())
  const perSecond = (1000 * stored) / (performance.now() - began)
  searching = false
  await download
  row(`search with nothing else at work, p95, ${orders} orders`, idle, 'ms')
  row(`search while ${perSecond.toFixed(0)} orders/s are stored, p95`, busy, 'ms', Math.min(150, 2 * idle))
  await store.close()
  rmSync(folder, { recursive: true, force: true })
}

/** The operator's day among so many orders (R40), in a copy. */
async function workToo(row: AddRow, file: string, orders: number): Promise<void> {
  const folder = mkdtempSync(join(dirname(dirname(file)), 'work-'))
  const copy = join(folder, 'archive.sqlite')
  copyFileSync(file, copy, constants.COPYFILE_FICLONE)
  const at = new Date().toISOString()
  const before = await openStore(copy, worker)
  const all = await before.store.selectedOrders({ ...everything, ranges: null })
  const some = all.filter((_, place) => place % Math.ceil(orders / 20_000) === 0)
  await before.store.markWork([...some], { state: 'todo' }, at)
  await before.store.close()

  const { store } = await openStore(copy, worker)
  const todo: OrderList = { ...everything, filter: { ...everyOrder, work: 'todo' } }
  const of = `, ${orders} orders`
  const opening = await timed(() => store.listOrders(todo, 0, 100))
  row(`opening on ${some.length} orders to do${of}`, opening, 'ms', 300)
  const check: OrderList = { ...everything, filter: { ...everyOrder, check: true }, sort: gravestFirst }
  row(`opening on those to be looked at${of}`, await timed(() => store.listOrders(check, 0, 100)), 'ms', 300)
  const ids = [...(await store.selectedOrders({ ...todo, ranges: [[0, 10_000]] }))]
  const marking = await timed(() => store.markWork(ids, { state: 'done' }, at))
  row(`marking ${ids.length} as done${of}`, marking, 'ms', 1000)
  row(
    `how many are to do, wait, are not seen, or to be looked at${of}`,
    await timed(() => store.workCounts()),
    'ms',
    20,
  )
  await store.close()
  rmSync(folder, { recursive: true, force: true })
}

function percentiles(
  row: AddRow,
  name: string,
  times: readonly number[],
  most: Pick<SearchBar, 'p50' | 'p95' | 'p99'> = {},
): void {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
  row(`${name}, p50`, at(0.5), 'ms', most.p50)
  row(`${name}, p95`, at(0.95), 'ms', most.p95)
  row(`${name}, p99`, at(0.99), 'ms', most.p99)
}

/** What operators type: numbers, beginnings of names, e-mails, SKUs, two words, common and rare; with and without filters. */
function mixedQueries(orders: number): OrderList[] {
  const random = draws(42)
  const year = (from: number) => ({
    from: `${from}-01-01T00:00:00.000Z`,
    before: `${from + 1}-01-01T00:00:00.000Z`,
  })
  return Array.from({ length: queries }, (_, n): OrderList => {
    const order = archiveOrder(Math.floor(random() * orders), orders)
    const [name = '', surname = ''] = order.billing.name.split(' ')
    const texts: readonly (() => string)[] = [
      () => order.number,
      () => order.number.slice(0, 5),
      () => surname,
      () => surname.slice(0, 4),
      () => surname.slice(0, 3).toLowerCase(),
      () => `${name} ${surname}`,
      () => `${surname} ${name.slice(0, 2)}`,
      () => order.customer.email,
      () => order.customer.email.split('@')[0] ?? '',
      () => order.lines[0]?.sku ?? '',
      () => (order.lines[0]?.name ?? '').split(' ').at(-1) ?? '',
      () => ['roma', 'forli', 'caffè', 'CAFFE', 'nicolo', 'berte', 'cantu'][n % 7] ?? '',
      () => `${surname} ${order.billing.city}`,
      () => order.fiscal.fiscalCode,
      () => order.customer.phone,
      () => '',
    ]
    const filters: readonly Partial<OrderFilter>[] = [
      {},
      {},
      {},
      { states: ['processing', 'on-hold'] },
      { ...year(2020 + (n % 6)) },
      { amountFrom: '50', amountTo: '80' },
      { shopIds: [2], changedOnSite: n % 2 === 0 },
      { paymentMethods: ['PayPal'] },
    ]
    const text = texts[n % texts.length]?.() ?? ''
    const sort = n % 11 === 0 ? ({ by: 'total', descending: true } as const) : newestFirst
    return { filter: { ...everyOrder, ...filters[n % filters.length], text }, sort, upTo: null }
  })
}

/** Some of the same texts the way many programs do it, over the columns of the list only (ours looks at products too). */
function likeToo(row: AddRow, file: string, asked: readonly OrderList[]): void {
  const db = new Database(file, { readonly: true })
  const find = db.prepare(
    `SELECT * FROM orders WHERE number LIKE @text OR customer LIKE @text OR email LIKE @text OR city LIKE @text
     ORDER BY placed_at DESC, id DESC LIMIT 100`,
  )
  const times = asked
    .filter(({ filter }, n) => n % 12 === 0 && filter.text !== '')
    .map(({ filter }) => {
      const began = performance.now()
      find.all({ text: `%${filter.text}%` })
      return performance.now() - began
    })
  db.close()
  percentiles(row, `LIKE '%...%' on the same file, ${times.length} of these`, times)
}

async function exportToo(row: AddRow, store: Store, count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'download-ordini-bench-'))
  globalThis.gc?.()
  const idle = process.memoryUsage().rss
  let peak = idle
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 25)
  const file = join(folder, 'ordini.csv')
  const selection = { filter: everyOrder, sort: newestFirst, upTo: null, ranges: [[0, count]] as const }
  const texts = textsFor('it')
  const { signal } = new AbortController()
  const onProgress = () => undefined
  const lockHandovers = () => lockFile(join(folder, 'locks', 'handovers.lock'), 'shared', 0)
  const job = { store, file, selection, texts, signal, onProgress, lockHandovers, onlyNew: false }
  const [recorded, bare] = [[], []] as [number[], number[]]
  for (let round = 0; round < 3; round += 1) {
    recorded.push(await timed(() => exportOrders(job)))
    const content = async () => {
      const ids = await store.selectedOrders(selection)
      await writeWholeFile(file, () => csvText(texts, readOrders(store, ids, signal, onProgress)), signal)
    }
    bare.push(await timed(content))
  }
  const seconds = Math.min(...recorded) / 1000
  row(
    'the same CSV, in the register over without',
    (100 * Math.min(...recorded)) / Math.min(...bare),
    '%',
    110,
  )
  clearInterval(sampling)
  rmSync(folder, { recursive: true })
  row(`CSV of ${count} orders`, seconds, 's', 10)
  row(`CSV of ${count} orders, memory over idle`, (peak - idle) / 1024 / 1024, 'MB', 100)
}

/** The accountant's month (R47): 10,000 orders of a million. */
async function monthToo(row: AddRow, store: Store, of: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'download-ordini-bench-'))
  globalThis.gc?.()
  const idle = process.memoryUsage().rss
  let peak = idle
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 25)
  const { signal } = new AbortController()
  const period = { from: '2026-10-01', to: '2026-10-31' }
  const job = { store, period, shopIds: null, signal, onProgress: () => undefined }
  const [begun, texts] = [performance.now(), textsFor('it')]
  const made = await makeReport(job)
  const counted = `${made.report.reconciliation.orders} orders${of}`
  row(`accountant's month, ${counted}`, (performance.now() - begun) / 1000, 's', 5)
  const file = join(folder, 'mese.zip')
  const written = await timed(() => writePackage({ store, file, made, pdf: null, texts, signal }))
  clearInterval(sampling)
  rmSync(folder, { recursive: true })
  row('its package of files', written / 1000, 's', 10)
  row('its memory over idle', (peak - idle) / 1024 / 1024, 'MB', 100)
}

/**
 * From the start of the program to a usable window: with this archive, with one of the same shops and no orders, and
 * without any, where the window is another one: that of the first start.
 */
async function startToo(row: AddRow, profile: string, of: string): Promise<void> {
  if (findChromium() === undefined) return console.log('no browser: the start is not measured')
  const folder = mkdtempSync(join(tmpdir(), 'download-ordini-bench-'))
  const profiles = { none: join(folder, 'none'), empty: benchProfile(0, folder), full: profile }
  const took = { none: [] as number[], empty: [] as number[], full: [] as number[] }
  for (let round = 0; round < 6; round += 1) {
    for (const which of ['none', 'empty', 'full'] as const) {
      const ms = await start(profiles[which])
      // The first round warms the browser and the disk.
      if (round > 0) took[which].push(ms)
    }
  }
  rmSync(folder, { recursive: true, force: true })
  const median = (times: readonly number[]) => times.toSorted((a, b) => a - b)[2] ?? Number.NaN
  const [empty, full] = [median(took.empty), median(took.full)]
  row('first start to a usable window, no archive yet', median(took.none), 'ms')
  row('start to a usable window, an archive without orders', empty, 'ms')
  row(`start to a usable window${of}`, full, 'ms')
  row('start: these orders over none', (100 * full) / empty, '%', 120)
}

async function start(profile: string): Promise<number> {
  const began = performance.now()
  const app = await launchApp({ profile, args: ['--profile', profile] })
  const page = await app.waitForWindow('window=main', 60_000)
  await page.getByRole('navigation').or(page.getByText('Per cominciare')).first().waitFor()
  const took = performance.now() - began
  await app.kill('SIGKILL')
  return took
}
