import type { FailureValue } from '../../main/words/failure.ts'
import type { Result } from '../../preload/contract.ts'

/** A page of a list. */
export interface ListPage<Row, Next = number> {
  readonly rows: readonly Row[]
  /** Where the next page begins; null at the end. */
  readonly next: Next | null
}

interface Outcome {
  readonly phase: 'loading' | 'ready' | 'failed'
  /** Why the list could not be read, when it could not. */
  readonly failure: FailureValue | null
}

/** A list that is read page by page. */
export interface ListState<Row, Next = number> extends ListPage<Row, Next>, Outcome {}

/** Before the first answer. */
export const unread = { rows: [], next: null, phase: 'loading', failure: null } as const

/** As many rows as a list is read anew with at once. */
const mostAtOnce = 500

type Join<Page> = (known: Page, page: Page) => Page

interface ListStore<Page> {
  getState(): Page
  setState(change: Outcome | (Page & Outcome)): void
}

/**
 * Reads a list into a store. A response is stale, and dropped, when the list was asked for anew meanwhile.
 * @param ask asks main for the page at `next`, the first where it is null; what else the page tells goes into the store
 * @param append puts a page below the rows known
 */
export function createListReader<Row, Next = number, Page extends ListPage<Row, Next> = ListPage<Row, Next>>(
  store: ListStore<Page>,
  pageSize: number,
  ask: (next: Page['next'], limit: number) => Promise<Result<Page>>,
  append: (rows: readonly Row[], more: readonly Row[]) => readonly Row[] = (rows, more) => [...rows, ...more],
) {
  let question = 0
  let readingMore = false

  async function read(next: Page['next'], limit: number, join: Join<Page>): Promise<void> {
    const asked = question
    const answer = await ask(next, limit)
    if (asked !== question) return
    if (answer.ok) store.setState({ ...join(store.getState(), answer.value), phase: 'ready', failure: null })
    else store.setState({ phase: 'failed', failure: answer.failure })
  }

  async function load(limit = pageSize): Promise<void> {
    question += 1
    await read(null, limit, (_, page) => page)
  }

  return {
    /** Reads the first page; what was known is let go. */
    load: () => load(),
    /** Reads the list anew, as far as it was read. */
    reload: () => load(Math.min(mostAtOnce, Math.max(pageSize, store.getState().rows.length))),
    /** Reads the next page, if there is one. */
    async more(): Promise<void> {
      const { next } = store.getState()
      if (next === null || readingMore) return
      readingMore = true
      await read(next, pageSize, ({ rows }, page) => ({ ...page, rows: append(rows, page.rows) }))
      readingMore = false
    },
    /** Reads the first page again and puts it together with what is known. */
    refresh: (join: Join<Page>) => read(null, pageSize, join),
  }
}

/** An answer that is a page of at most `limit` rows, where the next one begins after the last row's id. */
export function pageById<Row extends { readonly id: number }>(
  answer: Result<readonly Row[]>,
  limit: number,
): Result<ListPage<Row>> {
  if (!answer.ok) return answer
  const rows = answer.value
  return { ok: true, value: { rows, next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) } }
}
