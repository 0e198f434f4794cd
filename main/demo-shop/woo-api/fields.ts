import { asList, type PhpValue } from './php-query.ts'
import type { JsonObject } from './shop.ts'

interface FieldTree extends Map<string, true | FieldTree> {}

/**
 * Keeps the `_fields` asked for, in the answer's own order. `billing.email` reaches into objects; into lists it does
 * not: `line_items.sku` yields no line at all (`fields_nested.json`).
 */
export function pickFields(body: JsonObject, fields: PhpValue | undefined): unknown {
  if (fields === undefined) return body
  const names = asList(fields)
  if (names.length === 0) return body
  const picked = pick(body, treeOf(names))
  // PHP has one empty array for both, and writes it as a list (`param_fields_nope.json`).
  return Object.keys(picked).length === 0 ? [] : picked
}

function treeOf(names: readonly string[]): FieldTree {
  const tree: FieldTree = new Map()
  for (const name of names) {
    const parts = name.split('.')
    const last = parts.pop() ?? ''
    let place: FieldTree | undefined = tree
    for (const part of parts) {
      const next: true | FieldTree = place.get(part) ?? new Map()
      if (next === true) {
        place = undefined
        break
      }
      place.set(part, next)
      place = next
    }
    place?.set(last, true)
  }
  return tree
}

function pick(value: JsonObject, tree: FieldTree): JsonObject {
  const picked: Record<string, unknown> = {}
  for (const [name, inner] of Object.entries(value)) {
    const wanted = tree.get(name)
    if (wanted === true) picked[name] = inner
    else if (wanted && isObject(inner)) picked[name] = pick(inner, wanted)
  }
  return picked
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
