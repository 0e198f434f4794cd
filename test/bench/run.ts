/**
 * `npm run bench [-- --json FILE] [--quick]`: the figures of issue 2, side by side in one run against a local server
 * with ready-made answers. Every client runs in a process of its own, several times by turns; the median counts.
 */
import { execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Figures } from './clients.ts'

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
const rounds = quick ? 1 : 3
const folder = mkdtempSync(join(tmpdir(), 'download-ordini-bench-'))
const rows: Row[] = []

function row(name: string, value: number, unit: string, most?: number, least?: number): void {
  const target = most !== undefined ? `<= ${most}` : least !== undefined ? `>= ${least}` : ''
  const met = most !== undefined ? value <= most : least !== undefined ? value >= least : null
  rows.push({ name, value, unit, target, met })
  const verdict = met === null ? '' : met ? 'ok' : 'MISSED'
  console.log(
    `${name.padEnd(66)} ${value.toFixed(2).padStart(10)} ${unit.padEnd(6)} ${target.padEnd(8)} ${verdict}`,
  )
}

try {
  await withoutDelays()
  await withDelays()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(rows, null, 2)}\n`)

/** (a), (b) and (d) against a server that answers at once, and what (b) costs in memory and stalls. */
async function withoutDelays(): Promise<void> {
  const server = await startServer(many, 0, 0)
  const bare: Figures[] = []
  const ours: Figures[] = []
  const again: Figures[] = []
  let bytes = 0
  let bytesAgain = 0
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await measure('bare', server.url, many, 'a'))
    await server.bytes()
    ours.push(await measure('ours', server.url, many, `b${round}`))
    bytes = await server.bytes()
    again.push(await measure('ours', server.url, many, `b${round}`))
    bytesAgain = await server.bytes()
  }
  const loop = await measure('loop', server.url, many, 'c')
  server.stop()
  const [a, b, d] = [seconds(bare), seconds(ours), seconds(again)]
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

async function measure(client: string, url: string, orders: number, place: string): Promise<Figures> {
  const file = join(import.meta.dirname, 'clients.ts')
  const args = ['--expose-gc', file, client, url, String(orders), join(folder, place)]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  const figures = JSON.parse(stdout) as Figures
  if (figures.orders !== orders) throw new Error(`${client} saw ${figures.orders} of ${orders} orders`)
  return figures
}

async function startServer(orders: number, fullMs: number, slimMs: number) {
  const server = fork(join(import.meta.dirname, 'server.ts'), [
    String(orders),
    String(fullMs),
    String(slimMs),
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
