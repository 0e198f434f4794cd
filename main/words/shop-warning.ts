import type { Instant } from './order.ts'
import type { ShopState } from './shop.ts'

/** What a shop's downloads leave out, or may double (R39). */
export const shopWarningKinds = [
  /** Orders of the window have a state of the shop's own that is not downloaded. */
  'state-not-wanted',
  /** A state was chosen that the shop does not have (any more). */
  'state-unknown',
  /** The key reaches a shop of a multishop that is not downloaded. */
  'shop-not-downloaded',
  /** Orders of the site have the identifiers of others that were downloaded before. */
  'orders-replaced',
  /** Another shop here has the same address: its orders would be there twice. */
  'same-address',
] as const
export type ShopWarningKind = (typeof shopWarningKinds)[number]

export interface FoundWarning {
  readonly kind: ShopWarningKind
  /** The shop's identifier of what it is about: by it the warning is known again. */
  readonly key: string
  /** As the shop calls it. */
  readonly name: string
  /** How many orders, where that can be told. */
  readonly count: number | null
}

/** Stays until it is dealt with, or the operator has said *Va bene così*. */
export interface ShopWarning extends FoundWarning {
  readonly firstSeenAt: Instant
  readonly lastSeenAt: Instant
}

/**
 * Chosen states by the identifiers they have on the shop (R39); what is no state of it stays as it is.
 * @param chosen identifiers or names, upper and lower case alike; also as WooCommerce's database has them (`wc-processing`)
 */
export function stateIdentifiers(chosen: readonly string[], states: readonly ShopState[]): readonly string[] {
  const word = (text: string) => text.trim().toLowerCase()
  const byName = new Map([...states].reverse().map((state) => [word(state.name), state.id]))
  const ids = new Set(states.map((state) => state.id))
  const found = chosen.map((state) => {
    const bare = state.replace(/^wc-/, '')
    return [state, byName.get(word(state)), bare].find((id) => id !== undefined && ids.has(id)) ?? state
  })
  return [...new Set(found)]
}
