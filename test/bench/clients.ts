/**
 * The clients compared, each run in a process of its own: `node clients.ts NAME URL ORDERS FOLDER`; prints one line
 * of JSON with its figures.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import wooClient from '@woocommerce/woocommerce-rest-api'
import Database from 'better-sqlite3'
import { createProgram } from '../../main/program/program.ts'

export interface Figures {
  readonly seconds: number
  readonly orders: number
  /** Peak resident memory over that before the work began. */
  readonly peakMb: number
  readonly stallP99Ms: number
  readonly stallMaxMs: number
}

type Client = (url: string, orders: number, folder: string) => Promise<() => Promise<number>>
const keys = { consumerKey: `ck_${'0'.repeat(40)}`, consumerSecret: `cs_${'0'.repeat(40)}` }

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
  const program = await createProgram({
    profile: folder,
    workers: {
      store: new URL('../../main/store/worker.ts', import.meta.url),
      sync: new URL('../../main/sync/worker.ts', import.meta.url),
    },
    credentials: {
      encrypted: false,
      read: () => keys,
      names: () => Object.keys(keys),
      write: () => undefined,
      remove: () => undefined,
    },
    network: { userAgent: 'bench', certificateAuthorities: () => [], resolveProxy: async () => 'DIRECT' },
    now: () => new Date(),
    demoName: 'Demo',
    onProgress: () => undefined,
    onRun: () => undefined,
  })
  const known = (await program.store.listShops())[0]
  const settings = {
    states: [
      'completed',
      'processing',
      'on-hold',
      'refunded',
      'spedito',
      'pending',
      'failed',
      'cancelled',
      'checkout-draft',
      'trash',
    ],
  }
  const shop =
    known ??
    (await program.saveShop(null, {
      name: 'Bench',
      platform: 'woocommerce',
      url,
      credentials: keys,
      settings,
    }))
  return async () => {
    const run = await program.runner.start(shop, 'manual')
    if (run.outcome !== 'success') throw new Error(JSON.stringify(run.failure))
    await program.close()
    return run.counters.total
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

const clients: Readonly<Record<string, Client>> = { bare, ours, loop }

const [name = '', url = '', orders = '0', folder = ''] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
const work = await clients[name]?.(url, Number(orders), folder)
if (!work) throw new Error(`no client ${name}`)
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
const figures: Figures = {
  seconds,
  orders: seen,
  peakMb: (peak - idle) / 1024 / 1024,
  stallP99Ms: stalls.percentile(99) / 1e6,
  stallMaxMs: stalls.max / 1e6,
}
console.log(JSON.stringify(figures))
process.exit(0)
