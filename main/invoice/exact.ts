/** Amounts of invoices: exact, in billionths as all of ours (R24). */
import { absolute, divide, parseDecimal, type Scaled, unit } from '../words/decimal.ts'

export const one = unit(0)
export const hundred = 100n * one
export const cent = unit(2)

/** The checks of the exchange system let less than a cent pass. */
const tolerance = cent * one

/** What an amount of an order says; 0 where it says nothing. */
export function scaled(text: string): Scaled {
  return parseDecimal(text) ?? 0n
}

/** Rounds to cents, half away from zero. */
export function cents(value: Scaled): Scaled {
  return divide(value, one, 2) ?? 0n
}

/** `of` without the VAT of `rate`, by so many: rounded to 8 decimals, the most that a price has. */
export function withoutVat(of: Scaled, rate: Scaled, by: Scaled): Scaled {
  return quotient(of * hundred * one, by * (hundred + rate), unit(8))
}

/** `of` by so many, to 8 decimals. */
export function each(of: Scaled, by: Scaled): Scaled {
  return quotient(of * one, by, unit(8))
}

/** Whether quantity times price is the total, as far as the exchange system asks (00423). */
export function comesTo(total: Scaled, quantity: Scaled, price: Scaled): boolean {
  return absolute(quantity * price - total * one) < tolerance
}

/** Whether it is the tax of that net amount, as far as the exchange system asks (00421). */
export function isTaxOf(net: Scaled, rate: Scaled, tax: Scaled): boolean {
  return absolute(net * rate - tax * hundred) < 100n * tolerance
}

/** The tax of a net amount, to the cent. */
export function taxOf(net: Scaled, rate: Scaled): Scaled {
  return quotient(net * rate, hundred, cent)
}

/** A gross amount without its VAT, to the cent. */
export function netOf(gross: Scaled, rate: Scaled): Scaled {
  return quotient(gross * hundred, hundred + rate, cent)
}

/** Rounds half away from zero to multiples of `step`; the divisor is positive. */
function quotient(dividend: bigint, divisor: bigint, step: Scaled): Scaled {
  const size = divisor * step
  const half = absolute(dividend) + size / 2n
  const whole = (half / size) * step
  return dividend < 0n ? -whole : whole
}
