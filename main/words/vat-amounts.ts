/** Amounts under VAT rates, exact (R24). Rates are percentages; rounding is half away from zero. */
import { absolute, divide, multiply, type Scaled, unit } from './decimal.ts'

export const one = unit(0)
export const hundred = 100n * one
export const cent = unit(2)

/** Rounds to cents. */
export function cents(value: Scaled): Scaled {
  return divide(value, one, 2) ?? 0n
}

/** The tax of a net amount, to the cent. */
export function taxOf(net: Scaled, rate: Scaled): Scaled {
  return divide(net * rate, hundred * one, 2) ?? 0n
}

/** A gross amount without its VAT, to the cent. */
export function netOf(gross: Scaled, rate: Scaled): Scaled {
  return divide(gross * hundred, (hundred + rate) * one, 2) ?? 0n
}

/** Whether a tax is that of a net amount, but for as much. */
export function isNearTax(net: Scaled, rate: Scaled, tax: Scaled, tolerance: Scaled): boolean {
  return absolute(taxOf(net, rate) - tax) <= tolerance
}

/** An amount shared out by weights, to the cent; the last has what is left. */
export function shareOut(amount: Scaled, weights: readonly Scaled[]): readonly Scaled[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n)
  let left = amount
  return weights.map((weight, at) => {
    const share = at === weights.length - 1 ? left : (divide(multiply(amount, weight), whole, 2) ?? 0n)
    left -= share
    return share
  })
}

export interface RateShare {
  readonly rate: Scaled
  readonly net: Scaled
  readonly tax: Scaled
}

/**
 * A charge or reduction that the shop has shared out among several rates (WooCommerce does that with negative fees): by
 * what the goods cost at each. Null when the shop's tax says otherwise, or there is one rate only.
 */
export function shareByRates(
  { net, tax }: Pick<RateShare, 'net' | 'tax'>,
  goods: readonly { readonly rate: Scaled | null; readonly net: Scaled }[],
): readonly RateShare[] | null {
  const costs = new Map<Scaled, Scaled>()
  for (const { rate, net: cost } of goods) if (rate !== null) costs.set(rate, (costs.get(rate) ?? 0n) + cost)
  // The last one takes the cents that are left, of VAT too: not one that bears none.
  const parts = [...costs]
    .filter(([, cost]) => cost !== 0n)
    .sort(([a], [b]) => Number(a > 0n) - Number(b > 0n))
  const nets = shareOut(
    net,
    parts.map(([, cost]) => cost),
  )
  let taxLeft = tax
  const shares = parts.map(([rate], at): RateShare => {
    const share = nets[at] ?? 0n
    const shareTax = at === parts.length - 1 ? taxLeft : taxOf(share, rate)
    taxLeft -= shareTax
    return { rate, net: share, tax: shareTax }
  })
  const fits = shares.every((share) => isNearTax(share.net, share.rate, share.tax, 2n * cent))
  return shares.length > 1 && fits ? shares.filter((share) => share.net !== 0n || share.tax !== 0n) : null
}
