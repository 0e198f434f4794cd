import { shownText } from '../words/shown-text.ts'
import type { FetchedOrder } from './connector.ts'

/**
 * Maps one order. A mapping that throws is an error of ours: the order it happened to counts as wrong, with its data
 * kept for a version that knows better, and the shop's other orders are downloaded (R7).
 */
export function guarded(map: () => FetchedOrder['result']): FetchedOrder['result'] {
  try {
    return map()
  } catch (error) {
    const detail = shownText(error instanceof Error ? error.message : String(error), 200)
    return { wrong: [{ code: 'not-understood', params: { detail } }], state: null }
  }
}
