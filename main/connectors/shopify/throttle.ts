import { setTimeout as delay } from 'node:timers/promises'
import { failure } from '../../words/failure.ts'

/** Shopify's bucket of points, as each answer tells it (`extensions.cost.throttleStatus`). */
export interface ThrottleStatus {
  readonly maximumAvailable: number
  readonly currentlyAvailable: number
  /** Points a second. */
  readonly restoreRate: number
}

/** Time as the throttle needs it; tests hand in their own. */
export interface Clock {
  /** Milliseconds, only ever forward. */
  now(): number
  /** @throws Failure `cancelled` */
  pause(ms: number, signal: AbortSignal): Promise<void>
}

export const realClock: Clock = {
  now: () => performance.now(),
  async pause(ms, signal) {
    try {
      await delay(ms, undefined, { signal })
    } catch (error) {
      if (signal.aborted) throw failure('cancelled', {})
      throw error
    }
  },
}

export interface Throttle {
  /** Takes so many points out of the bucket, waiting until they are there; to be given back by {@link Taken.done}. */
  take(cost: number, signal: AbortSignal): Promise<Taken>
}

export interface Taken {
  /** The request ended: what its answer said of the bucket, if it said anything, and how many points it took. */
  done(status: ThrottleStatus | null, spent?: number): void
}

/**
 * Stays under Shopify's rate (https://shopify.dev/docs/api/usage/limits, leaky bucket) by keeping its bucket here too:
 * a query is let go when the bucket holds the most it may cost; each answer then tells what is really left. Until the
 * first answer nothing is known and nothing is held back. Callers are served in their order.
 */
export function createThrottle(clock: Clock): Throttle {
  let bucket: ThrottleStatus | null = null
  /** Points in the bucket at {@link seenAt}. */
  let level = 0
  let seenAt = 0
  let underWay = 0
  let queue: Promise<unknown> = Promise.resolve()
  let wake: () => void = () => undefined

  function refill(): number {
    if (bucket === null) return Number.POSITIVE_INFINITY
    const now = clock.now()
    level = Math.min(bucket.maximumAvailable, level + ((now - seenAt) / 1000) * bucket.restoreRate)
    seenAt = now
    return level
  }

  /** Milliseconds until the bucket holds so much; a full one is the most there ever is. */
  function waitFor(cost: number): number {
    const missing = Math.min(cost, bucket?.maximumAvailable ?? 0) - refill()
    return bucket === null || missing <= 0 ? 0 : Math.ceil((missing / bucket.restoreRate) * 1000)
  }

  /** An answer that comes meanwhile may tell of a fuller bucket. */
  async function pause(ms: number, signal: AbortSignal): Promise<void> {
    const woken = new AbortController()
    wake = () => woken.abort()
    try {
      await clock.pause(ms, AbortSignal.any([signal, woken.signal]))
    } catch (error) {
      if (signal.aborted || !woken.signal.aborted) throw error
    } finally {
      wake = () => undefined
    }
  }

  async function waitAndTake(cost: number, signal: AbortSignal): Promise<Taken> {
    if (signal.aborted) throw failure('cancelled', {})
    for (let wait = waitFor(cost); wait > 0; wait = waitFor(cost)) await pause(wait, signal)
    underWay += 1
    level -= cost
    let open = true
    return {
      done(seen, spent = 0) {
        if (!open) return
        open = false
        underWay -= 1
        refill()
        const mine = level + cost - spent
        if (seen !== null && seen.restoreRate > 0) {
          // What is under way the shop may not have seen yet: then what is known here is nearer to the truth.
          level =
            underWay === 0 || bucket === null
              ? seen.currentlyAvailable
              : Math.min(seen.currentlyAvailable, mine)
          bucket = seen
          seenAt = clock.now()
        } else level = mine
        wake()
      },
    }
  }

  return {
    take(cost, signal) {
      const turn = queue.then(() => waitAndTake(cost, signal))
      // One that was cancelled lets the next one in.
      queue = turn.catch(() => undefined)
      return turn
    },
  }
}

/** How long THROTTLED asks to wait: until the bucket holds what the query may cost. In milliseconds, at least 1. */
export function throttledWait(requestedCost: number, status: ThrottleStatus): number {
  const missing = Math.min(requestedCost, status.maximumAvailable) - status.currentlyAvailable
  if (status.restoreRate <= 0) return 1000
  return Math.max(1, Math.ceil((missing / status.restoreRate) * 1000))
}
