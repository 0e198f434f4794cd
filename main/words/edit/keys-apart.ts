import type { Change } from './changes.ts'
import { placeOf } from './fields.ts'

/**
 * Changes whose added elements have keys that no other desk gives (R57): two that add a line at once have added two. What
 * refers to such an element by its key goes with it.
 * @param mark at most 5 characters of hex
 */
export function keysApart(changes: readonly Change[], mark: string): readonly Change[] {
  const renamed = new Map<string, string>()
  for (const { path, value } of changes) {
    const place = placeOf(path)
    if (place?.kind === 'element' && value !== null)
      renamed.set(`${place.list}.${place.key}`, `${place.key}-${mark}`)
  }
  return renamed.size === 0 ? changes : changes.map((change) => withKeys(change, renamed))
}

/** A change with other keys of elements, by list and key. */
export function withKeys({ path, value }: Change, renamed: ReadonlyMap<string, string>): Change {
  const [list = '', key = '', ...part] = path.split('.')
  const name = renamed.get(`${list}.${key}`)
  const added = value as { readonly after?: string | null } | null
  const after = typeof added?.after === 'string' ? renamed.get(`${list}.${added.after}`) : undefined
  return {
    path: name === undefined ? path : [list, name, ...part].join('.'),
    value: after === undefined ? value : { ...(value as object), after },
  }
}
