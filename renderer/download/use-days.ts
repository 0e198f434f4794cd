import { useEffect } from 'react'
import type { RunDay, ShopView } from '../../preload/contract.ts'
import { loadDays, useHealth } from '../state/health-store.ts'
import { useNow } from '../state/use-now.ts'

/** A shop's last days, null until they are known; read again when a run has ended, and at midnight. */
export function useDays(shop: ShopView): readonly RunDay[] | null {
  const today = useNow(60_000).toDateString()
  const run = shop.lastRun
  const version = `${shop.id} ${run?.id} ${run?.outcome} ${today}`
  useEffect(() => {
    // The version says when, the shop which.
    void loadDays(Number(version.split(' ')[0]))
  }, [version])
  return useHealth((state) => state.days.get(shop.id)) ?? null
}
