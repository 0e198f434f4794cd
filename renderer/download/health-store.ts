import { create } from 'zustand'
import type { FailureValue } from '../../main/words/failure.ts'
import type { RunDay } from '../../main/words/run.ts'
import { request } from '../client.ts'

/** How many days the health view shows. */
export const healthDays = 30

interface HealthState {
  /** By shop; kept while other shops are looked at, so that nothing flickers. */
  readonly days: ReadonlyMap<number, readonly RunDay[]>
  /** Why they could not be read the last time, by shop. */
  readonly failures: ReadonlyMap<number, FailureValue>
}

export const useHealth = create<HealthState>()(() => ({ days: new Map(), failures: new Map() }))

/** Reads a shop's last days. What cannot be read leaves what was shown. */
export async function loadDays(shopId: number): Promise<void> {
  const answer = await request('runs.days', { shopId, days: healthDays })
  useHealth.setState(({ days, failures }) =>
    answer.ok
      ? { days: new Map(days).set(shopId, answer.value), failures: without(failures, shopId) }
      : { failures: new Map(failures).set(shopId, answer.failure) },
  )
}

function without(failures: HealthState['failures'], shopId: number): HealthState['failures'] {
  return new Map([...failures].filter(([id]) => id !== shopId))
}
