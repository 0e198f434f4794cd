import type { Charge, Fee } from '../words/order.ts'
import type { Texts } from './shape.ts'

/** What a charge is called: `Pagato con: Buono regalo`; shipping and fees by their own name (R7). */
export function chargeName({ order }: Texts, charge: Charge | Fee): string {
  const { name } = charge
  if (!('kind' in charge) || charge.kind === 'fee') return name
  const kind = order.kinds[charge.kind]
  return name === kind ? name : order.ofKind(kind, name)
}
