import { describe, expect, it } from 'vitest'
import { type TrayView, tooltip, trayState } from '../../../main/app/tray-words.ts'
import { textsFor } from '../../../main/texts/index.ts'
import { freshnessOf } from '../../../main/words/freshness.ts'
import type { ShopView } from '../../../main/words/shop-view.ts'
import { healthOf } from '../../../renderer/state/shops.ts'

const now = new Date('2026-11-23T12:00:00.000Z')
const platforms = [{ id: 'woocommerce', credentials: [[]], siteCredentials: [], defaultStates: [] }] as const
const texts = textsFor('it')
const hours = (ago: number) => new Date(now.getTime() - ago * 3_600_000).toISOString()

function shop(goodAgo: number, change: object = {}): ShopView {
  const run = { id: 1, outcome: 'success', startedAt: hours(goodAgo), finishedAt: hours(goodAgo) }
  return {
    name: 'Bottega',
    platform: 'woocommerce',
    savedCredentials: [],
    suspended: false,
    progress: null,
    failuresInARow: 0,
    lastRun: run,
    lastSuccess: run,
    nextSyncAt: null,
    settings: { autoSync: { enabled: false, minutes: 15 } },
    ...change,
  } as unknown as ShopView
}

const view = (shops: readonly ShopView[]): TrayView => ({
  shops,
  work: { todo: 0, waiting: 0, unseen: 0, check: 0, wrong: 0 },
  pausedUntil: null,
  takenPort: null,
  desks: null,
  staleHours: 24,
  now,
  texts,
})

describe('the tray', () => {
  it.each([
    [1, 'a posto'],
    [23, 'a posto'],
    [24, 'non aggiornato'],
    [60, 'non aggiornato'],
  ])('%i hours after the last good sync it says %j, as the window does', (ago, words) => {
    const one = shop(ago)
    const { stale } = freshnessOf(one, now, 24, null)
    expect(tooltip(view([one]))).toBe(`Download Ordini\nBottega: ${words}`)
    expect(texts.download.health[healthOf(one, platforms, stale)].toLowerCase()).toBe(words)
  })

  it('says what is worse before that', () => {
    const failing = shop(60, { failuresInARow: 3, lastRun: { outcome: 'failed' } })
    expect(tooltip(view([failing]))).toContain('Bottega: non riesce (3 di 20)')
    const never = shop(60, { lastSuccess: null, lastRun: null })
    expect(tooltip(view([never]))).toContain('Bottega: mai scaricato')
    expect(trayState([never, failing])).toBe('failing')
  })

  it('R45 says that Easyfatt does not get through, before all else', () => {
    const taken = { ...view([shop(1)]), takenPort: 21_234 }
    expect(tooltip(taken).split('\n')[1]).toBe(
      'Easyfatt: la porta 21234 è di un altro programma: scegline un’altra',
    )
  })
})
