import { plainLine } from '../plain-words.ts'
import { createReader, isFields, type Reader } from '../reader.ts'
import { oneText, rowsIn } from './keys.ts'

/**
 * Texts come as PrestaShop keeps them, names with entities among them (PrestaShop/PrestaShop#12822), some of them once a
 * language; a list of one row as that row.
 */
export function createPlainReader(parseInstant: Parameters<typeof createReader>[0]): Reader {
  const reader = createReader(parseInstant)
  return {
    ...reader,
    text: (source, field, path) => plainLine(oneText(source[field]) ?? reader.text(source, field, path)),
    list(source, field, path) {
      const value = source[field]
      return isFields(value) ? rowsIn(value) : reader.list(source, field, path)
    },
  }
}
