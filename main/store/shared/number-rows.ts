import type { Sqlite } from '../database.ts'
import { uniqueId } from '../unique-id.ts'
import type { RowAdapters } from './row-adapter.ts'
import type { RowPlaces, Values } from './row-places.ts'

type NumberRow = [
  shop: string,
  at: string,
  numbering: string,
  year: number,
  shopOrderId: string,
  number: number,
]

/** Numbers that were given together: there may be a million. */
type Numbers = [...of: [shop: string, at: string, numbering: string, year: number], given: [string, number][]]

/** The numbers by which Easyfatt knows orders (R45): the server gives each once, so that what comes out of the log is so. */
export function numberRows(db: Sqlite, { shopOf }: RowPlaces) {
  const range = db
    .prepare<[number, number], NumberRow>(
      `SELECT shop, at, numbering, year, shop_order_id, number FROM easyfatt_numbers
       WHERE seq BETWEEN ? AND ? AND shop NOT IN (SELECT uuid FROM shops WHERE demo = 1) ORDER BY seq`,
    )
    .raw()
  const drop = db.prepare('DELETE FROM easyfatt_numbers WHERE seq BETWEEN ? AND ?')
  const known = db
    .prepare<NumberRow, number>(
      `SELECT 1 FROM easyfatt_numbers
       WHERE shop = ? AND at = ? AND numbering = ? AND year = ? AND shop_order_id = ? AND number = ?`,
    )
    .pluck()
  const ofOrder = db.prepare('DELETE FROM easyfatt_numbers WHERE shop = ? AND shop_order_id = ?')
  const ofNumber = db.prepare('DELETE FROM easyfatt_numbers WHERE numbering = ? AND year = ? AND number = ?')
  const next = db.prepare<[], number>('SELECT coalesce(max(seq), 0) + 1 FROM easyfatt_numbers').pluck()
  const keep = db.prepare(
    `INSERT INTO easyfatt_numbers (seq, id, shop, at, numbering, year, shop_order_id, number)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )

  const take = (row: NumberRow, isOwn: boolean): void => {
    if (isOwn && known.get(...row) !== undefined) return
    const [shop, , numbering, year, shopOrderId, number] = row
    // Behind those that give way: of this desk, and not in the log, the server refuses them by their places.
    const seq = next.get() ?? 1
    ofOrder.run(shop, shopOrderId)
    ofNumber.run(numbering, year, number)
    keep.run(seq, uniqueId(), ...row)
  }
  const adapters: RowAdapters = {
    easyfatt_numbers: {
      apply({ numbers }, { desk }) {
        for (const [shop, at, numbering, year, given] of numbers as readonly Numbers[])
          for (const [shopOrderId, number] of given)
            take([shopOf(shop), at, numbering, year, shopOrderId, number], desk === null)
        return 'done'
      },
    },
  }
  return {
    adapters,
    /** What is said of the numbers from one place here to another; null: there are none. */
    complete(key: string): Values | null {
      const numbers: Numbers[] = []
      let last = ''
      for (const [shop, at, numbering, year, ...given] of range.iterate(...rangeOf(key))) {
        const of = `${shop} ${at} ${numbering} ${year}`
        if (of !== last) numbers.push([shop, at, numbering, year, []])
        numbers.at(-1)?.[4].push(given)
        last = of
      }
      return numbers.length === 0 ? null : { numbers }
    },
    /** The server has refused them. */
    refuse: (key: string): void => void drop.run(...rangeOf(key)),
  }
}

function rangeOf(key: string): [number, number] {
  const [from = 0, to = 0] = key.split('-').map(Number)
  return [from, to]
}
