/** Time as the threads of desks see it; tests bring one that they move by hand. */
export interface Timers {
  /** Milliseconds since 1970, by this computer's clock. */
  now(): number
  set(ms: number, ring: () => void): unknown
  clear(timer: unknown): void
}

export const realTimers: Timers = {
  now: Date.now,
  set: (ms, ring) => setTimeout(ring, ms),
  clear: (timer) => clearTimeout(timer as NodeJS.Timeout),
}
