import { type Freshness, freshnessOf } from '../../main/words/freshness.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { useApp } from './app-store.ts'
import { useNow } from './use-now.ts'

/** A shop's freshness as the clock goes on. */
export function useFreshness(shop: ShopView): Freshness {
  const now = useNow(60_000)
  const staleHours = useApp((state) => state.preferences.staleHours)
  const pausedUntil = useApp((state) => state.pausedUntil)
  return freshnessOf(shop, now, staleHours, pausedUntil)
}
