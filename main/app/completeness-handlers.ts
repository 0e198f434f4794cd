import type { OrderToFetch } from '../program/chosen-orders.ts'
import type { Program } from '../program/program.ts'
import { failure } from '../words/failure.ts'
import type { CompletenessProgress } from '../words/missing.ts'
import type { Handlers } from './ipc.ts'
import { stoppable } from './stoppable.ts'

type Names = 'start' | 'cancel' | 'get' | 'list' | 'download'
type CompletenessHandlers = Pick<Handlers, `completeness.${Names}`>

/** Verifica completezza (R17): one check a shop at a time. */
export function completenessHandlers(
  program: Program,
  tell: (shopId: number, progress: CompletenessProgress) => void,
  fetchOrders: (orders: readonly OrderToFetch[]) => ReturnType<CompletenessHandlers['completeness.download']>,
): CompletenessHandlers {
  const { store } = program
  const checks = stoppable<number>()

  return {
    'completeness.start': async ({ shopId, from, to }) => {
      const shop = await program.shop(shopId)
      await checks.run(shopId, (signal) =>
        program.checkCompleteness(shop, { from, to }, signal, (progress) => tell(shopId, progress)),
      )
      const found = await store.getCompleteness(shopId)
      // Another one has begun meanwhile.
      if (!found) throw failure('cancelled', {})
      return found
    },
    'completeness.cancel': ({ shopId }) => checks.stop(shopId),
    'completeness.get': ({ shopId }) => store.getCompleteness(shopId),
    'completeness.list': ({ shopId, why, afterId, limit }) =>
      store.listCompleteness(shopId, why, afterId, limit),
    'completeness.download': async ({ shopId, why }) => {
      const orders = await store.completenessOrders(shopId, why)
      return fetchOrders(orders.map((order) => ({ shopId, ...order })))
    },
  }
}
