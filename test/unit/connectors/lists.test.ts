import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ListPage } from '../../../main/connectors/connector.ts'
import type { Answer } from '../../../main/connectors/http-answer.ts'
import * as magento from '../../../main/connectors/magento/list.ts'
import type { AskOrders } from '../../../main/connectors/magento/orders.ts'
import { createPageSizes } from '../../../main/connectors/page-sizes.ts'
import * as prestashop from '../../../main/connectors/prestashop/list.ts'
import { localTimeOf } from '../../../main/connectors/prestashop/local-time.ts'
import { readStates } from '../../../main/connectors/prestashop/states.ts'
import * as shopify from '../../../main/connectors/shopify/list.ts'
import * as woocommerce from '../../../main/connectors/woocommerce/list.ts'
import {
  type AskOrders as AskWoo,
  perPage as wooPerPage,
} from '../../../main/connectors/woocommerce/list-page.ts'
import type { WholeReading } from '../../../main/connectors/woocommerce/whole-pages.ts'
import { Failure } from '../../../main/words/failure.ts'
import { size } from '../../support/sizes.ts'

const window = { from: '2026-11-01T00:00:00.000Z', to: null }
const { signal } = new AbortController()
const probe = async () => undefined
const pause = async () => undefined
const host = 'shop'

/** How a server treats its list: in every respect in which caches, plugins and proxies were seen to alter it. */
interface Manners {
  readonly ids: readonly number[]
  /** The most rows of each answer, in turn; none: as many as asked for. */
  readonly caps: readonly number[]
  readonly count: 'right' | 'none' | 'page' | 'so-far' | { readonly always: number }
  readonly order: 'ascending' | 'descending' | 'shuffled'
  /** From which place on a page begins that should begin elsewhere; null: where it should. */
  readonly begins: 'first' | 'as-the-last' | null
  /** In which answers it misbehaves so: the others are as they should be. */
  readonly every: number
  readonly doubled: boolean
  /** Leaves out every so manieth order, though it counts it; 0: none. */
  readonly omits: number
  /** What is said of a next page. */
  readonly more: boolean | null
  /** Which answer is empty, whatever was asked; 0: none. */
  readonly empty: number
}

const manners: fc.Arbitrary<Manners> = fc.record({
  ids: fc.oneof(
    fc.uniqueArray(fc.integer({ min: 1, max: 2000 }), { maxLength: 30 }),
    fc.integer({ min: 95, max: 620 }).map((n) => Array.from({ length: n }, (_, place) => 3 * place + 1)),
  ),
  caps: fc.oneof(
    fc.constant([]),
    fc.integer({ min: 1, max: 260 }).map((cap) => [cap]),
    fc.array(fc.integer({ min: 1, max: 260 }), { maxLength: 5 }),
  ),
  count: fc.oneof(
    fc.constantFrom('right', 'none', 'page', 'so-far'),
    fc.constantFrom(0, 1, 100, 1_000_000, 999_999_999_999).map((always) => ({ always })),
  ),
  order: fc.constantFrom('ascending', 'ascending', 'ascending', 'descending', 'shuffled'),
  begins: fc.constantFrom(null, null, null, 'first', 'as-the-last'),
  every: fc.integer({ min: 1, max: 4 }),
  doubled: fc.boolean(),
  omits: fc.constantFrom(0, 0, 0, 2, 5),
  more: fc.constantFrom(null, null, true, false),
  empty: fc.constantFrom(0, 0, 0, 1, 2, 3, 4, 5),
})

/** Gives every second page again, and counts pages alone: read anew, the list seemed whole, and had ended too early. */
const everySecondAgain: Manners = {
  ids: Array.from({ length: 199 }, (_, place) => 3 * place + 1),
  caps: [],
  count: 'page',
  order: 'ascending',
  begins: 'as-the-last',
  every: 2,
  doubled: true,
  omits: 0,
  more: null,
  empty: 0,
}

/** Begins anew at every second answer, with a row or two: what was asked whether a row stands between spoke of others. */
const everySecondAnew: Manners = {
  ...everySecondAgain,
  ids: everySecondAgain.ids.slice(0, 95),
  caps: [2, 1],
  count: 'none',
  begins: 'first',
  doubled: false,
}

/** The same of three orders: the list's beginning, given where its end was looked for, moved that end. */
const threeAnew: Manners = { ...everySecondAnew, ids: [1, 2, 3], caps: [1, 1, 3], doubled: true }

/**
 * Gives a row at once, and every third answer as the one before: where something behind the end had been asked for ahead,
 * its empty answer, given again, hid the second order.
 */
const emptyAgain: Manners = {
  ...everySecondAgain,
  ids: [1, 2],
  caps: [1],
  count: 'so-far',
  every: 3,
  doubled: false,
}

/** A server's answers: rows from a position, or behind an identifier. */
function server(how: Manners) {
  const sorted = [...how.ids].sort((a, b) => a - b)
  let answers = 0
  let lastRows: readonly number[] = []
  return (
    from: { readonly offset: number } | { readonly after: number; readonly descending?: boolean },
    asked: number,
  ) => {
    answers += 1
    const amiss = answers % how.every === 0
    const right = 'offset' in from ? sorted.slice(from.offset) : sorted.filter((id) => id > from.after)
    if ('descending' in from && from.descending) right.reverse()
    const start = how.begins === 'first' && amiss ? sorted : right
    const cap = how.caps[answers % Math.max(1, how.caps.length)] ?? asked
    let rows: readonly number[] = start.slice(0, Math.min(asked, cap))
    if (answers === how.empty) rows = []
    if (how.begins === 'as-the-last' && amiss && answers > 1) rows = lastRows
    lastRows = rows
    if (how.doubled && amiss) rows = rows.flatMap((id) => [id, id]).slice(0, Math.max(1, rows.length))
    if (how.omits > 0 && how.count === 'right') rows = rows.filter((id) => id % how.omits !== 1)
    if (how.order === 'descending') rows = rows.toReversed()
    if (how.order === 'shuffled' && amiss)
      rows = rows.toSorted((a, b) => ((a * 7919) % 13) - ((b * 7919) % 13))
    const place = 'offset' in from ? from.offset : sorted.length - right.length
    const counts = {
      right: 'offset' in from ? sorted.length : right.length,
      none: null,
      page: rows.length,
      'so-far': place + rows.length,
    }
    const total = typeof how.count === 'object' ? how.count.always : counts[how.count]
    // Whether it is the answer to another question.
    const other = amiss && how.begins !== null
    return { rows, total, more: how.more ?? right.length > rows.length, other }
  }
}

function answerOf(body: unknown, headers: Answer['headers'] = {}): Answer {
  const url = new URL('https://shop/')
  return {
    status: 200,
    headers,
    serverDate: new Date(),
    body: Buffer.from(JSON.stringify(body)),
    url,
    elapsedMs: 1,
    retries: 0,
  }
}

const date = '2026-11-20 10:00:00'

/** WooCommerce's list, before such a server: with pages of whole orders, or without. */
function wooList(how: Manners, reading: Omit<WholeReading, 'counted'> | null) {
  const give = server(how)
  // As the shop's clock is asked before.
  const whole = reading && { ...reading, counted: give({ offset: 0 }, 1).total ?? 0 }
  const ask: AskWoo = async ({ offset, per_page, _fields }) => {
    const { rows, total } = give({ offset: Number(offset) }, Number(per_page))
    const body = rows.map((id) => ({
      id,
      number: `${id}`,
      status: 'processing',
      date_created_gmt: '',
      date_modified_gmt: '',
      ...(_fields === undefined ? { line_items: [] } : {}),
    }))
    const counts = {
      'x-wp-total': String(total),
      'x-wp-totalpages': String(Math.ceil((total ?? 0) / Number(per_page))),
    }
    return answerOf(body, total === null ? {} : counts)
  }
  const sizes = createPageSizes(wooPerPage, null)
  return woocommerce.listOrders({ ask, probe, sizes, host, signal, pause }, window, whole)
}

function listing() {
  const time = localTimeOf('Europe/Rome', host)
  return { probe, signal, window, time, states: readStates([]), now: () => new Date() }
}

/** Each platform's list, before such a server. */
const lists: Readonly<Record<string, (how: Manners) => AsyncIterable<ListPage>>> = {
  woocommerce: (how) => wooList(how, null),
  'woocommerce, pages of whole orders asked for ahead': (how) => {
    let atOnce = 3
    return wooList(how, {
      likely: () => true,
      atOnce: () => atOnce,
      // Up and down again, as the pace may go.
      answered: () => {
        atOnce = (atOnce % 5) + 1
      },
      late: () => undefined,
      orders: () => ({
        lacks: false,
        complete: async () => ({ raw: Buffer.from('[]'), orders: [], notices: [] }),
      }),
    })
  },
  magento: (how) => {
    const give = server(how)
    const ask: AskOrders = async ({ conditions, pageSize, page = 1 }) => {
      const after = Number(conditions.find(({ field }) => field === 'entity_id')?.value ?? 0)
      const { rows, total } =
        page > 1 ? { rows: [], total: give({ after }, 0).total } : give({ after }, pageSize)
      const items = rows.map((id) => ({ entity_id: id, increment_id: `${id}`, status: 'processing' }))
      const answer = answerOf({})
      return { items, total, notices: [], answer, bytes: answer.body, bare: false }
    }
    const sizes = createPageSizes(magento.perPage, null)
    return magento.listOrders({ ask, probe, only: [], sizes, host, signal, pause }, window)
  },
  prestashop: (how) => {
    // It does not count: what it leaves out cannot be told.
    const give = server({ ...how, omits: 0 })
    let inFull = true
    const ask: prestashop.Listing['ask'] = async (query) => {
      const after = Number(/>\[(\d+)\]/.exec(query['filter[id]'] ?? '')?.[1] ?? 0)
      const descending = query.sort === '[id_DESC]'
      const { rows, other } = give({ after, descending }, Number(query.limit?.split(',')[1]))
      const fields = { current_state: '2', date_add: date, date_upd: date }
      inFull = other ? inFull || how.begins === 'first' : query.display !== undefined
      const orders = rows.map((id) => (inFull ? { id, reference: `R${id}`, ...fields } : { id }))
      return answerOf(orders.length === 0 ? [] : { orders })
    }
    const sizes = createPageSizes(prestashop.perPage, null)
    return prestashop.listOrders({ ...listing(), ask, sizes })
  },
  shopify: (how) => {
    const give = server(how)
    const ask: shopify.AskPage = async ({ query, first, after, count }) => {
      const behind = Math.max(Number(after ?? 0), Number(/id:>(\d+)/.exec(query)?.[1] ?? 0))
      const { rows, total, more } = give({ after: behind }, first)
      const nodes = rows.map((id) => ({ id: `gid://shopify/Order/${id}`, name: `#${id}` }))
      const pageInfo = { hasNextPage: more, endCursor: String(rows.at(-1) ?? behind) }
      const ordersCount = count && total !== null ? { count: total, precision: 'EXACT' } : undefined
      const data = { orders: { nodes, pageInfo }, ordersCount }
      return { data, errors: [], cost: null, version: '', serverDate: null, host }
    }
    const sizes = createPageSizes(250, null)
    return shopify.listOrders({ ask, probe, sizes, noticesOf: () => [], signal }, window)
  },
}

async function outcome(pages: AsyncIterable<ListPage>) {
  const listed: number[] = []
  let said = false
  try {
    for await (const { rows, notices } of pages) {
      listed.push(...rows.map(({ shopOrderId }) => Number(shopOrderId)))
      said ||= notices.length > 0
      if (listed.length > 20_000) throw new Error('without end')
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    said = true
  }
  return { listed: new Set(listed), said }
}

describe.each(Object.keys(lists))('R14: the list of %s', (platform) => {
  it('whatever a server does with counts, page sizes, order and repeats, is whole or says that it may not be', async () => {
    await fc.assert(
      fc.asyncProperty(manners, async (how) => {
        // Where it does not count rightly, nothing speaks against an empty answer; PrestaShop never counts.
        fc.pre(how.empty === 0 || how.count === 'right' || platform === 'prestashop')
        // A shop that does not count, and begins with nothing again and again, has nothing.
        fc.pre(how.empty !== 1 || how.begins !== 'as-the-last' || platform !== 'prestashop')
        const { listed, said } = await outcome(lists[platform]?.(how) ?? expect.fail())
        expect(said || how.ids.every((id) => listed.has(id))).toBe(true)
      }),
      {
        numRuns: size(300, 5000),
        examples: [[everySecondAgain], [everySecondAnew], [threeAnew], [emptyAgain]],
      },
    )
  })

  it('of a server that only counts wrongly, or cuts its pages short, is whole', async () => {
    const honest = manners.map(
      (how) => ({ ...how, order: 'ascending', begins: null, doubled: false, omits: 0, empty: 0 }) as const,
    )
    await fc.assert(
      fc.asyncProperty(honest, async (how) => {
        // That there is a next page, where there is none, is the one thing that cannot be made sense of.
        fc.pre(how.more !== true)
        const { listed } = await outcome(lists[platform]?.(how) ?? expect.fail())
        expect([...listed].sort((a, b) => a - b)).toEqual([...how.ids].sort((a, b) => a - b))
      }),
      { numRuns: size(300, 5000) },
    )
  })
})

const plain: Manners = {
  ids: Array.from({ length: 500 }, (_, place) => place + 1),
  caps: [],
  count: 'none',
  order: 'ascending',
  begins: null,
  every: 1,
  doubled: false,
  omits: 0,
  more: null,
  empty: 0,
}

describe('R14: the list of a PrestaShop, which does not count', () => {
  const listOf = (how: Partial<Manners>) => outcome(lists.prestashop?.({ ...plain, ...how }) ?? expect.fail())

  it.each([1, 2, 3, 4])('goes on behind an empty answer, the %i.', async (empty) => {
    expect(await listOf({ empty })).toEqual({ listed: new Set(plain.ids), said: false })
  })

  it('goes on behind an order whose id cannot be read, a page of its own', async () => {
    const ids = [1, 2, 3, 0, 5, 6]
    const pages = prestashop.listOrders({
      ...listing(),
      sizes: createPageSizes(1, null),
      ask: async (query) => {
        const after = Number(/>\[(\d+)\]/.exec(query['filter[id]'] ?? '')?.[1] ?? 0)
        const from = Number(query.limit?.split(',')[0])
        const behind = query.sort === '[id_DESC]' ? ids.toReversed() : ids.slice(after)
        const rows = behind
          .slice(from, from + 1)
          .map((id) => ({ id: id === 0 ? null : id, reference: `R${id}` }))
        const given = query.display === undefined ? rows.map(({ id }) => ({ id })) : rows
        return answerOf(given.length === 0 ? [] : { orders: given })
      },
    })
    const { listed, said } = await outcome(pages)
    expect({ listed, said }).toEqual({ listed: new Set([1, 2, 3, 5, 6]), said: false })
  })
})
