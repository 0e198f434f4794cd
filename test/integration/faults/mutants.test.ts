import Big from 'big.js'
import { describe, expect, it } from 'vitest'
import { type Random, randomFrom } from '../../../main/demo-shop/random.ts'
import type { ShopResponse } from '../../../main/demo-shop/woo-api/shop.ts'
import { logText, textsFor } from '../../../main/texts/index.ts'
import type { Order } from '../../../main/words/order.ts'
import { type PlatformId, platformIds } from '../../../main/words/shop.ts'
import { schemaThere } from '../../shopify-server/index.ts'
import { faultBench, storedOrders } from '../../support/fault-bench.ts'
import { exactly, mutated } from '../../support/mutate.ts'
import { firstSeed, size } from '../../support/sizes.ts'
import type { SeenRequest } from '../../woo-server/failures.ts'
import { asksForFullOrders } from '../../woo-server/index.ts'

const atOnce = 250
const rounds = size(1, 40)
const first = firstSeed(1)

interface Json {
  readonly [name: string]: Json
}

/** How a platform's answers hold orders in full, and where its amounts stand. */
interface Shape {
  /** Where full orders, or parts of them, are asked for. */
  readonly isFull: (request: SeenRequest) => boolean
  /** Whether nothing but the order itself tells which one it is, as in a page of whole orders. */
  readonly keepsId: (request: SeenRequest) => boolean
  /** The list of what is mutated in an answer's JSON, and how to put another list there. */
  readonly rows: (json: Json) => readonly Json[] | undefined
  readonly replace: (json: Json, rows: string) => string
  readonly id: (row: Json) => number
  /** What the order in full says, read anew from the data kept with it. */
  readonly total: (raw: Json) => unknown
  /** To how many decimals its amounts are meant; all by default. */
  readonly decimals?: number
  /** `reckoned`: what the price of one makes, where that may stand for the row's own total. */
  readonly lines: (
    raw: Json,
  ) => readonly (readonly [quantity: unknown, net: unknown, reckoned?: () => string])[] | null
}

const shapes: Readonly<Record<PlatformId, Shape>> = {
  woocommerce: {
    isFull: asksForFullOrders,
    keepsId: ({ query }) => !query.has('include'),
    rows: (json) => json as unknown as readonly Json[],
    replace: (_, rows) => rows,
    id: (row) => Number(row.id),
    total: (raw) => raw.total,
    lines: (raw) => rowsOf(raw.line_items).map((row) => [row.quantity, row.total]),
  },
  magento: {
    isFull: ({ query }) => query.get('fields') === 'items',
    keepsId: () => false,
    rows: (json) => json.items as unknown as readonly Json[],
    replace: (_, rows) => `{"items":${rows}}`,
    id: (row) => Number(row.entity_id),
    total: (raw) => raw.grand_total,
    // Rows may have parts below them, which take turns in bearing the amounts.
    lines: () => null,
  },
  shopify: {
    isFull: () => true,
    keepsId: () => false,
    rows: (json) => json.data?.nodes as unknown as readonly Json[] | undefined,
    replace: (json, rows) =>
      JSON.stringify(json).replace(/"nodes":\[.*\](?=\},"extensions"|\}\})/s, () => `"nodes":${rows}`),
    id: (row) => Number(String(row.id).split('/').at(-1)),
    total: (raw) => (raw.totalPriceSet?.shopMoney as Json | undefined)?.amount,
    lines: () => null,
  },
  prestashop: {
    isFull: ({ path, query }) =>
      /\/(orders|order_details|customers|addresses|order_slip|order_payments)$/.test(path) &&
      [...query.keys()].some((name) => name.startsWith('filter[id') || name === 'filter[order_reference]') &&
      !query.has('filter[date_upd]'),
    keepsId: () => false,
    rows: (json) =>
      Array.isArray(json) ? undefined : (Object.values(json)[0] as unknown as readonly Json[]),
    replace: (json, rows) => `{${JSON.stringify(Object.keys(json)[0])}:${rows}}`,
    id: (row) => Number(row.id),
    total: (raw) => (raw.order as Json | undefined)?.total_paid_tax_incl,
    // It prints six, and means cents.
    decimals: 2,
    // Where a row's own total contradicts the order's, the price of one times the quantity counts if that makes it.
    lines: (raw) =>
      rowsOf(raw.details).map((row) => [
        row.product_quantity,
        row.total_price_tax_excl,
        () => new Big(String(row.unit_price_tax_excl)).times(String(row.product_quantity)).toFixed(),
      ]),
  },
}

/** An order changed, but not in its identifier. */
function withId({ id, ...others }: Json, random: Random): string {
  const text = mutated(others, random)
  return text === '{}' ? JSON.stringify({ id }) : `{"id":${id},${text.slice(1)}`
}

describe(`orders changed at random: seeds ${first} to ${first + rounds - 1}`, () => {
  it.each(platformIds.filter((id) => id !== 'shopify' || schemaThere))(
    `R7 R24: %s, each of ${rounds * atOnce} is stored exactly, or kept as wrong with its reasons`,
    async (platform) => {
      const tally = { stored: 0, wrong: 0, skipped: 0 }
      for (let seed = first; seed < first + rounds; seed += 1) await oneRound(platform, seed, tally)
      console.info(`${platform}: ${JSON.stringify(tally)}`)
      expect(tally.stored + tally.wrong + tally.skipped).toBe(rounds * atOnce)
      expect(tally.stored).toBeGreaterThan(atOnce / 10)
      expect(tally.wrong).toBeGreaterThan(atOnce / 10)
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    },
    1_200_000,
  )
})

async function oneRound(
  platform: PlatformId,
  seed: number,
  tally: { stored: number; wrong: number; skipped: number },
): Promise<void> {
  const shape = shapes[platform]
  const bench = await faultBench(platform, seed, 'http://127.0.0.2:9', { batch: 50, spoilt: 0 })
  try {
    bench.place(atOnce, 200)
    bench.site.setFailure((request) => {
      if (!shape.isFull(request)) return undefined
      return (answer: ShopResponse) => {
        const json = JSON.parse(String(answer.body)) as Json
        const rows = shape.rows(json)
        if (!Array.isArray(rows)) return answer
        // The same order is changed in the same way whenever it is asked for; a fifth stays as it is.
        const texts = rows.map((row: Json) => {
          const random = randomFrom(seed, shape.id(row), request.path.length)
          return random.chance(platform === 'prestashop' ? 70 : 20)
            ? JSON.stringify(row)
            : shape.keepsId(request)
              ? withId(row, random)
              : mutated(row, random)
        })
        return { ...answer, body: shape.replace(json, `[${texts.join(',')}]`) }
      }
    })
    const began = performance.now()
    const run = await bench.run(null)
    expect(run, `seed ${seed}: ${JSON.stringify(run.failure)}`).toMatchObject({ outcome: 'success' })
    // No order takes long, whatever is in it.
    expect(performance.now() - began).toBeLessThan(60_000)
    expect(run.counters.total, `seed ${seed}`).toBe(atOnce)
    const log = bench.archive.listLog(
      { shopId: null, runId: run.id, orderId: null, level: null, outcome: null, text: '' },
      null,
      1000,
    )
    const stored = storedOrders(bench.archive)
    const said = new Map(
      log.filter((entry) => entry.shopOrderId !== null).map((entry) => [entry.shopOrderId, entry]),
    )
    for (const { id } of bench.placed) {
      const key = String(id)
      const order = stored.get(key)
      if (order !== undefined) {
        tally.stored += 1
        expectExact(order, shape, `seed ${seed}, order ${key}`)
        continue
      }
      const entry = said.get(key)
      expect(entry, `seed ${seed}: order ${key} is neither stored nor mentioned`).toBeDefined()
      if (!entry) continue
      expect(logText(textsFor('it'), entry.message).message.length).toBeGreaterThan(10)
      if (entry.message.code === 'order-wrong') {
        tally.wrong += 1
        const { reasons } = entry.message.params
        expect(reasons.length).toBeGreaterThan(0)
        expect(
          reasons.find(({ code }) => code === 'not-understood'),
          `seed ${seed}: order ${key}`,
        ).toBeUndefined()
      } else {
        tally.skipped += 1
        expect(entry.message.code).toBe('order-skipped')
      }
    }
    expect(run.counters.new).toBe(stored.size)
  } finally {
    await bench.close()
  }
}

/** What is stored against the shop's own data, read by another library. */
function expectExact(
  { document, raw: text }: { readonly document: string; readonly raw: string },
  shape: Shape,
  about: string,
): void {
  const order = JSON.parse(document) as Order
  const raw = exactly(text) as Json
  expect(
    same(order.totals.total, shape.total(raw), shape.decimals),
    `${about}: total ${order.totals.total}`,
  ).toBe(true)
  const lines = shape.lines(raw)
  if (lines === null) return
  expect(order.lines.length, `${about}: lines`).toBe(lines.length)
  lines.forEach(([quantity, net, reckoned], place) => {
    const line = order.lines[place]
    expect(same(line?.quantity, quantity), `${about}: quantity ${line?.quantity}`).toBe(true)
    // Without a total the line's is reckoned from the price of one.
    if (net === undefined && shape.decimals !== undefined) return
    if (reckoned !== undefined && !same(line?.net, net, shape.decimals)) {
      // Rounded by the piece, the line or not at all: half a cent each.
      const off = new Big(line?.net ?? 'none').minus(reckoned()).abs()
      const allowed = new Big(String(quantity)).abs().plus(1).times('0.005')
      expect(off.lte(allowed), `${about}: net ${line?.net}, by price ${reckoned()}`).toBe(true)
      return
    }
    expect(same(line?.net, net, shape.decimals), `${about}: net ${line?.net}`).toBe(true)
  })
}

function rowsOf(value: unknown): readonly Json[] {
  if (value === null || value === undefined) return []
  return (Array.isArray(value) ? value : Object.values(value as object)) as Json[]
}

/** Equal as numbers, to so many decimals. */
function same(ours: string | undefined, theirs: unknown, decimals = 9): boolean {
  const text = theirs === undefined || theirs === null || theirs === '' ? '0' : String(theirs).trim()
  const exact = new Big(text.replace(/^\+/, '').replace(/\.$/, ''))
  const stored = new Big(ours ?? 'none')
  return stored.eq(exact) || stored.eq(exact.round(decimals, Big.roundHalfUp))
}
