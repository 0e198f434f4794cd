import { failure } from '../words/failure.ts'
import type { Fields } from './reader.ts'

/**
 * Refuses the answer to another question. Caches that do not look at the query, and proxies that mix up what passes
 * through them, hand such answers out; taken for the right one, the orders that it lacks would count as deleted.
 * @param missing how many of the rows asked for are not there
 * @param strangers how many rows are there that were not asked for
 * @throws Failure `body-shape`
 */
export function requireAsked(missing: number, strangers: number, host: string, expected: string): void {
  if (missing > 0 && strangers > 0) throw failure('body-shape', { host, expected })
}

/**
 * The rows that a question for one thing found. Shops' own filters take a little more than what was asked for (other
 * capitals, another form of the number): such rows are left out.
 * @throws Failure `body-shape` for the answer to another question, which would make an order seem unknown to the shop
 */
export function onlyAsked<Row>(
  rows: readonly Row[],
  isAsked: (row: Row) => boolean,
  host: string,
  expected: string,
): readonly Row[] {
  const asked = rows.filter(isAsked)
  requireAsked(asked.length === 0 ? 1 : 0, rows.length - asked.length, host, expected)
  return asked
}

/**
 * Whether a row has the fields of the first pass and no others: it comes from a list, and is no order in full.
 * @param slimFields the one that identifies the order first
 */
export function isSlim(row: Fields, slimFields: ReadonlySet<string>): boolean {
  const [id = ''] = slimFields
  return id in row && Object.keys(row).every((name) => slimFields.has(name))
}
