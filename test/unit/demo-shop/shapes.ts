/** Walks every value of a list of orders; list items share the path of their list. */
function walk(value: unknown, path: string, visit: (path: string, value: unknown) => void): void {
  visit(path, value)
  // What a plugin keeps in its metadata is its own affair.
  if (/meta_data\[\]\.(value|display_value)$/.test(path)) return
  if (Array.isArray(value)) for (const item of value) walk(item, `${path}[]`, visit)
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`, visit)
  }
}

/** For each place that holds objects: the lists of keys they have, in order. */
export function keySets(orders: readonly unknown[]): ReadonlyMap<string, ReadonlySet<string>> {
  const sets = new Map<string, Set<string>>()
  walk(orders, '', (path, value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return
    sets.set(path, (sets.get(path) ?? new Set()).add(Object.keys(value).join(',')))
  })
  return sets
}

/** For each place: the types of what is found there. */
export function typesByPath(orders: readonly unknown[]): ReadonlyMap<string, ReadonlySet<string>> {
  const types = new Map<string, Set<string>>()
  walk(orders, '', (path, value) => {
    if (/meta_data\[\]\.(value|display_value)$/.test(path)) return
    const type = value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value
    types.set(path, (types.get(path) ?? new Set()).add(type))
  })
  return types
}
