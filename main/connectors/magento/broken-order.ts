import { Failure } from '../../failure.ts'
import { mayBeOneOrder } from '../http-failure.ts'
import type { AskOrders } from './orders.ts'
import type { Condition, Search } from './search.ts'

export interface Seeking {
  readonly ask: AskOrders
  readonly signal: AbortSignal
}

/** Identifiers beyond are none of a MySQL `int unsigned`. */
const highest = 2 ** 32

/**
 * The identifier of the first order behind `after` that fits the conditions, when the shop fails to load it and so
 * cannot tell it: by asking for narrower and narrower stretches of identifiers, of which those without the order are
 * empty and those with it fail. Usually it is the very next one. Null when no request fails any more.
 */
export async function findBrokenOrder(
  seeking: Seeking,
  conditions: readonly Condition[],
  after: number,
): Promise<number | null> {
  let below = after
  let step = 1
  while ((await stretch(seeking, conditions, after, below + step)) === 'empty') {
    below += step
    step *= 2
    if (below > highest) return null
  }
  let found = below + step
  // It is behind `below`, and not behind `found`.
  while (found - below > 1) {
    const middle = Math.floor((below + found) / 2)
    const answer = await stretch(seeking, conditions, after, middle)
    if (answer === 'orders') return null
    if (answer === 'empty') below = middle
    else found = middle
  }
  return (await stretch(seeking, conditions, after, found)) === 'fails' ? found : null
}

async function stretch(
  { ask, signal }: Seeking,
  conditions: readonly Condition[],
  after: number,
  upTo: number,
): Promise<'empty' | 'orders' | 'fails'> {
  const ends: readonly Condition[] = [
    { field: 'entity_id', type: 'gt', value: String(after) },
    { field: 'entity_id', type: 'lteq', value: String(upTo) },
  ]
  try {
    const fields = 'items[entity_id],total_count'
    const search: Search = { conditions: [...conditions, ...ends], pageSize: 1, fields }
    const { items } = await ask(search, signal, { retriesWhenBroken: 0 })
    return items.length === 0 ? 'empty' : 'orders'
  } catch (error) {
    if (error instanceof Failure && mayBeOneOrder(error)) return 'fails'
    throw error
  }
}
