import { createHash } from 'node:crypto'
import { failure } from '../words/failure.ts'
import { jsonText } from '../words/json-text.ts'
import type { ListedWrong, ListPage, SlimRow } from './connector.ts'
import { isFields } from './reader.ts'

/** Of a number that stands for an identifier. */
const longestNumber = 100

/**
 * A row of a list that does not say, or not readably, which order it is (R7): one wrong order. It goes by its number,
 * and by what stands in the row where it has none; several that say the same are several.
 * @param field where the identifier should be
 * @param before those of the page that came before it
 */
function unreadableRow(
  row: unknown,
  field: string,
  number: unknown,
  before: readonly ListedWrong[],
): ListedWrong {
  const raw = jsonText(row)
  const written = typeof number === 'string' || typeof number === 'number' ? String(number) : ''
  const digest = createHash('sha1')
    .update(raw ?? '')
    .digest('hex')
  const alike = before.filter((other) => other.raw === raw).length
  const unnamed = alike === 0 ? digest.slice(0, 12) : `${digest.slice(0, 12)}-${alike + 1}`
  const name = written === '' ? unnamed : written.slice(0, longestNumber)
  return {
    shopOrderId: `${unreadableMark}${name}`,
    number: written === '' ? unreadableMark : written,
    raw,
    reasons: [{ code: 'unreadable-field', params: { field } }],
  }
}

/**
 * The rows of a page, told apart.
 * @param field where the identifier should be
 * @throws Failure `body-shape` where none of several rows says which order it is, or the only one has no such field:
 *   that is no order's doing
 */
export function readableRows(
  rows: readonly unknown[],
  slimRow: (row: unknown) => SlimRow | null,
  field: string,
  numberField: string,
  host: string,
): { readonly rows: readonly SlimRow[]; readonly wrong: readonly ListedWrong[] } {
  const readable: SlimRow[] = []
  const wrong: ListedWrong[] = []
  for (const row of rows) {
    const slim = slimRow(row)
    if (slim !== null) readable.push(slim)
    else wrong.push(unreadableRow(row, field, isFields(row) ? row[numberField] : null, wrong))
  }
  const isForm = wrong.length > 1 || rows.some((row) => !isFields(row) || !(field in row))
  if (wrong.length > 0 && readable.length === 0 && isForm)
    throw failure('body-shape', { host, expected: field })
  return { rows: readable, wrong }
}

/** How many orders a page shows: one that is there twice is one. */
export function howMany(page: Pick<ListPage, 'rows'> & { readonly wrong: readonly ListedWrong[] }): number {
  return new Set(page.rows.map(({ shopOrderId }) => shopOrderId)).size + page.wrong.length
}

/** An order that the shop fails to list, whenever it is among those asked for. */
export function unlistable(id: string, code: string): ListedWrong {
  const reasons = [{ code: 'shop-cannot-deliver', params: { code } } as const]
  return { shopOrderId: id, number: id, raw: null, reasons }
}

/** Begins what stands for an identifier that cannot be read; no platform's own begins so. */
const unreadableMark = '?'

/** Whether the shop cannot be asked for this order: the identifier is not its own. */
export function hasNoIdentifier(shopOrderId: string): boolean {
  return shopOrderId.startsWith(unreadableMark)
}
