import { useEffect } from 'react'
import type { FailureValue } from '../../main/words/failure.ts'
import type { RunDay } from '../../main/words/run.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { useNow } from '../state/use-now.ts'
import { loadDays, useHealth } from './health-store.ts'

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
  // The shop first, then what makes its days be read again when it changes.
  const version = `${shop.id} ${run?.id} ${run?.outcome} ${today}`
  useEffect(() => void loadDays(Number.parseInt(version, 10)), [version])
  const days = useHealth((state) => state.days.get(shop.id)) ?? null
  const failure = useHealth((state) => state.failures.get(shop.id)) ?? null
  return { days, failure: days === null ? failure : null }
}
