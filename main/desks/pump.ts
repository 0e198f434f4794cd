import type { FileLock } from '../store/file-lock.ts'
import type { Applied, DeskRecord, OutboxState } from '../store/shared/desk-record.ts'
import type { Fact, StoredFact } from '../words/fact.ts'
import { Failure, type FailureValue, failure, toFailureValue } from '../words/failure.ts'
import type { Instant } from '../words/order.ts'
import { type ConnectedServer, enter, type Link, type LinkStore, Stopped, whyStopped } from './link.ts'
import { piecesOf } from './pieces.ts'
import type { Timers } from './timers.ts'

/** What the pump needs of the archive. */
export interface PumpStore extends LinkStore {
  desk(): Promise<DeskRecord | null>
  stopDesk(why: FailureValue | null): Promise<void>
  nextFact(): Promise<{ readonly n: number; readonly fact: Fact } | null>
  factTaken(n: number): Promise<void>
  factRefused(n: number, why: 'stale-run' | 'handed-moved'): Promise<void>
  applyFacts(facts: readonly StoredFact[]): Promise<Applied>
  outboxState(): Promise<OutboxState>
}

export interface PumpParts {
  readonly store: PumpStore
  readonly connect: () => Promise<ConnectedServer>
  /** Null: another process of this profile speaks for the desk. */
  readonly lock: () => FileLock | null
  readonly newToken: () => string
  /** `shops.uuid` of the shops whose credentials this desk has. */
  readonly mayDownload: () => Promise<readonly string[]>
  readonly timers: Timers
  readonly onStatus: (status: PumpStatus) => void
  readonly onApplied: (applied: Applied) => void
  /** An error nobody expected. */
  readonly onBug: (error: unknown) => void
}

export interface PumpStatus {
  /** `elsewhere`: another process of this profile does it. */
  readonly state: 'online' | 'offline' | 'stopped' | 'elsewhere'
  readonly failure: FailureValue | null
  /** Since when it is so. */
  readonly since: Instant
  /** Facts of the log that are not in the archive yet. */
  readonly behind: number
  /** What waits to be sent. */
  readonly waiting: number
}

export type Pump = ReturnType<typeof createPump>

/** What nobody has told of is looked for this often (ms). */
export const pollMs = 20_000
const firstBackOffMs = 1_000
const longestBackOffMs = 60_000
const readAtOnce = 200
/** Then others' facts are read before the next are sent. */
const sentAtOnce = 20
/** How often the server is told how far this desk is (ms), at most. */
const seenEveryMs = 10_000

/**
 * Sends what this desk has to say and reads what the others say, in order, one fact on its way at a time (R55). Whatever is not
 * known to have arrived is sent again under its number: the server passes over what it has.
 */
export function createPump({ store, timers, ...parts }: PumpParts) {
  let held: FileLock | null = null
  let link: Link | null = null
  let isClosing = false
  let isTriedAnew = false
  let backOffMs = firstBackOffMs
  let seenAt = Number.NEGATIVE_INFINITY
  let seenWith: string | null = null
  let isWoken = false
  let wake: (() => void) | null = null
  /** Those who want to know that all is here, and those of them for whom it is being looked. */
  const waiters: PromiseWithResolvers<void>[] = []
  const asked: PromiseWithResolvers<void>[] = []
  let status: PumpStatus = { state: 'offline', failure: null, since: instant(), behind: 0, waiting: 0 }

  function instant(): Instant {
    return new Date(timers.now()).toISOString()
  }
  const tell = (news: Partial<PumpStatus>) => {
    const next = { ...status, ...news }
    const isSame = next.state === status.state && next.failure?.code === status.failure?.code
    const since = isSame ? status.since : instant()
    if (isSame && next.behind === status.behind && next.waiting === status.waiting) return
    status = { ...next, since }
    parts.onStatus(status)
  }
  const ring = () => {
    isWoken = true
    wake?.()
  }
  const sleep = async (ms: number): Promise<void> => {
    if (isWoken || isClosing) return
    await new Promise<void>((resolve) => {
      const timer = timers.set(ms, resolve)
      wake = () => {
        timers.clear(timer)
        resolve()
      }
    })
    wake = null
  }

  const comeIn = async (record: DeskRecord): Promise<Link> => {
    const server = await parts.connect()
    try {
      const made = await enter(store, server, record, parts.newToken)
      server.onHead((head) => {
        made.head = Math.max(made.head, head)
        // Own facts are read back without that.
        if (head > made.applied) ring()
      })
      return made
    } catch (error) {
      await server.close()
      throw error
    }
  }
  const letGo = async (): Promise<void> => {
    const { server } = link ?? {}
    link = null
    await server?.close()
  }

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
        tell({ behind: behindOf(from) })
        if (done.stopped !== null) throw new Stopped(done.stopped)
        if (isClosing) return
      }
    }
    tell({ state: 'online', failure: null, behind: behindOf(from) })
    for (const { resolve } of asked.splice(0)) resolve()
  }
  /** @returns how many went */
  const send = async ({ server, me }: Link): Promise<number> => {
    for (let sent = 0; sent < sentAtOnce; sent += 1) {
      // Somebody waits for what the others say.
      if (sent > 0 && waiters.length > 0) return sent
      const next = isClosing ? null : await store.nextFact()
      if (next === null) return sent
      const { outcome } = await server.append(me, next.n, next.fact)
      if (outcome === 'taken') await store.factTaken(next.n)
      else await store.factRefused(next.n, outcome)
    }
    return sentAtOnce
  }
  const beSeen = async ({ server, me, applied }: Link): Promise<void> => {
    const shops = await parts.mayDownload()
    const said = shops.join()
    if (said === seenWith && timers.now() - seenAt < seenEveryMs) return
    await server.seen(me, applied, shops)
    seenWith = said
    seenAt = timers.now()
  }
  /** Reads and sends until there is nothing left of either. */
  const round = async (current: Link): Promise<void> => {
    for (let sent = 1; sent > 0 && !isClosing; ) {
      await read(current)
      sent = await send(current)
      const { waiting } = await store.outboxState()
      tell({ waiting })
    }
    await beSeen(current)
  }
  /** @returns how long to rest (ms); null: there is nothing to do any more */
  const turn = async (): Promise<number | null> => {
    const record = await store.desk()
    if (record === null) return null
    held ??= parts.lock()
    if (held === null) {
      const { waiting } = await store.outboxState()
      tell({ state: 'elsewhere', failure: null, waiting })
      for (const { resolve } of waiters.splice(0)) resolve()
      return pollMs
    }
    if (record.stopped !== null) {
      // It may be another version now.
      if (record.stopped.code !== 'desk-outdated' || isTriedAnew) throw new Stopped(record.stopped)
      isTriedAnew = true
      await store.stopDesk(null)
    }
    // Another archive has taken this one's place meanwhile: who it is is asked anew.
    if (link !== null && link.me.token !== record.token) await letGo()
    link ??= await comeIn(record)
    await round(link)
    backOffMs = firstBackOffMs
    return pollMs
  }
  const afterFailure = async (error: unknown): Promise<number> => {
    await letGo().catch(() => undefined)
    const why = whyStopped(error)
    const value = why ?? toFailureValue(error)
    if (value.code === 'internal') parts.onBug(error)
    tell({ state: why === null ? 'offline' : 'stopped', failure: value })
    const rest = backOffMs
    backOffMs = Math.min(backOffMs * 2, longestBackOffMs)
    try {
      if (why !== null) await store.stopDesk(why)
      const { waiting } = await store.outboxState()
      tell({ waiting })
      return why === null ? rest : pollMs
    } catch {
      // Without the archive there is nothing to be done; what needs it tells of it.
      return rest
    }
  }
  const work = async (): Promise<void> => {
    for (let rest: number | null = 0; rest !== null && !isClosing; ) {
      isWoken = false
      try {
        rest = await turn()
      } catch (error) {
        // Who asks from now on is told by the next attempt.
        const told = [...asked.splice(0), ...waiters.splice(0)]
        rest = await afterFailure(error)
        const why = whyStopped(error)
        const value = why === null ? failure('desks-unreachable', {}, error) : new Failure(why)
        for (const { reject } of told) reject(value)
      }
      if (rest !== null) await sleep(rest)
    }
  }
  const working = work()

  return {
    status: (): PumpStatus => status,
    /** Something was written, or is to be looked for: does not wait for the next poll. */
    wake: ring,
    /** *Riprova*: now, and soon again should it fail. */
    retry(): void {
      backOffMs = firstBackOffMs
      ring()
    },
    /**
     * All that the server has at this moment is here; in the state `elsewhere` nothing is said of it.
     * @throws Failure `desks-unreachable`, or why this desk is stopped
     */
    async caughtUp(): Promise<void> {
      if (isClosing) throw failure('desks-unreachable', {})
      const waiter = Promise.withResolvers<void>()
      waiters.push(waiter)
      ring()
      return waiter.promise
    },
    /** Ends after the fact that is on its way. */
    async close(): Promise<void> {
      isClosing = true
      ring()
      await working
      for (const { reject } of [...asked, ...waiters]) reject(failure('desks-unreachable', {}))
      await letGo().catch(() => undefined)
      held?.release()
    },
  }
}
