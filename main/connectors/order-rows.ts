import { parseDecimal } from '../words/decimal.ts'
import type { Charge, Fee, FeeKind } from '../words/order.ts'

/** A charge with what it is: unless told, a fee, or a reduction (*sconto*) where it is negative (R7). */
export function asFee({ name, net, tax, vatRate }: Charge, kind?: FeeKind): Fee {
  const lowers = (parseDecimal(net) ?? 0n) < 0n
  return { name, kind: kind ?? (lowers ? 'discount' : 'fee'), net, tax, vatRate }
}
