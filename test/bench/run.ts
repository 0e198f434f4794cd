/**
 * `npm run bench [-- --json FILE] [--quick] [--downloads] [--platforms] [--desks] [--archive] [--archive-folder DIR]`: what
 * a download costs in time and memory, side by side in one run against a local server with ready-made answers. Every client
 * runs in a process of its own, several times by turns; the median counts. Only a part: `--downloads` from WooCommerce;
 * `--platforms`, from each of the others; `--desks`, what it costs that desks share an archive; `--archive`, what an archive
 * of a million orders costs, which is built once (some minutes, 3 GB) and kept in DIR.
 */
import { execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { PlatformId } from '../../main/words/shop.ts'
import { ensureBuilt } from '../../scripts/prepare.mjs'
import { schemaThere, skipNote } from '../shopify-server/schema.ts'
import { archiveBench } from './archive-bench.ts'
import type { Figures } from './clients.ts'
import { desksBench } from './desks-bench.ts'
import { longOrderBench } from './long-order-bench.ts'
import type { Replayed, Started } from './replay-server.ts'
import { shopsBench } from './shops-bench.ts'

interface Row {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly target: string
  readonly met: boolean | null
}

const quick = process.argv.includes('--quick')
const jsonAt = process.argv.indexOf('--json')
const jsonFile = jsonAt === -1 ? null : process.argv[jsonAt + 1]
const many = quick ? 2_000 : 20_000
const slow = quick ? 1_000 : 5_000
const elsewhere = quick ? 1_000 : 5_000
const rounds = quick ? 1 : 3
const folder = mkdtempSync(join(tmpdir(), 'download-ordini-bench-'))
const rows: Row[] = []
/** For 100 orders, of which none has a customised row: on PrestaShop ten, and one for what the customer wrote. */
const mostRequests: Partial<Record<PlatformId, number>> = { prestashop: 11 }
ensureBuilt()

function row(name: string, value: number, unit: string, most?: number, least?: number): void {
  const target = most !== undefined ? `<= ${most}` : least !== undefined ? `>= ${least}` : ''
  const met = most !== undefined ? value <= most : least !== undefined ? value >= least : null
  rows.push({ name, value, unit, target, met })
  const verdict = met === null ? '' : met ? 'ok' : 'MISSED'
  console.log(
    `${name.padEnd(66)} ${value.toFixed(2).padStart(10)} ${unit.padEnd(6)} ${target.padEnd(8)} ${verdict}`,
  )
}

const folderAt = process.argv.indexOf('--archive-folder')
const parts = ['--desks', '--archive', '--downloads', '--platforms'] as const
const isAll = !parts.some((part) => process.argv.includes(part))
const isAsked = (part: (typeof parts)[number]) => isAll || process.argv.includes(part)
try {
  if (isAsked('--desks'))
    await desksBench({ row, folder, quick, measure, startShop: (orders) => startServer(orders, 0, 0) })
  if (isAsked('--archive')) {
    await archiveBench(
      row,
      quick ? 50_000 : 1_000_000,
      folderAt === -1 ? undefined : process.argv[folderAt + 1],
    )
  }
  if (isAll) {
    await shopsBench(row, folder)
    await longOrderBench(row, folder)
  }
  if (isAsked('--downloads')) {
    await withoutDelays()
    await withDelays()
    await simulated()
  }
  if (isAsked('--platforms')) {
    await ofPlatform('prestashop')
    if (schemaThere) await ofPlatform('shopify')
    else console.log(`shopify${skipNote}`)
    await ofPlatform('magento')
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(rows, null, 2)}\n`)
// The windows' browser would wait for others.
process.exit(0)

/** (a), (b) and (d) against a server that answers at once, and what (b) costs in memory and stalls. */
async function withoutDelays(): Promise<void> {
  const server = await startServer(many, 0, 0)
  const bare: Figures[] = []
  const ours: Figures[] = []
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await measure('bare', server.url, many, 'a'))
    await server.bytes()
    ours.push(await measure('ours', server.url, many, `b${round}`))
  }
  const loop = await measure('loop', server.url, many, 'c')
  server.stop()
  const [a, b, d] = [seconds(bare), seconds(ours), median(ours.map((f) => f.again ?? Number.NaN))]
  const [{ bytes, bytesAgain } = { bytes: 0, bytesAgain: 0 }] = ours
  row(`(a) fetch and parse, ${many} orders`, a, 's')
  row(`(b) our download, ${many} orders`, b, 's')
  row('(b) / (a)', b / a, 'x', 3)
  row(`(c) the official client, a row an order, ${many} orders`, loop.seconds, 's')
  row('(d) our second download, nothing new', d, 's')
  row('(d) / (b) time', (100 * d) / b, '%', 20)
  row('(d) / (b) bytes', (100 * bytesAgain) / bytes, '%', 10)
  row(`(b) memory over idle, ${many} orders`, median(ours.map((f) => f.peakMb)), 'MB', 100)
  row('(b) event loop stalls, 99th percentile', median(ours.map((f) => f.stallP99Ms)), 'ms', 16)
  row('(b) event loop stalls, longest', median(ours.map((f) => f.stallMaxMs)), 'ms')

  const few = await startServer(many / 10, 0, 0)
  const small: Figures[] = []
  for (let round = 0; round < rounds; round += 1) {
    small.push(await measure('ours', few.url, many / 10, `s${round}`))
  }
  few.stop()
  row(`(b) memory over idle, ${many / 10} orders`, median(small.map((f) => f.peakMb)), 'MB', 100)
}

/** (b) against (c) on a server as slow as a real one: 400 ms for 100 full orders, 60 ms for 100 slim rows. */
async function withDelays(): Promise<void> {
  const server = await startServer(slow, 400, 60)
  const ours = await measure('ours', server.url, slow, 'slow-b')
  const loop = await measure('loop', server.url, slow, 'slow-c')
  server.stop()
  row(`(b) our download, ${slow} orders, delays of a real server`, ours.seconds, 's')
  row(`(c) the official client, ${slow} orders, the same delays`, loop.seconds, 's')
  row('(c) / (b) with delays', loop.seconds / ours.seconds, 'x', undefined, 3)
}

/**
 * A simulation: two workers that take as long as a real WooCommerce 10.7 was measured to. What a request costs it is
 * counted; requests for refunds apart, on both sides.
 */
async function simulated(): Promise<void> {
  const orders = quick ? 3_000 : 5_000
  const server = await startServer(orders, 0, 0, 400)
  const ours = await measure('ours', server.url, orders, 'simulated-b')
  const loop = await measure('loop', server.url, orders, 'simulated-c')
  server.stop()
  const loopCost = loop.spent?.cost ?? Number.NaN
  row(
    `simulation: our first download / the loop, cost, ${orders} orders`,
    (ours.spent?.cost ?? NaN) / loopCost,
    'x',
    1.05,
  )
  row(
    `simulation: the loop / our first download, time, ${orders} orders`,
    loop.seconds / ours.seconds,
    'x',
    undefined,
    2,
  )
  row('simulation: our requests, refunds apart', ours.spent?.requests ?? NaN, '')
  row('simulation: our requests for refunds', ours.spent?.refundRequests ?? NaN, '')
  row('simulation: the same, one for each order that has any', Math.ceil(orders / 10), '')
  row('simulation: nothing new / the loop, cost', (ours.spentAgain?.cost ?? NaN) / loopCost, 'x', 0.6)
  for (const few of [100, 500]) {
    const small = await startServer(few, 0, 0, 400)
    const { spentAgain } = await measure('ours', small.url, few, `simulated-${few}`)
    small.stop()
    if (few === 100) row('simulation: nothing new, 100 orders', spentAgain?.requests ?? NaN, 'requests', 3)
    else row('simulation: nothing new / the loop, cost, 500 orders', (spentAgain?.cost ?? NaN) / 5, 'x', 0.6)
  }
}

/** Our download of another platform's orders against the same requests bare, both answered from memory. */
async function ofPlatform(platform: PlatformId): Promise<void> {
  const server = fork(join(import.meta.dirname, 'replay-server.ts'), [platform, String(elsewhere)])
  const [{ port, shop }] = (await once(server, 'message')) as [Started]
  const url = `http://127.0.0.1:${port}`
  const [shopFile, requestsFile] = [
    join(folder, `${platform}.json`),
    join(folder, `${platform}-requests.json`),
  ]
  writeFileSync(shopFile, JSON.stringify(shop))
  const told = async () => {
    server.send('tell')
    return ((await once(server, 'message')) as [Replayed])[0]
  }
  const download = async (round: number) => ({
    figures: await measure('oursElsewhere', url, elsewhere, `${platform}${round}`, shopFile),
    replayed: await told(),
  })
  const bare: Figures[] = []
  const ours: Figures[] = []
  let requests = Number.NaN
  // The first one makes the answers. So may another: who asks first for a name that two batches share is chance.
  for (let tries = 0; ours.length < rounds; tries += 1) {
    if (tries > 5 * rounds) throw new Error(`${platform}: each download asks for something else`)
    const { figures, replayed } = await download(tries)
    if (replayed.made > 0) continue
    ours.push(figures)
    requests = replayed.requests.length
    writeFileSync(requestsFile, JSON.stringify(replayed.requests))
    bare.push(await measure('replay', url, replayed.requests.length, `${platform}-bare`, requestsFile))
    await told()
  }
  server.disconnect()
  row(
    `${platform}: our download / the same answers bare, ${elsewhere} orders`,
    seconds(ours) / seconds(bare),
    'x',
    3,
  )
  row(`${platform}: our requests for 100 orders`, (100 * requests) / elsewhere, '', mostRequests[platform])
}

async function measure(
  client: string,
  url: string,
  orders: number,
  place: string,
  data = '',
): Promise<Figures> {
  const file = join(import.meta.dirname, 'clients.ts')
  const args = ['--expose-gc', file, client, url, String(orders), join(folder, place), data]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  const figures = JSON.parse(stdout) as Figures
  if (figures.orders !== orders) throw new Error(`${client} saw ${figures.orders} of ${orders} orders`)
  return figures
}

async function startServer(orders: number, fullMs: number, slimMs: number, pageMs = 0) {
  const server = fork(join(import.meta.dirname, 'server.ts'), [
    String(orders),
    String(fullMs),
    String(slimMs),
    String(pageMs),
  ])
  const [port] = (await once(server, 'message')) as [number]
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    /** How much was answered since the last time this was asked. */
    bytes: async () => Number(await (await fetch(`${url}/bytes`)).text()),
    stop: () => server.disconnect(),
  }
}

function seconds(figures: readonly Figures[]): number {
  return median(figures.map((f) => f.seconds))
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
