import type { DeskThread } from '../desks/desk-thread.ts'
import { until } from '../desks/until.ts'
import type { ShopRecord } from '../store/shops.ts'
import type { Store } from '../store/store.ts'
import type { SharedLease } from '../sync/shop-access.ts'
import { failure } from '../words/failure.ts'

export interface RightsOptions {
  readonly store: Pick<Store, 'sharedShop'>
  readonly isJoined: () => boolean
  /** @throws Failure why the server cannot be asked now */
  readonly working: () => DeskThread
  /** What the server takes longer than for is told as unreachable (ms). */
  readonly withinMs: number
}

/** The right to download from a shop (R56), as the program asks for it. */
export function createRights({ store, isJoined, working, withinMs }: RightsOptions) {
  const givingBack = new Set<Promise<void>>()

  /** One that two desks have added is the first's: the right goes by the name that the log knows it by. */
  const nameOf = async ({ id }: ShopRecord): Promise<string> => {
    let name: string | null = null
    const isKnown = async () => {
      name = await store.sharedShop(id)
      if (name === null) await working().operations.caughtUp()
      return name !== null
    }
    await until(isKnown, withinMs)
    if (name === null) throw failure('desks-unreachable', {})
    return name
  }

  return {
    /** Those that are being given back, after the last pages. */
    givingBack: (): readonly Promise<void>[] => [...givingBack],
    /**
     * Does something that only the desk may do that has the right to download from the shop; where no desks share it,
     * anybody.
     * @throws Failure `shop-elsewhere`, and why the server cannot be asked: nothing is done then
     */
    async withRight<Result>(
      shop: ShopRecord,
      work: (lease: SharedLease | undefined) => Promise<Result>,
    ): Promise<Result> {
      if (!isJoined() || shop.isDemo) return work(undefined)
      const named = await nameOf(shop)
      const { operations } = working()
      const lease = await operations.take(named)
      if ('elsewhere' in lease) throw failure('shop-elsewhere', { name: shop.name, desk: lease.elsewhere })
      try {
        return await work(lease)
      } finally {
        // One that cannot be given back ends by itself.
        const done = operations.give(named, lease.run).catch(() => undefined)
        givingBack.add(done)
        void done.then(() => givingBack.delete(done))
      }
    },
  }
}
