import { tagsIn } from '../words/annotation.ts'
import { folded } from '../words/folded.ts'
import type { OrderFilter } from '../words/order-search.ts'
import type { Sqlite } from './database.ts'
import { isAnnotated } from './search-index.ts'
import { type OrderTable, placeOf } from './search-table.ts'

/**
 * The places of the orders that have the tags or the note asked for (R43), ascending; null when neither is. Read when
 * somebody asks: out of an index of those few that have any, so that nothing of it lies in memory.
 */
export function annotatedPlaces(db: Sqlite) {
  const annotated = db
    .prepare<[], [id: number, tags: string, noted: number]>(
      `SELECT id, tags, own_note <> '' FROM orders INDEXED BY orders_annotated WHERE ${isAnnotated} ORDER BY id`,
    )
    .raw()
  return ({ tags, noted }: OrderFilter, table: OrderTable): Uint32Array | null => {
    if (tags === null && !noted) return null
    const wanted = tags && new Set(tags.map(folded))
    const known = new Map<string, boolean>()
    const hasOne = (text: string): boolean => {
      if (wanted === null) return true
      const has = known.get(text) ?? tagsIn(text).some((tag) => wanted.has(folded(tag)))
      known.set(text, has)
      return has
    }
    const places: number[] = []
    for (const [id, text, isNoted] of annotated.iterate()) {
      if ((noted && isNoted === 0) || !hasOne(text)) continue
      const place = placeOf(table, id)
      if (place !== -1) places.push(place)
    }
    return Uint32Array.from(places)
  }
}
