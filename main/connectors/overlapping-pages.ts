import { Failure, failure } from '../words/failure.ts'
import type { LogNotice } from '../words/run.ts'
import type { ListedWrong, ListPage } from './connector.ts'
import { isTheShop, type PageSizes, readNarrowing, wait } from './page-sizes.ts'
import type { Limits } from './send.ts'

/** One page as the shop gave it. */
export interface OffsetPage<Row> {
  readonly rows: readonly Row[]
  /** Rows that do not say which order they are. */
  readonly wrong: readonly ListedWrong[]
  /** How many rows there are in all, at the time of this answer; null when the shop does not say. */
  readonly total: number | null
  /** How many pages that makes; null when the shop does not say. */
  readonly pages: number | null
  readonly notices: readonly LogNotice[]
  /** See {@link ListPage.whole}. */
  readonly whole?: ListPage['whole']
}

export interface PagingOptions<Row> {
  /** Reads so many rows from a position, in ascending {@link id}. */
  readonly read: (
    offset: number,
    count: number,
    limits: Limits,
    signal: AbortSignal,
  ) => Promise<OffsetPage<Row>>
  /** A cheap request that works when the shop as a whole is well; throws what is the matter otherwise. */
  readonly probe: (signal: AbortSignal) => Promise<unknown>
  /** What lies between two identifiers (null: to the end), where so many orders in a row break their page. */
  readonly between: (
    after: number,
    before: number | null,
    broken: { readonly count: number; readonly code: string },
    signal: AbortSignal,
  ) => Promise<Pick<OffsetPage<Row>, 'rows' | 'wrong' | 'notices'>>
  readonly id: (row: Row) => number
  /** The most rows of a page. */
  readonly perPage: number
  readonly sizes: PageSizes
  readonly host: string
  readonly signal: AbortSignal
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<unknown>
}

/** Pages in a row without anything new, after which a shop is taken to ignore the position asked for. */
const mostRepeatedPages = 10

/** Orders that come or go while the list is read make the shop count more than came, too. */
const mostBeginnings = 3

/** Empty pages, where the shop counts more: a few at once, the others with growing pauses. */
const mostEmptyPages = 100
const emptyPagesAtOnce = 10
const longestPauseMs = 200

/**
 * How a page stands to those before it. `anchored`: it should begin with the last row seen; if it does not, rows
 * vanished before it. `behind`: where nothing more should be. `apart`: beyond a stretch that shows no rows.
 */
type Kind = 'start' | 'anchored' | 'behind' | 'apart'

interface Place {
  readonly offset: number
  readonly kind: Kind
}

/**
 * Reads a list that changes while it is read, without missing a row that is in it all the time (R14), and believes
 * neither counts nor lengths: only an empty page behind the last row ends it.
 *
 * Each page begins at the last row seen. When rows vanished before that place, the page begins behind it: it is asked
 * for again from further back, until it begins at a row seen before. Rows that arrive only cause repetition. A first
 * page that belongs elsewhere shows in the end, when fewer rows came than the shop counts: then the list is read
 * anew; of a shop that leaves rows out of its pages, only if it begins earlier than it did. If the shop still counts
 * more, that is said. A page that fails is narrowed down to the order that breaks it, which is passed over.
 *
 * The next page is read while the last one is worked on; pages carry only rows not yielded before.
 * @throws Failure `body-shape` when the shop does not page or does not sort
 */
export async function* overlappingPages<Row>(options: PagingOptions<Row>): AsyncGenerator<OffsetPage<Row>> {
  const { id, perPage, host, sizes, pause = wait } = options
  const stop = new AbortController()
  const signal = AbortSignal.any([options.signal, stop.signal])
  const seen = new Set<number>()
  const seenWrong = new Set<string>()
  /** The first row that ever was, and the last one seen. */
  let head: number | null = null
  let last = 0
  /** The last row that any reading has seen. */
  let furthest = 0
  let repeated = 0
  /** In this reading the shop gave again what had come before, where something else should have been. */
  let strange = false
  let stepBack = 1
  /** The most rows that any answer of this reading spoke of. */
  let counted = 0
  /** The shop counts rows that it does not show. */
  let leftOut = false
  let emptyPages = 0
  let begun = 1
  /** A page with so many rows is not taken for the last: the shop may give less than it is asked for. */
  let full = perPage
  let lastLength = 0
  let broken = null as { readonly count: number; readonly error: Failure } | null
  /** What stood behind the last page, until it is known that nothing stands between. */
  let held: { readonly page: OffsetPage<Row>; readonly at: Place } | null = null
  let yielded = false

  const readAt = async ({ offset, kind }: Place) => {
    const overlap = kind === 'anchored' ? 1 : 0
    let asked = 0
    const found = await readNarrowing(
      sizes,
      async (size, limits) => {
        asked = Math.min(perPage, size + overlap)
        const page = await options.read(offset, asked, limits, signal)
        return { page, rows: Math.max(0, placesIn(options, page) - overlap) }
      },
      () => options.probe(signal),
    )
    return { found, asked }
  }
  const listed = () => seen.size + seenWrong.size
  /** What speaks against the list being whole. */
  const doubts = (): readonly LogNotice[] => {
    if (listed() < counted) return [{ code: 'count-contradicts', params: { counted, listed: listed() } }]
    // Read anew, it went less far.
    return strange || last < furthest ? [{ code: 'list-repeats', params: {} }] : []
  }
  /** What of a page is new. */
  const news = (page: Pick<OffsetPage<Row>, 'rows' | 'wrong'>) => {
    const rows = page.rows.filter((row) => !seen.has(id(row)) && seen.add(id(row)))
    const wrong = page.wrong.filter(
      ({ shopOrderId }) => !seenWrong.has(shopOrderId) && seenWrong.add(shopOrderId),
    )
    return { rows, wrong }
  }

  let place: Place = { offset: 0, kind: 'start' }
  let pending: ReturnType<typeof readAt> | null = readAt(place)
  const goTo = (next: Place) => {
    place = next
    pending = readAt(next)
    // A failure is met when the page is awaited; until then it must not count as unhandled.
    pending.catch(() => undefined)
  }
  try {
    while (pending !== null) {
      const { found, asked }: Awaited<ReturnType<typeof readAt>> = await pending
      pending = null
      if (found instanceof Failure) {
        held = null
        broken = { count: (broken?.count ?? 0) + 1, error: found }
        if (isTheShop(broken.count, found)) throw found
        goTo({ offset: place.offset + (place.kind === 'anchored' ? 2 : 1), kind: 'apart' })
        continue
      }
      let page = found
      let at = place
      requireAscending(options, page.rows)
      const first = firstId(options, page)
      if (broken !== null) {
        const { count, error } = broken
        broken = null
        begun = mostBeginnings
        const gap = await options.between(last, first, { count, code: error.value.code }, signal)
        yield { ...page, ...gap, ...news(gap) }
        last = Math.max(last, ...gap.rows.map(id))
      }
      counted = Math.max(counted, page.total ?? 0)
      furthest = Math.max(furthest, ...page.rows.map(id))
      if (at.kind === 'start') {
        const beginsEarlier = first !== null && head !== null && first < head
        if (leftOut && !strange && !beginsEarlier) {
          yield { ...page, rows: [], wrong: [], notices: doubts() }
          return
        }
        strange = head !== null && (first === null || first > head)
        head = null
        last = 0
      }
      // The list from its start again, though a later place was asked for; unless as many rows arrived before it.
      const restarted = at.offset > 0 && first !== null && first === head && placesIn(options, page) < perPage
      if (restarted && page.total !== null && page.total !== at.offset + placesIn(options, page))
        throw unpaged(host)
      if (restarted && page.total === null) strange = true
      head ??= first
      if (at.kind === 'anchored' && at.offset > 0 && (first === null || first > last)) {
        goTo({ offset: Math.max(0, at.offset - stepBack), kind: 'anchored' })
        stepBack = Math.min(stepBack * 4, perPage)
        // What it shows is there, whatever stands before it.
        yield { ...page, ...news(page) }
        continue
      }
      stepBack = 1
      if (at.kind === 'behind' && first !== null && first > last) {
        // The page before was not the last one, or something has arrived: first what may stand between.
        held = { page, at }
        goTo({ offset: at.offset - 1, kind: 'anchored' })
        continue
      }
      if (held !== null) {
        const hasMore = page.rows.some((row) => id(row) > last)
        // It should begin with the last row seen: without it, it says nothing of what may stand between.
        if (!page.rows.some((row) => id(row) >= last)) strange = true
        if (hasMore) full = Math.min(full, Math.max(2, lastLength))
        else [page, at] = [held.page, held.at]
        held = null
      }
      const places = placesIn(options, page)
      const lastBefore = last
      const fresh = news(page)
      last = Math.max(last, ...page.rows.map(id))
      repeated = places === 0 || last > lastBefore ? 0 : repeated + 1
      const isAnchor = at.kind === 'anchored' && first === lastBefore
      if (repeated > 0 && !isAnchor) strange = true
      if (repeated > mostRepeatedPages) throw unpaged(host)
      const end = at.offset + places
      const isEnd = places === 0 && (page.total === null || page.total <= end || emptyPages >= mostEmptyPages)
      if (places > 0) {
        emptyPages = 0
        lastLength = places
        const seemsLast = places === 1 || places < Math.min(asked, full) || page.total === end
        goTo(seemsLast ? { offset: end, kind: 'behind' } : { offset: end - 1, kind: 'anchored' })
      } else if (!isEnd) {
        leftOut = true
        emptyPages += 1
        if (emptyPages > emptyPagesAtOnce) await pause(Math.min(longestPauseMs, emptyPages * 5), signal)
        goTo({ offset: end + covered(page, perPage), kind: 'apart' })
      } else if (doubts().length > 0) {
        // Not once more where it took very long to see that the shop counts what it does not show.
        if (begun < mostBeginnings && emptyPages < mostEmptyPages) {
          begun += 1
          counted = 0
          goTo({ offset: 0, kind: 'start' })
        } else {
          yield { ...page, ...fresh, notices: doubts() }
        }
      }
      if (!yielded || fresh.rows.length > 0 || fresh.wrong.length > 0) yield { ...page, ...fresh }
      yielded = true
    }
  } finally {
    stop.abort()
  }
}

/** How many places of the list a page surely takes: a row that is there twice may be the shop's doing, or a plugin's. */
function placesIn<Row>({ id }: PagingOptions<Row>, { rows, wrong }: OffsetPage<Row>): number {
  return new Set(rows.map(id)).size + wrong.length
}

function firstId<Row>({ id }: PagingOptions<Row>, { rows }: OffsetPage<Row>): number | null {
  return rows[0] === undefined ? null : id(rows[0])
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

/** The same row twice on a page (a plugin's join does that) is no disorder. */
function requireAscending<Row>({ id, host }: PagingOptions<Row>, rows: readonly Row[]): void {
  let before = 0
  for (const row of rows) {
    if (id(row) < before) throw failure('body-shape', { host, expected: 'orderby=id' })
    before = id(row)
  }
}
