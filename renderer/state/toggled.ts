/** The set without the item if it was in, else with it. */
export function toggled<Item>(set: ReadonlySet<Item>, item: Item): ReadonlySet<Item> {
  const changed = new Set(set)
  if (!changed.delete(item)) changed.add(item)
  return changed
}
