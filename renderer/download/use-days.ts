import { useEffect } from 'react'
import type { FailureValue } from '../../main/failure.ts'
import type { RunDay, ShopView } from '../../preload/contract.ts'
import { loadDays, useHealth } from '../state/health-store.ts'
import { useNow } from '../state/use-now.ts'

interface Days {
  /** Null until they are known. */
  readonly days: readonly RunDay[] | null
  /** Why they are not. */
  readonly failure: FailureValue | null
}

/** A shop's last days; read again when a run has ended, and at midnight. */
export function useDays(shop: ShopView): Days {
  const today = useNow(60_000).toDateString()
  const run = shop.lastRun
  const version = `${shop.id} ${run?.id} ${run?.outcome} ${today}`
  useEffect(() => {
    // The version says when, the shop which.
    void loadDays(Number(version.split(' ')[0]))
  }, [version])
  const days = useHealth((state) => state.days.get(shop.id)) ?? null
  const failure = useHealth((state) => state.failures.get(shop.id)) ?? null
  return { days, failure: days === null ? failure : null }
}
