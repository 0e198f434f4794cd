import { type Failure, failure } from '../failure.ts'

/** One page as the shop gave it. */
export interface OffsetPage<Row> {
  readonly rows: readonly Row[]
  /** How many rows there are in all, at the time of this answer; null when the shop does not say. */
  readonly total: number | null
  /** How many pages that makes; null when the shop does not say. */
  readonly pages: number | null
}

export interface PagingOptions<Row, Page extends OffsetPage<Row>> {
  /** Reads `perPage` rows from a position, in ascending {@link id}. */
  readonly read: (offset: number, signal: AbortSignal) => Promise<Page>
  readonly id: (row: Row) => number
  readonly perPage: number
  readonly host: string
  readonly signal: AbortSignal
}

/** Full pages in a row without anything new, after which a shop is taken to ignore the position asked for. */
const mostRepeatedPages = 10

/** Orders that come or go while the list is read make the shop count more than came, too. */
const mostBeginnings = 3

/**
 * Reads a list that changes while it is read, without missing a row that is in it all the time (R14). Each page
 * starts at the last row seen, or before. When rows vanished before that place, the page starts behind it: it is
 * asked for again from further back, until it starts at a row seen before. Rows that arrive only cause repetition.
 * A first page that belongs elsewhere shows in the end, when fewer rows came than the shop counts: then the list is read
 * anew; of a shop that leaves rows out of its pages, only if it begins earlier than it did.
 * The next page is read while the last one is worked on; pages carry only rows not yielded before.
 * @throws Failure `body-shape` when the shop does not page or does not sort
 */
export async function* overlappingPages<Row, Page extends OffsetPage<Row>>(
  options: PagingOptions<Row, Page>,
): AsyncGenerator<Page> {
  const { read, id, perPage, host } = options
  const stop = new AbortController()
  const signal = AbortSignal.any([options.signal, stop.signal])
  const seen = new Set<number>()
  /** The first row that ever was, and the last one seen. */
  let head: number | null = null
  let last = 0
  let repeated = 0
  let stepBack = 1
  /** This page lies beyond a stretch without rows, so it need not start at the last row seen. */
  let leaping = false
  /** The most rows that any answer spoke of. */
  let counted = 0
  /** Some page had fewer rows than places. */
  let leftOut = false
  let begun = 1
  let beginningAnew = false
  let offset = 0
  let pending: Promise<Page> | null = read(0, signal)
  try {
    while (pending !== null) {
      const page: Page = await pending
      const { rows, total } = page
      requireAscending(options, rows)
      counted = Math.max(counted, total ?? 0)
      const first = rows[0] === undefined ? null : id(rows[0])
      if (beginningAnew) {
        beginningAnew = false
        if (leftOut && (first === null || head === null || first >= head)) return
        head = null
        last = 0
      }
      head ??= first
      // The list from its start again, though a later place was asked for; unless as many rows arrived before it.
      const restarted = offset > 0 && first !== null && first === head && rows.length < perPage
      if (restarted && total !== null && total !== offset + rows.length) throw unpaged(host)
      if (offset > 0 && !leaping && (first === null || first > last)) {
        offset = Math.max(0, offset - stepBack)
        stepBack = Math.min(stepBack * 4, perPage)
        pending = read(offset, signal)
        continue
      }
      stepBack = 1
      const fresh = rows.filter((row) => !seen.has(id(row)))
      for (const row of fresh) seen.add(id(row))
      const end = rows.at(-1)
      const advanced = end !== undefined && id(end) > last
      if (advanced) last = id(end)
      repeated = advanced || rows.length < perPage ? 0 : repeated + 1
      if (repeated > mostRepeatedPages) throw unpaged(host)

      leaping = !advanced && rows.length < perPage
      if (leaping) leftOut = true
      const next = leaping ? offset + covered(page, perPage) : offset + rows.length - 1
      const complete = total === offset + rows.length || (leaping && (total === null || next >= total))
      offset = next
      if (complete && seen.size < counted && begun < mostBeginnings) {
        begun += 1
        beginningAnew = true
        leaping = false
        offset = 0
      }
      pending = complete && !beginningAnew ? null : read(offset, signal)
      // A failure is met when the page is awaited; until then it must not count as unhandled.
      pending?.catch(() => undefined)
      if (fresh.length > 0 || seen.size === 0) yield { ...page, rows: fresh }
    }
  } finally {
    stop.abort()
  }
}

function unpaged(host: string): Failure {
  return failure('body-shape', { host, expected: 'offset' })
}

/**
 * How many places of the list a page stands for: more than it has rows where the shop leaves out orders that it
 * cannot load or that the key may not see, though it counts them.
 */
function covered({ total, pages }: OffsetPage<unknown>, perPage: number): number {
  if (total === null || pages === null || pages === 0) return perPage
  return Math.max(1, Math.min(perPage, Math.ceil(total / pages)))
}

function requireAscending<Row, Page extends OffsetPage<Row>>(
  { id, host }: PagingOptions<Row, Page>,
  rows: readonly Row[],
): void {
  let before = 0
  for (const row of rows) {
    if (id(row) <= before) throw failure('body-shape', { host, expected: 'orderby=id' })
    before = id(row)
  }
}
