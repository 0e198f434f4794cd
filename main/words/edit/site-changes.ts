import type { Order } from '../order.ts'
import { applyChanges, partOf, valueAt } from './changes.ts'
import { type Element, elementParts, type ListName, listNames, scalarPaths } from './fields.ts'
import { align, samePart } from './site-differences.ts'

/**
 * Our order as downloaded, with what the site itself has changed since: what only our reading of it has changed is no
 * change of the site's (R16).
 * @param original as downloaded, read as it was read then
 * @param before the same data of the shop's, read as today
 * @param now the site's order, read as today
 */
export function siteChanges(original: Order, before: Order, now: Order): Order {
  const lists = Object.fromEntries(
    listNames.map((list) => [list, mergeLists(list, original[list], before[list], now[list])]),
  ) as unknown as Pick<Order, ListName>
  const taxes = same(before.taxes, now.taxes) ? original.taxes : now.taxes
  const totals = Object.fromEntries(
    Object.entries(now.totals).map(([field, amount]) => {
      const name = field as keyof Order['totals']
      return [name, same({ amount: before.totals[name] }, { amount }) ? original.totals[name] : amount]
    }),
  ) as unknown as Order['totals']
  const whole = [original, before, now].map((order) => applyChanges(order, []))
  const fields = scalarPaths.map((path) => {
    const [first, then, today] = whole.map((order) => valueAt(order, path))
    const isKept = path !== 'modifiedAt' && same(then, today)
    return { path, value: (isKept ? first : today) ?? null }
  })
  return applyChanges({ ...now, ...lists, taxes, totals }, fields).order
}

function mergeLists(
  list: ListName,
  original: readonly Element[],
  before: readonly Element[],
  now: readonly Element[],
): readonly Element[] {
  if (same(before, now)) return original
  const inBefore = new Map(align(list, before, now).map(([left, right]) => [right, left]))
  const inOriginal = new Map(align(list, original, before).map(([left, right]) => [right, left]))
  const merged = now.flatMap((element, place): Element[] => {
    const then = before[inBefore.get(place) ?? -1]
    if (then === undefined) return [element]
    const first = original[inOriginal.get(inBefore.get(place) ?? -1) ?? -1]
    // A row that only today's reading finds.
    if (first === undefined) return same(then, element) ? [] : [element]
    const kept = Object.values(elementParts[list])
      .filter((properties) => samePart(partOf(then, properties), partOf(element, properties)))
      .flatMap((properties) => properties.map((name) => [name, Reflect.get(first, name) as unknown]))
    return [{ ...element, ...(Object.fromEntries(kept) as object) } as Element]
  })
  // And those that it does not find any more.
  const found = new Set(inOriginal.values())
  return [...merged, ...original.filter((_, place) => !found.has(place))]
}

function same(a: unknown, b: unknown): boolean {
  return samePart(a as never, b as never)
}
