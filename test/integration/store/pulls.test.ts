import { describe, expect, it } from 'vitest'
import { settleHandovers } from '../../../main/program/settle-handovers.ts'
import type { Store } from '../../../main/store/store.ts'
import { handedOverText } from '../../../main/texts/handed-over.ts'
import { textsFor } from '../../../main/texts/index.ts'
import { listOf, memoryStore, temporaryFolder } from '../../support/archive.ts'
import { storeOrders } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'

const at = '2026-11-21T12:00:00.000Z'
const orders = (count: number) => Array.from({ length: count }, (_, index) => orderOf(index + 1))

async function begin(store: Store, ids: readonly number[]) {
  const start = await store.handoverStart(at)
  return store.beginPull({ numbers: await store.easyfattNumbers(Uint32Array.from(ids)), start })
}

async function pull(store: Store, ids: readonly number[], leftOut: readonly number[] = []) {
  const { id, orders: first } = await begin(store, ids)
  const taken = id === null ? 0 : await store.closePull(id, at, leftOut)
  return { id, first, taken }
}

const fresh = async (store: Store) =>
  (await store.listOrders(listOf({ newFor: ['easyfatt-pull'] }), 0, 100)).rows.map(({ id }) => id).sort()

async function edit(store: Store, id: number, value: string) {
  const { version } = (await store.getOrder(id)) ?? expect.fail()
  await store.saveEdits(id, version, [{ path: 'note', value }], at)
}

describe('R45 what Easyfatt takes', () => {
  it('is noted at the first time only', async () => {
    const store = memoryStore()
    await storeOrders(store, orders(3))
    expect(await pull(store, [1, 2])).toMatchObject({ first: 2, taken: 2 })
    expect(await pull(store, [1, 2])).toMatchObject({ id: null, first: 0 })
    expect(await pull(store, [1, 2, 3])).toMatchObject({ first: 1, taken: 1 })
    expect((await store.orderHandovers(1)).map(({ kind }) => kind)).toEqual(['easyfatt-pull'])
    expect((await store.listPulls(1, 10)).map(({ orders: count }) => count)).toEqual([1, 2])
    expect(await store.listPulls(2, 10)).toEqual([])
    expect(await fresh(store)).toEqual([])
    const [one] = await store.handedOver([1])
    expect(handedOverText(textsFor('it'), one ?? expect.fail())).toBe('Easyfatt (preso)')
  })

  it('what was left out of the answer stays new', async () => {
    const store = memoryStore()
    await storeOrders(store, orders(4))
    expect(await pull(store, [1, 2, 3, 4], [2])).toMatchObject({ first: 4, taken: 3 })
    expect(await fresh(store)).toEqual([2])
    expect(await store.orderHandovers(2)).toEqual([])
    expect(await pull(store, [1, 2, 3, 4], [2])).toMatchObject({ first: 1, taken: 0 })
    expect((await store.listPulls(1, 10)).map(({ orders: count }) => count)).toEqual([3])
    expect(await store.openHandovers()).toEqual([])
  })

  it('changed while it is sent, it is to be done again, also where another order was left out of the answer', async () => {
    const store = memoryStore()
    await storeOrders(store, orders(3))
    const { id } = await begin(store, [1, 2, 3])
    await edit(store, 1, 'cambio')
    await edit(store, 2, 'cambio')
    expect(await store.closePull(id ?? 0, at, [2])).toBe(2)
    expect((await store.changedAfterPull(1, 10)).orders.map(({ orderId }) => orderId)).toEqual([1])
    expect(await fresh(store)).toEqual([1, 2])
  })

  it('what counts as passed on is not noted, but once it was changed', async () => {
    const store = memoryStore()
    const shop = await storeOrders(store, orders(2))
    await store.passOn(shop.id, 2, at)
    expect(await pull(store, [1, 2])).toMatchObject({ first: 0 })
    await edit(store, 2, 'cambio')
    expect(await fresh(store)).toEqual([2])
    expect(await pull(store, [1, 2])).toMatchObject({ first: 1, taken: 1 })
    expect(await fresh(store)).toEqual([])
  })

  it('changed after it, it is to be done again until that is settled, or it is taken back and taken again', async () => {
    const store = memoryStore()
    await storeOrders(store, orders(3))
    const { id } = await pull(store, [1, 2, 3])
    await edit(store, 1, 'cambio')
    await edit(store, 2, 'cambio')
    // Easyfatt asks for all of them every time, and drops what it has.
    expect(await pull(store, [1, 2, 3])).toMatchObject({ first: 0 })
    expect(await fresh(store)).toEqual([1, 2])
    expect(await store.changedAfterPull(1, 10)).toEqual({
      count: 2,
      orders: [
        { orderId: 2, number: 'N2', paths: ['note'] },
        { orderId: 1, number: 'N1', paths: ['note'] },
      ],
    })
    await store.settlePulled(1, [1])
    expect(await fresh(store)).toEqual([2])
    expect((await store.changedAfterPull(1, 10)).count).toBe(1)
    await store.settlePulled(9, null)
    expect(await fresh(store)).toEqual([2])
    await edit(store, 1, 'ancora')
    expect(await fresh(store)).toEqual([1, 2])
    await store.takeBackHandover(id ?? 0, at)
    expect(await fresh(store)).toEqual([1, 2, 3])
    expect((await store.changedAfterPull(1, 10)).count).toBe(0)
    expect(await pull(store, [1, 2, 3])).toMatchObject({ first: 3, taken: 3 })
    expect(await fresh(store)).toEqual([])
  })

  it('killed between begun and closed, it was not taken', async () => {
    const store = memoryStore()
    await storeOrders(store, orders(2))
    await begin(store, [1, 2])
    expect(await fresh(store)).toEqual([])
    // A print is unsure, a pull is not: nothing is told.
    expect(await settleHandovers(store, temporaryFolder(), () => new Date(at))).toEqual([])
    expect(await fresh(store)).toEqual([1, 2])
    expect(await store.listPulls(1, 10)).toEqual([])
  })
})
