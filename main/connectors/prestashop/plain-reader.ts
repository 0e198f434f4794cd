import { plainLine } from '../plain-words.ts'
import { createReader, type Fields, isFields, type Reader } from '../reader.ts'
import { isNothing, oneText, rowsIn } from './keys.ts'

/**
 * Texts come as PrestaShop keeps them, names with entities among them (PrestaShop/PrestaShop#12822), some of them once a
 * language; what is empty comes as `''`, `[]` or `{}`, and a list of one row as that row.
 */
export function createPlainReader(parseInstant: Parameters<typeof createReader>[0]): Reader {
  const reader = createReader(parseInstant)
  const given = (source: Fields, field: string) => (isNothing(source[field]) ? none : source)
  return {
    ...reader,
    text: (source, field, path) => plainLine(oneText(source[field]) ?? reader.text(source, field, path)),
    amount: (source, field, path, orElse) => reader.amount(given(source, field), field, path, orElse),
    instant: (source, field, path) => reader.instant(given(source, field), field, path),
    record: (source, field, path) => reader.record(given(source, field), field, path),
    list(source, field, path) {
      const value = source[field]
      return isFields(value) ? rowsIn(value) : reader.list(given(source, field), field, path)
    },
  }
}

const none: Fields = {}
