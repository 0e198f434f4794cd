/** What the exchange system's arithmetic asks of an invoice. */
import { absolute, divide, type Scaled } from '../words/decimal.ts'
import { cent, hundred, one } from '../words/vat-amounts.ts'

/** Its checks let less than a cent pass. */
const tolerance = cent * one

/** `of` without the VAT of `rate`, by so many: rounded to 8 decimals, the most that a price has. */
export function withoutVat(of: Scaled, rate: Scaled, by: Scaled): Scaled {
  return divide(of * hundred, by * (hundred + rate), 8) ?? 0n
}

/** `of` by so many, to 8 decimals. */
export function each(of: Scaled, by: Scaled): Scaled {
  return divide(of, by, 8) ?? 0n
}

/** Whether quantity times price is the total, as far as it asks (00423). */
export function comesTo(total: Scaled, quantity: Scaled, price: Scaled): boolean {
  return absolute(quantity * price - total * one) < tolerance
}

/** Whether it is the tax of that net amount, as far as it asks (00421). */
export function isTaxOf(net: Scaled, rate: Scaled, tax: Scaled): boolean {
  return absolute(net * rate - tax * hundred) < 100n * tolerance
}
