import type { Store } from '../store/store.ts'
import type { OrderKey } from '../store/wrong.ts'
import type { Runner } from '../sync/runner.ts'
import { failure, toFailureValue } from '../words/failure.ts'
import type { ChosenOutcome } from '../words/missing.ts'

/** An order to fetch whatever its state and age; the number is for the log. */
export interface OrderToFetch extends OrderKey {
  readonly number: string
  /** *Prendilo così com'è* (R38): out of the data kept, without asking the shop. */
  readonly asItIs?: boolean
}

/**
 * Fetches orders that the operator chose: a run for each of their shops, side by side (R3).
 * @returns what became of each shop's; never throws a Failure
 */
export async function startChosenRuns(
  store: Store,
  runner: Runner,
  orders: readonly OrderToFetch[],
): Promise<readonly ChosenOutcome[]> {
  const shopIds = [...new Set(orders.map(({ shopId }) => shopId))]
  return Promise.all(
    shopIds.map(async (shopId): Promise<ChosenOutcome> => {
      try {
        const shop = await store.getShop(shopId)
        if (!shop) throw failure('shop-unknown', { name: String(shopId) })
        const own = orders.filter((order) => order.shopId === shopId)
        const run = await runner.startChosen(shop, own)
        return { shopId, run, failure: run.failure }
      } catch (error) {
        return { shopId, run: null, failure: toFailureValue(error) }
      }
    }),
  )
}
