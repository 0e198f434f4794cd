import { expect, test } from 'vitest'
import type { Answer } from '../../../../main/connectors/http-answer.ts'
import { createPageSizes } from '../../../../main/connectors/page-sizes.ts'
import { listOrders } from '../../../../main/connectors/woocommerce/list.ts'
import { type AskOrders, perPage } from '../../../../main/connectors/woocommerce/list-page.ts'
import { createReads } from '../../../../main/connectors/woocommerce/whole-pages.ts'
import { type Failure, failure } from '../../../../main/words/failure.ts'

/** Lets all that waits for nothing but promises go on. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

function answerOf(body: unknown, headers: Answer['headers']): Answer {
  return {
    status: 200,
    headers,
    serverDate: null,
    body: Buffer.from(JSON.stringify(body)),
    url: new URL('https://shop/'),
    elapsedMs: 1,
    retries: 0,
  }
}

/**
 * A shop with so many orders, which answers a request when it is told to; each page is stored when `store` lets it be.
 * @param counted how many orders it spoke of before
 */
function slowShop(
  orders: number,
  atOnce: number,
  store: () => Promise<void> = async () => undefined,
  counted = orders,
) {
  const waiting: { readonly offset: number; readonly answer: () => void }[] = []
  const asked: number[] = []
  const ask: AskOrders = ({ offset = '0', per_page }) => {
    const rows = Array.from({ length: orders }, (_, place) => ({
      id: place + 1,
      line_items: [],
      number: 'N',
    }))
    const page = rows.slice(Number(offset), Number(offset) + Number(per_page))
    asked.push(Number(offset))
    return new Promise((resolve) => {
      const answer = () =>
        resolve(
          answerOf(page, {
            'x-wp-total': `${orders}`,
            'x-wp-totalpages': `${Math.ceil(orders / perPage)}`,
          }),
        )
      waiting.push({ offset: Number(offset), answer })
    })
  }
  const listing = {
    ask,
    probe: async () => undefined,
    sizes: createPageSizes(perPage, null),
    host: 'shop',
    signal: new AbortController().signal,
  }
  const window = { from: '2026-11-01T00:00:00.000Z', to: null }
  const empty = { raw: Buffer.from('[]'), orders: [], notices: [] }
  const listed: string[] = []
  const told: (readonly [atOnce: number, orders: number, ms: number])[] = []
  const pages = listOrders(listing, window, {
    likely: () => true,
    atOnce: () => atOnce,
    answered: (...how) => told.push(how),
    counted,
    late: () => undefined,
    orders: () => ({ lacks: false, complete: async () => empty }),
  })
  const done = (async () => {
    for await (const { rows } of pages) {
      listed.push(...rows.map(({ shopOrderId }) => shopOrderId))
      await store()
    }
  })()
  /** Answers what was asked first, or last. */
  const answer = async (which: 'first' | 'last') => {
    const next = which === 'first' ? waiting.shift() : waiting.pop()
    next?.answer()
    await settled()
  }
  return { asked, waiting, answer, done, listed, told }
}

test('R14: whole pages are asked for side by side once the shop has counted, and never too many', async () => {
  const shop = slowShop(1000, 3)
  await settled()
  expect(shop.asked).toEqual([0, 99, 198])
  while (shop.waiting.length > 0) {
    expect(shop.waiting.length).toBeLessThanOrEqual(3)
    await shop.answer('first')
  }
  await shop.done
  expect(shop.listed).toHaveLength(1000)
  expect(shop.asked).toEqual([0, 99, 198, 297, 396, 495, 594, 693, 792, 891, 990, 1000])
})

test('R14: of a shop that did not count, nothing is asked for beside the first page', async () => {
  const shop = slowShop(250, 3, undefined, 0)
  await settled()
  expect(shop.asked).toEqual([0])
  await shop.answer('first')
  // What is behind the last page is asked for beside it.
  expect(shop.asked).toEqual([0, 99, 198, 250])
  while (shop.waiting.length > 0) await shop.answer('first')
  await shop.done
  expect(shop.listed).toHaveLength(250)
  expect(shop.asked).toEqual([0, 99, 198, 250])
})

test('R14: while pages are stored the shop does not rest, but no more of them wait than were asked for at once', async () => {
  const stored = Promise.withResolvers<void>()
  const shop = slowShop(2000, 3, () => stored.promise)
  await settled()
  while (shop.waiting.length > 0) {
    expect(shop.waiting.length).toBeLessThanOrEqual(3)
    await shop.answer('first')
  }
  // The first page is being stored; the one behind it and five more wait.
  expect(shop.listed).toHaveLength(100)
  expect(shop.asked).toEqual([0, 99, 198, 297, 396, 495, 594])
  stored.resolve()
  await settled()
  while (shop.waiting.length > 0) await shop.answer('first')
  await shop.done
  expect(shop.listed).toHaveLength(2000)
})

test('R14: pages that come in another order than they were asked for are all there', async () => {
  const shop = slowShop(1234, 3)
  await settled()
  while (shop.waiting.length > 0) await shop.answer('last')
  await shop.done
  expect(shop.listed).toEqual(Array.from({ length: 1234 }, (_, place) => `${place + 1}`))
})

test('R22: where one request at a time is all that a shop bears, nothing is asked for beside it', async () => {
  const shop = slowShop(300, 1)
  await settled()
  while (shop.waiting.length > 0) {
    expect(shop.waiting).toHaveLength(1)
    await shop.answer('first')
  }
  await shop.done
  expect(shop.listed).toHaveLength(300)
})

test('R22: how long full pages take is told, and how many were asked for at once', async () => {
  const shop = slowShop(250, 3)
  await settled()
  while (shop.waiting.length > 0) await shop.answer('first')
  await shop.done
  expect(shop.told).toEqual([
    [3, 100, expect.any(Number)],
    [3, 100, expect.any(Number)],
  ])
})

test('R22: that a page did not come in time is told, and that the shop broke it is not', async () => {
  const lateAfter = async (error: Failure) => {
    let late = 0
    const ask: AskOrders = async ({ _fields }) => {
      if (_fields === undefined) throw error
      return answerOf([], {})
    }
    const reads = createReads(
      ask,
      {},
      {
        likely: () => true,
        atOnce: () => 3,
        counted: 0,
        answered: () => undefined,
        late: () => {
          late += 1
        },
        orders: () => expect.fail(),
      },
    )
    const { signal } = new AbortController()
    expect((await reads.read(0, 100, {}, signal)).rows).toEqual([])
    return late
  }
  expect(await lateAfter(failure('timeout', { host: 'shop', seconds: 60 }))).toBe(1)
  expect(await lateAfter(failure('server-error', { host: 'shop', status: 500 }))).toBe(0)
})
