import { describe, expect, test } from 'vitest'
import type { Store } from '../../../main/store/store.ts'
import { download } from '../../../main/sync/engine.ts'
import type { Change } from '../../../main/words/edit/changes.ts'
import { failure } from '../../../main/words/failure.ts'
import type { Order } from '../../../main/words/order.ts'
import { failureOf } from '../../conformance/opened.ts'
import { draftOf, listOf, memoryStore, refreshed, temporaryStore } from '../../support/archive.ts'
import { memoryShop } from '../../support/memory-shop.ts'
import { orderOf } from '../../support/orders.ts'

const at = '2026-11-21T09:00:00.000Z'
const allLog = { shopId: null, runId: null, orderId: null, level: null, outcome: null, text: '' } as const

/** A shop in memory, an archive, one order downloaded. */
async function archive(store: Store) {
  let clock = new Date('2026-11-20T12:00:00.000Z')
  const site = memoryShop(() => clock)
  const shop = await store.saveShop(draftOf())
  const press = async () =>
    download({
      shop: await refreshed(store, shop),
      states: ['processing'],
      usualUnwanted: [],
      trigger: 'manual',
      store,
      connect: async () => site.connector,
      now: () => clock,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    })
  site.put({ order: orderOf(1) })
  await press()
  const find = async (text: string) => (await store.listOrders(listOf({ text }), 0, 10)).rows
  const [row] = await find('')
  const id = row?.id ?? 0
  const detail = async () => (await store.getOrder(id)) ?? expect.fail('gone')
  return {
    id,
    site,
    press,
    find,
    detail,
    setClock: (date: Date) => {
      clock = date
    },
    save: async (changes: Parameters<Store['saveEdits']>[2]) =>
      store.saveEdits(id, (await detail()).version, changes, at),
    undo: async (paths: readonly string[]) => {
      const { version } = await detail()
      const edits = (await store.orderEdits(id)).filter(({ path }) => paths.includes(path))
      return store.undoEdits(
        id,
        version,
        edits.map((edit) => edit.id),
        at,
      )
    },
  }
}

const twoPieces = {
  path: 'lines.0.amounts',
  value: { quantity: '2', unitPrice: '10.00', vatRate: '22', discount: '0.00', net: '20.00', tax: '4.40' },
}
const theLine = orderOf(1).lines[0] ?? expect.fail()

describe('orders changed by hand', () => {
  test('R27 a change shows in the order, the list and the search at once, with its history', async () => {
    const store = await temporaryStore()
    const { id, save, detail, find } = await archive(store)
    await save([
      { path: 'customer.name', value: 'Zoè Müller' },
      { path: 'billing.city', value: 'Cesena' },
      twoPieces,
    ])
    const { order, ...row } = await detail()
    expect(row).toMatchObject({
      customer: 'Zoè Müller',
      city: 'Cesena',
      total: '24.40',
      edited: true,
      version: 1,
    })
    expect(order.totals).toMatchObject({ lines: '20.00', tax: '4.40', total: '24.40' })
    expect(order.taxes).toEqual([{ name: 'IVA 22%', rate: '22', amount: '4.40' }])
    expect(await find('zoe muller')).toMatchObject([{ id, edited: true, total: '24.40' }])
    expect(await find('cesena')).toHaveLength(1)
    expect(await store.orderEdits(id)).toMatchObject([
      { version: 1, at, source: 'hand', path: 'customer.name', previous: 'Nicolò Bertè', next: 'Zoè Müller' },
      { version: 1, path: 'billing.city', previous: 'Forlì', next: 'Cesena', undoneAt: null },
      { version: 1, path: 'lines.0.amounts', previous: { quantity: '1' }, next: { quantity: '2' } },
    ])
  })

  test('R15 R16 R27 an edit survives 100 later downloads that meet the same order changed on the site', async () => {
    const store = await temporaryStore()
    const { site, press, save, detail, setClock } = await archive(store)
    await save([{ path: 'billing.street', value: 'Via Nuova 7' }, twoPieces])
    const edited = await detail()
    for (let round = 1; round <= 100; round += 1) {
      const now = new Date(Date.UTC(2026, 10, 20, 12, round * 10))
      setClock(now)
      const modifiedAt = new Date(now.getTime() - 60_000).toISOString()
      site.put({ order: orderOf(1, { note: `giro ${round}`, modifiedAt }) })
      expect((await press()).counters).toMatchObject({ new: 0, skipped: 1, wrong: 0 })
    }
    const after = await detail()
    const { checks, allChecks } = after
    expect(after).toEqual({ ...edited, changedOnSite: true, checks, allChecks })
    expect(checks).toEqual(['changed'])
    expect(after.order.billing.street).toBe('Via Nuova 7')
    expect(after.order.note).toBe('')
    // Nothing but the slim rows was asked for.
    expect(site.asked).toEqual([['1']])
  })

  test('R27 undoing one change leaves the others, and undoing all gives the original back', async () => {
    const store = memoryStore()
    const { id, save, undo, detail, find } = await archive(store)
    const before = await detail()
    await save([{ path: 'customer.name', value: 'A' }, twoPieces])
    await save([
      { path: 'customer.name', value: 'B' },
      { path: 'note', value: 'citofonare' },
    ])
    await undo(['lines.0.amounts'])
    expect((await detail()).order).toMatchObject({ totals: before.order.totals, customer: { name: 'B' } })
    // The first change of the name: the second, which was made on top of it, goes with it.
    const [first] = (await store.orderEdits(id)).filter(({ path }) => path === 'customer.name')
    await store.undoEdits(id, (await detail()).version, [first?.id ?? 0], at)
    expect((await detail()).order).toMatchObject({ customer: before.order.customer, note: 'citofonare' })
    await undo(['note'])
    const after = await detail()
    expect(after).toEqual({ ...before, version: 5 })
    expect(await find('nicolo')).toHaveLength(1)
    expect((await store.orderEdits(id)).every(({ undoneAt }) => undoneAt === at)).toBe(true)
  })

  test('R27 Ripristina originale gives the downloaded order back, lines added and removed included', async () => {
    const store = memoryStore()
    const { id, save, detail } = await archive(store)
    const before = await detail()
    const tea = { ...theLine, sku: 'TE', name: 'Tè', net: '5.00', tax: '0.50', vatRate: '10' }
    await save([
      { path: 'lines.a1', value: { after: '0', element: tea as never } },
      {
        path: 'fees.a2',
        value: {
          after: null,
          element: { name: 'Sconto', kind: 'discount', net: '-1.00', tax: '-0.22', vatRate: '22' },
        },
      },
    ])
    expect((await detail()).order).toMatchObject({
      totals: { lines: '15.00', fees: '-1.00', tax: '2.48', total: '16.48' },
      taxes: [
        { rate: '22', amount: '1.98' },
        { rate: '10', amount: '0.50' },
      ],
    })
    await save([{ path: 'lines.0', value: null }])
    expect((await detail()).order.lines.map(({ name }) => name)).toEqual(['Tè'])
    await store.restoreOrder(id, (await detail()).version, at)
    expect(await detail()).toEqual({ ...before, version: 3 })
  })

  test('R27 two windows: the second save is refused, and nothing of the first is lost', async () => {
    const store = memoryStore()
    const { id, save, detail } = await archive(store)
    const { version } = await detail()
    await save([{ path: 'note', value: 'la prima' }])
    const second = store.saveEdits(id, version, [{ path: 'note', value: 'la seconda' }], at)
    expect(await failureOf(second)).toEqual({ code: 'order-changed-meanwhile', params: { number: 'N1' } })
    expect((await detail()).order.note).toBe('la prima')
    const others = [
      store.undoEdits(id, version, [1], at),
      store.restoreOrder(id, version, at),
      store.takeOver(id, version, null, at),
    ]
    for (const refused of others) expect((await failureOf(refused)).code).toBe('order-changed-meanwhile')
  })

  test('refuses what is no field or no value for it, and saves nothing then', async () => {
    const store = memoryStore()
    const { id, save, detail } = await archive(store)
    const before = await detail()
    const wrong: readonly Change[] = [
      { path: 'totals.total', value: '1.00' },
      { path: 'declared', value: {} },
      { path: 'lines.0.amounts', value: { net: '1' } },
      { path: 'placedAt', value: 'ieri' },
    ]
    for (const change of wrong) {
      const refused = save([{ path: 'note', value: 'x' }, change])
      expect(await failureOf(refused)).toMatchObject({
        code: 'input-invalid',
        params: { field: change.path },
      })
    }
    expect(await detail()).toEqual(before)
    expect(await failureOf(store.saveEdits(99, 0, [], at))).toEqual({ code: 'order-unknown', params: {} })
    await save([{ path: 'note', value: '' }])
    expect(await store.orderEdits(id)).toEqual([])
  })
})

describe('orders changed on the site', () => {
  const onSite: Order = orderOf(1, {
    state: 'completed',
    note: 'dal sito',
    modifiedAt: '2026-11-20T11:30:00.000Z',
    lines: [{ ...theLine, quantity: '3', net: '30.00', tax: '6.60' }],
    taxes: [{ name: 'IVA 22%', rate: '22', amount: '6.60' }],
    totals: { ...orderOf(1).totals, lines: '30.00', tax: '6.60', total: '36.60' },
  })

  async function changedOnSite() {
    const store = memoryStore()
    const opened = await archive(store)
    opened.site.put({ order: onSite })
    await opened.press()
    expect(await opened.detail()).toMatchObject({ changedOnSite: true, edited: false, version: 0 })
    return { store, ...opened }
  }

  test('R16 differences are told field by field and change nothing by themselves', async () => {
    const { store, id, detail } = await changedOnSite()
    const before = await detail()
    const found = await store.keepSiteVersion(id, onSite, null, at)
    expect(found.map(({ path }) => path)).toEqual(['state', 'note', 'lines.0.amounts'])
    expect(found[0]).toEqual({ path: 'state', ours: 'processing', theirs: 'completed' })
    expect(await detail()).toEqual(before)
  })

  test('R16 a field taken over is an edit with the site as its source, and can be undone', async () => {
    const { store, id, detail, undo, save } = await changedOnSite()
    await save([{ path: 'note', value: 'la mia' }])
    await store.keepSiteVersion(id, onSite, null, at)
    await store.takeOver(id, 1, ['state'], at)
    expect(await detail()).toMatchObject({
      state: 'completed',
      changedOnSite: true,
      edited: true,
      takenFromSite: false,
      order: { note: 'la mia' },
    })
    expect((await store.orderEdits(id)).at(-1)).toMatchObject({
      source: 'site',
      path: 'state',
      next: 'completed',
    })
    await undo(['state'])
    expect(await detail()).toMatchObject({
      state: 'processing',
      changedOnSite: true,
      order: { note: 'la mia' },
    })
  })

  test('R16 all taken over: the site’s order, no badge any more; undone, the badge is back', async () => {
    const { store, id, detail, find, press, site } = await changedOnSite()
    await store.keepSiteVersion(id, onSite, null, at)
    await store.takeOver(id, 0, null, at)
    // Nothing of it is by hand.
    expect(await find('')).toMatchObject([{ edited: true, takenFromSite: true }])
    expect(await detail()).toMatchObject({ order: onSite, changedOnSite: false, total: '36.60' })
    await press()
    expect((await detail()).changedOnSite).toBe(false)
    const all = (await store.orderEdits(id)).map((edit) => edit.id)
    await store.undoEdits(id, 1, all, at)
    expect(await detail()).toMatchObject({ order: orderOf(1), changedOnSite: true })
    site.put({ order: orderOf(1) })
  })

  test('R16 Tieni la mia: no badge until the site changes it again', async () => {
    const { store, id, detail, press, site } = await changedOnSite()
    await store.keepOurs(id)
    expect(await detail()).toMatchObject({ changedOnSite: false, state: 'processing' })
    await press()
    expect((await detail()).changedOnSite).toBe(false)
    site.put({ order: { ...onSite, modifiedAt: '2026-11-20T11:45:00.000Z' } })
    await press()
    expect((await detail()).changedOnSite).toBe(true)
  })

  test('R16 an order changed and changed back has nothing to decide', async () => {
    const { store, id, detail } = await changedOnSite()
    const same = { ...orderOf(1), modifiedAt: '2026-11-20T11:50:00.000Z' }
    expect(await store.keepSiteVersion(id, same, null, at)).toEqual([])
    expect((await detail()).changedOnSite).toBe(false)
  })
})

describe('refunds that come after the download', () => {
  const refund = { id: '91', at: '2026-11-20T11:30:00.000Z', reason: 'rotto', amount: '5.00', lines: [] }

  test('R15 R49 are kept once beside the order, which stays as it is', async () => {
    const store = memoryStore()
    const { site, press, detail } = await archive(store)
    const before = await detail()
    expect(before.laterRefunds).toEqual([])
    site.setRefunds([{ shopOrderId: '1', refunds: [refund] }])
    await press()
    // Not modified: not asked for.
    expect(site.refundsAsked).toEqual([])
    site.put({ order: orderOf(1, { modifiedAt: '2026-11-20T11:30:00.000Z' }) })
    await press()
    await press()
    expect(site.refundsAsked).toEqual([['1']])
    const after = await detail()
    const { checks, allChecks } = after
    expect(after).toEqual({
      ...before,
      changedOnSite: true,
      laterRefunds: [{ ...refund, registration: null }],
      checks,
      allChecks,
    })
    expect(checks).toEqual(['refunded'])
  })

  test.each([
    ['does not answer', () => Promise.reject(failure('server-error', { host: 'memory', status: 500 }))],
    ['is too slow', () => Promise.reject(failure('timeout', { host: 'memory', seconds: 60 }))],
    ['does not give them', async () => [{ shopOrderId: '1', refunds: null }]],
  ])('R31 R49 a shop that %s holds no run back; they are asked for again', async (_, refuse) => {
    const store = memoryStore()
    const { site, press, detail, find } = await archive(store)
    site.setRefunds([{ shopOrderId: '1', refunds: [refund] }])
    const answer = site.connector.refunds
    Object.assign(site.connector, { refunds: refuse })
    site.put({ order: orderOf(1, { modifiedAt: '2026-11-20T11:30:00.000Z' }) })
    site.put({ order: orderOf(2) })
    const run = await press()
    expect(run).toMatchObject({ outcome: 'success', counters: { new: 1 } })
    expect(await find('N2')).toHaveLength(1)
    expect(await detail()).toMatchObject({ laterRefunds: [], changedOnSite: true })
    const said = (await store.listLog({ ...allLog, runId: run.id }, null, 100)).map(({ message }) => message)
    expect(said).toContainEqual({ code: 'refunds-not-read', params: { orders: 1 } })
    expect(said).toContainEqual({
      code: 'order-changed-on-site',
      params: { modifiedAt: '2026-11-20T11:30:00.000Z' },
    })
    Object.assign(site.connector, { refunds: answer })
    await press()
    await press()
    expect(site.refundsAsked).toEqual([['1']])
    expect(await detail()).toMatchObject({ laterRefunds: [refund], changedOnSite: true })
  })

  test('R49 none beside a sum that came with the order: it may hold them', async () => {
    const store = memoryStore()
    const { site, press, find } = await archive(store)
    site.put({ order: orderOf(2, { refunds: [{ ...refund, id: '' }] }) })
    site.setRefunds([{ shopOrderId: '2', refunds: [refund] }])
    await press()
    site.put({ order: orderOf(2, { modifiedAt: '2026-11-20T11:30:00.000Z' }) })
    await press()
    expect(site.refundsAsked).toEqual([['2']])
    const [row] = await find('N2')
    expect(await store.getOrder(row?.id ?? 0)).toMatchObject({ changedOnSite: true, laterRefunds: [] })
  })

  test('R49 those that came with the order are not told twice', async () => {
    const store = memoryStore()
    const { site, press, find } = await archive(store)
    site.put({ order: orderOf(2, { refunds: [refund] }) })
    site.setRefunds([{ shopOrderId: '2', refunds: [refund, { ...refund, id: '92' }] }])
    await press()
    site.put({ order: orderOf(2, { refunds: [refund], modifiedAt: '2026-11-20T11:30:00.000Z' }) })
    await press()
    const [row] = await find('N2')
    expect((await store.getOrder(row?.id ?? 0))?.laterRefunds.map(({ id }) => id)).toEqual(['92'])
  })
})
