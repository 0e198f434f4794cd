import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ShopView } from '../../../preload/contract.ts'
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

  it('says why a run could not begin, but not that one is at work already', async () => {
    await startDownload(null)
    noteRefusal(1, { code: 'run-in-progress', params: { name: 'Bottega' } })
    expect(useDownload.getState().refusal).toBeNull()
    noteRefusal(2, { code: 'archive-unwritable', params: { file: 'x' } })
    expect(useDownload.getState().refusal?.code).toBe('archive-unwritable')
    expect(useDownload.getState().pressed.size).toBe(0)
  })
})
