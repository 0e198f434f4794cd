/**
 * The clients compared, each run in a process of its own: `node clients.ts NAME URL ORDERS FOLDER [FILE]`; prints one
 * line of JSON with its figures.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import wooClient from '@woocommerce/woocommerce-rest-api'
import Database from 'better-sqlite3'
import type { ServerInput } from '../../main/words/desks.ts'
import { type BenchShop, keys, openOurs, openProgram, wooShop } from './ours.ts'
import type { Recorded } from './replay-server.ts'

export interface Figures {
  readonly seconds: number
  /** For `replay`, answers. */
  readonly orders: number
  /** Peak resident memory over that before the work began. */
  readonly peakMb: number
  readonly stallP99Ms: number
  readonly stallMaxMs: number
  /** Seconds of a second download in the same program; null for the other clients. */
  readonly again: number | null
  /** What the server answered in the first and in the second download. */
  readonly bytes: number
  readonly bytesAgain: number
  /** What it cost the shop, of the server that counts it; of a second download in the same program. */
  readonly spent: Spent | null
  readonly spentAgain: Spent | null
}

export interface Spent {
  readonly cost: number
  readonly requests: number
  readonly refundRequests: number
}

/** What is measured; called a second time for {@link Figures.again} where that says anything. */
type Client = (url: string, orders: number, folder: string, file: string) => Promise<() => Promise<number>>

/** (a) Fetches and parses the full answers, and throws them away. */
const bare: Client = async (url, orders) => async () => {
  let seen = 0
  for (let page = 1; page <= Math.ceil(orders / 100); page += 1) {
    const answer = await fetch(`${url}/wp-json/wc/v3/orders?per_page=100&page=${page}`)
    seen += (JSON.parse(await answer.text()) as unknown[]).length
  }
  return seen
}

/** (b) Our download into an archive on disk, search index included. */
const ours: Client = async (url, _, folder) => {
  const download = await openOurs(wooShop, url, folder)
  return async () => (await download()).total
}

/** The same where the archive is shared (R55); the server is in `file`, left out: alone. Once the others have all, it ends. */
const shared: Client = async (url, _, folder, file) => {
  const server = file === '' ? undefined : (JSON.parse(readFileSync(file, 'utf8')) as ServerInput)
  const download = await openOurs(wooShop, url, folder, server)
  return async () => {
    const { total, program } = await download()
    if (server !== undefined) leaving.push(() => program.close())
    return total
  }
}

/** A fresh archive joins the one in `file`: until all of it is here. */
const joins: Client = async (_, orders, folder, file) => {
  const program = await openProgram(folder)
  await program.prepare()
  return async () => {
    await program.desks.join(
      JSON.parse(readFileSync(file, 'utf8')) as ServerInput,
      new AbortController().signal,
      () => undefined,
    )
    const [shop] = await program.store.listShops()
    leaving.push(() => program.close())
    return shop?.ordersStored ?? orders - 1
  }
}

/** Our download from a shop of another platform ({@link BenchShop} in `file`); only orders that it stores count. */
const oursElsewhere: Client = async (url, _, folder, file) => {
  const download = await openOurs(JSON.parse(readFileSync(file, 'utf8')) as BenchShop, url, folder)
  return async () => (await download()).new
}

/** The requests of such a download ({@link Recorded} in `file`) once more: fetches, parses and throws away. */
const replay: Client = async (url, _, __, file) => {
  const requests = JSON.parse(readFileSync(file, 'utf8')) as readonly Recorded[]
  return async () => {
    let seen = 0
    for (const { url: path, method, headers, body } of requests) {
      const answer = await fetch(url + path, { method, headers, ...(method === 'GET' ? {} : { body }) })
      const text = await answer.text()
      // One or two on the way to the shop are refusals or pages.
      if (answer.headers.get('content-type')?.includes('json')) JSON.parse(text)
      seen += 1
    }
    return seen
  }
}

/** (c) The loop people write: the official client page by page, a row for each order. WAL, to be fair to it. */
const loop: Client = async (url, orders, folder) => {
  const Client = 'default' in wooClient ? (wooClient.default as typeof wooClient) : wooClient
  const client = new Client({ url, ...keys, version: 'wc/v3' })
  const db = new Database(join(folder, 'loop.sqlite'))
  db.pragma('journal_mode = WAL')
  db.exec('CREATE TABLE orders (id INTEGER PRIMARY KEY, number TEXT, status TEXT, total TEXT, data TEXT)')
  const insert = db.prepare('INSERT OR IGNORE INTO orders VALUES (?, ?, ?, ?, ?)')
  return async () => {
    let seen = 0
    for (let page = 1; page <= Math.ceil(orders / 100); page += 1) {
      const { data } = (await client.get('orders', { per_page: 100, page })) as {
        data: Record<string, unknown>[]
      }
      for (const order of data) {
        insert.run(order.id, order.number, order.status, order.total, JSON.stringify(order))
        seen += 1
      }
    }
    db.close()
    return seen
  }
}

const clients: Readonly<Record<string, Client>> = { bare, ours, loop, oursElsewhere, replay, shared, joins }
/** What is still to be done when all is measured. */
const leaving: (() => Promise<unknown>)[] = []

const [name = '', url = '', orders = '0', folder = '', file = ''] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
const work = await clients[name]?.(url, Number(orders), folder, file)
if (!work) throw new Error(`no client ${name}`)
const told = async () => (await (await fetch(`${url}/spent`)).json()) as Spent
const counts = name === 'ours' || name === 'loop'
// What the shop was asked for before is not counted.
if (counts) await Promise.all([told(), fetch(`${url}/bytes`)])
globalThis.gc?.()
const idle = process.memoryUsage().rss
let peak = idle
const sampling = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss)
}, 25)
const stalls = monitorEventLoopDelay({ resolution: 1 })
stalls.enable()
const began = performance.now()
const seen = await work()
const seconds = (performance.now() - began) / 1000
stalls.disable()
clearInterval(sampling)
const bytes = async () => Number(await (await fetch(`${url}/bytes`)).text())
// What the first download took is asked for before the second adds to it.
const first = name === 'ours' ? await bytes() : 0
const spent = counts ? await told() : null
const beganAgain = performance.now()
if (name === 'ours') await work()
const again = name === 'ours' ? (performance.now() - beganAgain) / 1000 : null
const figures: Figures = {
  seconds,
  orders: seen,
  peakMb: (peak - idle) / 1024 / 1024,
  stallP99Ms: stalls.percentile(99) / 1e6,
  stallMaxMs: stalls.max / 1e6,
  again,
  bytes: first,
  bytesAgain: name === 'ours' ? await bytes() : 0,
  spent,
  spentAgain: name === 'ours' ? await told() : null,
}
for (const leave of leaving) await leave()
console.log(JSON.stringify(figures))
process.exit(0)
