import { tagsIn, tagsText } from '../../words/annotation.ts'
import { folded } from '../../words/folded.ts'
import type { Order } from '../../words/order.ts'
import type { Sqlite } from '../database.ts'
import { searchTextOf } from '../order-record.ts'
import { searchIndex } from '../search-index.ts'
import { fieldOf, type RowAdapters } from './row-adapter.ts'
import type { RowPlaces, Values } from './row-places.ts'

interface Annotated {
  readonly note: string
  readonly tags: string
  readonly document: string
}

/** Notes and tags (R43): of a note, and of each tag, the last change in the log counts, and each is kept. */
export function annotationRows(db: Sqlite, { orderId }: RowPlaces): RowAdapters {
  const { replace } = searchIndex(db)
  const keep = db.prepare(
    `INSERT OR IGNORE INTO annotation_facts (id, change, shop, shop_order_id, at, tag, value, value_before)
     VALUES (@id, @change, @shop, @shop_order_id, @at, @tag, @value, @value_before)`,
  )
  const known = db.prepare<[unknown]>('SELECT 1 FROM annotation_facts WHERE id = ?')
  const read = db.prepare<[number], Annotated>(
    `SELECT own_note AS note, tags, document FROM orders JOIN order_documents ON order_id = orders.id WHERE orders.id = ?`,
  )
  const set = db.prepare('UPDATE orders SET own_note = ?, tags = ? WHERE id = ?')

  const after = ({ note, tags }: Annotated, { tag, value }: Values): Pick<Annotated, 'note' | 'tags'> => {
    if (tag === null) return { note: String(value), tags }
    const others = tagsIn(tags).filter((one) => folded(one) !== folded(String(tag)))
    // The last one's spelling counts.
    return { note, tags: tagsText(value === '' ? others : [String(value), ...others]) }
  }

  return {
    annotation_facts: {
      field: fieldOf.note,
      isKnown: ({ id }) => known.get(id) !== undefined,
      apply(row, { isPending }) {
        const id = orderId(row)
        if (id === null) return 'waits'
        keep.run(row)
        const now = isPending ? undefined : read.get(id)
        if (now === undefined) return 'done'
        const { note, tags } = after(now, row)
        if (note === now.note && tags === now.tags) return 'done'
        set.run(note, tags, id)
        replace(id, searchTextOf(JSON.parse(now.document) as Order))
        return 'done'
      },
    },
  }
}
