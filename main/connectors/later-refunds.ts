import { Failure } from '../words/failure.ts'
import type { Connector, FetchAnswer, OrderRefunds } from './connector.ts'
import { mayBeOneOrder, mayDoWithout } from './http-failure.ts'

interface Asking {
  /** Which of the orders have had anything given back. */
  readonly refunded: (ids: readonly string[], signal: AbortSignal) => Promise<readonly string[]>
  readonly fetch: Connector['fetch']
}

/**
 * The refunds of orders that are stored already (R49): those that have any are read anew, since names and rates of what
 * was given back stand in the order. A shop that does not give them, or not this order's, gives none.
 * @throws Failure where the shop does not answer
 */
export async function laterRefunds(
  ids: readonly string[],
  asking: Asking,
  signal: AbortSignal,
): Promise<readonly OrderRefunds[]> {
  try {
    const having = await asking.refunded(ids, signal)
    return having.length === 0 ? [] : refundsIn(await asking.fetch(having, signal))
  } catch (error) {
    if (error instanceof Failure && mayBeOneOrder(error) && ids.length > 1) {
      const half = Math.ceil(ids.length / 2)
      const first = await laterRefunds(ids.slice(0, half), asking, signal)
      return [...first, ...(await laterRefunds(ids.slice(half), asking, signal))]
    }
    if (!mayDoWithout(error)) throw error
    return []
  }
}

function refundsIn({ orders }: FetchAnswer): readonly OrderRefunds[] {
  return orders.flatMap(({ shopOrderId, result }) => {
    const order = 'order' in result ? result.order : 'asItIs' in result ? result.asItIs : undefined
    // A sum of what the shop does not list singly grows: as a row beside the others it would count twice.
    const refunds = order?.refunds.filter(({ id }) => id !== '') ?? []
    return refunds.length === 0 ? [] : [{ shopOrderId, refunds }]
  })
}
