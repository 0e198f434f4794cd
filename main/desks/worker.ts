import { randomUUID } from 'node:crypto'
import type { MessagePort } from 'node:worker_threads'
import { lockDesk } from '../store/desk-lock.ts'
import type { Applied } from '../store/shared/desk-record.ts'
import { type Store, storeAt } from '../store/store.ts'
import type { Remote } from '../threads/calls.ts'
import { clocksNow } from '../threads/clocks.ts'
import { offerOf, serveThread } from '../threads/thread.ts'
import type { ServerAddress } from '../words/desks.ts'
import { failure } from '../words/failure.ts'
import { createAsking } from './asking.ts'
import { connectServer } from './connection.ts'
import { createLeases, type TakenLease } from './leases.ts'
import { createPump, type PumpStatus } from './pump.ts'
import type { DeskOnServer } from './server.ts'
import { realTimers } from './timers.ts'
import { until } from './until.ts'
import { visitOperations } from './visit.ts'

/** What the desk's thread is started with. */
export interface DeskThreadData {
  readonly profile: string
  /** Null: it has not joined, and only looks at a server. */
  readonly store: MessagePort | null
  readonly address: ServerAddress
  readonly password: string
}

/** What it asks of the one that started it, and tells. */
export interface DeskListener {
  status(status: PumpStatus): void
  applied(applied: Applied): void
  bug(message: string): void
  /** `shops.uuid` of the shops whose credentials this desk has. */
  mayDownload(): Promise<readonly string[]>
}

export type DeskOperations = ReturnType<typeof deskOperations>

/** How long another process of this profile has to catch up (ms). */
const othersTakeMs = 30_000
/** A run's last pages may take so long until the server has them (ms); then its shop is given back all the same. */
const lastPagesMs = 10 * 60_000

/**
 * The desk's thread (R55): the only one that speaks PostgreSQL. It sends what waits in the outbox, reads what the others say, and
 * has the right to download from shops.
 */
serveThread<DeskThreadData, DeskListener>(({ store, ...data }, starter) => {
  if (store === null) return offerOf(visitOperations(data.address, data.password))
  const archive = storeAt(store)
  // The archive's thread is gone: whoever started this one starts another.
  store.on('close', () => process.exit())
  return offerOf(deskOperations(archive, data, starter))
})

function deskOperations(
  store: Store,
  { profile, address, password }: Omit<DeskThreadData, 'store'>,
  starter: Remote<DeskListener>,
) {
  const connect = () => connectServer(address, password)
  const asking = createAsking({ desk: store.desk, connect, timers: realTimers })
  const leases = createLeases({ asking, clocks: clocksNow, timers: realTimers })
  const pump = createPump({
    store,
    connect,
    lock: () => lockDesk(profile),
    newToken: randomUUID,
    mayDownload: starter.mayDownload,
    timers: realTimers,
    onStatus: (status) => void starter.status(status),
    onApplied: (applied) => void starter.applied(applied),
    onBug: (error) =>
      void starter.bug(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  })
  let isClosing = false
  const wakeByOwnWrites = async () => {
    for (let said = await store.lastSaid(); !isClosing; said = await store.outboxGrown(said)) pump.wake()
  }
  // Without the archive this thread ends.
  wakeByOwnWrites().catch(() => undefined)

  /** Waits for the process of this profile that speaks for the desk. */
  const caughtUpElsewhere = async (): Promise<void> => {
    const isThere = async () => {
      const record = await store.desk()
      if (record === null || record.stopped !== null) throw failure('desks-unreachable', {})
      const next = await asking.ask((server, me) => server.read(record.applied, 1, me.desk))
      return next.length === 0
    }
    if (!(await until(isThere, othersTakeMs))) throw failure('desks-unreachable', {})
  }
  /**
   * What was written here until now is with the server, or refused.
   * @throws Failure `desks-unreachable`: it was not in that time (ms)
   */
  const sent = async (withinMs: number): Promise<void> => {
    const said = await store.lastSaid()
    const isSent = async () => {
      if (await store.isSent(said)) return true
      const { state } = pump.status()
      if (isClosing || (state !== 'online' && state !== 'elsewhere')) throw failure('desks-unreachable', {})
      return false
    }
    if (!(await until(isSent, withinMs))) throw failure('desks-unreachable', {})
  }
  /** The right to the shop is kept meanwhile, if it can be: what is on its way when another desk takes it is refused. */
  const lastPagesSent = async (): Promise<void> => {
    const said = await store.lastSaid()
    await until(async () => isClosing || store.isSent(said), lastPagesMs)
  }
  /** @throws Failure `desks-unreachable`, or why this desk is stopped */
  const caughtUp = async (): Promise<void> => {
    await pump.caughtUp()
    if (pump.status().state === 'elsewhere') await caughtUpElsewhere()
  }

  return {
    /** All that the server has now is here. */
    caughtUp,
    sent,
    /**
     * The right to download from a shop; what the others have brought of it is here then.
     * @throws Failure when the server cannot be asked
     */
    async take(shop: string): Promise<TakenLease> {
      const lease = await leases.take(shop)
      if ('elsewhere' in lease) return lease
      try {
        await caughtUp()
        return lease
      } catch (error) {
        await leases.give(shop, lease.run)
        throw error
      }
    },
    /** After the run: once its pages are with the server another desk may download. */
    async give(shop: string, run: number): Promise<void> {
      await lastPagesSent()
      await leases.give(shop, run)
    },
    /** @throws Failure when the server cannot be asked */
    desks: (): Promise<readonly DeskOnServer[]> => asking.ask((server) => server.desks()),
    /** Looks for the server at once. */
    retry: (): void => pump.retry(),
    /** Says that this desk goes. @throws Failure when the server cannot be asked */
    leave: (): Promise<void> => asking.ask((server, me) => server.leave(me)),
    async close(): Promise<void> {
      isClosing = true
      await pump.close()
      for (const { shop, run } of leases.held()) await leases.give(shop, run)
      await asking.close()
    },
  }
}
