/** What a shop says again every few minutes, an annulled sync say, is a wall of equal rows: folded into one. Pure. */

/** Shorter series stay as they are. */
const leastFolded = 3

export interface Folded<Item> {
  readonly kind: 'fold'
  readonly key: number
  /** Newest first. */
  readonly items: readonly Item[]
  readonly newest: Item
  /** Of those that were read. */
  readonly oldest: Item
  readonly open: boolean
}

export interface Single<Item> {
  readonly kind: 'item'
  readonly key: number
  readonly item: Item
  /** It belongs to the open fold above. */
  readonly nested: boolean
}

export type Row<Item> = Folded<Item> | Single<Item>

interface Ways<Item> {
  readonly idOf: (item: Item) => number
  readonly shopOf: (item: Item) => number
  /** What it says that others may say too; null for one that always has a row of its own. */
  readonly sameAs: (item: Item) => string | null
}

/**
 * Folds each shop's unbroken series of items that say the same, wherever other shops' rows come between. A fold stands where its
 * newest item stood; the items of an open one follow it.
 * @param items newest first
 * @param open ids of items; a fold that holds one of them is open
 */
export function foldSeries<Item>(
  items: readonly Item[],
  open: ReadonlySet<number>,
  { idOf, shopOf, sameAs }: Ways<Item>,
): readonly Row<Item>[] {
  const series = new Map<number, { readonly same: string; readonly items: Item[] }>()
  // Each slot is an item that stands alone, or a series at the place of its newest.
  const slots: (Item | Item[])[] = []
  for (const item of items) {
    const shop = shopOf(item)
    const same = sameAs(item)
    if (same === null) {
      series.delete(shop)
      slots.push(item)
      continue
    }
    const current = series.get(shop)
    if (current?.same === same) current.items.push(item)
    else {
      const begun = [item]
      series.set(shop, { same, items: begun })
      slots.push(begun)
    }
  }
  return slots.flatMap((slot) => {
    const single = (item: Item, nested: boolean): Row<Item> => ({
      kind: 'item',
      key: idOf(item),
      item,
      nested,
    })
    if (!Array.isArray(slot)) return [single(slot, false)]
    if (slot.length < leastFolded) return slot.map((item) => single(item, false))
    const isOpen = slot.some((item) => open.has(idOf(item)))
    const [newest] = slot
    const oldest = slot.at(-1)
    if (newest === undefined || oldest === undefined) return []
    const fold: Row<Item> = { kind: 'fold', key: -idOf(newest), items: slot, newest, oldest, open: isOpen }
    return isOpen ? [fold, ...slot.map((item) => single(item, true))] : [fold]
  })
}

/** Opens a fold, or closes it. */
export function toggleFold(open: ReadonlySet<number>, ids: readonly number[]): ReadonlySet<number> {
  const next = new Set([...open].filter((id) => !ids.includes(id)))
  const [newest] = ids
  if (next.size === open.size && newest !== undefined) next.add(newest)
  return next
}
