import { absolute, divide, multiply, type Scaled, toDecimal } from '../words/decimal.ts'
import type { ExportedOrder } from '../words/printed.ts'
import { soldTotal } from '../words/sale.ts'
import { cents, hundred, one, taxOf } from '../words/vat-amounts.ts'
import { soldRows } from './line-rows.ts'
import { type VatPart, vatParts } from './vat-parts.ts'

/** A row as Easyfatt computes with it: `quantity` x `price`, less `percent`, rounded to cents. */
export interface PricedRow {
  /** Null for the row that rounds. */
  readonly part: VatPart | null
  readonly quantity: Scaled
  readonly price: Scaled
  /** Discount; 0 when the price is what is left after it. */
  readonly percent: Scaled
  readonly rate: Scaled
  /** The rate as the shop's tables know it (R46). */
  readonly tableRate: string
}

export interface EasyfattAmounts {
  readonly pricesIncludeVat: boolean
  readonly rows: readonly PricedRow[]
  /** Easyfatt's one extra cost: shipping. */
  readonly cost: {
    readonly description: string
    readonly amount: Scaled
    readonly rate: Scaled
    readonly tableRate: string
  } | null
}

/**
 * An order's amounts in such a way that Easyfatt, which computes the totals anew, comes to the order's total.
 *
 * It adds up the rows of each rate and takes the VAT of the sum, while shops with prices that include VAT round it
 * row by row: net prices then give a cent more or less. Where they do, the prices go out with VAT included, which
 * adds up by itself. What is still missing (a shop's own rounding) becomes a row without VAT. What cards, credit or
 * points paid is no row: it is a payment of a sale that stays whole.
 */
export function easyfattAmounts(source: ExportedOrder): EasyfattAmounts {
  const { order } = source
  const parts = soldRows(source).flatMap((row) => vatParts(row, order))
  const total = soldTotal(order)
  const [net, gross] = [false, true].map((included) => amountsOf(parts, included)) as [
    EasyfattAmounts,
    EasyfattAmounts,
  ]
  const [netRest, grossRest] = [total - easyfattTotal(net), total - easyfattTotal(gross)]
  const better = absolute(netRest) <= absolute(grossRest) ? net : gross
  const rest = better === net ? netRest : grossRest
  if (rest === 0n) return better
  const rounding = { part: null, quantity: one, price: rest, percent: 0n, rate: 0n, tableRate: 'rounding' }
  return { ...better, rows: [...better.rows, rounding] }
}

function amountsOf(parts: readonly VatPart[], pricesIncludeVat: boolean): EasyfattAmounts {
  const amountOf = ({ net, tax }: VatPart) => (pricesIncludeVat ? net + tax : net)
  const shipping = parts.filter(({ type }) => type === 'shipping')
  const [first] = shipping
  const rate = first?.rate ?? 0n
  const tableRate = first === undefined ? '' : tableRateOf(first)
  const inCost = shipping.filter((part) => part.rate === rate && tableRateOf(part) === tableRate)
  const rows = parts.filter((part) => !inCost.includes(part))
  const names = new Set(inCost.map(({ description }) => description).filter((name) => name !== ''))
  const cost = {
    description: [...names].join(', '),
    amount: cents(inCost.reduce((sum, part) => sum + amountOf(part), 0n)),
    rate,
    tableRate,
  }
  return {
    pricesIncludeVat,
    rows: rows.map((part) => priced(part, amountOf(part), pricesIncludeVat)),
    cost: inCost.length === 0 ? null : cost,
  }
}

/**
 * The rate by which the tables are asked. What is to be cleared up (R38) is asked for by that name: it raised what the
 * customer paid, and nobody has said yet as what.
 */
function tableRateOf({ type, rate, known }: VatPart): string {
  if (known && rate !== 0n) return toDecimal(rate)
  if (type === 'unclear') return 'unclear'
  return known ? '0' : 'unknown'
}

/** Finds a price (and a percentage) from which the amount comes out again to the cent. */
export function priced(part: VatPart, amount: Scaled, pricesIncludeVat: boolean): PricedRow {
  const { quantity, rate } = part
  const wanted = cents(amount)
  const list = pricesIncludeVat && part.listPrice !== null ? withVat(part.listPrice, rate) : part.listPrice
  const row = { part, quantity, percent: 0n, rate, tableRate: tableRateOf(part) }
  const before = list === null ? null : multiply(quantity, list)
  if (list !== null && before !== null) {
    if (cents(before) === wanted) return { ...row, price: list }
    const percent = divide(multiply(before - amount, hundred), before, 2) ?? 0n
    const comesOut = rowAmount({ ...row, price: list, percent }) === wanted
    if (part.discount > 0n && percent > 0n && percent <= hundred && comesOut) {
      return { ...row, price: list, percent }
    }
  }
  for (let decimals = 2; decimals <= 9; decimals += 1) {
    const price = divide(amount, quantity, decimals)
    if (price !== null && cents(multiply(quantity, price)) === wanted) return { ...row, price }
  }
  return { ...row, quantity: one, price: wanted }
}

function withVat(price: Scaled, rate: Scaled): Scaled {
  return divide(multiply(price, hundred + rate), hundred, 2) ?? price
}

function rowAmount({ quantity, price, percent }: Pick<PricedRow, 'quantity' | 'price' | 'percent'>): Scaled {
  return taxOf(multiply(quantity, price), hundred - percent)
}

/** What Easyfatt comes to. */
function easyfattTotal({ rows, cost, pricesIncludeVat }: EasyfattAmounts): Scaled {
  const byRate = new Map<Scaled, Scaled>()
  const add = (rate: Scaled, amount: Scaled) => byRate.set(rate, (byRate.get(rate) ?? 0n) + amount)
  for (const row of rows) add(row.rate, rowAmount(row))
  if (cost !== null) add(cost.rate, cost.amount)
  let total = 0n
  for (const [rate, amount] of byRate) total += amount + (pricesIncludeVat ? 0n : taxOf(amount, rate))
  return total
}
