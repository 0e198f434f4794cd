import { absolute, type Scaled } from '../../words/decimal.ts'
import { plainLine } from '../plain-words.ts'
import { type Fields, isFields } from '../reader.ts'
import { scaledOf } from './reader.ts'

/** What a module put beside an order's own fields: a name, and an amount, an object or a list. */
export type Said = readonly [name: string, value: unknown]

/**
 * The fields of an order or of its extensions, as modules fill them: JSON in a text is unfolded (Mageplaza), and a row of
 * a list of totals or of a payment's values stands under its code.
 */
export function saidIn(fields: Fields): readonly Said[] {
  return Object.entries(fields).flatMap(([name, value]): readonly Said[] => {
    if (name.length > mostCharacters) return []
    const said = unfolded(value)
    if (!Array.isArray(said) || !isNamed.test(name)) return [[name, said]]
    return said.filter(isFields).flatMap(({ key, ...row }): readonly Said[] => {
      const named = key ?? row.code
      if (typeof named !== 'string' || named.length > mostCharacters) return []
      return [[named, key === undefined ? row : row.value]]
    })
  })
}

/** Lists of totals, and what payments keep: `[{key, value}]`. */
const isNamed = /(^|_)(segments|totals|additional_info)$/i

const mostCharacters = 100

/** More is no list of fees or cards. */
const mostJson = 20_000

/** A value, or what JSON in a text holds. */
export function unfolded(value: unknown): unknown {
  if (typeof value !== 'string' || value.length > mostJson || !/^\s*[[{]/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    // A text like any other.
    return value
  }
}

/** The rows of a list, or of a map from identifiers to rows (a PHP list that lost one); none of anything else. */
export function rowsOf(value: unknown): readonly Fields[] {
  if (Array.isArray(value)) return value.filter(isFields)
  const rows = isFields(value) ? Object.values(value) : []
  return rows.every(isFields) ? rows : []
}

/** What a row is about, in modules' own names for it: not the base currency, nor what became of it later. */
const isOther =
  /(^|_)(b(ase|a)?|refund\w*|invoiced?|cancell?ed|initial|original|discount|percent\w*|rate|id|qty|count)(_|$)/i
const isTax = /^tax$|(^|_)(fee_tax|tax_amount|amount_tax)$/i
const amounts = [/(^|_)amount$/i, /_excl(uding)?_tax$/i, /(^|_)value$/i, /(^|_)(fee|price|total)$/i, /^a$/]
const withTax = /(^|_)(incl(uding)?|with)_tax$/i

/** A row's amount, signed; nothing where none of its fields is one. */
export function rowAmount(row: Fields): Scaled {
  const own = Object.entries(row).filter(([name]) => name.length <= mostCharacters && !isTax.test(name))
  for (const form of amounts) {
    const found = own.find(
      ([name, value]) => form.test(name) && !isOther.test(name) && scaledOf(value) !== 0n,
    )
    if (found !== undefined) return scaledOf(found[1])
  }
  return 0n
}

/** The VAT of a row's amount; null where it does not say. */
export function rowTax(row: Fields): Scaled | null {
  const own = Object.entries(row).filter(([name]) => name.length <= mostCharacters && !isOther.test(name))
  const tax = own.find(([name]) => isTax.test(name))
  if (tax !== undefined) return scaledOf(tax[1])
  const gross = own.find(([name]) => withTax.test(name))
  const net = own.find(([name]) => /_excl(uding)?_tax$/i.test(name))
  if (gross === undefined) return null
  return absolute(scaledOf(gross[1]) - (net === undefined ? rowAmount(row) : scaledOf(net[1])))
}

/** The text of a row's first field of that name, in one line. */
export function rowText(row: Fields, name: RegExp): string {
  const found = Object.entries(row).find(
    ([field, value]) =>
      field.length <= mostCharacters && name.test(field) && typeof value === 'string' && value !== '',
  )
  return found === undefined ? '' : plainLine(String(found[1]).slice(0, 200))
}
