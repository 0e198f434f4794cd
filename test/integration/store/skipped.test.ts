import { describe, expect, it } from 'vitest'
import { wantedStates } from '../../../main/program/wanted-states.ts'
import { toOrderRecord } from '../../../main/store/order-record.ts'
import type { RunPage } from '../../../main/store/run-page.ts'
import type { SkipReason } from '../../../main/words/order.ts'
import { shopSettingsSchema } from '../../../main/words/shop.ts'
import { draftOf, memoryStore } from '../../support/archive.ts'
import { orderOf } from '../../support/orders.ts'

const at = '2026-11-23T09:00:00.000Z'
const pending: SkipReason = { code: 'state-not-wanted', params: { state: 'pending' } }
const shipped: SkipReason = { code: 'state-not-wanted', params: { state: 'spedito' } }
const known: SkipReason = { code: 'already-downloaded', params: {} }
const old = (placedAt: string): SkipReason => ({
  code: 'before-first-window',
  params: { placedAt, floor: at },
})

describe('R5 R6 R9 why a run skipped its orders', () => {
  it('is told by reason, most first, for that run alone; those missing can be fetched together', async () => {
    const store = memoryStore()
    const shop = await store.saveShop(draftOf())
    const page = (skipped: RunPage['skipped'], orders: RunPage['orders'] = []): RunPage => ({
      orders,
      raw: Buffer.from('[{}]'),
      skipped,
      wrong: [],
      changed: [],
      notices: [],
    })
    const run = async (saved: RunPage): Promise<number> => {
      const { id } = await store.beginRun(shop.id, 'manual', at)
      await store.savePage(id, saved, at)
      await store.finishRun(id, { outcome: 'success', failure: null, finishedAt: at, cursor: at })
      return id
    }
    const skip = (shopOrderId: number, reason: SkipReason) => ({
      shopOrderId: String(shopOrderId),
      number: `N${shopOrderId}`,
      reason,
    })
    const first = await run(page([skip(1, pending), skip(2, shipped), skip(3, shipped)]))
    const second = await run(
      page(
        [
          skip(2, shipped),
          skip(3, shipped),
          skip(4, old(at)),
          skip(5, old('2026-11-01T09:00:00.000Z')),
          skip(6, old(at)),
        ],
        [toOrderRecord(orderOf(1), 0)],
      ),
    )
    const third = await run(page([skip(1, known), skip(2, shipped)]))

    const figures = async (runId: number) =>
      (await store.skippedGroups(runId)).map(({ reason, state, count, missing }) => [
        reason,
        state,
        count,
        missing,
      ])
    // Of what the first skipped, one is in the archive by now.
    expect(await figures(first)).toEqual([
      ['state-not-wanted', 'spedito', 2, 2],
      ['state-not-wanted', 'pending', 1, 0],
    ])
    expect(await figures(second)).toEqual([
      ['before-first-window', null, 3, 3],
      ['state-not-wanted', 'spedito', 2, 2],
    ])
    expect(await figures(third)).toEqual([
      ['already-downloaded', null, 1, 0],
      ['state-not-wanted', 'spedito', 1, 1],
    ])
    expect(await store.skippedOrders(second, 'state-not-wanted', 'spedito')).toEqual([
      { shopId: shop.id, shopOrderId: '2', number: 'N2' },
      { shopId: shop.id, shopOrderId: '3', number: 'N3' },
    ])
    expect(await store.skippedOrders(first, 'state-not-wanted', 'pending')).toEqual([])
    expect(await store.skippedGroups(999)).toEqual([])
  })

  it('its state is downloaded from now on by the shop’s identifier, or no longer', () => {
    const settings = shopSettingsSchema.parse({})
    const states = [
      { id: '2', name: 'Pagato', usual: true },
      { id: '17', name: 'Spedito' },
    ]
    const shop = { platform: 'prestashop', settings, knownStates: states } as const
    expect(wantedStates(shop, 'Spedito', true)).toEqual(['2', '17'])
    const woo = (chosen: string[] | null) => ({
      platform: 'woocommerce' as const,
      settings: { ...settings, states: chosen },
      knownStates: [],
    })
    expect(wantedStates(woo(['processing', 'spedito']), 'spedito', false)).toEqual(['processing'])
    expect(wantedStates(woo(['processing', 'spedito']), 'spedito', true)).toEqual(['processing', 'spedito'])
    expect(wantedStates(woo(null), 'on-hold', true)).toEqual(['processing', 'completed', 'on-hold'])
  })
})
