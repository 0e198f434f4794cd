/**
 * The figures of issue 4: searches, opening, start and export with an archive of a million orders, through the built
 * store's threads, as the program asks them.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { exportOrders } from '../../main/export/export-orders.ts'
import { everyOrder, newestFirst, type OrderFilter, type OrderList } from '../../main/order-search.ts'
import { openStore, type Store } from '../../main/store/store.ts'
import { textsFor } from '../../renderer/texts/index.ts'
import { findChromium } from '../electron/find-chromium.mjs'
import { launchApp } from '../electron/host.ts'
import { archiveOrder, draws } from './archive-orders.ts'
import { benchProfile } from './make-archive.ts'

export type AddRow = (name: string, value: number, unit: string, most?: number, least?: number) => void

const queries = 500
const worker = new URL('../../out/main/store-worker.js', import.meta.url)

/** @param folder where archives are kept; the system's temporary folder by default */
export async function archiveBench(row: AddRow, orders: number, folder?: string): Promise<void> {
  const profile = benchProfile(orders, folder)
  const file = join(profile, 'archive.sqlite')
  const { store } = await openStore(file, worker)
  const of = `, ${orders} orders`
  const everything: OrderList = { filter: everyOrder, sort: newestFirst, upTo: null }
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const began = performance.now()
    await work()
    return performance.now() - began
  }
  row(
    `window's first list, nothing read yet${of}`,
    await timed(() => store.listOrders(everything, 0, 100)),
    'ms',
  )
  row(
    `first search: columns read once${of}`,
    await timed(() => store.orderTotals({ ...everything, ranges: null })),
    'ms',
  )

  const asked = mixedQueries(orders)
  const [first, anywhere, totals] = [[], [], []] as [number[], number[], number[]]
  const random = draws(7)
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
  percentiles(row, `search, first 100 of ${queries} mixed queries`, first, [50, 100])
  percentiles(row, 'search, 100 anywhere in those lists', anywhere, [50, 100])
  percentiles(row, 'what is found comes to', totals)
  likeToo(row, file, asked)

  for (const by of ['total', 'number', 'customer', 'email'] as const) {
    const list = { ...everything, sort: { by, descending: false } }
    row(`sorted by ${by}, the first time${of}`, await timed(() => store.listOrders(list, 0, 100)), 'ms')
    const other = { ...everything, sort: { by, descending: true } }
    row(`sorted by ${by}, the other way round`, await timed(() => store.listOrders(other, 0, 100)), 'ms')
  }

  const opened: number[] = []
  for (let n = 0; n < 200; n += 1) {
    opened.push(await timed(() => store.getOrder(1 + Math.floor(random() * orders))))
  }
  percentiles(row, 'opening an order', opened, [10])
  await exportToo(row, store, Math.min(orders, 100_000))
  await store.close()
  await startToo(row, profile, of)
}

function percentiles(
  row: AddRow,
  name: string,
  times: readonly number[],
  most: readonly number[] = [],
): void {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
  row(`${name}, p50`, at(0.5), 'ms')
  row(`${name}, p95`, at(0.95), 'ms', most[0])
  row(`${name}, p99`, at(0.99), 'ms', most[1])
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
  const began = performance.now()
  await exportOrders({
    store,
    file: join(folder, 'ordini.csv'),
    selection: { filter: everyOrder, sort: newestFirst, upTo: null, ranges: [[0, count]] },
    texts: textsFor('it'),
    signal: new AbortController().signal,
    onProgress: () => undefined,
  })
  const seconds = (performance.now() - began) / 1000
  clearInterval(sampling)
  rmSync(folder, { recursive: true })
  row(`CSV of ${count} orders`, seconds, 's', 10)
  row(`CSV of ${count} orders, memory over idle`, (peak - idle) / 1024 / 1024, 'MB', 100)
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
