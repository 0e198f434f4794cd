import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ShopView } from '../../../main/words/shop-view.ts'
import { loadMoreRuns, loadRuns, showRun, useRuns } from '../../../renderer/download/runs-store.ts'
import { useApp } from '../../../renderer/state/app-store.ts'
import { noteRefusal, noteRun, startDownload, useDownload } from '../../../renderer/state/download-store.ts'

const asked: unknown[] = []

beforeEach(() => {
  asked.length = 0
  vi.stubGlobal('window', {
    api: {
      request: async (...request: unknown[]) => {
        asked.push(request)
        return { ok: true, value: null }
      },
      on: () => () => undefined,
    },
  })
  const shop = { id: 1, progress: null, lastRun: null } as ShopView
  useApp.setState({ shops: [shop, { ...shop, id: 2 }] })
  useDownload.setState(useDownload.getInitialState(), true)
  useRuns.setState(useRuns.getInitialState(), true)
})
afterEach(() => vi.unstubAllGlobals())

describe('pressing Download Ordini', () => {
  it('twice asks once (R4)', async () => {
    await Promise.all([startDownload(null), startDownload(null)])
    await startDownload(1)
    expect(asked).toEqual([['runs.start', { shopId: null }]])
  })

  it('asks again once the run has ended', async () => {
    await startDownload(1)
    noteRun({ id: 5, shopId: 1, outcome: 'success' } as never)
    await startDownload(1)
    expect(asked.length).toBe(2)
  })

  it('is not forgotten while chosen orders are fetched first', async () => {
    await startDownload(1)
    noteRun({ id: 5, shopId: 1, outcome: 'success', chosen: true } as never)
    await startDownload(1)
    expect(asked.length).toBe(1)
  })

  it('says why a run could not begin, but not that one is at work already', async () => {
    await startDownload(null)
    noteRefusal(1, { code: 'run-in-progress', params: { name: 'Bottega' } })
    expect(useDownload.getState().refusal).toBeNull()
    noteRefusal(2, { code: 'archive-unwritable', params: { file: 'x' } })
    expect(useDownload.getState().refusal?.code).toBe('archive-unwritable')
    expect(useDownload.getState().pressed.size).toBe(0)
  })
})

describe('the last runs', () => {
  it('that cannot be read say why, until they can', async () => {
    const answers = [
      { ok: false, failure: { code: 'archive-locked', params: { file: 'x' } } },
      { ok: true, value: [] },
    ]
    vi.stubGlobal('window', { api: { request: async () => answers.shift(), on: () => () => undefined } })
    await loadRuns()
    expect(useRuns.getState()).toMatchObject({ phase: 'failed', failure: { code: 'archive-locked' } })
    await loadRuns()
    expect(useRuns.getState()).toMatchObject({ phase: 'ready', failure: null })
  })

  it('that come for days do not pile up: older ones are read again when they are asked for', () => {
    for (let id = 1; id <= 1000; id += 1) showRun({ id, shopId: 1 + (id % 50), outcome: 'success' } as never)
    const { rows, next } = useRuns.getState()
    expect([rows.length, rows[0]?.id, next]).toEqual([400, 1000, 601])
  })

  it('are read on to the beginning of a series of annullata, through other shops’ runs (R19)', async () => {
    // Shop 1 is suspended since run 21, shop 2 goes on; every other run is shop 1's.
    const all = Array.from({ length: 1000 }, (_, place) => {
      const id = 1000 - place
      const shopId = 1 + (id % 2)
      const counters = { total: 1, new: 1, skipped: 0, wrong: 0 }
      return { id, shopId, counters, outcome: shopId === 1 && id > 20 ? 'annulled' : 'success' }
    })
    vi.stubGlobal('window', {
      api: {
        request: async (
          _: string,
          wanted: { shopId: number | null; beforeId: number | null; limit: number },
        ) => {
          const { shopId, beforeId, limit } = wanted
          const found = all.filter(
            (run) => (shopId ?? run.shopId) === run.shopId && run.id < (beforeId ?? 1001),
          )
          return { ok: true, value: found.slice(0, limit) }
        },
        on: () => () => undefined,
      },
    })
    await loadRuns()
    const annulled = () => useRuns.getState().rows.filter((run) => run.outcome === 'annulled').length
    const others = () => useRuns.getState().rows.filter((run) => run.shopId === 2).length
    expect([annulled(), others()]).toEqual([490, 10])
    await loadMoreRuns()
    expect([annulled(), others()]).toEqual([490, 20])
    const ids = useRuns.getState().rows.map((run) => run.id)
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a))
  })
})
