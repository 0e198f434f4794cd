import { Failure, failure } from '../../words/failure.ts'
import type { SlimRow, WholePage, WholePages } from '../connector.ts'
import type { Answer } from '../http-answer.ts'
import { mayBeOneOrder, mayRefuseOneOrder } from '../http-failure.ts'
import type { JsonBody } from '../json-body.ts'
import type { OffsetPage } from '../overlapping-pages.ts'
import { isFields } from '../reader.ts'
import { isSlim } from '../right-answer.ts'
import type { Limits, Query } from '../send.ts'
import { readAnswer } from './answer.ts'
import { type AskOrders, count, fieldList, pageOf, perPage, slimFields, slimPage } from './list-page.ts'

/** How whole pages are read, and the orders of one in full. */
export interface WholeReading extends WholePages {
  /** How many orders the shop counted in the list before it is read; 0: it did not. */
  readonly counted: number
  readonly orders: (page: JsonBody, ids: readonly string[]) => WholePage
}

/** A page of whole orders that was asked for. */
interface Asked {
  readonly offset: number
  /** Behind all that the shop counts. */
  readonly isBehind: boolean
  readonly answer: Promise<Answer>
  readonly stop: AbortController
}

/**
 * Reads pages: of whole orders as long as those are likely to be wanted and the shop gives them, else of slim rows. A page
 * of the one costs the shop twice what one of the other does, and both of them more than either. Where whole pages follow
 * each other, the next ones are asked for ahead, as far as the shop counts. Each page begins at the row that the one before it should end with, and is as
 * good as one asked for later, since it is taken only if it does; that nothing is there is believed only when it was asked
 * for after the row before, or where the shop counts none (R14).
 */
export function createReads(ask: AskOrders, query: Query, whole: WholeReading | null) {
  let refused = whole === null
  let begun = false
  /** As the last answer told; 0 where none did: behind the end an empty answer that is given again would hide orders. */
  let total = whole?.counted ?? 0
  let asked: readonly Asked[] = []
  /** Requests that are not answered yet, those included that nobody waits for any more. */
  let underWay = 0
  /** Where the next page ahead begins; infinite: all that the shop counts are asked for. */
  let next = 0
  /** Rows of the last two pages: the shop may give fewer than it is asked for. */
  let lengths = [perPage, perPage]
  const step = () => Math.max(1, Math.max(...lengths) - 1)

  const drop = (isStale: (page: Asked) => boolean) => {
    for (const { stop } of asked.filter(isStale)) stop.abort()
    asked = asked.filter((page) => !isStale(page))
  }

  const ended = () => {
    underWay -= 1
  }

  const start = (offset: number, reading: WholeReading, signal: AbortSignal, limits: Limits) => {
    const stop = new AbortController()
    const place = { offset: String(offset), per_page: String(perPage) }
    const [sentAt, atOnce] = [performance.now(), reading.atOnce()]
    const answer = ask({ ...query, ...place }, AbortSignal.any([signal, stop.signal]), limits)
    const isBehind = total > 0 && offset === total
    asked = [...asked, { offset, isBehind, answer, stop }]
    underWay += 1
    const arrived = ({ headers }: Answer) => {
      ended()
      if (stop.signal.aborted || isBehind) return
      total = count(headers['x-wp-total']) ?? 0
      if (offset + perPage <= total) reading.answered(atOnce, perPage, performance.now() - sentAt)
      hurry(reading, signal, limits)
    }
    // A failure is met when the page is needed; until then it must not count as unhandled.
    answer.then(arrived, ended)
    return answer
  }

  /**
   * Asks for the next pages that the shop counts. As many again may have come and wait to be read: the shop does not rest
   * while what it gave is stored.
   */
  const hurry = (reading: WholeReading, signal: AbortSignal, limits: Limits) => {
    // The last row of all is read with the page before; behind it nothing should be.
    const isDone = () => total === 0 || next === Number.POSITIVE_INFINITY
    while (!isDone() && underWay < reading.atOnce() && asked.length < 2 * reading.atOnce()) {
      const isRest = next + 1 < total
      start(isRest ? next : total, reading, signal, limits)
      next = isRest ? next + step() : Number.POSITIVE_INFINITY
    }
  }

  async function readWhole(reading: WholeReading, offset: number, signal: AbortSignal, limits: Limits) {
    const ahead = asked.find((page) => page.offset === offset)
    if (ahead === undefined) {
      drop(() => true)
      next = offset + step()
    }
    drop((page) => page.offset < offset)
    const answer = ahead?.answer ?? start(offset, reading, signal, limits)
    hurry(reading, signal, limits)
    let page = wholePage(await answer, reading)
    if (ahead?.isBehind === false && page.rows.length + page.wrong.length === 0) {
      drop(() => true)
      page = wholePage(await start(offset, reading, signal, limits), reading)
    }
    lengths = [...lengths.slice(-1), page.rows.length + page.wrong.length]
    return page
  }

  async function read(
    offset: number,
    count: number,
    limits: Limits,
    signal: AbortSignal,
  ): Promise<OffsetPage<SlimRow>> {
    // The list anew, for what its pages and its counts do not agree about: its orders have been read.
    if (offset === 0 && count === perPage) {
      refused ||= begun
      begun = true
    }
    // Smaller pages are asked for where the shop is slow, or an order breaks them.
    if (!refused && whole?.likely() && count === perPage) {
      try {
        return await readWhole(whole, offset, signal, limits)
      } catch (error) {
        if (!(error instanceof Failure) || !(mayBeOneOrder(error) || mayRefuseOneOrder(error))) throw error
        // It is not asked for again: nobody else tells that the shop is under pressure.
        if (error.value.code === 'timeout') whole.late()
        refused = true
      }
    }
    drop(() => true)
    const page = { offset: String(offset), per_page: String(count), _fields: fieldList }
    return slimPage(await ask({ ...query, ...page }, signal, limits))
  }

  return { read }
}

/** @throws Failure `body-shape` for the answer to another question */
function wholePage(answer: Answer, { orders }: WholeReading): OffsetPage<SlimRow> {
  const body = readAnswer(answer)
  const page = pageOf(body, answer)
  const isWhole = (row: unknown) => !isFields(row) || !isSlim(row, slimFields)
  if (Array.isArray(body.json) && !body.json.every(isWhole))
    throw failure('body-shape', { host: answer.url.host, expected: 'line_items' })
  return { ...page, whole: (ids) => orders(body, ids) }
}
