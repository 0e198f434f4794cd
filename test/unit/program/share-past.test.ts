import { expect, it } from 'vitest'
import { createPastSharing } from '../../../main/program/share-past.ts'
import type { ShopRecord } from '../../../main/store/shops.ts'
import { clocksNow } from '../../../main/threads/clocks.ts'
import { leaseTimes } from '../../../main/words/lease.ts'

it('R55 how many orders of before are still to be sent is known from the start, and until the last is', async () => {
  let unshared = 230
  const mayGo = Promise.withResolvers<void>()
  const told: (number | null)[] = []
  const past = createPastSharing({
    store: {
      listShops: async () => [{ id: 1 } as ShopRecord],
      removedShops: async () => [],
      unsharedShops: async () => [1],
      unsharedOrders: async () => unshared,
      piecesWaiting: async () => 0,
      importPiece: async () => {
        const piece = Math.min(100, unshared)
        unshared -= piece
        return piece
      },
    },
    caughtUp: () => mayGo.promise,
    withRight: async (_, work) => work({ run: 1, times: leaseTimes(clocksNow()) }),
    state: () => 'online',
    onLeft: () => told.push(past.left()),
    onBug: (error) => {
      throw error
    },
  })
  expect(past.left()).toBeNull()
  await past.begin()
  expect(past.left()).toBe(230)
  mayGo.resolve()
  await past.done()
  expect(past.left()).toBeNull()
  expect(told.at(-1)).toBeNull()
})
