import { isFields } from '../reader.ts'
import { unfolded } from './said.ts'

/** A name and its text. */
export type Attribute = readonly [name: string, text: string]

/**
 * What modules put into extension attributes: fields with a text, an object of such fields (Mageplaza: as JSON in a text),
 * or a list of named values (Amasty's order attributes: `[{attribute_code, value}]`).
 */
export function attributesIn(extension: unknown): readonly Attribute[] {
  const found: Attribute[] = []
  if (!isFields(extension)) return found
  for (const name of Object.keys(extension)) {
    const value = unfolded(extension[name])
    if (isFields(value)) for (const field of Object.keys(value)) add(found, field, value[field])
    else if (!Array.isArray(value)) add(found, name, value)
    else if (name !== 'payment_additional_info') found.push(...namedValues(value))
  }
  return found
}

/** A list of named values; PHP prints one whose rows have names as a map. */
export function namedValues(list: unknown): readonly Attribute[] {
  const rows: unknown = isFields(list) ? Object.values(list) : list
  if (!Array.isArray(rows)) return []
  const found: Attribute[] = []
  for (const row of rows as readonly unknown[]) {
    const name = isFields(row) ? (row.attribute_code ?? row.code) : null
    if (isFields(row) && typeof name === 'string') add(found, name, row.value)
  }
  return found
}

/** A text that no order is wrong without; a number as text. */
export function looseText(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text.length <= mostCharacters ? text.trim() : ''
}

const mostCharacters = 2000

function add(found: Attribute[], name: string, value: unknown): void {
  const text = looseText(value)
  if (text !== '' && name.length <= 100) found.push([name, text])
}
