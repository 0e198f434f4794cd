import type { SlimRow } from '../connectors/connector.ts'
import type { KnownOrder } from '../store/save-page.ts'
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

/** Time zones and their changes move an order by whole quarters of an hour. */
const quarterMs = 15 * 60 * 1000

/**
 * Whether an order of the site cannot be the one that was downloaded under its identifier: it was placed after that one had
 * last been seen, and no zone of the shop's that has changed makes it seem so. Shops that were put back to a copy
 * give identifiers twice (R39).
 */
export function isAnother({ placedAt }: Pick<SlimRow, 'placedAt'>, stored: KnownOrder): boolean {
  if (placedAt === null || placedAt <= stored.siteSeenAt) return false
  return (Date.parse(placedAt) - Date.parse(stored.placedAt)) % quarterMs !== 0
}

export const alreadyDownloaded: SkipReason = { code: 'already-downloaded', params: {} }
export const ignoredByOperator: SkipReason = { code: 'ignored-by-operator', params: {} }
export const goneFromShop: SkipReason = { code: 'gone-from-shop', params: {} }
