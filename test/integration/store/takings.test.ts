import { expect, it } from 'vitest'
import { makeReport } from '../../../main/report/report.ts'
import type { Store } from '../../../main/store/store.ts'
import type { InvoiceDocument } from '../../../main/words/invoice.ts'
import { shopSettingsSchema } from '../../../main/words/shop.ts'
import { draftOf, memoryStore } from '../../support/archive.ts'
import { storeOrders } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'

/** By the calendar of this computer. */
const at = (month: number, day: number, hour = 12) => new Date(2026, month - 1, day, hour).toISOString()
const november = {
  period: { from: at(11, 1, 0), before: at(12, 1, 0) },
  wide: { from: new Date(2025, 0, 1).toISOString(), before: new Date(2027, 0, 1).toISOString() },
}
const german = { shipping: { ...orderOf(1).shipping, country: 'DE' } }

async function takingsOf(store: Store, shopIds: readonly number[] | null = null) {
  const found = await store.takings(shopIds, november.period, november.wide)
  return { ...found, ids: [...found.ids] }
}

async function reportOf(store: Store) {
  const period = { from: '2026-11-01', to: '2026-11-30' }
  const { signal } = new AbortController()
  return (await makeReport({ store, period, shopIds: null, signal, onProgress: () => undefined })).report
}

it('R47 finds what was placed, paid or given back in the period, however old, and of two years what went to the EU', async () => {
  const store = memoryStore()
  const refund = { id: '1', reason: '', amount: '2.00', lines: [] }
  const old = { placedAt: at(2, 1), paidAt: at(2, 1) }
  await storeOrders(store, [
    orderOf(1, { placedAt: at(11, 10), paidAt: null }),
    orderOf(2, old),
    orderOf(3, { placedAt: at(1, 5), paidAt: at(11, 3) }),
    orderOf(4, { ...old, refunds: [{ ...refund, at: at(11, 30, 23) }] }),
    orderOf(5, { ...old, ...german }),
    orderOf(6, { placedAt: '2024-06-01T10:00:00.000Z', paidAt: '2024-06-01T10:00:00.000Z', ...german }),
    orderOf(7, { placedAt: at(12, 1, 0), paidAt: at(12, 1, 0) }),
    orderOf(8, { ...old, refunds: [{ ...refund, at: at(3, 1) }] }),
  ])
  expect((await takingsOf(store)).ids).toEqual([1, 3, 4, 5])
  const rows = await store.refundsOfOrders(Uint32Array.of(4, 5))
  expect(rows.map(([id, json]) => [id, JSON.parse(json).at])).toEqual([[4, at(11, 30, 23)]])
})

it('R47 a refund whose date was changed by hand is found by the new one, and counts as it is now', async () => {
  const store = memoryStore()
  const old = { placedAt: at(2, 1), paidAt: at(2, 1) }
  const refunds = [{ id: '1', at: at(3, 1), reason: '', amount: '2.44', lines: [] }]
  await storeOrders(store, [orderOf(1, { ...old, refunds })])
  expect((await takingsOf(store)).ids).toEqual([])
  await store.saveEdits(1, 0, [{ path: 'refunds.0.at', value: at(11, 4) }], at(11, 5))
  expect((await takingsOf(store)).ids).toEqual([1])
  const { register } = await reportOf(store)
  expect(register.map(({ day, gross, tax }) => [day, gross, tax])).toEqual([['2026-11-04', '-2.44', '-0.44']])
})

it('R47 a payment whose date was changed by hand is found by the new one, and by its own once that is undone', async () => {
  const store = memoryStore()
  await storeOrders(store, [orderOf(1, { placedAt: at(2, 1), paidAt: at(2, 1) })])
  expect((await takingsOf(store)).ids).toEqual([])
  await store.saveEdits(1, 0, [{ path: 'paidAt', value: at(11, 4) }], at(11, 5))
  expect((await takingsOf(store)).ids).toEqual([1])
  await store.saveEdits(1, 1, [{ path: 'paidAt', value: null }], at(11, 6))
  expect((await takingsOf(store)).ids).toEqual([])
  await store.saveEdits(1, 2, [{ path: 'paidAt', value: at(11, 4) }], at(11, 7))
  expect((await takingsOf(store)).ids).toEqual([1])
  await store.restoreOrder(1, 3, at(11, 8))
  expect((await takingsOf(store)).ids).toEqual([])
})

it('R47 an order changed by hand counts as it is now, and still adds up', async () => {
  const store = memoryStore()
  await storeOrders(store, [orderOf(1, { placedAt: at(11, 10), paidAt: at(10, 31) })])
  const amounts = {
    quantity: '2',
    unitPrice: '10.00',
    vatRate: '22',
    discount: '0.00',
    net: '20.00',
    tax: '4.40',
  }
  await store.saveEdits(
    1,
    0,
    [
      { path: 'lines.0.amounts', value: amounts },
      { path: 'paidAt', value: at(11, 30) },
    ],
    at(11, 12),
  )
  const { register, reconciliation } = await reportOf(store)
  expect(register.map(({ day, net, tax }) => [day, net, tax])).toEqual([['2026-11-30', '20.00', '4.40']])
  expect(reconciliation).toMatchObject({ ordersTotal: '24.40', registerTotal: '24.40', difference: '0.00' })
})

it('R47 a state is what it means: on its platform, by the settings, and as the site said last', async () => {
  const store = memoryStore()
  const placed = { placedAt: at(11, 10), paidAt: at(11, 10) }
  const settings = { ...shopSettingsSchema.parse({}), stateMeanings: { spedito: 'shipped' as const } }
  await store.saveShop(draftOf({ settings }))
  const states = [
    'processing',
    'completed',
    'spedito',
    'on-hold',
    'cancelled',
    'failed',
    'refunded',
    'processing',
  ]
  const shop = await storeOrders(
    store,
    states.map((state, index) => orderOf(index + 1, { ...placed, state })),
  )
  const run = await store.beginRun(shop.id, 'manual', at(11, 20))
  const change = { shopOrderId: '8', number: 'N8', modifiedAt: at(11, 19), words: ['cancelled'] }
  await store.savePage(
    run.id,
    { orders: [], raw: null, skipped: [], wrong: [], changed: [change], notices: [] },
    at(11, 20),
  )
  expect((await takingsOf(store)).kinds).toEqual([
    'paid',
    'shipped',
    'shipped',
    'other',
    'cancelled',
    'failed',
    'refunded',
    'cancelled',
  ])
})

it('R47 an order with an invoice is told as such', async () => {
  const store = memoryStore()
  await storeOrders(
    store,
    [1, 2].map((id) => orderOf(id, { placedAt: at(11, 10) })),
  )
  const of = { orderId: 2, kind: 'TD01', refundId: '', replaces: null, given: 0 } as const
  const numbered = { series: 'invoices', year: 2026, sequence: 1, number: '1', date: '2026-11-11' } as const
  const file = { place: 'a.xml', sha256: '', progressive: 'W0001', document: {} as InvoiceDocument }
  const who = { seller: '01234567897', sender: '01234567897', customer: '', total: '12.20' }
  await store.beginInvoice({ ...of, ...numbered, ...file, ...who }, at(11, 11))
  expect([...(await takingsOf(store)).invoiced]).toEqual([0, 1])
})

it('R47 R42 the demonstration shop is looked at only alone; a shop that was removed has sold what it sold', async () => {
  const store = memoryStore()
  const placed = { placedAt: at(11, 10) }
  const demo = await store.saveShop(draftOf({ name: 'Dimostrativo', isDemo: true }))
  await storeOrders(store, [orderOf(1, placed)], 'Dimostrativo')
  expect(await takingsOf(store)).toMatchObject({ ids: [1], isDemo: true, shops: ['Dimostrativo'] })
  const bottega = await storeOrders(store, [orderOf(2, placed)])
  await storeOrders(store, [orderOf(3, placed)], 'Emporio')
  expect(await takingsOf(store)).toMatchObject({ ids: [2, 3], isDemo: false, shops: ['Bottega', 'Emporio'] })
  expect((await takingsOf(store, [demo.id])).ids).toEqual([1])
  expect((await takingsOf(store, [demo.id, bottega.id])).ids).toEqual([2])
  await store.removeShop(bottega.id, at(11, 12))
  expect((await takingsOf(store)).ids).toEqual([2, 3])
})
