import { folded } from '../../main/words/folded.ts'
import type { OrderColumn } from '../../main/words/order-search.ts'
import type { OrderRow } from '../../main/words/order-view.ts'

/** Missed the least, those first; without the others orders are not told apart. */
const spared: readonly OrderColumn[] = [
  'handover',
  'downloadedAt',
  'phone',
  'pieces',
  'province',
  'country',
  'shippingMethod',
  'paymentMethod',
  'ownNote',
  'tags',
  'email',
  'products',
  'city',
  'shop',
  'work',
  'check',
]

export interface Fitted {
  readonly id: OrderColumn
  /** In pixels, so much it needs; where it was made wider the list scrolls sideways, and it hides no other. */
  readonly least: number
}

/** So few are left whatever they are. */
const fewest = 3

/**
 * The columns without those for which there is no room. Those in which the search found its words are missed the most.
 * @param width of the list, in pixels
 */
export function fittingColumns<Shown extends Fitted>(
  columns: readonly Shown[],
  width: number,
  found: ReadonlySet<OrderColumn>,
): readonly Shown[] {
  const hasRoom = (some: readonly Shown[]) => some.reduce((sum, { least }) => sum + least, scrollbar) <= width
  if (hasRoom(columns) || columns.length <= fewest) return columns
  const without = (id: OrderColumn) => columns.filter((column) => column.id !== id)
  const isFound = ({ id }: Shown) => found.has(id)
  const shown = spared.filter((id) => columns.some((column) => column.id === id))
  const next = shown.find((id) => !found.has(id)) ?? shown[0]
  if (next === undefined) return columns
  // The state makes room for the only one that says why these orders were found.
  const isOnly = found.has(next) && columns.filter(isFound).length === 1
  const withoutState = without('state')
  if (isOnly && hasRoom(withoutState)) return withoutState
  return fittingColumns(without(next), width, found)
}

const scrollbar = 16

/** The columns in which some of the rows have a word that begins as one that was typed does. */
export function columnsWith(text: string, rows: readonly OrderRow[]): ReadonlySet<OrderColumn> {
  const typed = wordsOf(text)
  const has = (value: string) => wordsOf(value).some((word) => typed.some((part) => word.startsWith(part)))
  const found = searched.filter(([, textOf]) => rows.some((row) => has(textOf(row))))
  return new Set(found.map(([id]) => id))
}

const searched: readonly (readonly [OrderColumn, (row: OrderRow) => string])[] = [
  ['number', (row) => row.number],
  ['customer', (row) => row.customer],
  ['email', (row) => row.email],
  ['city', (row) => row.city],
  ['tags', ({ tags }) => tags],
  ['ownNote', ({ ownNote }) => ownNote],
  ['phone', (row) => row.details?.phone ?? ''],
  ['products', (row) => row.details?.firstProduct ?? ''],
]

function wordsOf(text: string): readonly string[] {
  return folded(text).match(/[\p{L}\p{N}]+/gu) ?? []
}
