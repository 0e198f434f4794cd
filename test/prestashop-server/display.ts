import { WsError } from './select.ts'
import type { Row } from './tables.ts'

/** Which fields of a row are shown: those named, all, or the id alone. */
export type Display = (row: Row) => Row

/**
 * `display=full`, `display=[a,b,association[c,d]]`, or none. Fields keep the row's own order (recording
 * `orders_page10_selected_fields`).
 */
export function displayOf(
  display: string | null,
  language: string | null,
  fields: ReadonlySet<string>,
): Display {
  const translate = (row: Row) => (language === null ? row : translated(row, language))
  if (display === null) return ({ id }) => ({ id })
  if (display === 'full') return translate
  const inside = /^\[(.+)\]$/.exec(display)?.[1]
  if (inside === undefined) throw new WsError(36)
  const names = new Set<string>()
  const associations = new Map<string, ReadonlySet<string>>()
  for (const [, name = '', inner] of inside.matchAll(/(\w+)(?:\[([\w,]*)\])?/g)) {
    if (inner !== undefined) associations.set(name, new Set(inner.split(',')))
    else if (fields.has(name)) names.add(name)
    else throw new WsError(35, name)
  }
  return (row) => {
    const shown = Object.entries(row).filter(([name]) => names.has(name))
    const parts = associated(row.associations, associations)
    return translate(Object.fromEntries(parts === null ? shown : [...shown, ['associations', parts]]))
  }
}

function associated(value: unknown, wanted: ReadonlyMap<string, ReadonlySet<string>>): Row | null {
  if (wanted.size === 0 || typeof value !== 'object' || value === null) return null
  const found = Object.entries(value as Record<string, unknown>).flatMap(([name, rows]) => {
    const fields = wanted.get(name)
    if (fields === undefined || !Array.isArray(rows)) return []
    const shown = (rows as Row[]).map((row) =>
      Object.fromEntries(Object.entries(row).filter(([key]) => fields.has(key))),
    )
    return [[name, shown]]
  })
  return found.length === 0 ? null : Object.fromEntries(found)
}

/** Texts in one language instead of `[{id, value}]`. */
function translated(row: Row, language: string): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (!Array.isArray(value) || !value.every(isText)) return [name, value]
      return [name, value.find((text) => text.id === language)?.value ?? '']
    }),
  )
}

function isText(value: unknown): value is { id: string; value: string } {
  return typeof value === 'object' && value !== null && 'id' in value && 'value' in value
}
