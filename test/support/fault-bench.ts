import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'vitest'
import type { Connector } from '../../main/connectors/connector.ts'
import { createHttp, type Http, type HttpOptions } from '../../main/connectors/http.ts'
import { findWay } from '../../main/connectors/way.ts'
import { randomFrom } from '../../main/demo-shop/random.ts'
import { type Archive, openArchive } from '../../main/store/archive.ts'
import { download } from '../../main/sync/engine.ts'
import { failureText, logText, textsFor } from '../../main/texts/index.ts'
import type { Run } from '../../main/words/run.ts'
import { type PlatformId, shopSettingsSchema } from '../../main/words/shop.ts'
import { authority } from '../replay-server/index.ts'
import { draftOf, listOf } from './archive.ts'
import { asStore } from './as-store.ts'
import { faultsOf, type Weather } from './fault-plan.ts'
import { startFaultProxy } from './fault-proxy.ts'
import { type Placed, startFaultShop } from './fault-shops.ts'

export const hourMs = 3_600_000
export const start = Date.UTC(2026, 10, 23, 10)

/** A server that must receive no request: where faulty redirects lead. */
export async function startElsewhere() {
  const heard: string[] = []
  const server = createServer((message, response) => {
    heard.push(`${message.method} ${message.url} ${JSON.stringify(message.headers)}`)
    response.end('{}')
  })
  server.listen(0, '127.0.0.2')
  await new Promise((listening) => server.once('listening', listening))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.2:${port}`,
    heard,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** The program's network access, with short time-outs for runs with faults and long ones for those without. */
const hasty = httpOf({ timeoutSeconds: 0.1, connectTimeoutSeconds: 1 })
const patient = httpOf({ timeoutSeconds: 20, connectTimeoutSeconds: 20 })

function httpOf(limits: Pick<HttpOptions, 'timeoutSeconds' | 'connectTimeoutSeconds'>): Http {
  const authorities = { certificateAuthorities: [authority] }
  return createHttp({ userAgent: 'DownloadOrdini/test', ...authorities, retryDelayScale: 0.0001, ...limits })
}

/** A test shop behind a proxy that injects faults, an archive in memory, and the engine between them. */
export async function faultBench(
  platform: PlatformId,
  seed: number,
  elsewhere: string,
  /** `batch`: the most orders in a request; `spoilt`: the percentage of orders that are wrong. */
  fixed: { readonly batch?: number; readonly spoilt?: number } = {},
) {
  const random = randomFrom(seed, 1)
  let clock = start
  const now = () => new Date(clock)
  // Over plain HTTP WooCommerce accepts signatures only.
  const tls = platform === 'woocommerce' || random.chance(25)
  const proxy = await startFaultProxy({ tls, now, elsewhere })
  const site = await startFaultShop(platform, { now, origin: proxy.url })
  proxy.setUpstream(site.url)
  const archive = openArchive(':memory:')
  const store = asStore(archive)
  const settings = {
    ...shopSettingsSchema.parse({}),
    firstDownloadFrom: new Date(start - 240 * hourMs).toISOString(),
  }
  const shop = archive.saveShop({ ...draftOf({ platform, url: proxy.url }), settings })
  const batch = fixed.batch ?? random.pick(platform === 'prestashop' ? [7, 50] : [1, 3, 7, 50])
  const placed: Placed[] = []
  const runs: Run[] = []

  function open(http: Http, url: string): Connector {
    const { connection } = archive.getShop(shop.id) ?? shop
    return site.open({
      url,
      credentials: site.credentials,
      settings,
      connection: connection === null || url !== proxy.url ? null : connection,
      http,
      now,
    })
  }

  async function run(weather: Weather | null): Promise<Run> {
    const http = weather === null ? patient : hasty
    proxy.setFaults(weather === null ? null : faultsOf(weather, seed * 31 + runs.length))
    if (weather?.kind === 'certificate') proxy.setCertificate(weather.name)
    else if (tls) proxy.setCertificate('good')
    const url =
      weather?.kind === 'refused'
        ? `${tls ? 'https' : 'http'}://127.0.0.1:1`
        : weather?.kind === 'no-such-host'
          ? 'https://negozio.invalid'
          : proxy.url
    const ended = await download({
      shop: archive.getShop(shop.id) ?? shop,
      states: settings.states ?? site.platform.defaultStates,
      usualUnwanted: [],
      trigger: 'manual',
      store,
      connect: (signal) => {
        const { connection } = archive.getShop(shop.id) ?? shop
        return findWay(
          inBatches(open(http, url), batch),
          url === proxy.url ? connection : null,
          async (found) => void archive.rememberConnection(shop.id, found, null),
          signal,
        )
      },
      now,
      signal: new AbortController().signal,
      onProgress: ({ counters: c }) => expect(c.total).toBe(c.new + c.skipped + c.wrong),
    })
    runs.push(ended)
    return ended
  }

  return {
    platform,
    random,
    tls,
    proxy,
    site,
    archive,
    shop,
    runs,
    placed,
    run,
    pass: (ms: number) => {
      clock += ms
    },
    /** Adds `count` orders placed in the last hours. */
    place(count: number, hours: number): void {
      const first = placed.length
      const orders = Array.from({ length: count }, (_, n): Placed => {
        const at = clock - hours * hourMs + Math.floor(((n + 1) * hours * hourMs) / (count + 1))
        const spoilt = random.chance(fixed.spoilt ?? 14)
        const kind = spoilt ? random.pick(['wrong', 'unwanted'] as const) : 'good'
        return { id: 1001 + first + n, at: at - (at % 1000), kind }
      })
      placed.push(...orders)
      site.add(orders)
    },
    /** What the shop holds, read without the proxy: id to document, or null for a wrong order. */
    async truth(): Promise<Map<string, string | null>> {
      proxy.setFaults(null)
      const connector = open(patient, proxy.url)
      const signal = new AbortController().signal
      const found = new Map<string, string | null>()
      const wanted = placed.filter(({ kind }) => kind !== 'unwanted').map(({ id }) => String(id))
      const size = connector.maxBatch
      for (let at = 0; at < wanted.length; at += size) {
        const { orders } = await connector.fetch(wanted.slice(at, at + size), signal)
        for (const { shopOrderId, result } of orders) {
          found.set(shopOrderId, 'order' in result ? JSON.stringify(result.order) : null)
        }
      }
      return found
    },
    async close(): Promise<void> {
      await proxy.close()
      await site.close()
      archive.close()
    },
  }
}

/** The same connector, asked for fewer orders at a time. */
function inBatches(connector: Connector, most: number): Connector {
  return { ...connector, maxBatch: Math.min(connector.maxBatch, most) }
}

export type FaultBench = Awaited<ReturnType<typeof faultBench>>

/** Checks what must be true of every run, whatever its outcome. */
export function expectHonest(run: Run, archive: Archive): void {
  const { counters: c } = run
  expect(c.total).toBe(c.new + c.skipped + c.wrong)
  expect(['success', 'failed']).toContain(run.outcome)
  if (run.outcome === 'success') {
    expect(run.failure).toBeNull()
    return
  }
  expect(run.failure).not.toBeNull()
  expect(run.failure?.code, JSON.stringify(run.failure)).not.toBe('internal')
  for (const language of ['it', 'en'] as const) {
    const texts = textsFor(language)
    const { message, remedy } = failureText(texts, run.failure ?? { code: 'cancelled', params: {} })
    expect(message).not.toBe(texts.unknownCode(run.failure?.code ?? ''))
    expect(message.length).toBeGreaterThan(10)
    expect(remedy.length).toBeGreaterThan(10)
  }
  const [last] = archive.listLog(
    { shopId: null, runId: run.id, orderId: null, level: 'error', outcome: 'failed', text: '' },
    null,
    1,
  )
  expect(last && logText(textsFor('it'), last.message).message.length).toBeGreaterThan(10)
}

/** Checks that archive and shop hold the same orders and that the runs' counters add up to them. */
export function expectEqual(
  bench: Pick<FaultBench, 'archive' | 'shop' | 'runs'>,
  truth: ReadonlyMap<string, string | null>,
): void {
  const { archive, shop, runs } = bench
  const stored = storedOrders(archive)
  const good = [...truth].filter(([, document]) => document !== null)
  const missing = good.filter(([id]) => !stored.has(id)).map(([id]) => id)
  expect(missing, 'missing orders').toEqual([])
  expect(stored.size, 'orders in all').toBe(good.length)
  for (const [id, document] of good) {
    expect(stored.get(id)?.document, `order ${id}`).toBe(document)
    // The raw data kept must be this order's (R23).
    expect(stored.get(id)?.raw).toContain(id)
  }
  expect(runs.reduce((sum, run) => sum + run.counters.new, 0)).toBe(good.length)
  expect(archive.getShop(shop.id)?.ordersStored).toBe(good.length)
}

/** Every order of an archive with the shop's own data of it, by its id. */
export function storedOrders(
  archive: Archive,
): Map<string, { readonly document: string; readonly raw: string }> {
  const found = new Map<string, { readonly document: string; readonly raw: string }>()
  for (let offset = 0; ; offset += 500) {
    const { rows, total } = archive.listOrders(listOf(), offset, 500)
    for (const row of rows) {
      const detail = archive.getOrder(row.id)
      if (!detail) throw new Error(`order ${row.id} is listed and not there`)
      if (found.has(detail.order.shopOrderId)) throw new Error(`order ${detail.order.shopOrderId} twice`)
      found.set(detail.order.shopOrderId, {
        document: JSON.stringify(detail.order),
        raw: archive.orderRaw(row.id) ?? '',
      })
    }
    if (offset + rows.length >= total) break
  }
  return found
}
