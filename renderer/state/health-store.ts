import { create } from 'zustand'
import type { RunDay } from '../../preload/contract.ts'
import { request } from '../client.ts'

/** How many days the health view shows. */
export const healthDays = 30

interface HealthState {
  /** By shop; kept while other shops are looked at, so that nothing flickers. */
  readonly days: ReadonlyMap<number, readonly RunDay[]>
}

export const useHealth = create<HealthState>()(() => ({ days: new Map() }))

/** Reads a shop's last days. What cannot be read leaves what was shown. */
export async function loadDays(shopId: number): Promise<void> {
  const answer = await request('runs.days', { shopId, days: healthDays })
  if (!answer.ok) return
  useHealth.setState(({ days }) => ({ days: new Map(days).set(shopId, answer.value) }))
}
