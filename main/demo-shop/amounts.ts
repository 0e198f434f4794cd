import type { Coupon, TaxClass } from './catalogue.ts'

/**
 * An order's amounts as WooCommerce computes them with prices that include VAT and rounding per line. Everything is
 * a whole number: cents, or millionths of a euro where WooCommerce keeps six decimals. No floating point.
 */

export interface TaxRate {
  readonly id: number
  readonly code: string
  readonly label: string
  /** Hundredths of a percent: 22 % is 2200. */
  readonly rate: number
}

/** The rate that a tax class has where the goods go; nothing where they leave without VAT. */
export type RateOf = (taxClass: TaxClass) => TaxRate | undefined

export interface CartLine {
  /** Price of one, Italian VAT included. */
  readonly cents: number
  readonly quantity: number
  readonly taxClass: TaxClass
}

/** Net and tax in millionths; `tax` is 0 and `rate` missing without VAT. */
export interface Part {
  readonly net: number
  readonly tax: number
  readonly rate: TaxRate | undefined
}

export interface LineAmounts {
  readonly before: Part
  /** After the coupon. */
  readonly after: Part
}

const homeRate: Readonly<Record<TaxClass, number>> = { '': 2200, 'aliquota-10': 1000, 'aliquota-4': 400 }

/** Divides whole numbers, rounding half away from zero. */
export function divide(amount: number, by: number): number {
  const rounded = Math.floor((2 * Math.abs(amount) + by) / (2 * by))
  return amount < 0 ? -rounded : rounded
}

/** Cents of a net amount in millionths: half away from zero. */
export function netCents(millionths: number): number {
  return divide(millionths, 10_000)
}

/** Cents of a tax in millionths: half towards zero, as WooCommerce rounds taxes when prices include them. */
export function taxCents(millionths: number): number {
  const rounded = Math.floor((2 * Math.abs(millionths) + 9_999) / 20_000)
  return millionths < 0 ? 0 - rounded : rounded
}

/** `1234` as `12.34`. */
export function euros(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0')
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** `12.34` as `1234`. */
export function cents(amount: string): number {
  return Number(amount.replace('.', ''))
}

/** Millionths with as many decimals as they need: `4.4`, `12.98`, `0`. */
export function sixDecimals(millionths: number): string {
  const digits = String(Math.abs(millionths)).padStart(7, '0')
  const text = `${digits.slice(0, -6)}.${digits.slice(-6)}`.replace(/\.?0+$/, '')
  return millionths < 0 ? `-${text}` : text
}

/** Taxes a net amount in millionths. */
export function taxed(net: number, rate: TaxRate | undefined): Part {
  return { net, tax: rate ? divide(net * rate.rate, 10_000) : 0, rate }
}

/** Takes the VAT out of a price; abroad the same net price is taxed anew. */
function fromGross(grossCents: number, taxClass: TaxClass, rateOf: RateOf): Part {
  const gross = grossCents * 10_000
  const home = homeRate[taxClass]
  const included = divide(gross * home, 10_000 + home)
  const rate = rateOf(taxClass)
  return rate?.rate === home ? { net: gross - included, tax: included, rate } : taxed(gross - included, rate)
}

/** The lines of a cart before and after its coupon, which is shared out over the lines to the cent. */
export function priceLines(
  lines: readonly CartLine[],
  coupon: Coupon | undefined,
  rateOf: RateOf,
): readonly LineAmounts[] {
  const gross = lines.map((line) => line.cents * line.quantity)
  const discounts = shareDiscount(gross, coupon)
  return lines.map((line, place) => {
    const own = gross[place] ?? 0
    return {
      before: fromGross(own, line.taxClass, rateOf),
      after: fromGross(own - (discounts[place] ?? 0), line.taxClass, rateOf),
    }
  })
}

function shareDiscount(gross: readonly number[], coupon: Coupon | undefined): readonly number[] {
  if (!coupon) return gross.map(() => 0)
  if (coupon.type === 'percent') return gross.map((cents) => divide(cents * coupon.amount, 100))
  const all = gross.reduce((sum, cents) => sum + cents, 0)
  let left = Math.min(coupon.amount * 100, all)
  const shares = gross.map((cents) => {
    const share = all === 0 ? 0 : Math.floor((Math.min(coupon.amount * 100, all) * cents) / all)
    left -= share
    return share
  })
  // The cents that sharing out leaves over go where there is still something to take them from.
  return shares.map((share, place) => {
    const more = Math.min(left, (gross[place] ?? 0) - share)
    left -= more
    return share + more
  })
}

/**
 * A fee below zero is taxed like the goods it reduces: its tax is split over their rates in proportion
 * (`single_full_invoice_partial_refunds.json`, "Sconto fedeltà").
 */
export function negativeFeeParts(feeCents: number, lines: readonly LineAmounts[]): readonly Part[] {
  const byRate = new Map<TaxRate | undefined, number>()
  for (const { after } of lines) byRate.set(after.rate, (byRate.get(after.rate) ?? 0) + netCents(after.net))
  const all = [...byRate.values()].reduce((sum, cents) => sum + cents, 0)
  return [...byRate].map(([rate, cents]) =>
    taxed(all === 0 ? 0 : divide(feeCents * 10_000 * cents, all), rate),
  )
}
