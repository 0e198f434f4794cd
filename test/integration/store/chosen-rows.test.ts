import { describe, expect, it } from 'vitest'
import { toOrderRecord } from '../../../main/store/order-record.ts'
import type { Store } from '../../../main/store/store.ts'
import {
  everyOrder,
  gravestFirst,
  newestFirst,
  type OrderFilter,
  type OrderSort,
} from '../../../main/words/order-search.ts'
import { memoryStore } from '../../support/archive.ts'
import { storeOrders } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'

const at = '2026-11-20T12:00:00.000Z'
const byCustomer: OrderSort = { by: 'customer', descending: false }
const changed = { value: { code: 'list-changed' } }
const names = ['Bruni', 'Carli', 'Dotti', 'Esposito', 'Ferri']

/** N1 to N5 of customers in the order of the alphabet, each with a note to be looked at. */
async function desk() {
  const store = memoryStore()
  const orders = names.map((name, index) => {
    const customer = { ...orderOf(1).customer, name, email: `${name}@posta.example` }
    return orderOf(index + 1, { customer, note: 'citofonare' })
  })
  const shop = await storeOrders(store, orders)
  const rename = async (id: number, name: string) => {
    const { version } = (await store.getOrder(id)) ?? expect.fail()
    await store.saveEdits(id, version, [{ path: 'customer.name', value: name }], at)
  }
  return { store, shop, rename }
}

/** A list as a window shows it, with the sums that it asks for next. */
async function shown(store: Store, filter: Partial<OrderFilter>, sort: OrderSort) {
  const begun = { filter: { ...everyOrder, ...filter }, sort, upTo: null }
  const { rows, upTo, token } = await store.listOrders(begun, 0, 100)
  const list = { ...begun, upTo, token }
  await store.orderTotals({ ...list, ranges: null })
  const of = (from: number, to: number) => ({ ...list, ranges: [[from, to] as const] })
  return {
    list,
    token,
    numbers: rows.map(({ number }) => number),
    of,
    chosen: async (from: number, to: number) => [...(await store.selectedOrders(of(from, to)))],
  }
}

describe('R28 R40 the rows chosen in a list', () => {
  it('are those that were shown, whatever has moved or left the list since', async () => {
    const { store, shop, rename } = await desk()
    const list = await shown(store, {}, byCustomer)
    const check = await shown(store, { check: true }, gravestFirst)
    const unseen = await shown(store, { unseen: true }, newestFirst)
    expect(list.numbers).toEqual(['N1', 'N2', 'N3', 'N4', 'N5'])
    expect(check.numbers).toEqual(['N5', 'N4', 'N3', 'N2', 'N1'])
    await rename(4, 'Abate')
    await store.seeChecks([5], null, at)
    await store.seeOrders([5, 4])
    // A run that stores none, and meets one cancelled.
    const run = await store.beginRun(shop.id, 'auto', at)
    const met = [{ shopOrderId: '1', number: '', modifiedAt: at, words: ['cancelled'] }]
    const page = { orders: [], raw: null, skipped: [], wrong: [], notices: [], changed: met }
    await store.savePage(run.id, page, at)
    expect(await list.chosen(3, 4)).toEqual([4])
    expect(await check.chosen(1, 3)).toEqual([3, 4])
    expect(await unseen.chosen(0, 2)).toEqual([4, 5])
    const how = { onlyNew: false, withCancelled: false }
    expect([...(await store.ordersToHandOver(list.of(2, 4), 'csv', how)).ids]).toEqual([3, 4])
    expect((await store.orderTotals(check.of(0, 2))).count).toBe(2)
    // Its other pages go on where the first ended.
    const next = await store.listOrders(list.list, 3, 2)
    expect(next.rows.map(({ id }) => id)).toEqual([4, 5])
    // Asked for anew, the list is another.
    expect((await shown(store, {}, byCustomer)).numbers).toEqual(['N4', 'N1', 'N2', 'N3', 'N5'])
    expect((await shown(store, { check: true }, gravestFirst)).numbers).toEqual(['N1', 'N4', 'N3', 'N2'])
  })

  it('stay so when orders are stored, and equal lists are the same', async () => {
    const { store } = await desk()
    const first = await shown(store, {}, byCustomer)
    expect((await shown(store, {}, byCustomer)).token).toBe(first.token)
    await storeOrders(store, [orderOf(6)])
    expect(await first.chosen(0, 1)).toEqual([1])
    expect((await shown(store, {}, byCustomer)).token).toBe(first.token)
  })

  it('are refused when nobody knows any more which they were', async () => {
    const { store, rename } = await desk()
    // As a window begins: nothing is in memory yet, and no sums were asked for.
    const begun = { filter: everyOrder, sort: newestFirst, upTo: null }
    const { upTo, token } = await store.listOrders(begun, 0, 2)
    const list = { ...begun, upTo, token }
    await rename(1, 'Abate')
    const selection = { ...list, ranges: [[0, 2] as const] }
    await expect(store.selectedOrders(selection)).rejects.toMatchObject(changed)
    await expect(store.listOrders(list, 2, 2)).rejects.toMatchObject(changed)
    // All that a filter finds needs no places.
    expect(await store.orderTotals({ ...list, token: undefined, ranges: null })).toMatchObject({ count: 5 })
    // One that has been asked for long ago, before so many others that it was forgotten.
    const old = await shown(store, {}, byCustomer)
    for (const name of [...names, 'citofonare', 'N']) await shown(store, { text: name }, newestFirst)
    expect(await old.chosen(0, 1)).toEqual([1])
    for (const name of [...names, 'citofonare', 'N']) await shown(store, { text: name }, newestFirst)
    await rename(5, 'Aaron')
    await expect(old.chosen(0, 1)).rejects.toMatchObject(changed)
    expect((await shown(store, {}, byCustomer)).numbers[0]).toBe('N5')
  })

  it('are refused when an order of theirs was removed', async () => {
    const { store, shop } = await desk()
    const reasons = [{ code: 'no-customer', params: {} }] as const
    const accepted = { at, seenAt: null, reasons, firstRunId: 1, lastRunId: 1 }
    const run = await store.beginRun(shop.id, 'auto', at)
    const orders = [toOrderRecord(orderOf(9), 0, { accepted })]
    const page = { raw: Buffer.from('[{}]'), skipped: [], wrong: [], notices: [], changed: [], orders }
    await store.savePage(run.id, page, at)
    const list = await shown(store, {}, newestFirst)
    expect(list.numbers).toContain('N9')
    await store.takeBackAccepted((await list.chosen(0, 9)).at(-1) ?? 0, at)
    await expect(list.chosen(0, 2)).rejects.toMatchObject(changed)
  })
})
