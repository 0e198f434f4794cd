import type { Texts } from '../../main/texts/shape.ts'
import { countryName } from '../../main/words/country-name.ts'
import { formatDay, formatDecimal } from '../../main/words/format.ts'
import type { OrderSearch, WordColumn } from '../../main/words/order-search.ts'
import type { SearchedPeriod } from '../../main/words/search-period.ts'

/** A period of a search in words; null when it has none. */
export function periodText({ period, from, before }: SearchedPeriod, texts: Texts): string | null {
  const words = texts.search.filters
  if (period !== null) return words.periods[period]
  // The end is the first instant that does not belong to the period any more.
  const last = before === null ? null : new Date(Date.parse(before) - 1).toISOString()
  if (from !== null && last !== null) {
    const [first, end] = [formatDay(from, texts.language), formatDay(last, texts.language)]
    return first === end ? first : words.fromTo(first, end)
  }
  if (from !== null) return words.fromOnly(formatDay(from, texts.language))
  return last === null ? null : words.toOnly(formatDay(last, texts.language))
}

/** The amounts of a search in words; null when it has none. */
export function amountText({ amountFrom, amountTo }: OrderSearch, texts: Texts): string | null {
  const words = texts.search.filters
  const written = (amount: string) => formatDecimal(amount, texts.language, 2)
  if (amountFrom !== null && amountTo !== null) {
    return amountFrom === amountTo
      ? written(amountFrom)
      : words.fromTo(written(amountFrom), written(amountTo))
  }
  if (amountFrom !== null) return words.fromOnly(written(amountFrom))
  return amountTo === null ? null : words.toOnly(written(amountTo))
}

/** What a word that orders have in a column is called. */
export function wordName(column: WordColumn, word: string, texts: Texts): string {
  if (word === '') return texts.search.filters.without
  return column === 'country' ? countryName(word, texts.language) : word
}

/** An amount as it is typed: `1.234,50`, `1234.5`, `12`. Null for what is none, `''` for nothing. */
export function readAmount(typed: string): string | null {
  const text = typed.replace(/[\s€$£]/g, '')
  if (text === '') return ''
  // The last sign is the decimal one, unless it parts groups of three as nobody writes decimals.
  const grouped = /^-?\d{1,3}([.,])\d{3}(\1\d{3})*$/.test(text)
  const last = grouped ? -1 : Math.max(text.lastIndexOf(','), text.lastIndexOf('.'))
  const whole = (last === -1 ? text : text.slice(0, last)).replace(/[.,']/g, '')
  const amount =
    last === -1 ? whole : `${whole === '' || whole === '-' ? `${whole}0` : whole}.${text.slice(last + 1)}`
  return /^-?\d{1,11}(\.\d{1,4})?$/.test(amount) ? amount : null
}
