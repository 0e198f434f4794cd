import { plainTable } from '../words/lookup-table.ts'
import type { ShopState } from '../words/shop.ts'
import type { ShopView } from '../words/shop-view.ts'
import type { Texts } from './shape.ts'

/** A state by our name for it, else by the shop's, else as the shop writes it. */
export function stateNameOf(
  texts: Texts,
  shops: readonly Pick<ShopView, 'id' | 'knownStates'>[],
  order: { readonly shopId: number; readonly state: string },
): string {
  return nameIn(texts, statesOf(shops, order.shopId), order.state)
}

/** The states that a shop is known to have. */
export function statesOf(
  shops: readonly Pick<ShopView, 'id' | 'knownStates'>[],
  shopId: number,
): readonly ShopState[] {
  return shops.find((shop) => shop.id === shopId)?.knownStates ?? []
}

/** What a reason, a failure or a warning tells, with the states in it by their names instead of their identifiers. */
export function withStateNames(
  texts: Texts,
  states: readonly ShopState[],
  { code, params }: { readonly code: string; readonly params: object },
): object {
  // A warning in the log is told by its kind.
  const fields = stateFields['kind' in params ? String(params.kind) : code]
  if (fields === undefined || states.length === 0) return params
  const named = Object.entries(params).map(([field, value]: [string, unknown]) => [
    field,
    fields.includes(field) && typeof value === 'string' ? stateNamesIn(texts, states, value) : value,
  ])
  return Object.fromEntries(named)
}

/** Where the codes of all kinds name states. */
const stateFields = plainTable<readonly string[]>({
  'state-not-wanted': ['state', 'name'],
  'state-unknown': ['name'],
  'states-unknown': ['states', 'known'],
})

/** States that stand in one text, with commas. */
export function stateNamesIn(texts: Texts, states: readonly ShopState[], ids: string): string {
  return ids
    .split(', ')
    .map((state) => texts.stateName(nameIn(texts, states, state)))
    .join(', ')
}

function nameIn({ stateNames }: Texts, states: readonly ShopState[], state: string): string {
  return stateNames[state] ?? states.find(({ id }) => id === state)?.name ?? state
}
