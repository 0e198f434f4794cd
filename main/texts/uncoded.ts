import type { Uncoded, VatNeed } from '../words/easyfatt-codes.ts'

/**
 * `1001, 1002 (IVA 0%, Svizzera, senza partita IVA); 1003 (…) e altri 3`: those that lack the same together; the shop's name
 * too where they are of several.
 */
export function uncodedNames(
  { count, first }: Uncoded,
  most: number,
  need: (need: VatNeed) => string,
  andOthers: (rest: number) => string,
): string {
  const severalShops = new Set(first.map(({ shop }) => shop)).size > 1
  const named = first.slice(0, most)
  const byNeeds = Map.groupBy(named, ({ lacking }) => lacking.map(need).join('; '))
  const groups = [...byNeeds].map(([needs, orders]) => {
    const names = orders.map(({ shop, number }) => (severalShops ? `${shop} ${number}` : number))
    return `${names.join(', ')} (${needs})`
  })
  const rest = count - named.length
  return groups.join('; ') + (rest > 0 ? ` ${andOthers(rest)}` : '')
}
