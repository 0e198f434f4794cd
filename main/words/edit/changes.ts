import type { Order } from '../order.ts'
import {
  type Element,
  type Json,
  type ListName,
  listNames,
  type Place,
  placeOf,
  stateIdPath,
} from './fields.ts'
import { type Money, settle } from './totals.ts'

/**
 * One change of an order: the value that a place takes. An element of a list is added by `{ after, element }` (after
 * the element of that key, or first) and removed by null.
 */
export interface Change {
  readonly path: string
  readonly value: Json
}

/** An order whose list elements have keys that stay theirs whatever is added or removed around them. */
export interface KeyedOrder {
  readonly order: Order
  readonly keys: { readonly [List in ListName]: readonly string[] }
}

interface Entry {
  readonly key: string
  /** Null: removed; its place stays, for what was put after it. */
  element: Element | null
  next: Entry | null
}

/** A list while it is changed: an order may have thousands of elements, and as many changes. */
interface Entries {
  /** Before the first. */
  readonly head: Entry
  last: Entry
  readonly byKey: Map<string, Entry>
}

/**
 * The order as changed: pure, and the same whatever was undone in between, since it always begins with the original.
 * A change whose element is not there (its adding was undone) changes nothing. Totals follow ({@link settle}); a state
 * that somebody wrote is its own identifier.
 */
export function applyChanges(original: Order, changes: readonly Change[]): KeyedOrder {
  // What changes is replaced, never written into: an order of thousands of lines need not be copied.
  const fields = { ...original }
  const lists = Object.fromEntries(listNames.map((list) => [list, entriesOf(fields[list])])) as Record<
    ListName,
    Entries
  >
  let declared: Money = original
  for (const { path, value } of changes) {
    const place = placeOf(path)
    if (place === null) throw new Error(`no such field: ${path}`)
    if (place.kind === 'declared') declared = value as unknown as Money
    else if (place.kind === 'scalar') {
      assign(fields, place.path, value)
      if (place.path === 'state') assign(fields, stateIdPath, value)
    } else changeList(lists[place.list], place, value)
  }
  const alive = Object.fromEntries(listNames.map((list) => [list, aliveOf(lists[list])])) as Record<
    ListName,
    readonly Entry[]
  >
  const of = <List extends ListName>(list: List) => alive[list].map((entry) => entry.element) as Order[List]
  const parts = {
    lines: of('lines'),
    shippingLines: of('shippingLines'),
    fees: of('fees'),
    discounts: of('discounts'),
    refunds: of('refunds'),
  }
  const keys = Object.fromEntries(
    listNames.map((list) => [list, alive[list].map(({ key }) => key)]),
  ) as Record<ListName, string[]>
  return { order: { ...fields, ...parts, ...settle(parts, declared) }, keys }
}

/** What stands at a place: the value of a field or part, an element whole; null where there is nothing. */
export function valueAt({ order, keys }: KeyedOrder, path: string): Json {
  const place = placeOf(path)
  if (place === null || place.kind === 'declared') return null
  if (place.kind === 'scalar') {
    let value: unknown = order
    for (const name of place.path.split('.')) value = (value as Readonly<Record<string, unknown>>)[name]
    // Not every order has every field.
    return (value === undefined ? '' : value) as Json
  }
  const element = elementAt({ order, keys }, place.list, place.key)
  if (element === undefined) return null
  return place.kind === 'element' ? (element as unknown as Json) : partOf(element, place.properties)
}

/** A part of an element: the value of its one property, or an object of its several. */
export function partOf(element: Element, properties: readonly string[]): Json {
  const values = element as unknown as Readonly<Record<string, Json>>
  const [first, ...more] = properties
  if (first === undefined) return null
  if (more.length === 0) return values[first] ?? null
  return Object.fromEntries(properties.map((name) => [name, values[name] ?? null]))
}

/** The element of a list that has a key; undefined where none has. */
export function elementAt({ order, keys }: KeyedOrder, list: ListName, key: string): Element | undefined {
  return order[list][placesIn(keys[list]).get(key) ?? -1]
}

const places = new WeakMap<readonly string[], ReadonlyMap<string, number>>()

/** Where each key is. Made once for a list: one of thousands is asked for all of them. */
function placesIn(keys: readonly string[]): ReadonlyMap<string, number> {
  const made = places.get(keys) ?? new Map(keys.map((key, place) => [key, place]))
  places.set(keys, made)
  return made
}

function entriesOf(elements: readonly Element[]): Entries {
  const head: Entry = { key: '', element: null, next: null }
  const entries: Entries = { head, last: head, byKey: new Map() }
  for (const [index, element] of elements.entries()) insert(entries, entries.last, String(index), element)
  return entries
}

function insert(entries: Entries, after: Entry, key: string, element: Element): void {
  const entry = { key, element, next: after.next }
  after.next = entry
  if (entries.last === after) entries.last = entry
  entries.byKey.set(key, entry)
}

function aliveOf({ head }: Entries): readonly Entry[] {
  const alive: Entry[] = []
  for (let entry = head.next; entry !== null; entry = entry.next)
    if (entry.element !== null) alive.push(entry)
  return alive
}

function changeList(
  entries: Entries,
  place: Extract<Place, { kind: 'element' | 'part' }>,
  value: Json,
): void {
  const entry = entries.byKey.get(place.key)
  if (place.kind === 'part') {
    if (!entry?.element) return
    const [first, ...more] = place.properties
    const next = more.length === 0 && first !== undefined ? { [first]: value } : (value as object)
    entry.element = { ...entry.element, ...next } as Element
    return
  }
  if (value === null) {
    if (entry) entry.element = null
    return
  }
  if (entry) return
  const { after, element } = value as unknown as { after: string | null; element: Element }
  const before = after === null ? entries.head : (entries.byKey.get(after) ?? entries.last)
  insert(entries, before, place.key, element)
}

function assign(order: Order, path: string, value: Json): void {
  const [first, second] = path.split('.') as [string, string | undefined]
  const target = order as unknown as Record<string, unknown>
  // An order without one does not have the field.
  if (path === 'trackingNumber' && value === '') delete target[first]
  else if (second === undefined) target[first] = value
  // Both addresses may be one object.
  else target[first] = { ...(target[first] as Record<string, unknown>), [second]: value }
}
