import type { Seller } from './invoice-settings.ts'

/** Who sells, for the head of a paper: `Bottega di Anna srl, 01234567890`; `''` where nothing is settled. Pure. */
export function sellerName({ name, firstName, lastName, vatNumber }: Seller): string {
  const person = [firstName, lastName].filter(Boolean).join(' ')
  return [name || person, vatNumber].filter(Boolean).join(', ')
}
