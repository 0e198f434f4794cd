import { describe, expect, it } from 'vitest'
import type { Counters, Run, RunProgress } from '../../../main/words/run.ts'
import type { PlatformView, ShopView } from '../../../main/words/shop-view.ts'
import {
  applyProgress,
  applyRun,
  countersOf,
  healthOf,
  nextWindowStart,
  progressOf,
  upsertRun,
} from '../../../renderer/state/shops.ts'

const platforms: readonly PlatformView[] = [
  {
    id: 'woocommerce',
    credentials: [
      [
        { name: 'consumerKey', secret: true },
        { name: 'consumerSecret', secret: true },
      ],
    ],
    siteCredentials: [],
    defaultStates: ['processing', 'completed'],
  },
]

const counters = (fresh: number, skipped = 0, wrong = 0): Counters => ({
  total: fresh + skipped + wrong,
  new: fresh,
  skipped,
  wrong,
})

const run = (patch: Partial<Run> = {}): Run => ({
  id: 7,
  shopId: 1,
  shopName: 'Bottega',
  trigger: 'manual',
  chosen: false,
  outcome: 'success',
  startedAt: '2026-11-23T09:00:00.000Z',
  finishedAt: '2026-11-23T09:01:00.000Z',
  shopStartedAt: '2026-11-23T09:00:02.000Z',
  windowFrom: '2026-11-22T09:00:00.000Z',
  windowTo: null,
  counters: counters(12, 3, 1),
  failure: null,
  ...patch,
})

const shop = (patch: Partial<ShopView> = {}): ShopView => ({
  id: 1,
  name: 'Bottega',
  platform: 'woocommerce',
  url: 'https://www.esempio.it',
  settings: {
    firstDownloadFrom: null,
    firstDownloadTo: null,
    states: null,
    stateMeanings: {},
    autoSync: { enabled: false, minutes: 15 },
    allowHttp: false,
    certificateFingerprint: null,
    timeZone: null,
    afterDownload: [],
    shops: null,
    fiscalFields: {},
  },
  connection: null,
  savedCredentials: ['consumerKey', 'consumerSecret'],
  knownStates: [],
  knownShops: [],
  isDemo: false,
  firstDownloadDone: false,
  ordersStored: 0,
  wrongOrders: 0,
  warnings: [],
  lastRun: null,
  lastSuccess: null,
  failuresInARow: 0,
  suspended: false,
  easyfattOn: false,
  nextSyncAt: null,
  progress: null,
  ...patch,
})

const progress = (patch: Partial<RunProgress> = {}): RunProgress => ({
  runId: 8,
  shopId: 1,
  phase: 'reading',
  counters: counters(2, 1),
  expected: 30,
  ...patch,
})

const first = (shops: readonly ShopView[]): ShopView => {
  const [found] = shops
  if (found === undefined) throw new Error('there is no shop')
  return found
}

describe('a run of a shop', () => {
  it('shows its progress on its own shop only', () => {
    const shops = applyProgress([shop(), shop({ id: 2 })], progress())
    expect(shops.map((each) => each.progress?.runId ?? null)).toEqual([8, null])
  })

  it('is over when it says so, and keeps the counters it ended with', () => {
    const [before] = applyProgress([shop({ lastRun: run() })], progress())
    const after = applyRun([before ?? shop()], run({ id: 8, counters: counters(5) }))
    expect(first(after).progress).toBeNull()
    expect(countersOf(after)).toEqual(counters(5))
    expect(first(after).lastSuccess?.id).toBe(8)
  })

  it('is not brought back to life by progress that arrives late', () => {
    const ended = [shop({ lastRun: run({ id: 8 }) })]
    expect(first(applyProgress(ended, progress({ runId: 8 }))).progress).toBeNull()
    expect(first(applyProgress(ended, progress({ runId: 9 }))).progress?.runId).toBe(9)
  })

  it('that failed leaves the last success where it was', () => {
    const after = first(
      applyRun([shop({ lastRun: run(), lastSuccess: run() })], run({ id: 8, outcome: 'failed' })),
    )
    expect([after.lastRun?.id, after.lastSuccess?.id]).toEqual([8, 7])
  })

  it('takes its place in the list of runs, newest first', () => {
    const runs = upsertRun([run({ id: 7 })], run({ id: 8, outcome: 'running' }))
    expect(runs.map((each) => each.id)).toEqual([8, 7])
    expect(upsertRun(runs, run({ id: 8, outcome: 'cancelled' })).map((each) => each.outcome)).toEqual([
      'cancelled',
      'success',
    ])
  })
})

describe('the counters shown', () => {
  it('are those of the run under way, else of the last one, summed over the shops', () => {
    const shops = [
      shop({ lastRun: run({ counters: counters(100) }), progress: progress() }),
      shop({ id: 2, lastRun: run({ counters: counters(4, 5, 6) }) }),
      shop({ id: 3 }),
    ]
    expect(countersOf(shops)).toEqual({ total: 18, new: 6, skipped: 6, wrong: 6 })
  })

  it('say of how many only when every running shop has said', () => {
    const shops = [shop({ progress: progress() }), shop({ id: 2, progress: progress({ expected: null }) })]
    expect(progressOf(shops)).toEqual({
      running: true,
      connecting: false,
      read: 6,
      expected: null,
      retry: null,
    })
    expect(progressOf(shops.slice(0, 1)).expected).toBe(30)
    expect(progressOf([shop()]).running).toBe(false)
  })
})

describe('the health of a shop', () => {
  it.each([
    ['never', {}],
    ['ok', { lastRun: run() }],
    ['running', { lastRun: run(), progress: progress() }],
    ['failed', { lastRun: run({ outcome: 'failed' }), failuresInARow: 3 }],
    ['cancelled', { lastRun: run({ outcome: 'cancelled' }) }],
    ['interrupted', { lastRun: run({ outcome: 'interrupted' }) }],
    ['suspended', { lastRun: run({ outcome: 'annulled' }), failuresInARow: 20, suspended: true }],
    ['incomplete', { savedCredentials: ['consumerKey'] }],
    ['never', { savedCredentials: [], isDemo: true }],
  ] satisfies [string, Partial<ShopView>][])('is %s', (health, patch) => {
    expect(healthOf(shop(patch), platforms)).toBe(health)
  })
})

describe('the next window', () => {
  it('starts 24 hours before the start of the last success, by the shop’s clock (R11, R12)', () => {
    expect(nextWindowStart(shop())).toBeNull()
    expect(nextWindowStart(shop({ lastSuccess: run() }))).toBe('2026-11-22T09:00:02.000Z')
  })

  it('starts 24 hours before the end of a custom first period', () => {
    const lastSuccess = run({ windowTo: '2026-10-31T23:00:00.000Z' })
    expect(nextWindowStart(shop({ lastSuccess }))).toBe('2026-10-30T23:00:00.000Z')
  })
})
