import {
  type EasyfattNumber,
  greatestNumber,
  numberingApart,
  wantedNumbers,
} from '../words/easyfatt-number.ts'
import { failure } from '../words/failure.ts'
import { dateOf } from '../words/local-time.ts'
import type { Instant } from '../words/order.ts'
import type { Sqlite } from './database.ts'
import { uniqueId } from './unique-id.ts'

/** The numbers of some orders (R45), in columns: there may be a million. */
export interface OrderNumbers {
  readonly ids: Uint32Array
  /** 0 for an order that is not there any more. */
  readonly numbers: Uint32Array
  /** Which of the numberings. */
  readonly codes: Uint16Array
  readonly numberings: readonly string[]
  /** 1: not given yet; it is by {@link numberKeeper} once the order goes out. */
  readonly isNew: Uint8Array
  /** So many have 0 because only the server of several desks could give them one, and it does not answer (R57). */
  readonly withheld?: number
}

type Row = [
  at: number,
  id: number,
  shopId: number,
  number: string,
  shopOrderId: string,
  placedAt: string,
  given: number | null,
  numbering: string | null,
]

/** Tells the numbers of orders: those given, and what the others get. Writes nothing. */
export function easyfattNumberQueries(db: Sqlite) {
  const rows = db
    .prepare<[string], Row>(
      `SELECT asked.key, orders.id, shop_id, orders.number, orders.shop_order_id, placed_at, known.number, numbering
       FROM json_each(?) AS asked CROSS JOIN orders ON orders.id = asked.value
       CROSS JOIN shops ON shops.id = shop_id
       LEFT JOIN easyfatt_numbers AS known ON known.shop = shops.uuid AND known.shop_order_id = orders.shop_order_id`,
    )
    .raw()
  const taken = db
    .prepare<[string, number, number], number>(
      'SELECT 1 FROM easyfatt_numbers WHERE numbering = ? AND year = ? AND number = ?',
    )
    .pluck()
  const moved = db
    .prepare<[], [placedAt: Instant, number: number, numbering: string]>(
      `SELECT placed_at, known.number, numbering
       FROM (SELECT DISTINCT order_id FROM order_edits WHERE path = 'placedAt') AS edited
       CROSS JOIN orders ON orders.id = order_id CROSS JOIN shops ON shops.id = shop_id
       CROSS JOIN easyfatt_numbers AS known
         ON known.shop = shops.uuid AND known.shop_order_id = orders.shop_order_id`,
    )
    .raw()
  const highest = db
    .prepare<[string, number], number | null>(
      'SELECT max(number) FROM easyfatt_numbers WHERE numbering = ? AND year = ?',
    )
    .pluck()

  return {
    /**
     * Of two orders that want the same number, the one that comes first here has it; the other the next that it may have
     * (`wantedNumbers`), and where all are taken the next after the highest of the numbering apart.
     */
    easyfattNumbers(ids: Uint32Array): OrderNumbers {
      const [numbers, codes] = [new Uint32Array(ids.length), new Uint16Array(ids.length)]
      const isNew = new Uint8Array(ids.length)
      const numberings = new Map<string, number>()
      const key = (year: number, { number, numbering }: EasyfattNumber) => `${year} ${numbering} ${number}`
      /** What those before here get; and what those have that were moved into another year after they got it. */
      const promised = new Set(
        moved.all().map(([placedAt, number, numbering]) => key(yearOf(placedAt), { number, numbering })),
      )
      const isFree = (year: number, wanted: EasyfattNumber) =>
        !promised.has(key(year, wanted)) && taken.get(wanted.numbering, year, wanted.number) === undefined
      const numberAfterAll = (shopId: number, year: number): EasyfattNumber => {
        const numbering = numberingApart(shopId)
        for (let number = (highest.get(numbering, year) ?? 0) + 1; number <= greatestNumber; number += 1)
          if (isFree(year, { number, numbering })) return { number, numbering }
        throw failure('internal', { detail: `no number is left in ${numbering}` })
      }
      const put = (at: number, { number, numbering }: EasyfattNumber) => {
        numbers[at] = number
        if (!numberings.has(numbering)) numberings.set(numbering, numberings.size)
        codes[at] = numberings.get(numbering) ?? 0
      }
      for (const [at, id, shopId, number, shopOrderId, placedAt, given, numbering] of rows.iterate(
        JSON.stringify([...ids]),
      )) {
        if (given !== null && numbering !== null) {
          put(at, { number: given, numbering })
          continue
        }
        const year = yearOf(placedAt)
        const wanted = wantedNumbers({ id, shopId, number, shopOrderId })
        const got = wanted.find((one) => isFree(year, one)) ?? numberAfterAll(shopId, year)
        promised.add(key(year, got))
        put(at, got)
        isNew[at] = 1
      }
      return { ids, numbers, codes, numberings: [...numberings.keys()], isNew }
    },
  }
}

/** Whether some are yet to be given. */
export function hasNew(numbers: OrderNumbers | undefined): boolean {
  return numbers?.isNew.includes(1) ?? false
}

/** Gives orders the numbers that they went out with. For use in a transaction. */
export function numberKeeper(db: Sqlite) {
  const give = db.prepare(
    `INSERT INTO easyfatt_numbers (id, shop, shop_order_id, at, number, numbering, year)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  )
  const orderOf = db
    .prepare<[number], [shop: string, shopOrderId: string, placedAt: Instant]>(
      `SELECT shops.uuid, shop_order_id, placed_at FROM orders JOIN shops ON shops.id = shop_id WHERE orders.id = ?`,
    )
    .raw()
  const isGiven = db
    .prepare<{ orderId: number; number: number; numbering: string }, number>(
      `SELECT 1 FROM orders JOIN shops ON shops.id = shop_id
       JOIN easyfatt_numbers AS known ON shop = shops.uuid AND known.shop_order_id = orders.shop_order_id
       WHERE orders.id = @orderId AND known.number = @number AND numbering = @numbering`,
    )
    .pluck()
  return {
    /**
     * @param isOut whether that order is in what goes out
     * @throws Failure `handed-over-meanwhile`: another process has given one of the numbers
     */
    keepNumbers(
      { ids, numbers, codes, numberings, isNew }: OrderNumbers,
      at: Instant,
      isOut: (orderId: number) => boolean,
    ): void {
      for (let index = 0; index < ids.length; index += 1) {
        const orderId = ids[index] ?? 0
        if (isNew[index] === 0 || !isOut(orderId)) continue
        const order = orderOf.get(orderId)
        const number = numbers[index] ?? 0
        const numbering = numberings[codes[index] ?? 0] ?? ''
        if (order !== undefined) {
          const [shop, shopOrderId, placedAt] = order
          const given = give.run(uniqueId(), shop, shopOrderId, at, number, numbering, yearOf(placedAt))
          if (given.changes > 0) continue
        }
        if (isGiven.get({ orderId, number, numbering }) === undefined)
          throw failure('handed-over-meanwhile', {})
      }
    },
  }
}

/** The year of the document's date. */
function yearOf(placedAt: string): number {
  return dateOf(placedAt)?.getFullYear() ?? 0
}
