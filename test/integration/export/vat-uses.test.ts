import { expect, it } from 'vitest'
import { vatUses } from '../../../main/export/vat-uses.ts'
import { memoryStore } from '../../support/archive.ts'
import { storeOrders } from '../../support/exports.ts'
import { orderOf, untaxedOrder } from '../../support/orders.ts'

it('R46 tells what a shop’s orders want VAT codes for, and stops when told to', async () => {
  const store = memoryStore()
  const fiscal = { ...orderOf(3).fiscal, vatNumber: 'DE1' }
  const shop = await storeOrders(store, [
    orderOf(1),
    orderOf(2),
    untaxedOrder(3, 'DE', { fiscal }),
    untaxedOrder(4, 'CH', { currency: 'USD' }),
    untaxedOrder(5, 'CH', { state: 'cancelled' }),
  ])
  await storeOrders(store, [untaxedOrder(6, 'US')], 'Emporio')
  const progress: number[][] = []
  const found = await vatUses(store, shop.id, new AbortController().signal, (...told) => progress.push(told))
  expect(found).toEqual({
    uses: [
      { rate: '22', country: 'IT', company: false, orders: 2, orderIds: [2, 1] },
      { rate: '0', country: 'DE', company: true, orders: 1, orderIds: [3] },
    ],
    // What is cancelled, and other shops', are not asked for.
    read: 4,
    whole: true,
  })
  expect(progress.at(-1)).toEqual([4, 4])

  await storeOrders(
    store,
    Array.from({ length: 60 }, (_, at) => orderOf(100 + at)),
  )
  const stop = new AbortController()
  const half = await vatUses(store, shop.id, stop.signal, () => stop.abort())
  expect(half.whole).toBe(false)
  expect(half.read).toBeLessThan(64)
  expect(half.uses[0]?.orders).toBe(half.read)
})
