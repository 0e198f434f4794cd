import { parseDecimal, toDecimal } from '../words/decimal.ts'
import type { Decimal } from '../words/order.ts'

/** A decimal as files hold it (`-12.30`); null for a text that is no number. */
export function plainDecimal(text: string): Decimal | null {
  if (/^-?\d+(\.\d+)?$/.test(text)) return text
  const value = parseDecimal(text)
  return value === null ? null : toDecimal(value)
}
