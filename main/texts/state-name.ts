import type { ShopView } from '../words/shop-view.ts'
import type { Texts } from './shape.ts'

/** A state by our name for it, else by the shop's, else as the shop writes it. */
export function stateNameOf(
  texts: Texts,
  shops: readonly Pick<ShopView, 'id' | 'knownStates'>[],
  order: { readonly shopId: number; readonly state: string },
): string {
  const known = shops.find((shop) => shop.id === order.shopId)?.knownStates ?? []
  return texts.stateNames[order.state] ?? known.find((state) => state.id === order.state)?.name ?? order.state
}
