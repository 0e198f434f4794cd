/** What it costs to share an archive (R55), beside what it is compared with, in one run: server, download, joining, edits, sizes. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { ServerInput } from '../../main/words/desks.ts'
import { sharedArchive } from '../support/desk-server.ts'
import { type Postgres, startPostgres } from '../support/postgres.ts'
import type { AddRow } from './archive-bench.ts'
import type { Figures } from './clients.ts'
import { editsBench } from './desks-edits.ts'
import { trafficBench } from './desks-traffic.ts'

/** As a server in an office is set up: what it has taken is on the disk. */
const careful = { fsync: 'on', full_page_writes: 'on', shared_buffers: '256MB' }

export interface DesksBench {
  readonly row: AddRow
  readonly folder: string
  readonly quick: boolean
  /** Runs a client of `clients.ts` in a process of its own. */
  readonly measure: (
    client: string,
    url: string,
    orders: number,
    place: string,
    data?: string,
  ) => Promise<Figures>
  /** A shop with so many orders. */
  readonly startShop: (orders: number) => Promise<{ readonly url: string; readonly stop: () => void }>
}

export async function desksBench(bench: DesksBench): Promise<void> {
  const started = await startPostgres()
  if (started === null) return console.log('no PostgreSQL: what sharing costs is not measured')
  const { postgres, end } = started
  try {
    await postgres.restart(careful)
    await downloads(bench, postgres)
    await joining(bench, postgres)
    await editsBench(bench, await sharedArchive(postgres))
  } finally {
    await end()
  }
}

/** How a client finds the server. */
function fileOf(folder: string, name: string, server: ServerInput): string {
  const file = join(folder, `${name}.json`)
  writeFileSync(file, JSON.stringify(server))
  return file
}

/** With sharing and without, by turns: each has a server of its own, empty. */
async function downloads({ row, folder, quick, measure, startShop }: DesksBench, postgres: Postgres) {
  const orders = quick ? 2_000 : 20_000
  const shop = await startShop(orders)
  const alone: number[] = []
  const shared: number[] = []
  for (let round = 0; round < (quick ? 1 : 3); round += 1) {
    alone.push((await measure('shared', shop.url, orders, `alone${round}`)).seconds)
    const file = fileOf(folder, `shared${round}`, await sharedArchive(postgres))
    shared.push((await measure('shared', shop.url, orders, `shared${round}`, file)).seconds)
  }
  shop.stop()
  row(`desks: a download alone, ${orders} orders`, median(alone), 's')
  row('desks: the same with sharing / alone', median(shared) / median(alone), 'x', 1.25)
}

/** One desk downloads all, and another joins; what is then on the server, and how long that alone takes it. */
async function joining({ row, folder, quick, measure, startShop }: DesksBench, postgres: Postgres) {
  const orders = quick ? 5_000 : 100_000
  const shop = await startShop(orders)
  const { seconds } = await measure('shared', shop.url, orders, 'whole-alone')
  const server = await sharedArchive(postgres)
  const file = fileOf(folder, 'whole', server)
  await measure('shared', shop.url, orders, 'whole', file)
  shop.stop()
  const joined = await measure('joins', shop.url, orders, 'joined', file)
  row(`desks: a download alone, ${orders} orders`, seconds, 's')
  row('desks: a fresh desk joins / that download', joined.seconds / seconds, 'x', 1)
  await sizes(row, postgres, server, join(folder, 'joined', 'archive.sqlite'))
  await trafficBench(row, postgres, server)
}

/** What the server's database takes, beside one desk's archive; raw data apart. */
async function sizes(row: AddRow, postgres: Postgres, { database }: ServerInput, archive: string) {
  const empty = await sharedArchive(postgres)
  const bytesOf = async (name: string) =>
    Number((await postgres.sql(`SELECT pg_database_size('${name}') AS bytes`))[0]?.bytes)
  const all = (await bytesOf(database)) - (await bytesOf(empty.database))
  // A page's body: how long its JSON is, that, and the raw data.
  const [pages] = await postgres.sql(
    `SELECT sum(length(body) - 4 - ('x' || encode(substr(body, 1, 4), 'hex'))::bit(32)::bigint) AS raw
     FROM ordini.fact WHERE kind IN ('page', 'import')`,
    database,
  )
  const raw = Number(pages?.raw)
  const db = new Database(archive, { readonly: true })
  const [file, index, rawHere] = [
    'SELECT sum(pgsize) FROM dbstat',
    "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'order_search%'",
    "SELECT sum(pgsize) FROM dbstat WHERE name = 'raw_batches'",
  ].map((sql) => db.prepare<[], number>(sql).pluck().get() ?? Number.NaN) as [number, number, number]
  db.close()
  const mb = (bytes: number) => bytes / 1024 / 1024
  row('desks: the server’s database, raw data apart', mb(all - raw), 'MB')
  row('desks: the same / one desk’s archive', (all - raw) / (file - index - rawHere), 'x', 1.5)
  row('desks: raw data on the server / on a desk', raw / rawHere, 'x', 1.1)
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
