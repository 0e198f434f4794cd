import type { OrderFace } from './desks.ts'
import { dayMs } from './local-time.ts'

const quarterMs = 15 * 60_000

/**
 * Whether one identifier of a shop means the same order in two archives: its number, and the moment at which it was placed.
 * That may be apart by what time zones are, where one of them was told another.
 */
export function isSameOrder(one: OrderFace, other: OrderFace): boolean {
  const apart = Math.abs(Date.parse(one.placedAt) - Date.parse(other.placedAt))
  return one.number === other.number && apart <= dayMs && apart % quarterMs === 0
}
