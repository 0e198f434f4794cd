import type { FileLock } from '../store/file-lock.ts'
import type { Applied, DeskRecord } from '../store/shared/desk-record.ts'
import { Failure, type FailureValue, failure, toFailureValue } from '../words/failure.ts'
import type { Instant } from '../words/order.ts'
import { createExchange, type ExchangeStore } from './exchange.ts'
import { type ConnectedServer, enter, type Link, type LinkStore, Stopped, whyStopped } from './link.ts'
import type { Timers } from './timers.ts'

/** What the pump needs of the archive. */
export interface PumpStore extends LinkStore, ExchangeStore {
  desk(): Promise<DeskRecord | null>
  stopDesk(why: FailureValue | null): Promise<void>
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
  let isWoken = false
  let wake: (() => void) | null = null
  let status: PumpStatus = { state: 'offline', failure: null, since: instant(), behind: 0, waiting: 0 }

  function instant(): Instant {
    return new Date(timers.now()).toISOString()
  }
  const tell = (news: Partial<PumpStatus>) => {
    const next = { ...status, ...news }
    const isSame = next.state === status.state && next.failure?.code === status.failure?.code
    // Another reason is no other beginning.
    const since = next.state === status.state ? status.since : instant()
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
      // Who rests looks at once; who is at work finds it by what is asked next, and rests before it tries again.
      server.onLost(() => {
        made.isLost = true
        if (link === made) wake?.()
      })
      return made
    } catch (error) {
      await server.close()
      throw error
    }
  }
  /** It comes in anew: the server may be another, as this archive may be, or this desk's name. */
  const isOver = ({ isLost, me, name }: Link, record: DeskRecord): boolean =>
    isLost || me.token !== record.token || name !== record.name
  const letGo = async (): Promise<void> => {
    const { server } = link ?? {}
    link = null
    await server?.close()
  }
  const exchange = createExchange({
    store,
    timers,
    mayDownload: parts.mayDownload,
    onApplied: parts.onApplied,
    onFigures: tell,
    onRead: () => tell({ state: 'online', failure: null }),
    isClosing: () => isClosing,
  })

  /** @returns how long to rest (ms); null: there is nothing to do any more */
  const turn = async (): Promise<number | null> => {
    const record = await store.desk()
    if (record === null) return null
    held ??= parts.lock()
    if (held === null) {
      const { waiting } = await store.outboxState()
      tell({ state: 'elsewhere', failure: null, waiting })
      for (const { resolve } of exchange.takeWaiters()) resolve()
      return pollMs
    }
    if (record.stopped !== null) {
      // It may be another version now.
      if (record.stopped.code !== 'desk-outdated' || isTriedAnew) throw new Stopped(record.stopped)
      isTriedAnew = true
      await store.stopDesk(null)
    }
    if (link !== null && isOver(link, record)) await letGo()
    link ??= await comeIn(record)
    await exchange.round(link)
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
        const told = exchange.takeWaiters()
        rest = await afterFailure(error)
        const why = whyStopped(error)
        const value = why === null ? failure('desks-unreachable', {}, error) : new Failure(why)
        for (const { reject } of told) reject(value)
      }
      if (rest !== null) await sleep(rest)
    }
    isClosing = true
    for (const { reject } of exchange.takeWaiters()) reject(failure('desks-unreachable', {}))
  }
  const working = work()

  return {
    status: (): PumpStatus => status,
    /** Something was written, or is to be looked for: does not wait for the next poll. */
    wake: ring,
    /** *Riprova*: now, and soon again should it fail. */
    retry(): void {
      backOffMs = firstBackOffMs
      exchange.tellAnew()
      ring()
    },
    /**
     * All that the server has at this moment is here; in the state `elsewhere` nothing is said of it.
     * @throws Failure `desks-unreachable`, or why this desk is stopped
     */
    async caughtUp(): Promise<void> {
      if (isClosing) throw failure('desks-unreachable', {})
      const done = exchange.caughtUp()
      ring()
      return done
    },
    /** Ends after the fact that is on its way. */
    async close(): Promise<void> {
      isClosing = true
      ring()
      await working
      await letGo().catch(() => undefined)
      held?.release()
    },
  }
}
