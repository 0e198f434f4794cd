import { X509Certificate } from 'node:crypto'
import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { type Random, randomFrom } from '../../main/demo-shop/random.ts'
import { openArchive } from '../../main/store/archive.ts'
import { lockShop } from '../../main/store/shop-lock.ts'
import { type PlatformId, platformIds, shopSettingsSchema } from '../../main/words/shop.ts'
import { quickHttp } from '../conformance/shop-under-test.ts'
import { launchApp } from '../electron/host.ts'
import { schemaThere } from '../shopify-server/index.ts'
import { temporaryFolder } from '../support/archive.ts'
import { expectEqual } from '../support/fault-bench.ts'
import { type FaultShop, type Placed, startFaultShop } from '../support/fault-shops.ts'
import { firstSeed, long, size } from '../support/sizes.ts'
import { testTls } from '../woo-server/index.ts'
import { addShop } from './profile.ts'

const kills = size(4, 200)
const inARow = 3
const seed = firstSeed(1)
const platforms = platformIds.filter((id) => id !== 'shopify' || schemaThere)
const each = Math.ceil(kills / platforms.length)

let site: FaultShop | undefined
afterEach(() => site?.close())

/** The built program is killed again and again in the midst of its work, on one profile, and then let finish. */
describe(`R31 killed at ${each * platforms.length} moments, seed ${seed}`, () => {
  it.each(platforms)(
    '%s: nothing is lost, nothing is there twice, and each such run is "interrotta"',
    async (platform) => {
      const shop = await startShop(platform)
      const template = temporaryFolder()
      await addShop(template, shop.site.url, {
        platform,
        credentials: shop.site.credentials,
        settings: {
          firstDownloadFrom: new Date(Date.now() - 5 * 86_400_000).toISOString(),
          certificateFingerprint: new X509Certificate(testTls.cert).fingerprint256,
        },
      })
      const truth = await shop.truth()
      const spans = await measure(shop, template)
      const told = { killed: 0, interrupted: 0, tooLate: 0 }
      for (let story = 0; told.killed < each; story += 1) {
        const random = randomFrom(seed, platforms.indexOf(platform), story)
        const profile = temporaryFolder()
        cpSync(template, profile, { recursive: true })
        try {
          let hit = true
          // A moment that came too late finds all work done: another is drawn, in a story of its own.
          for (let n = 0; hit && n < inARow && told.killed < each; n += 1) {
            // With windows too: once, and now and then in the long run.
            const windows = long ? random.chance(15) : platform === 'woocommerce' && story + n === 0
            hit = await killedOnce(shop, spans, profile, random, { windows, midst: told.killed === 0 })
            if (hit) told.killed += 1
            else told.tooLate += 1
          }
          told.interrupted += await finished(profile, truth)
        } catch (error) {
          const what = error instanceof Error ? error.message : String(error)
          throw new Error(`SEED=${seed}, ${platform}, story ${story}: ${what}`, { cause: error })
        }
        // Else the spans were measured wrongly, and this would never end.
        expect(told.tooLate).toBeLessThan(each + inARow)
      }
      console.info(`${platform}: ${JSON.stringify(told)}`)
      expect(told.killed).toBe(each)
      expect(told.interrupted).toBeGreaterThan(0)
    },
    3_600_000,
  )
})

interface RunningSite {
  readonly site: FaultShop
  /** Calls back at the n-th request from now on. */
  atRequest(n: number, act: () => void): void
  /** How many there were so far. */
  requests(): number
  truth(): Promise<Map<string, string | null>>
}

async function startShop(platform: PlatformId): Promise<RunningSite> {
  const started = await startFaultShop(platform, { now: () => new Date() })
  site = started
  const from = Date.now() - 4 * 86_400_000
  const orders = Array.from({ length: 240 }, (_, n): Placed => {
    const kind = n % 29 === 7 ? 'wrong' : n % 17 === 3 ? 'unwanted' : 'good'
    return { id: 1001 + n, at: from + n * 60_000, kind }
  })
  started.add(orders)
  let left = 0
  let requests = 0
  let act: () => void = () => undefined
  let pause = 1
  started.setFailure(async () => {
    requests += 1
    left -= 1
    if (left === 0) act()
    pause = (pause * 7 + 3) % 17
    await delay(pause)
    return undefined
  })
  return {
    site: started,
    atRequest: (n, next) => {
      left = n
      act = next
    },
    requests: () => requests,
    truth: async () => {
      const certificateFingerprint = new X509Certificate(testTls.cert).fingerprint256.replaceAll(':', '')
      const { url, credentials } = started
      const settings = { ...shopSettingsSchema.parse({}), certificateFingerprint }
      const target = {
        url,
        credentials,
        settings,
        connection: null,
        http: quickHttp(),
        now: () => new Date(),
      }
      const connector = started.open(target)
      const wanted = orders.filter(({ kind }) => kind !== 'unwanted').map(({ id }) => String(id))
      const found = new Map<string, string | null>()
      for (let at = 0; at < wanted.length; at += connector.maxBatch) {
        const ids = wanted.slice(at, at + connector.maxBatch)
        for (const { shopOrderId, result } of (await connector.fetch(ids, new AbortController().signal))
          .orders) {
          found.set(shopOrderId, 'order' in result ? JSON.stringify(result.order) : null)
        }
      }
      return found
    },
  }
}

/** How long the program works when nobody kills it, in milliseconds and requests: machines differ. */
interface Spans {
  readonly download: number
  readonly requests: number
  readonly export: number
}

async function measure(shop: RunningSite, template: string): Promise<Spans> {
  const profile = temporaryFolder()
  cpSync(template, profile, { recursive: true })
  const took = async (...command: string[]) => {
    const begun = performance.now()
    const app = await launchApp({ profile, args: [...command, '--profile', profile], cli: true })
    expect(await app.exit, app.stderr()).toMatchObject({ code: 0 })
    return performance.now() - begun
  }
  const before = shop.requests()
  const download = await took('--download', '--json')
  const requests = shop.requests() - before
  return { download, requests, export: await took('--export', join(profile, 'ordini.csv')) }
}

interface Kind {
  /** The program with its windows, not a command. */
  readonly windows: boolean
  /** Surely in the midst of a download. */
  readonly midst: boolean
}

/** Starts the program and kills it; false when it had ended before. */
async function killedOnce(
  shop: RunningSite,
  spans: Spans,
  profile: string,
  random: Random,
  { windows, midst }: Kind,
): Promise<boolean> {
  const exports = !windows && !midst && random.chance(20)
  const file = join(profile, 'ordini.csv')
  const command = exports ? ['--export', file] : ['--download', '--json']
  const args = [...(windows ? [] : command), '--profile', profile]
  const app = await launchApp({ profile, args, cli: !windows })
  const kill = () => void app.kill('SIGKILL')
  const wait = random.below(40)
  let timer: NodeJS.Timeout | undefined
  let last: NodeJS.Timeout | undefined
  // In the midst of its requests; or at any time at all, of its start too (migration, backup).
  if (windows || midst || (!exports && random.chance(75))) {
    shop.atRequest(random.between(1, windows ? 4 : spans.requests), () => {
      timer = setTimeout(kill, wait)
    })
  } else timer = setTimeout(kill, (random.between(10, 95) / 100) * spans[exports ? 'export' : 'download'])
  if (windows) {
    const page = await app.waitForWindow('window=main', 60_000)
    await page.getByRole('button', { name: 'Download Ordini', exact: true }).click()
    // It does not end by itself, as a command does.
    last = setTimeout(kill, 10_000)
  }
  const { signal } = await app.exit
  clearTimeout(timer)
  clearTimeout(last)
  shop.atRequest(0, () => undefined)
  // What an export left behind is whole or not there.
  if (existsSync(file)) expect(readFileSync(file, 'utf8')).toMatch(/\r?\n$/)
  return signal === 'SIGKILL'
}

/** Lets the program finish, and looks at what it made. Answers how many runs were interrupted. */
async function finished(profile: string, truth: ReadonlyMap<string, string | null>): Promise<number> {
  const app = await launchApp({ profile, args: ['--download', '--json', '--profile', profile], cli: true })
  const { code } = await app.exit
  expect(code, app.stderr()).toBe(0)
  const file = join(profile, 'archive.sqlite')
  const db = new Database(file, { readonly: true })
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(db.pragma('foreign_key_check')).toEqual([])
  db.close()
  const archive = openArchive(file)
  try {
    const [shop] = archive.listShops()
    if (!shop) throw new Error('the shop is gone')
    const runs = archive.listRuns(shop.id, null, 100)
    for (const run of runs) {
      const { counters: c } = run
      expect(c.total).toBe(c.new + c.skipped + c.wrong)
      expect(['success', 'interrupted']).toContain(run.outcome)
    }
    expect(runs[0]?.outcome).toBe('success')
    expectEqual({ archive, shop, runs }, truth)
    const lock = lockShop(profile, shop.id)
    expect(lock, 'the lock was let go').not.toBeNull()
    lock?.release()
    return runs.filter((run) => run.outcome === 'interrupted').length
  } finally {
    archive.close()
  }
}
