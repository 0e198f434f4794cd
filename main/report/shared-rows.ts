import type { SoldRow } from '../export/line-rows.ts'
import type { VatPart } from '../export/vat-parts.ts'
import { absolute, divide, multiply, parseDecimal, type Scaled, scaled } from '../words/decimal.ts'
import type { Order } from '../words/order.ts'
import { cent, hundred, shareOut } from '../words/vat-amounts.ts'

export interface SharedRows {
  readonly rows: ReadonlySet<SoldRow>
  readonly parts: readonly Pick<VatPart, 'rate' | 'net' | 'tax' | 'known'>[]
}

/** Shops round each of their taxes by itself. */
const tolerance = 2n * cent

/**
 * Rows of several rates, such as a reduction shared out among them: the shop says no rate of theirs, but what tax it takes at
 * each rate in all. What is left of that after the rows with a rate is theirs, to the cent. None where that does not add up.
 */
export function sharedRows(rows: readonly SoldRow[], { taxes }: Order): SharedRows {
  const shared = rows.filter(
    ({ type, vatRate, tax }) => type !== 'unclear' && vatRate === '' && scaled(tax) !== 0n,
  )
  if (shared.length === 0) return noneShared
  const left = new Map<Scaled, Scaled>()
  const add = (rate: string | null, amount: Scaled): boolean => {
    const percent = rate === null ? null : parseDecimal(rate)
    if (percent !== null && percent > 0n) left.set(percent, (left.get(percent) ?? 0n) + amount)
    return percent !== null || amount === 0n
  }
  if (!taxes.every(({ rate, amount }) => add(rate, scaled(amount)))) return noneShared
  for (const { vatRate, tax } of rows) if (vatRate !== '') add(vatRate, -scaled(tax))
  const byRate = [...left].filter(([, tax]) => tax !== 0n)
  const sum = (of: readonly Scaled[]) => of.reduce((all, one) => all + one, 0n)
  const [net, tax] = [sum(shared.map((row) => scaled(row.net))), sum(shared.map((row) => scaled(row.tax)))]
  const off = tax - sum(byRate.map(([, part]) => part))
  if (absolute(off) > tolerance) return noneShared
  const weights = byRate.map(([rate, part]) => divide(multiply(part, hundred), rate, 9) ?? 0n)
  const whole = sum(weights)
  if (whole === 0n || whole > 0n !== net > 0n) return noneShared
  const nets = shareOut(net, weights)
  const parts = byRate.map(([rate, part], at) => {
    const last = at === byRate.length - 1
    return { rate, net: nets[at] ?? 0n, tax: last ? part + off : part, known: true }
  })
  return { rows: new Set(shared), parts }
}

/** No row is of several rates. */
export const noneShared: SharedRows = { rows: new Set(), parts: [] }
