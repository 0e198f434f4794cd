import type { Applied, OutboxState } from '../store/shared/desk-record.ts'
import type { Fact, StoredFact } from '../words/fact.ts'
import { type Link, Stopped } from './link.ts'
import { piecesOf } from './pieces.ts'
import type { Timers } from './timers.ts'

/** What sending and reading need of the archive. */
export interface ExchangeStore {
  nextFact(): Promise<{ readonly n: number; readonly fact: Fact } | null>
  factTaken(n: number): Promise<void>
  factRefused(n: number, why: 'stale-run' | 'handed-moved'): Promise<void>
  applyFacts(facts: readonly StoredFact[]): Promise<Applied>
  outboxState(): Promise<OutboxState>
}

export interface ExchangeParts {
  readonly store: ExchangeStore
  readonly timers: Timers
  /** `shops.uuid` of the shops whose credentials this desk has. */
  readonly mayDownload: () => Promise<readonly string[]>
  readonly onApplied: (applied: Applied) => void
  /** How far it is: facts of the log that are not here yet, rows that wait to be sent; told of what has changed. */
  readonly onFigures: (figures: { readonly behind?: number; readonly waiting?: number }) => void
  /** All that others have said until now is here. */
  readonly onRead: () => void
  readonly isClosing: () => boolean
}

const readAtOnce = 200
/** Then others' facts are read before the next are sent. */
const sentAtOnce = 20
/** How often the server is told how far this desk is (ms), at most. */
const seenEveryMs = 10_000

/** What a desk and the server say each other, over one {@link Link}: one fact on its way at a time. */
export function createExchange({ store, timers, isClosing, ...parts }: ExchangeParts) {
  /** Those who want to know that all is here, and those of them for whom it is being looked. */
  const waiters: PromiseWithResolvers<void>[] = []
  const asked: PromiseWithResolvers<void>[] = []
  let seenAt = Number.NEGATIVE_INFINITY

  const behindOf = ({ head, applied }: Link) => Math.max(0, head - applied)
  /** Applies all that the log has; whoever waited for that is told. */
  const read = async (from: Link): Promise<void> => {
    asked.push(...waiters.splice(0))
    for (;;) {
      const facts = await from.server.read(from.applied, readAtOnce, from.me.desk)
      const last = facts.at(-1)?.seq
      if (last === undefined) break
      from.head = Math.max(from.head, last)
      for (const piece of piecesOf(facts)) {
        const done = await store.applyFacts(piece)
        from.applied = done.applied
        parts.onApplied(done)
        parts.onFigures({ behind: behindOf(from) })
        if (done.stopped !== null) throw new Stopped(done.stopped)
        if (isClosing()) return
      }
    }
    parts.onFigures({ behind: behindOf(from) })
    parts.onRead()
    for (const { resolve } of asked.splice(0)) resolve()
  }
  /** @returns how many went */
  const send = async ({ server, me }: Link): Promise<number> => {
    for (let sent = 0; sent < sentAtOnce; sent += 1) {
      // Somebody waits for what the others say.
      if (sent > 0 && waiters.length > 0) return sent
      const next = isClosing() ? null : await store.nextFact()
      if (next === null) return sent
      const { outcome } = await server.append(me, next.n, next.fact)
      if (outcome === 'taken') await store.factTaken(next.n)
      else await store.factRefused(next.n, outcome)
    }
    return sentAtOnce
  }
  const beSeen = async ({ server, me, applied }: Link): Promise<void> => {
    // Whichever way the clock was put.
    if (Math.abs(timers.now() - seenAt) < seenEveryMs) return
    seenAt = timers.now()
    await server.seen(me, applied, await parts.mayDownload())
  }
  /** Reads and sends until there is nothing left of either. */
  const round = async (current: Link): Promise<void> => {
    for (let sent = 1; sent > 0 && !isClosing(); ) {
      await read(current)
      sent = await send(current)
      const { waiting } = await store.outboxState()
      parts.onFigures({ waiting })
    }
    await beSeen(current)
  }

  return {
    round,
    /** What the server is told of this desk itself may have changed. */
    tellAnew: (): void => {
      seenAt = Number.NEGATIVE_INFINITY
    },
    /** Resolves once all is here that the server has at this moment. */
    async caughtUp(): Promise<void> {
      const waiter = Promise.withResolvers<void>()
      waiters.push(waiter)
      return waiter.promise
    },
    /** Whoever waits, from now on somebody else's business: what becomes of it is told by who takes them. */
    takeWaiters: (): readonly PromiseWithResolvers<void>[] => [...asked.splice(0), ...waiters.splice(0)],
  }
}
