import { parseDecimal, toDecimal } from '../decimal.ts'
import type { Order } from '../order.ts'
import { applyChanges, type Change, type KeyedOrder, partOf, valueAt } from './changes.ts'
import {
  declaredPath,
  type Element,
  elementParts,
  type Json,
  type ListName,
  listNames,
  scalarPaths,
  stateIdPath,
} from './fields.ts'
import type { Money } from './totals.ts'

/** When the site last changed an order says nothing about the order. */
const noDifference = new Set(['modifiedAt'])

/**
 * What has to change in our order, as it was and has been changed, for it to be theirs; in the order in which people
 * read it. The changes may be taken over one by one; all of them make it theirs, but for `modifiedAt`.
 * @param newKey the key of the n-th element that is added
 */
export function siteDifferences(
  original: Order,
  made: readonly Change[],
  theirs: Order,
  newKey: (place: number) => string,
): readonly Change[] {
  const ours = applyChanges(original, made)
  const changes: Change[] = []
  const whole: KeyedOrder = { order: theirs, keys: ours.keys }
  for (const path of scalarPaths) {
    if (noDifference.has(path)) continue
    const value = valueAt(whole, path)
    // A state that is taken over is its own identifier until told otherwise.
    const isNewState = path === stateIdPath && ours.order.state !== theirs.state
    const mine = isNewState ? theirs.state : valueAt(ours, path)
    if (!samePart(value, mine)) changes.push({ path, value })
  }
  let added = 0
  for (const list of listNames) {
    changes.push(
      ...listDifferences(list, ours, theirs[list], () => {
        added += 1
        return newKey(added)
      }),
    )
  }
  if (!sameDeclared(applyChanges(original, [...made, ...changes]).order, theirs)) {
    changes.push({ path: declaredPath, value: moneyOf(theirs) as unknown as Json })
  }
  return changes
}

/** The totals that an order declares, and for which amounts. */
export function moneyOf({ lines, shippingLines, fees, refunds, taxes, totals }: Order): Money {
  return { lines, shippingLines, fees, refunds, taxes, totals }
}

function listDifferences(
  list: ListName,
  { order, keys }: KeyedOrder,
  theirs: readonly Element[],
  newKey: () => string,
): readonly Change[] {
  const ours: readonly Element[] = order[list]
  const pairs = align(list, ours, theirs)
  const changes: Change[] = []
  const leftPaired = new Set(pairs.map(([left]) => left))
  const leftOf = new Map(pairs.map(([left, right]) => [right, left]))
  ours.forEach((_, index) => {
    if (!leftPaired.has(index)) {
      changes.push({ path: `${list}.${keys[list][index] ?? ''}`, value: null })
    }
  })
  let after: string | null = null
  theirs.forEach((element, index) => {
    const left = leftOf.get(index)
    if (left === undefined) {
      const key = newKey()
      changes.push({ path: `${list}.${key}`, value: { after, element: element as unknown as Json } })
      after = key
      return
    }
    const key = keys[list][left] ?? ''
    after = key
    const mine = ours[left]
    if (mine === undefined) return
    for (const [part, properties] of Object.entries(elementParts[list])) {
      const value = partOf(element, properties)
      if (!samePart(partOf(mine, properties), value)) changes.push({ path: `${list}.${key}.${part}`, value })
    }
  })
  return changes
}

/**
 * Which of our elements is which of theirs, in order: first those that are the same thing, as many as possible, then
 * in the gaps between them those that are plainly the same thing renamed.
 */
export function align(
  list: ListName,
  ours: readonly Element[],
  theirs: readonly Element[],
): readonly (readonly [number, number])[] {
  const [left, right] = [ours.map((element) => nameOf(list, element)), theirs.map((e) => nameOf(list, e))]
  const pairs: [number, number][] = []
  const common = longestCommon(left, right)
  let [i, j] = [0, 0]
  for (const [nextI, nextJ] of [...common, [left.length, right.length] as const]) {
    while (i < nextI && j < nextJ) {
      const [a, b] = [ours[i], theirs[j]]
      if (a && b && isRenamed(list, a, b)) pairs.push([i++, j++])
      else if (nextI - i > nextJ - j) i += 1
      else if (nextI - i < nextJ - j) j += 1
      else [i, j] = [i + 1, j + 1]
    }
    if (nextI < left.length || nextJ < right.length) pairs.push([nextI, nextJ])
    ;[i, j] = [nextI + 1, nextJ + 1]
  }
  return pairs
}

/** More comparisons than this are not made: they take a second, and 100 MB. */
const mostCompared = 25_000_000

function longestCommon(
  left: readonly string[],
  right: readonly string[],
): readonly (readonly [number, number])[] {
  if (left.length * right.length > mostCompared) return commonInOrder(left, right)
  const width = right.length + 1
  const lengths = new Uint32Array((left.length + 1) * width)
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const pairs: [number, number][] = []
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    if (left[i] === right[j]) pairs.push([i++, j++])
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1
    else j += 1
  }
  return pairs
}

/** Of very long lists: each element has the place of its namesake, and of those pairs the most that are in order. */
function commonInOrder(
  left: readonly string[],
  right: readonly string[],
): readonly (readonly [number, number])[] {
  const places = Map.groupBy(right.keys(), (place) => right[place])
  interface Pair {
    readonly at: readonly [number, number]
    readonly before: Pair | undefined
  }
  /** The pair, furthest left on their side, that so many pairs in order end with. */
  const ends: Pair[] = []
  for (const [i, name] of left.entries()) {
    const j = places.get(name)?.shift()
    if (j === undefined) continue
    let [from, to] = [0, ends.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if ((ends[middle]?.at[1] ?? 0) < j) from = middle + 1
      else to = middle
    }
    ends[from] = { at: [i, j], before: ends[from - 1] }
  }
  const pairs: (readonly [number, number])[] = []
  for (let pair = ends.at(-1); pair !== undefined; pair = pair.before) pairs.push(pair.at)
  return pairs.reverse()
}

/** What makes an element the thing it is. */
function nameOf(list: ListName, element: Element): string {
  const properties = {
    lines: ['productId', 'variationId', 'sku', 'name', 'options'],
    shippingLines: ['name'],
    fees: ['name'],
    discounts: ['code'],
    refunds: ['id'],
  }[list]
  return JSON.stringify(properties.map((name) => Reflect.get(element, name)))
}

function isRenamed(list: ListName, a: Element, b: Element): boolean {
  if (list === 'shippingLines') return true
  if (list !== 'lines') return false
  return ['productId', 'sku', 'name'].some((name) => {
    const value: unknown = Reflect.get(a, name)
    return value !== '' && value === Reflect.get(b, name)
  })
}

/** The same, amounts by their value: `"12.5"` is `"12.50"`. */
export function samePart(a: Json, b: Json): boolean {
  // Most are, to the letter; writing decimals anew takes many times as long.
  if (JSON.stringify(a) === JSON.stringify(b)) return true
  return JSON.stringify(a, plainDecimals) === JSON.stringify(b, plainDecimals)
}

const decimals = new Set(['quantity', 'unitPrice', 'vatRate', 'discount', 'net', 'tax', 'amount', 'rate'])

function plainDecimals(name: string, value: unknown): unknown {
  if (typeof value !== 'string' || !decimals.has(name)) return value
  const scaled = parseDecimal(value)
  return scaled === null ? value : toDecimal(scaled)
}

function sameDeclared(ours: Order, theirs: Order): boolean {
  const text = ({ totals, taxes }: Order) =>
    JSON.stringify([
      Object.values(totals).map((amount) => toDecimal(parseDecimal(amount) ?? 0n)),
      JSON.stringify(taxes, plainDecimals),
    ])
  return text(ours) === text(theirs)
}
