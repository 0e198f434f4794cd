import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ListPage, SlimRow, WholePage, WholePages } from '../../../main/connectors/connector.ts'
import type { RunPage } from '../../../main/store/run-page.ts'
import { createPace } from '../../../main/sync/pace.ts'
import { readWindow } from '../../../main/sync/read-window.ts'
import { Failure, failure } from '../../../main/words/failure.ts'
import { memoryShop } from '../../support/memory-shop.ts'
import { orderOf } from '../../support/orders.ts'

const now = new Date('2026-11-20T12:00:00.000Z')
const ordersAPage = 4
/** Longer than any of these downloads takes. */
const longMs = 3_600_000

beforeEach(() => void vi.useFakeTimers({ now }))
afterEach(() => void vi.useRealTimers())

/** A page of whole orders, and what becomes of it; times are milliseconds. */
interface Page {
  /** Until the shop gives it. */
  readonly comesIn: number
  readonly lacks: boolean
  /** Until the shop gives what it lacks; a failure: it does not. */
  readonly complete: number | Failure
  /** Until it is stored; a failure: it cannot be. */
  readonly store: number | Failure
  /** The shop gives it once more. */
  readonly again: boolean
}

const usual: Page = { comesIn: 1000, lacks: true, complete: 0, store: 0, again: false }

async function after(outcome: number | Failure): Promise<void> {
  if (outcome instanceof Failure) throw outcome
  if (outcome > 0) await new Promise((resolve) => setTimeout(resolve, outcome))
}

/**
 * A first download of whole pages.
 * @param end how the list ends
 */
function download(pages: readonly Page[], end: Failure | null = null) {
  const site = memoryShop(() => now)
  const orders = pages.flatMap((_, page) =>
    Array.from({ length: ordersAPage }, (_, place) => orderOf(page * ordersAPage + place + 1)),
  )
  for (const order of orders) site.put({ order })
  const stop = new AbortController()
  const saved: string[] = []
  let read = 0
  const storeTime = ({ orders: [first] }: RunPage) =>
    first === undefined ? 0 : (pages[Math.floor((Number(first.shopOrderId) - 1) / ordersAPage)]?.store ?? 0)
  const wholePage = ({ lacks, complete }: Page, rows: readonly SlimRow[]): WholePage => ({
    lacks,
    complete: async (signal) => {
      if (lacks) await after(complete)
      const ids = rows.map(({ shopOrderId }) => shopOrderId)
      return site.connector.fetch(ids, signal)
    },
  })
  const likely: boolean[] = []
  async function* list(_: unknown, signal: AbortSignal, reading?: WholePages): AsyncGenerator<ListPage> {
    for (const [place, page] of pages.entries()) {
      await after(page.comesIn)
      if (signal.aborted) throw failure('cancelled', {})
      const rows = orders.slice(place * ordersAPage, (place + 1) * ordersAPage)
      read += 1
      for (let times = page.again ? 2 : 1; times > 0; times -= 1)
        yield { rows, total: orders.length, notices: [], whole: () => wholePage(page, rows) }
      likely.push(reading?.likely() ?? false)
    }
    if (end !== null) throw end
  }
  let outcome: unknown
  const done = readWindow({
    isFirst: true,
    connector: { ...site.connector, list },
    window: { from: '2026-11-01T00:00:00.000Z', to: null, by: 'modified' },
    wanted: {
      states: new Set(orders.map(({ state }) => state)),
      floor: '2000-01-01T00:00:00.000Z',
      ignored: new Set(),
    },
    classify: async () => [],
    keptWrong: async () => [],
    placedIn: async () => [],
    save: async (page) => {
      await after(storeTime(page))
      saved.push(...page.orders.map(({ shopOrderId }) => shopOrderId))
      return { total: saved.length, new: saved.length, skipped: 0, wrong: 0 }
    },
    pace: createPace(),
    progress: () => undefined,
    shopNow: now.toISOString(),
    now: () => Date.now(),
    signal: stop.signal,
  }).then(
    () => {
      outcome = 'success'
    },
    (error: unknown) => {
      outcome = error instanceof Failure ? error.value.code : error
    },
  )
  return {
    cancel: () => stop.abort(),
    stored: () => saved.toSorted((a, b) => Number(a) - Number(b)),
    all: orders.map(({ shopOrderId }) => shopOrderId),
    pagesRead: () => read,
    /** Behind each page, whether whole pages are to be read on. */
    likely,
    /** How it ended; undefined: it has not. */
    outcome: () => outcome,
    done,
  }
}

describe('pages of whole orders', () => {
  it('R31 wait for what they lack to come, however many there are: memory stays the same', async () => {
    const slow = Array.from({ length: 100 }, (): Page => ({ ...usual, complete: 60_000 }))
    const run = download(slow)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(run.pagesRead()).toBeLessThan(15)
    await vi.advanceTimersByTimeAsync(2 * longMs)
    expect(run.outcome()).toBe('success')
    expect(run.stored()).toEqual(run.all)
  })

  it('R22 that the shop will not complete end the run soon, not with the list', async () => {
    const complete = failure('network-unreachable', { host: 'memory' })
    const run = download(Array.from({ length: 100 }, (): Page => ({ ...usual, complete })))
    await vi.advanceTimersByTimeAsync(longMs)
    expect(run.outcome()).toBe('network-unreachable')
    expect(run.pagesRead()).toBeLessThan(10)
  })

  it('R14 that come twice count once, and change nothing of how the list is read', async () => {
    const run = download([usual, { ...usual, again: true }, usual])
    await vi.advanceTimersByTimeAsync(longMs)
    expect(run.outcome()).toBe('success')
    expect(run.stored()).toEqual(run.all)
    expect(run.likely).toEqual([true, true, true])
  })

  const time = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 8000 }))
  const orFails = (...failures: readonly Failure[]) =>
    fc.oneof({ weight: 40, arbitrary: time }, { weight: 1, arbitrary: fc.constantFrom(...failures) })
  const page: fc.Arbitrary<Page> = fc.record({
    comesIn: time,
    lacks: fc.boolean(),
    again: fc.boolean(),
    complete: orFails(
      failure('server-error', { host: 'memory', status: 500 }),
      failure('network-unreachable', { host: 'memory' }),
    ),
    store: orFails(failure('disk-full', { file: 'archive.sqlite' })),
  })
  const end = fc.option(fc.constant(failure('connection-lost', { host: 'memory' })), { freq: 5 })

  it('R14 R31 are all stored, each once, or the run fails; and nothing is stored after its end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(page, { maxLength: 25 }),
        end,
        fc.option(fc.integer({ min: 0, max: 60_000 }), { freq: 5 }),
        async (pages, ending, cancelAt) => {
          const run = download(pages, ending)
          if (cancelAt !== null) setTimeout(run.cancel, cancelAt)
          const fails = (outcome: number | Failure) =>
            outcome instanceof Failure && outcome.value.code !== 'server-error'
          const mayFail = pages.some(
            ({ store, complete, lacks }) => fails(store) || (lacks && fails(complete)),
          )
          let atEnd: readonly string[] = []
          void run.done.then(() => {
            atEnd = run.stored()
          })
          await vi.advanceTimersByTimeAsync(longMs)
          expect(run.outcome()).toBeDefined()
          expect(run.stored()).toEqual(atEnd)
          expect(new Set(atEnd).size).toBe(atEnd.length)
          if (run.outcome() !== 'success') expect(mayFail || ending !== null || cancelAt !== null).toBe(true)
          else expect({ mayFail, stored: atEnd }).toEqual({ mayFail: false, stored: run.all })
        },
      ),
    )
  })
})
