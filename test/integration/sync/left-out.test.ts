import { describe, expect, it } from 'vitest'
import type { Connector } from '../../../main/connectors/connector.ts'
import { download } from '../../../main/sync/engine.ts'
import type { ShopState } from '../../../main/words/shop.ts'
import { draftOf, listOf, refreshed, temporaryStore } from '../../support/archive.ts'
import { memoryShop } from '../../support/memory-shop.ts'
import { orderOf } from '../../support/orders.ts'

const allLog = { shopId: null, runId: null, orderId: null, level: null, outcome: null, text: '' } as const
const clock = new Date('2026-11-20T12:00:00.000Z')
const spedito: ShopState = { id: 'spedito-1', name: 'Spedito a mano' }

async function bench(states: string[] | null = null, more: Partial<Connector> = {}) {
  const site = memoryShop(() => clock)
  const store = await temporaryStore()
  const draft = draftOf()
  const shop = await store.saveShop({ ...draft, settings: { ...draft.settings, states } })
  const press = async (changes: Partial<Connector> = {}) =>
    download({
      shop: await refreshed(store, shop),
      states: ['processing', 'completed'],
      usualUnwanted: ['pending', 'cancelled'],
      trigger: 'manual',
      store,
      connect: async () => ({ ...site.connector, ...more, ...changes }),
      now: () => clock,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    })
  const warnings = async () => (await refreshed(store, shop)).warnings
  return { site, store, shop, press, warnings }
}

const stateOf = (id: number, state: string) => ({ order: orderOf(id, { state, stateId: state }) })

describe('R39 what a download leaves out', () => {
  it("is told by state with how many, and not the platform's usual ones; it stays until accepted", async () => {
    const { site, store, shop, press, warnings } = await bench()
    site.put(stateOf(1, 'processing'))
    site.put(stateOf(2, 'pending'))
    for (const id of [3, 4, 5]) site.put(stateOf(id, 'spedito'))
    site.put(stateOf(6, 'ritirato'))
    const run = await press()
    expect(run).toMatchObject({ outcome: 'success', counters: { total: 6, new: 1, skipped: 5, wrong: 0 } })
    const told = [
      { kind: 'state-not-wanted', key: 'spedito', name: 'spedito', count: 3 },
      { kind: 'state-not-wanted', key: 'ritirato', name: 'ritirato', count: 1 },
    ]
    expect(await warnings()).toMatchObject(told)
    const log = (await store.listLog({ ...allLog, runId: run.id }, null, 100)).filter(
      ({ message }) => message.code === 'shop-warning',
    )
    expect(log.map(({ level }) => level)).toEqual(['warning', 'warning'])
    expect(log.map(({ message }) => message.params)).toEqual(expect.arrayContaining(told))

    // The window moves on, and the warning stays.
    site.remove('6')
    await press()
    expect((await warnings()).map(({ key }) => key)).toEqual(['spedito', 'ritirato'])
    await store.acceptWarnings(shop.id, clock.toISOString())
    const later = await press()
    expect(await warnings()).toEqual([])
    expect(
      (await store.listLog({ ...allLog, runId: later.id }, null, 100)).map(({ message }) => message.code),
    ).not.toContain('shop-warning')
    // Another state is another matter.
    site.put(stateOf(7, 'congelato'))
    await press()
    expect((await warnings()).map(({ key }) => key)).toEqual(['congelato'])
  })

  it('is told too where the list does not tell the state', async () => {
    const { site, press, warnings } = await bench()
    site.put(stateOf(1, 'processing'))
    site.put(stateOf(2, 'pending'))
    for (const id of [3, 4]) site.put(stateOf(id, 'spedito'))
    const list: Connector['list'] = async function* (window, signal) {
      for await (const page of site.connector.list(window, signal))
        yield { ...page, rows: page.rows.map((row) => ({ ...row, state: null, stateId: null })) }
    }
    expect((await press({ list })).counters).toMatchObject({ new: 1, skipped: 3 })
    expect(await warnings()).toMatchObject([{ kind: 'state-not-wanted', key: 'spedito', count: 2 }])
  })

  it('is dealt with when the state is downloaded', async () => {
    const { site, store, shop, press, warnings } = await bench(null, { states: async () => [spedito] })
    site.put(stateOf(3, spedito.id))
    await press()
    expect(await warnings()).toHaveLength(1)
    const { settings, ...rest } = draftOf()
    const states = ['processing', spedito.id]
    await store.saveShop({ ...rest, id: shop.id, settings: { ...settings, states }, keepConnection: true })
    expect(await press()).toMatchObject({ counters: { new: 1 } })
    expect(await warnings()).toEqual([])
  })

  it('states chosen by name become the identifiers they have; one that fits none stays, warns, and stops nothing', async () => {
    const { site, store, shop, press, warnings } = await bench(['SPEDITO a mano', 'Boh', 'processing'], {
      states: async () => [spedito, { id: 'processing', name: 'In lavorazione' }],
    })
    site.put(stateOf(1, spedito.id))
    site.put(stateOf(2, 'processing'))
    expect(await press()).toMatchObject({ outcome: 'success', counters: { new: 2 } })
    expect((await refreshed(store, shop)).settings.states).toEqual([spedito.id, 'Boh', 'processing'])
    expect(await warnings()).toMatchObject([{ kind: 'state-unknown', key: 'Boh', name: 'Boh', count: null }])
    // Renamed on the shop: the choice holds.
    site.put(stateOf(3, spedito.id))
    const renamed = { ...spedito, name: 'Consegnato al corriere' }
    expect(await press({ states: async () => [renamed] })).toMatchObject({ counters: { new: 1 } })
    expect((await store.listOrders(listOf(), 0, 10)).total).toBe(3)
  })

  it('a shop that does not tell its states is not said to lack one', async () => {
    const { site, press, warnings } = await bench(['spedito'])
    site.put(stateOf(1, 'spedito'))
    expect(await press()).toMatchObject({ outcome: 'success', counters: { new: 1 } })
    expect(await warnings()).toEqual([])
  })

  it.each([
    ['null is that of the address', null, ['2', '3']],
    ['one', ['2'], ['1', '3']],
    ['a group', ['group:1'], ['3']],
    ['all', ['all'], []],
  ])(
    'shops of a multishop that the key reaches and the choice leaves out are told: %s',
    async (_, shops, told) => {
      const reached = [
        { id: '1', name: 'Bottega', group: 'Italia', groupId: '1', usual: shops === null },
        { id: '2', name: 'Outlet', group: 'Italia', groupId: '1', usual: false },
        { id: '3', name: 'Export', group: 'Estero', groupId: '2', usual: false },
      ]
      const { store, shop, press, warnings } = await bench(null, { shops: async () => reached })
      const { settings, ...rest } = draftOf()
      await store.saveShop({ ...rest, id: shop.id, settings: { ...settings, shops }, keepConnection: true })
      await press()
      const found = await warnings()
      await store.acceptWarnings(shop.id, clock.toISOString())
      await press()
      // *Va bene così* is remembered.
      expect(await warnings()).toEqual([])
      expect(found.map(({ kind, key }) => [kind, key]).sort()).toEqual(
        told.map((id) => ['shop-not-downloaded', id]),
      )
    },
  )

  it('is told where the site has other orders under the identifiers of those downloaded', async () => {
    const { site, press, warnings } = await bench()
    const placed = (id: number, placedAt: string, modifiedAt = placedAt) => ({
      order: orderOf(id, { state: 'processing', placedAt, modifiedAt }),
    })
    for (const id of [1, 2, 3, 4]) site.put(placed(id, '2026-11-20T08:10:30.000Z'))
    await press()
    // Modified; and as a shop tells it whose time zone has been changed.
    site.put(placed(1, '2026-11-20T08:10:30.000Z', '2026-11-20T09:00:00.000Z'))
    site.put(placed(2, '2026-11-20T10:10:30.000Z'))
    expect((await press()).counters).toMatchObject({ new: 0, skipped: 4 })
    expect(await warnings()).toEqual([])
    // Put back to last night's copy, the site gives the numbers once more.
    for (const id of [3, 4]) site.put(placed(id, '2026-11-20T11:20:41.000Z'))
    expect((await press()).counters).toMatchObject({ new: 0, skipped: 4 })
    expect(await warnings()).toMatchObject([{ kind: 'orders-replaced', name: orderOf(4).number, count: 2 }])
  })

  it('where all shops come without a choice nobody is asked', async () => {
    const shops = async () => expect.fail('asked')
    const { press, warnings } = await bench(null, { shops, allShopsUsual: true })
    expect(await press()).toMatchObject({ outcome: 'success' })
    expect(await warnings()).toEqual([])
  })
})
