import type { SlimRow } from '../connectors/connector.ts'
import type { Instant, SkipReason } from '../words/order.ts'
import { shownText } from '../words/shown-text.ts'

/** What decides whether an order is wanted. */
export interface Wanted {
  readonly states: ReadonlySet<string>
  readonly floor: Instant
  /** Wrong orders that the operator ignores. */
  readonly ignored: ReadonlySet<string>
}

/** Why an order is not to be downloaded (R6), or null when it is; what is not known (null) does not speak against it. */
export function whySkip(
  order: Pick<SlimRow, 'state' | 'stateId' | 'stateGroup' | 'placedAt'>,
  wanted: Omit<Wanted, 'ignored'>,
): SkipReason | null {
  const { state, stateId = state, stateGroup = null, placedAt } = order
  const isWanted = [stateId ?? state, stateGroup].some((id) => id !== null && wanted.states.has(id))
  if (state !== null && !isWanted) {
    return { code: 'state-not-wanted', params: { state: shownText(state, 100) } }
  }
  if (placedAt !== null && placedAt < wanted.floor) {
    return { code: 'before-first-window', params: { placedAt, floor: wanted.floor } }
  }
  return null
}

export const alreadyDownloaded: SkipReason = { code: 'already-downloaded', params: {} }
export const ignoredByOperator: SkipReason = { code: 'ignored-by-operator', params: {} }
export const goneFromShop: SkipReason = { code: 'gone-from-shop', params: {} }
