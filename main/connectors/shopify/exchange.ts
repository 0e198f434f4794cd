import { absolute, type Scaled, scaled, toDecimal } from '../../words/decimal.ts'
import type { Charge } from '../../words/order.ts'
import { addUp } from './check-order.ts'
import type { Fields, Reader } from './reader.ts'
import { type Rows, readRows, rowsOf } from './rows.ts'

/** It goes onto Italian invoices. */
const exchangeName = 'Cambio'

interface Change {
  readonly left: Rows
  readonly whole: Rows
  readonly paid: Scaled
}

/**
 * An order in which something was put in for what was taken out, where what is left makes the current total: both sides
 * together are over what was paid by just what was put in, which then is a row that lowers it, beside its lines.
 * @returns null for another
 */
export function mapExchange(reader: Reader, json: Fields, { left, whole, paid }: Change): Rows | null {
  const { declaredTotal, total, allowed } = whole.sums
  const isKnown = addUp(whole.sums) || absolute(declaredTotal - paid) <= allowed
  const putIn = new Set(isKnown && addUp(left.sums) ? lastRows(json, left, total - paid, allowed) : [])
  if (putIn.size === 0) return null
  const lineItems = rowsOf(json).filter((row) => !putIn.has(row))
  const before = readRows(reader, { ...json, lineItems }, 'sold', { total: paid, tax: null })
  if (!addUp(before.sums)) return null
  const lines = left.lines.slice(-putIn.size)
  const net = lines.reduce((sum, line) => sum + scaled(line.net), 0n)
  return {
    ...before,
    linesNet: before.linesNet + net,
    fees: [
      ...before.fees,
      ...lines.map(
        (line): Charge => ({
          name: `${exchangeName}: ${line.name}`,
          net: toDecimal(-scaled(line.net), 2),
          tax: toDecimal(-scaled(line.tax), 2),
          vatRate: line.vatRate,
        }),
      ),
    ],
    feesNet: before.feesNet - net,
  }
}

/** The last lines of an order, none of which was touched, where they come to an amount: what is put in comes last. */
export function lastRows(json: Fields, { lines }: Rows, amount: Scaled, allowed: Scaled): readonly Fields[] {
  const rows = rowsOf(json).filter(({ quantity, currentQuantity }) => currentQuantity !== 0 || quantity === 0)
  if (rows.length !== lines.length || amount <= allowed) return []
  let rest = amount
  for (const [back, { net, tax }] of lines.toReversed().entries()) {
    const row = rows[rows.length - 1 - back]
    if (row === undefined || row.currentQuantity !== row.quantity) return []
    rest -= scaled(net) + scaled(tax)
    if (rest <= allowed) return rest >= -allowed ? rows.slice(-1 - back) : []
  }
  return []
}
