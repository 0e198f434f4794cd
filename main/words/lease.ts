/** So long after the last good renewal was *begun* the shop may still be asked (ms); a request takes 60 s at most. */
export const mayAskMs = 50_000
/** What one request may take of a shop that desks share, its connecting included (ms). */
export const longestRequestMs = 60_000

/**
 * The clocks of this computer (ms). Each has its weakness: the first does not count sleep everywhere, the second is set by
 * hand or from the network, the third is coarse.
 */
export interface Clocks {
  /** Since some moment; the same for all threads. */
  readonly monotonic: number
  readonly wall: number
  /** Since the computer was started, its sleep included. */
  readonly uptime: number
}

/**
 * The right to download from a shop (R56) as threads share it: when the last good renewal was begun, by each clock, and the
 * latest wall clock that anybody has seen. All zeros: over.
 */
export type LeaseTimes = SharedArrayBuffer

const places = { monotonic: 0, wall: 1, uptime: 2, seen: 3 } as const

/** A right taken at a moment: that before it was asked for. */
export function leaseTimes(begun: Clocks): LeaseTimes {
  const times = new SharedArrayBuffer(4 * BigInt64Array.BYTES_PER_ELEMENT)
  noteRenewal(times, begun)
  return times
}

/** Renewed. @param begun the moment before that was asked for */
export function noteRenewal(times: LeaseTimes, begun: Clocks): void {
  const kept = new BigInt64Array(times)
  // Whoever looks meanwhile finds an older one of the two, and none that is later than it was.
  for (const name of ['monotonic', 'wall', 'uptime'] as const)
    Atomics.store(kept, places[name], BigInt(Math.floor(begun[name])))
  Atomics.store(kept, places.seen, BigInt(Math.floor(begun.wall)))
}

/** It is over: another desk may have it. */
export function noteOver(times: LeaseTimes): void {
  const kept = new BigInt64Array(times)
  for (const place of Object.values(places)) Atomics.store(kept, place, 0n)
}

/**
 * Whether the shop may be asked now, and what it answered be kept: the clock that says most has moved less than
 * {@link mayAskMs} since the last good renewal was begun. A wall clock that is put back does not lengthen it.
 */
export function mayAsk(times: LeaseTimes, now: Clocks): boolean {
  const kept = new BigInt64Array(times)
  const of = (name: keyof typeof places) => Number(Atomics.load(kept, places[name]))
  if (of('wall') === 0) return false
  const seen = Math.max(of('seen'), now.wall)
  Atomics.store(kept, places.seen, BigInt(Math.floor(seen)))
  const passed = Math.max(now.monotonic - of('monotonic'), seen - of('wall'), now.uptime - of('uptime'))
  return passed < mayAskMs
}
