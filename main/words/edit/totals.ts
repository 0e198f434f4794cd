import { type Scaled, scaled, toDecimal } from '../decimal.ts'
import type { Decimal, Order, TaxTotal, Totals } from '../order.ts'

/** The amounts of an order, with the totals and taxes that stand for them. */
export type Money = Pick<Order, 'lines' | 'shippingLines' | 'fees' | 'refunds' | 'taxes' | 'totals'>
type Parts = Omit<Money, 'taxes' | 'totals'>

/**
 * Totals and taxes of changed amounts, exact (R24): what the shop declares, moved by the difference of the amounts.
 * The shop's own rounding, whatever it is, so stays as it was, and amounts put back give its totals back.
 * @param declared what the shop declares, and for which amounts
 */
export function settle(parts: Parts, declared: Money): Pick<Money, 'taxes' | 'totals'> {
  if (haveSameElements(parts, declared)) return { taxes: declared.taxes, totals: declared.totals }
  if (amountsText(parts) === amountsText(declared)) return { taxes: declared.taxes, totals: declared.totals }
  const [now, then] = [sumsOf(parts), sumsOf(declared)]
  const moved = (field: keyof Totals, by: Scaled) =>
    by === 0n ? declared.totals[field] : toDecimal(scaled(declared.totals[field]) + by, 2)
  const lines = now.lines - then.lines
  const shipping = now.shipping - then.shipping
  const fees = now.fees - then.fees
  const tax = now.tax - then.tax
  return {
    taxes: moveTaxes(declared.taxes, then.taxes, now.taxes),
    totals: {
      lines: moved('lines', lines),
      discount: moved('discount', now.discount - then.discount),
      shipping: moved('shipping', shipping),
      fees: moved('fees', fees),
      tax: moved('tax', tax),
      total: moved('total', lines + shipping + fees + tax),
      refunded: moved('refunded', now.refunded - then.refunded),
    },
  }
}

interface Sums {
  readonly lines: Scaled
  readonly discount: Scaled
  readonly shipping: Scaled
  readonly fees: Scaled
  readonly tax: Scaled
  readonly refunded: Scaled
  /** By rate, as {@link rateKey} writes it. */
  readonly taxes: ReadonlyMap<string, Scaled>
}

function sumsOf({ lines, shippingLines, fees, refunds }: Parts): Sums {
  const taxes = new Map<string, Scaled>()
  let tax = 0n
  for (const row of [...lines, ...shippingLines, ...fees]) {
    const amount = scaled(row.tax)
    const key = rateKey(row.vatRate)
    tax += amount
    taxes.set(key, (taxes.get(key) ?? 0n) + amount)
  }
  return {
    lines: sum(lines.map(({ net }) => net)),
    discount: sum(lines.map(({ discount }) => discount)),
    shipping: sum(shippingLines.map(({ net }) => net)),
    fees: sum(fees.map(({ net }) => net)),
    tax,
    refunded: sum(refunds.map(({ amount }) => amount)),
    taxes,
  }
}

/** Each rate's tax moves by what its rows moved; a rate that is new comes last, one that is left by all rows goes. */
function moveTaxes(
  declared: readonly TaxTotal[],
  then: ReadonlyMap<string, Scaled>,
  now: ReadonlyMap<string, Scaled>,
): readonly TaxTotal[] {
  const left = new Map<string, Scaled>()
  for (const key of new Set([...then.keys(), ...now.keys()])) {
    const by = (now.get(key) ?? 0n) - (then.get(key) ?? 0n)
    if (by !== 0n) left.set(key, by)
  }
  const kept = declared.flatMap((tax): TaxTotal[] => {
    const key = rateKey(tax.rate)
    const by = left.get(key)
    // Two taxes of one rate (a region's beside the country's): the first takes the difference.
    left.delete(key)
    if (by === undefined) return [tax]
    const amount = scaled(tax.amount) + by
    return amount === 0n && !now.has(key) ? [] : [{ ...tax, amount: toDecimal(amount, 2) }]
  })
  const added = [...left].map(([key, by]): TaxTotal => {
    return { name: '', rate: key === '' ? null : key, amount: toDecimal(by, 2) }
  })
  return [...kept, ...added]
}

/** `"22"` and `"22.0000"` are one rate; a row that does not say has none. */
function rateKey(rate: Decimal | null): string {
  return rate === null ? '' : toDecimal(scaled(rate))
}

/** Nothing of them was touched: nothing has to be counted. */
function haveSameElements(parts: Parts, declared: Money): boolean {
  return (['lines', 'shippingLines', 'fees', 'refunds'] as const).every(
    (list) =>
      parts[list].length === declared[list].length &&
      parts[list].every((element, place) => element === declared[list][place]),
  )
}

function amountsText({ lines, shippingLines, fees, refunds }: Parts): string {
  return JSON.stringify([
    lines.map(({ net, tax, vatRate, discount }) => [net, tax, vatRate, discount].map(plain)),
    [shippingLines, fees].map((rows) => rows.map(({ net, tax, vatRate }) => [net, tax, vatRate].map(plain))),
    refunds.map(({ amount }) => plain(amount)),
  ])
}

function plain(amount: Decimal | null): string | null {
  return amount === null ? null : toDecimal(scaled(amount))
}

function sum(amounts: readonly Decimal[]): Scaled {
  return amounts.reduce((total, amount) => total + scaled(amount), 0n)
}
