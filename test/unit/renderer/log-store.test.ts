import { afterEach, describe, expect, it, vi } from 'vitest'
import type { LogEntry } from '../../../main/words/run.ts'
import { createLogStore, mergeNewest, noFilter } from '../../../renderer/state/log-store.ts'

const entry = (id: number): LogEntry => ({
  id,
  at: '2026-11-23T09:00:00.000Z',
  level: 'info',
  shopId: 1,
  shopName: 'Bottega',
  runId: 1,
  shopOrderId: null,
  orderNumber: null,
  orderId: null,
  message: { code: 'run-cancelled', params: {} },
  times: 1,
  lastAt: '2026-11-23T09:00:00.000Z',
})
const entries = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, index) => entry(from - index))
const ids = (list: readonly LogEntry[]) => list.map((each) => each.id)

afterEach(() => vi.unstubAllGlobals())

/** Main's side of the bridge: a log of `count` entries. */
function logOf(count: () => number): void {
  vi.stubGlobal('window', {
    api: {
      request: async (_: string, { beforeId, limit }: { beforeId: number | null; limit: number }) => {
        const from = beforeId === null ? count() : beforeId - 1
        return { ok: true, value: entries(from, Math.max(1, from - limit + 1)) }
      },
      on: () => () => undefined,
    },
  })
}

const page = (from: number, to: number, next: number | null) => ({ rows: entries(from, to), next })

describe('the newest entries', () => {
  it('go on top of what was read', () => {
    const merged = mergeNewest(page(5, 2, 2), page(7, 4, 4))
    expect(ids(merged.rows)).toEqual([7, 6, 5, 4, 3, 2])
    expect(merged.next).toBe(2)
  })

  it('replace what was read where the two do not meet: a gap must not look like a whole', () => {
    const merged = mergeNewest(page(5, 1, null), page(20, 17, 17))
    expect(ids(merged.rows)).toEqual([20, 19, 18, 17])
    expect(merged.next).toBe(17)
  })

  it('are all there is when they are less than a page', () => {
    const merged = mergeNewest({ rows: [], next: null }, page(2, 1, null))
    expect(ids(merged.rows)).toEqual([2, 1])
    expect(merged.next).toBeNull()
  })
})

describe('a view of the log', () => {
  it('reads page after page to the end', async () => {
    logOf(() => 250)
    const store = createLogStore()
    await store.getState().load()
    expect([store.getState().rows.length, store.getState().next !== null]).toEqual([100, true])
    await store.getState().more()
    await store.getState().more()
    expect([store.getState().rows.length, store.getState().next !== null]).toEqual([250, false])
    expect(new Set(ids(store.getState().rows)).size).toBe(250)
  })

  it('keeps what was read below when something new is written', async () => {
    let count = 250
    logOf(() => count)
    const store = createLogStore()
    await store.getState().load()
    await store.getState().more()
    count = 255
    await store.getState().refresh()
    expect(ids(store.getState().rows).slice(0, 6)).toEqual([255, 254, 253, 252, 251, 250])
    expect(store.getState().rows.length).toBe(205)
  })

  it('shows the failure, and drops an answer to a filter of the past', async () => {
    const answers: ((value: unknown) => void)[] = []
    vi.stubGlobal('window', {
      api: { request: () => new Promise((resolve) => answers.push(resolve)), on: () => () => undefined },
    })
    const store = createLogStore()
    store.getState().setFilter({ ...noFilter, text: 'a' })
    store.getState().setFilter({ ...noFilter, text: 'ab' })
    answers[1]?.({ ok: false, failure: { code: 'archive-locked', params: { file: 'x' } } })
    answers[0]?.({ ok: true, value: entries(3, 1) })
    await vi.waitFor(() => expect(store.getState().phase).toBe('failed'))
    expect(store.getState().rows).toEqual([])
    expect(store.getState().failure?.code).toBe('archive-locked')
  })

  it('turns a bridge that breaks into a failure with words', async () => {
    vi.stubGlobal('window', {
      api: { request: () => Promise.reject(new Error('refused')), on: () => () => undefined },
    })
    const store = createLogStore()
    await store.getState().load()
    expect(store.getState().failure).toEqual({ code: 'internal', params: { detail: 'refused' } })
  })
})
