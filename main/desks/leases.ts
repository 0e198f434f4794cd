import { clocksNow } from '../threads/clocks.ts'
import { type Clocks, type LeaseTimes, leaseTimes, mayAsk, noteOver, noteRenewal } from '../words/lease.ts'
import type { Asking } from './asking.ts'
import { renewEveryMs } from './server.ts'
import type { Timers } from './timers.ts'

export interface LeaseParts {
  readonly asking: Pick<Asking, 'ask'>
  readonly clocks: () => Clocks
  readonly timers: Timers
}

/** The right to download from a shop, or the name of the desk that has it. */
export type TakenLease = { readonly run: number; readonly times: LeaseTimes } | { readonly elsewhere: string }

interface Held {
  readonly shop: string
  readonly run: number
  readonly times: LeaseTimes
  timer: unknown
}

/** After a renewal without an answer the next is tried so soon (ms). */
const tryAgainMs = 3_000

/** Whether a right that was taken still is this desk's, as far as it knows. */
export function holds(times: LeaseTimes): boolean {
  return mayAsk(times, clocksNow())
}

export type Leases = ReturnType<typeof createLeases>

/** The right to download from shops (R56): taken, and renewed by itself until it is given back. */
export function createLeases({ asking, clocks, timers }: LeaseParts) {
  const held = new Map<string, Held>()

  const renewLater = (one: Held, ms: number) => {
    one.timer = timers.set(ms, () => void renew(one))
  }
  const isHeld = (one: Held) => held.get(one.shop) === one
  const forget = (one: Held): void => {
    timers.clear(one.timer)
    noteOver(one.times)
    if (isHeld(one)) held.delete(one.shop)
  }
  const renew = async (one: Held): Promise<void> => {
    const begun = clocks()
    let next = renewEveryMs
    try {
      const goesOn = await asking.ask((server, me) => server.renew(me, one.shop, one.run))
      if (!isHeld(one)) return
      if (!goesOn) return forget(one)
      noteRenewal(one.times, begun)
    } catch {
      // Whoever downloads looks at the times: they say when it is over.
      next = tryAgainMs
    }
    if (isHeld(one)) renewLater(one, next)
  }

  return {
    /** @throws Failure when the server cannot be asked */
    async take(shop: string): Promise<TakenLease> {
      const begun = clocks()
      const lease = await asking.ask((server, me) => server.take(me, shop))
      if (lease.outcome === 'held') return { elsewhere: lease.name }
      const before = held.get(shop)
      if (before !== undefined) forget(before)
      const one: Held = { shop, run: lease.run, times: leaseTimes(begun), timer: null }
      held.set(shop, one)
      renewLater(one, renewEveryMs)
      return { run: one.run, times: one.times }
    },
    /** Nothing more is asked of the shop. One that cannot be given back now ends by itself. */
    async give(shop: string, run: number): Promise<void> {
      const one = held.get(shop)
      if (one?.run !== run) return
      forget(one)
      await asking.ask((server, me) => server.give(me, shop, run)).catch(() => undefined)
    },
    /** Those taken and not given back yet. */
    held: (): readonly { readonly shop: string; readonly run: number }[] => [...held.values()],
  }
}
