import type { Uncoded, VatNeed } from '../words/easyfatt-codes.ts'

/** `1001 (IVA 0%, Svizzera, senza partita IVA); 1002 (…) e altri 3`; the shop's name too where they are of several. */
export function uncodedNames(
  { count, first }: Uncoded,
  most: number,
  need: (need: VatNeed) => string,
  andOthers: (rest: number) => string,
): string {
  const severalShops = new Set(first.map(({ shop }) => shop)).size > 1
  const names = first.slice(0, most).map(({ shop, number, lacking }) => {
    return `${severalShops ? `${shop} ` : ''}${number} (${lacking.map(need).join('; ')})`
  })
  const rest = count - names.length
  return names.join('; ') + (rest > 0 ? ` ${andOthers(rest)}` : '')
}
