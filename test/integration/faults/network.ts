import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlatformId } from '../../../main/words/shop.ts'
import { schemaThere } from '../../shopify-server/index.ts'
import {
  expectEqual,
  expectHonest,
  type FaultBench,
  faultBench,
  hourMs,
  startElsewhere,
} from '../../support/fault-bench.ts'
import { weatherOf } from '../../support/fault-plan.ts'
import { firstSeed, size } from '../../support/sizes.ts'

const first = firstSeed(1)
const seeds = size(200, 10_000)

/** Seeds at work at the same time: while one waits for a stalled answer, another goes on. */
const atOnce = 3

const allLog = { shopId: null, runId: null, orderId: null, level: null, text: '' } as const

/** Each platform's share in ten seeds; PrestaShop takes nine requests where the others take one. */
const shares: Readonly<Record<PlatformId, readonly number[]>> = {
  woocommerce: [0, 1, 2],
  shopify: [3, 4, 5],
  magento: [6, 7, 8],
  prestashop: [9],
}

/**
 * Runs of a shop behind a proxy that spoils what passes, each seed with faults of its own; once they have passed, one
 * more run brings archive and shop to equality. A failure names its seed: `SEED=123 npx vitest run ...` begins there.
 */
export function describeFaults(platforms: readonly PlatformId[]): void {
  let elsewhere: Awaited<ReturnType<typeof startElsewhere>>
  beforeAll(async () => {
    elsewhere = await startElsewhere()
  })
  afterAll(() => elsewhere.close())

  describe(`faults on the way to the shop: seeds ${first} to ${first + seeds - 1}`, () => {
    it.each(platforms.filter((id) => id !== 'shopify' || schemaThere))(
      'R22 R31 R33: %s, archive and shop are equal once they have passed',
      async (platform) => {
        const happened = new Map<string, number>()
        const outcomes = new Map<string, number>()
        const unhandled: unknown[] = []
        const hear = (error: unknown) => void unhandled.push(error)
        const work = async (next: Iterator<number, undefined>) => {
          for (let seed = next.next(); seed.done !== true; seed = next.next()) {
            const bench = await faultBench(platform, seed.value, elsewhere.url)
            try {
              await oneSeed(bench, seed.value)
            } catch (error) {
              throw storyOf(error, bench, seed.value)
            } finally {
              for (const [name, times] of bench.proxy.happened)
                happened.set(name, (happened.get(name) ?? 0) + times)
              for (const { outcome, failure } of bench.runs) {
                const name = failure?.code ?? outcome
                outcomes.set(name, (outcomes.get(name) ?? 0) + 1)
              }
              await bench.close()
            }
          }
        }
        process.on('unhandledRejection', hear)
        try {
          const mine = Array.from({ length: seeds }, (_, n) => first + n).filter((seed) =>
            shares[platform].includes(seed % 10),
          )
          const next = mine.values()
          await Promise.all(Array.from({ length: atOnce }, () => work(next)))
        } finally {
          process.off('unhandledRejection', hear)
        }
        expect(unhandled).toEqual([])
        console.info(`${platform}: ${told(happened)}; runs: ${told(outcomes)}`)
        // The faults did happen, and did harm.
        expect(happened.size).toBeGreaterThan(15)
        expect(outcomes.size).toBeGreaterThan(6)
        // R33: what led elsewhere was not followed.
        expect(elsewhere.heard).toEqual([])
      },
      size(1_200_000, 14_400_000),
    )
  })
}

/** What went wrong, and all that happened before. */
function storyOf(error: unknown, bench: FaultBench, seed: number): Error {
  const told = error instanceof Error ? error.message : String(error)
  const runs = bench.runs.map(
    (run) => `${run.outcome} ${JSON.stringify(run.failure)} ${JSON.stringify(run.counters)}`,
  )
  const said = bench.archive
    .listLog({ ...allLog, outcome: 'wrong' }, null, 5)
    .map((entry) => `${entry.shopOrderId}: ${JSON.stringify(entry.message.params)}`)
  const all = [`seed ${seed} (SEED=${seed}): ${told}`, ...runs, ...said]
  return new Error(all.join('\n'), { cause: error })
}

async function oneSeed(bench: FaultBench, seed: number): Promise<void> {
  const { random } = bench
  // Mostly small shops; now and then one whose list has several pages.
  bench.place(random.chance(4) ? random.between(120, 260) : random.between(5, random.pick([8, 12, 30])), 200)
  for (let n = random.between(1, 2); n > 0; n -= 1) {
    expectHonest(await bench.run(weatherOf(random, bench.tls)), bench.archive)
    // Longer than a window overlaps: what a run that called itself a success left out would be lost.
    bench.pass(random.between(1, 60) * hourMs)
    bench.place(random.between(0, 5), 1)
  }
  const last = await bench.run(null)
  expectHonest(last, bench.archive)
  expect(last.outcome, `seed ${seed}: ${JSON.stringify(last.failure)}`).toBe('success')
  expectEqual(bench, await bench.truth())
}

function told(counts: ReadonlyMap<string, number>): string {
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([name, times]) => `${name} ${times}`)
    .join(', ')
}
