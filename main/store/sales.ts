import { toDecimal } from '../words/decimal.ts'
import { dayOf, startOf } from '../words/local-time.ts'
import type { Instant } from '../words/order.ts'
import { type SalesDay, type ShopSales, salesDays } from '../words/sales.ts'
import type { Sqlite } from './database.ts'

const names = Object.keys(salesDays) as SalesDay[]

interface Tally {
  count: number
  /** Ten-thousandths. */
  total: bigint
  readonly hours: number[]
}

type PlacedRow = [shop: number, currency: string, placed: Instant, total: number]

/** Today's orders and takings (R8), by the day on which they were placed; what is cancelled, failed or refunded is none (R42). */
export function salesQueries(db: Sqlite) {
  const placed = db
    .prepare<[Instant, Instant], PlacedRow>(
      `SELECT shop_id, currency, placed_at, total_e4 FROM orders INDEXED BY orders_placed
       WHERE placed_at >= ? AND placed_at < ? AND left_out = 0`,
    )
    .raw()

  return {
    /**
     * Those with most orders first.
     * @param at now: the other days count until the same time of the day (on the clock of this computer)
     */
    salesUntil: (at: Instant): readonly ShopSales[] => {
      const now = new Date(at)
      const found = new Map<string, Pick<ShopSales, 'shopId' | 'currency'> & Record<SalesDay, Tally>>()
      for (const name of names) {
        const back = salesDays[name]
        const day = dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() - back))
        const until = new Date(now)
        until.setDate(now.getDate() - back)
        for (const [shopId, currency, instant, total] of placed.iterate(startOf(day), startOf(day, 1))) {
          const key = `${shopId} ${currency}`
          const sales = found.get(key) ?? { shopId, currency, ...empty() }
          found.set(key, sales)
          add(sales[name], new Date(instant), until, total)
        }
      }
      const shops = [...found.values()].map((sales) => ({
        shopId: sales.shopId,
        currency: sales.currency,
        ...byDay((name) => ({
          count: sales[name].count,
          total: toDecimal(sales[name].total * 100_000n, 2),
        })),
        hours: byDay((name) => sales[name].hours),
      }))
      const all = (shop: ShopSales) => names.reduce((sum, name) => sum + shop[name].count, 0)
      return shops.sort((a, b) => all(b) - all(a) || a.shopId - b.shopId)
    },
  }
}

function add(tally: Tally, placed: Date, until: Date, total: number): void {
  const hour = placed.getHours()
  tally.hours[hour] = (tally.hours[hour] ?? 0) + total / 10_000
  if (placed > until) return
  tally.count += 1
  tally.total += BigInt(total)
}

function empty(): Record<SalesDay, Tally> {
  return byDay(() => ({ count: 0, total: 0n, hours: new Array<number>(24).fill(0) }))
}

function byDay<T>(of: (name: SalesDay) => T): Record<SalesDay, T> {
  return { today: of('today'), yesterday: of('yesterday'), lastWeek: of('lastWeek') }
}
