import { failure } from '../failure.ts'
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
 * Whether a row has the fields of the first pass and no others: it comes from a list, and is no order in full.
 * @param slimFields the one that identifies the order first
 */
export function isSlim(row: Fields, slimFields: ReadonlySet<string>): boolean {
  const [id = ''] = slimFields
  return id in row && Object.keys(row).every((name) => slimFields.has(name))
}
