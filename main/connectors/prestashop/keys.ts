import { type Fields, isFields, isNothing } from '../reader.ts'

/** The filter for any of some values. */
export function oneOf(values: readonly string[]): string {
  return `[${values.join('|')}]`
}

/** A field by which rows are found; `''` for what is neither text nor number. */
export function keyText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** An identifier of another row; null for 0, which stands for none. */
export function reference(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && /^[1-9]\d{0,18}$/.test(text) ? text : null
}

/** Whether a flag is set: text, as it comes mostly, or by its own type. */
export function isYes(flag: unknown): boolean {
  return flag === '1' || flag === 1 || flag === true
}

/**
 * A text; the first one that says something where it comes once a language (`[{"id", "value"}]`, `{"language": [...]}`);
 * null for what is none.
 */
export function oneText(value: unknown, depth = mostDepth): string | null {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (isNothing(value)) return ''
  if (depth === 0) return null
  if (isFields(value)) {
    const inside = value.value ?? value.language
    return inside === undefined ? null : oneText(inside, depth - 1)
  }
  if (!Array.isArray(value)) return null
  const texts = (value as readonly unknown[]).map((entry) => oneText(entry, depth - 1))
  const known = texts.filter((text) => text !== null)
  return known.find((text) => text !== '') ?? known[0] ?? null
}

/** A map of languages, their list, and a text with its language. */
const mostDepth = 3

/** Rows of a list; it may come as a map, under the name of its rows, or as its only row. */
export function rowsIn(value: unknown): readonly Fields[] {
  if (Array.isArray(value)) return (value as readonly unknown[]).filter(isFields)
  if (!isFields(value)) return []
  const inside = Object.values(value)
  const [first] = inside
  if (inside.length === 1 && Array.isArray(first)) return rowsIn(first)
  return inside.every(isFields) ? inside : [value]
}
