import { describe, expect, it } from 'vitest'
import type { FetchAnswer } from '../../../main/connectors/connector.ts'
import { createFetchPool, type FetchedBatch, type FetchPoolOptions } from '../../../main/sync/fetch-pool.ts'
import { createPace } from '../../../main/sync/pace.ts'
import { Failure, failure } from '../../../main/words/failure.ts'

const minute = 60_000

/** A shop that gives every order but those that the test says otherwise of; time passes while it is asked. */
function bench(
  trouble: (ids: readonly string[]) => unknown,
  gone: ReadonlySet<string> = new Set(),
  { probe = async () => undefined, isGone }: Partial<Pick<FetchPoolOptions, 'probe' | 'isGone'>> = {},
) {
  let now = 0
  const asked: number[] = []
  const askedAlone: string[] = []
  const batches: FetchedBatch[] = []
  const pool = createFetchPool({
    fetch: async (ids): Promise<FetchAnswer> => {
      asked.push(ids.length)
      const found = trouble(ids)
      if (found instanceof Error) {
        // A single order is asked for twice.
        now +=
          found instanceof Failure && found.value.code === 'timeout' ? (ids.length === 1 ? 2 : 1) * minute : 0
        throw found
      }
      const there = Array.isArray(found) ? (found as string[]) : ids
      const result = { skip: { code: 'test-order', params: {} }, state: null } as const
      const orders = there.map((shopOrderId, rawIndex) => ({
        shopOrderId,
        number: shopOrderId,
        rawIndex,
        result,
      }))
      return { raw: new Uint8Array(), orders, notices: [] }
    },
    isGone: async (id) => {
      askedAlone.push(id)
      return isGone === undefined ? gone.has(id) : isGone(id)
    },
    probe,
    maxBatch: 100,
    onBatch: async (batch) => void batches.push(batch),
    onFailure: () => undefined,
    pace: createPace(),
    now: () => now,
  })
  const read = async (count: number) => {
    try {
      await pool.add(Array.from({ length: count }, (_, place) => String(place + 1)))
      await pool.finish()
      return null
    } catch (error) {
      if (error instanceof Failure) return error.value
      throw error
    }
  }
  const undelivered = () => batches.filter((batch) => batch.undeliverable !== null).flatMap(({ ids }) => ids)
  const delivered = () => batches.reduce((sum, { orders }) => sum + orders.length, 0)
  return { read, asked, askedAlone, batches, undelivered, delivered, minutes: () => now / minute }
}

const timeout = failure('timeout', { host: 'shop', seconds: 60 })

describe('a shop that does not answer in time', () => {
  it.each([2, 3, 20, 100, 900])(
    'R22 fails in minutes, not in hours, with %i orders to fetch',
    async (count) => {
      const shop = bench(() => timeout)
      expect(await shop.read(count)).toMatchObject({ code: 'timeout' })
      expect(shop.minutes()).toBeLessThanOrEqual(12)
    },
  )

  it('R7 R22 for a single order is no failure: it is wrong', async () => {
    const shop = bench(() => timeout)
    expect(await shop.read(1)).toBeNull()
    expect(shop.undelivered()).toEqual(['1'])
  })

  it.each([1, 2, 50, 99, 100])('R7 because of order %i delivers the other 99', async (place) => {
    const shop = bench((ids) => (ids.includes(String(place)) ? timeout : null))
    expect(await shop.read(100)).toBeNull()
    expect(shop.undelivered()).toEqual([String(place)])
    expect(shop.delivered()).toBe(99)
    expect(shop.minutes()).toBeLessThanOrEqual(10)
  })

  it('R22 with many orders at once is asked for fewer', async () => {
    const shop = bench((ids) => (ids.length > 15 ? timeout : null))
    expect(await shop.read(100)).toBeNull()
    expect(shop.delivered()).toBe(100)
    expect(shop.undelivered()).toEqual([])
  })
})

const host = 'shop'
const refusals = [
  failure('blocked-by-security', { host, status: 403 }),
  failure('maintenance', { host, retryAfterSeconds: null }),
  failure('http-status', { host, status: 410 }),
  failure('credentials-rejected', { host }),
  failure('permission-missing', { host }),
  failure('api-not-found', { address: 'https://shop/' }),
]

describe('R7 a request that the shop refuses', () => {
  it.each(refusals)('because of one order delivers the others: $value.code', async (refusal) => {
    const shop = bench((ids) => (ids.includes('73') ? refusal : null))
    expect(await shop.read(100)).toBeNull()
    expect(shop.undelivered()).toEqual(['73'])
    expect(shop.batches.find(({ undeliverable }) => undeliverable !== null)?.undeliverable).toBe(
      refusal.value.code,
    )
    expect(shop.delivered()).toBe(99)
  })

  it.each(refusals)(
    'is no key’s where other orders come, also if they come later: $value.code',
    async (refusal) => {
      const shop = bench((ids) => (ids.includes('1') ? refusal : null))
      expect(await shop.read(40)).toBeNull()
      expect(shop.undelivered()).toEqual(['1'])
    },
  )

  it('is the key’s where no other order comes', async () => {
    const refusal = failure('permission-missing', { host })
    const shop = bench(() => refusal)
    expect(await shop.read(1)).toEqual(refusal.value)
    expect(shop.undelivered()).toEqual([])
  })

  it.each(refusals)('as it refuses every other fails at once: $value.code', async (refusal) => {
    const shop = bench(() => refusal, new Set(), { probe: () => Promise.reject(refusal) })
    expect(await shop.read(100)).toEqual(refusal.value)
    expect(shop.asked).toHaveLength(1)
  })

  it.each(refusals)('for all orders, and for nothing else, fails soon: $value.code', async (refusal) => {
    const shop = bench(() => refusal)
    expect(await shop.read(100)).toEqual(refusal.value)
    expect(shop.asked.length).toBeLessThan(30)
  })
})

it.each([1, 7, 20, 50])(
  'R14 a shop that gives %i orders at once, whatever it is asked for, gives all',
  async (most) => {
    const shop = bench((ids) => ids.slice(0, most), new Set(['40']))
    expect(await shop.read(250)).toBeNull()
    expect(shop.delivered()).toBe(250)
    expect(shop.askedAlone).toEqual([])
  },
)

describe('R6 R31 an order that was listed and is not delivered', () => {
  it('is gone when the shop, asked for it alone, says so', async () => {
    const shop = bench((ids) => ids.filter((id) => id !== '3'), new Set(['3']))
    expect(await shop.read(5)).toBeNull()
    expect(shop.askedAlone).toEqual(['3'])
    expect(shop.batches.at(-1)).toMatchObject({ ids: ['3'], orders: [], undeliverable: null })
  })

  it('stops everything when the shop says anything else', async () => {
    const shop = bench((ids) => ids.filter((id) => id !== '3'))
    expect(await shop.read(5)).toEqual({ code: 'orders-withheld', params: { orders: 1 } })
    expect(shop.delivered()).toBe(4)
  })

  it('is not said to lack a permission that the key has', async () => {
    const isGone = () => Promise.reject(failure('permission-missing', { host }))
    const lacking = (ids: readonly string[]) => ids.filter((id) => id !== '3')
    const shop = bench(lacking, new Set(), { isGone })
    expect(await shop.read(5)).toEqual({ code: 'orders-withheld', params: { orders: 1 } })
    const refused = failure('credentials-rejected', { host })
    const locked = bench(lacking, new Set(), { isGone, probe: () => Promise.reject(refused) })
    expect(await locked.read(5)).toEqual(refused.value)
  })

  it.each([
    ['every one', () => []],
    ['every second one', (ids: readonly string[]) => ids.filter((id) => Number(id) % 2 === 0)],
  ])('is not believed to be gone when it is %s of 200', async (_, there) => {
    const all = new Set(Array.from({ length: 200 }, (_item, place) => String(place + 1)))
    const shop = bench(there, all)
    expect(await shop.read(200)).toMatchObject({ code: 'orders-withheld' })
    expect(shop.askedAlone.length).toBeLessThanOrEqual(50)
  })
})

it('R7 an order too deep to be written is wrong, and no other', async () => {
  const shop = bench((ids) => (ids.includes('7') ? new RangeError('Maximum call stack size exceeded') : null))
  expect(await shop.read(20)).toBeNull()
  expect(shop.undelivered()).toEqual(['7'])
  expect(shop.delivered()).toBe(19)
})
