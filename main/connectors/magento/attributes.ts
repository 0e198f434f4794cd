import { isFields } from '../reader.ts'
import { unfolded } from './said.ts'

/** A name and its text. */
export type Attribute = readonly [name: string, text: string]

/**
 * What modules put into extension attributes: fields with a text, an object of such fields (Mageplaza: as JSON in a text),
 * or a list of named values (Amasty's order attributes: `[{attribute_code, value}]`).
 */
export function attributesIn(extension: unknown): readonly Attribute[] {
  if (!isFields(extension)) return []
  return Object.entries(extension).flatMap(([name, written]): readonly Attribute[] => {
    const value = unfolded(written)
    if (isFields(value)) return Object.entries(value).flatMap(([field, one]) => attribute(field, one))
    if (Array.isArray(value)) return name === 'payment_additional_info' ? [] : namedValues(value)
    return attribute(name, value)
  })
}

/** A list of named values; PHP prints one whose rows have names as a map. */
export function namedValues(list: unknown): readonly Attribute[] {
  const rows: unknown = isFields(list) ? Object.values(list) : list
  if (!Array.isArray(rows)) return []
  return rows.filter(isFields).flatMap((row) => {
    const name = row.attribute_code ?? row.code
    return typeof name === 'string' ? attribute(name, row.value) : []
  })
}

/** A text that no order is wrong without; a number as text. */
export function looseText(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text.length <= mostCharacters ? text.trim() : ''
}

const mostCharacters = 2000

function attribute(name: string, value: unknown): readonly Attribute[] {
  const text = looseText(value)
  return text !== '' && name.length <= 100 ? [[name, text]] : []
}
