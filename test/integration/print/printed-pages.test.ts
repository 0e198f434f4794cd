import { describe, expect, it } from 'vitest'
import { readPages } from '../../../main/print/printed-pages.ts'
import { memoryStore, temporaryStore } from '../../support/archive.ts'
import { allOf, storeOrders } from '../../support/exports.ts'
import { longOrder, orderOf } from '../../support/orders.ts'

const many = (count: number) => Array.from({ length: count }, (_, index) => orderOf(index + 1))

describe('R28 what is printed', () => {
  it('is the rows chosen of a list in the list’s own order, and what they come to', async () => {
    const store = await temporaryStore()
    await storeOrders(store, many(1200))
    const ranges = [
      [0, 2],
      [600, 1200],
    ] as const
    const { pages } = await readPages(store, 'list', { ...allOf(), ranges })
    if (pages.what !== 'list') throw new Error(pages.what)
    expect(pages.rows).toHaveLength(602)
    expect(pages.rows.slice(0, 3).map(({ number }) => number)).toEqual(['N1200', 'N1199', 'N600'])
    expect(pages.rows.at(-1)?.number).toBe('N1')
    expect(pages.totals).toMatchObject({ count: 602, amounts: [{ currency: 'EUR', total: '7344.40' }] })
    const { pages: picking } = await readPages(store, 'picking', { ...allOf(), ranges })
    expect(picking).toMatchObject({ list: { orders: 602, articles: [{ quantity: '602' }] } })
  })

  it('R41 is what is written down as printed, though the list changes meanwhile', async () => {
    const store = memoryStore()
    await storeOrders(store, many(4))
    const meanwhile: typeof store = {
      ...store,
      ordersToHandOver: async (...asked) => {
        const found = await store.ordersToHandOver(...asked)
        await store.markWork([3, 1], { state: 'done' }, '2026-11-21T12:00:00.000Z')
        return found
      },
    }
    const of = allOf({ work: 'todo' })
    const { pages, ids } = await readPages(meanwhile, 'list', of)
    if (pages.what !== 'list') throw new Error(pages.what)
    expect(pages.rows.map(({ id }) => id)).toEqual([4, 3, 2, 1])
    expect([...ids].sort()).toEqual([1, 2, 3, 4])
    expect(pages.totals.count).toBe(4)
  })

  it('is whole orders, first placed first, or one', async () => {
    const store = await temporaryStore()
    await storeOrders(store, many(3))
    const { pages } = await readPages(store, 'orders', allOf())
    expect(pages).toMatchObject({ orders: ['N1', 'N2', 'N3'].map((number) => ({ order: { number } })) })
    const { rows } = await store.listOrders(allOf({ text: 'N2' }), 0, 1)
    const { pages: one } = await readPages(store, 'orders', { orderId: rows[0]?.id ?? 0 })
    expect(one).toMatchObject({ orders: [{ shopName: 'Bottega', order: { number: 'N2' } }] })
  })

  it('R42 leaves out what is cancelled, unless told to take it or one order is named', async () => {
    const store = await temporaryStore()
    await storeOrders(store, [
      orderOf(1),
      orderOf(2, { state: 'cancelled' }),
      orderOf(3, { state: 'failed' }),
    ])
    const omitted = { cancelled: 1, failed: 1, refunded: 0 }
    const list = await readPages(store, 'list', allOf())
    expect(list).toMatchObject({ omitted, pages: { rows: [{ number: 'N1' }], totals: { count: 1 } } })
    expect([...list.ids]).toEqual([1])
    expect(await readPages(store, 'picking', allOf())).toMatchObject({
      omitted,
      pages: { list: { orders: 1 } },
    })
    const all = await readPages(store, 'picking', allOf(), { withCancelled: true })
    expect(all).toMatchObject({
      omitted: { cancelled: 0 },
      pages: {
        list: {
          articles: [{ wantedBy: [{ leftOut: null }, { leftOut: 'cancelled' }, { leftOut: 'failed' }] }],
        },
      },
    })
    expect(await readPages(store, 'orders', { orderId: 2 })).toMatchObject({
      pages: { orders: [{ leftOut: 'cancelled' }] },
    })
  })

  it('refuses what would be too many pages, and an order that is not there, and says so', async () => {
    const store = await temporaryStore()
    await storeOrders(store, many(5001))
    const tooMany = (most: number) => ({ value: { code: 'print-too-many', params: { found: 5001, most } } })
    await expect(readPages(store, 'orders', allOf())).rejects.toMatchObject(tooMany(500))
    await expect(readPages(store, 'picking', allOf())).rejects.toMatchObject(tooMany(5000))
    await expect(readPages(store, 'list', allOf())).rejects.toMatchObject(tooMany(5000))
    await expect(readPages(store, 'orders', { orderId: 99_999 })).rejects.toMatchObject({
      value: { code: 'order-unknown' },
    })
  })

  it('refuses an order of so many lines that drawing it would take minutes, and a picking list of as many articles', async () => {
    const store = await temporaryStore()
    await storeOrders(store, [longOrder(10_001), orderOf(2)])
    const tooLong = { value: { code: 'print-too-long', params: { lines: 10_001, most: 10_000 } } }
    for (const what of ['orders', 'picking'] as const) {
      await expect(readPages(store, what, { orderId: 1 })).rejects.toMatchObject(tooLong)
    }
    await expect(readPages(store, 'list', allOf())).resolves.toMatchObject({
      pages: { totals: { count: 2 } },
    })
    await expect(readPages(store, 'orders', { orderId: 2 })).resolves.toMatchObject({
      pages: { orders: [{ id: 2 }] },
    })
  })
})
