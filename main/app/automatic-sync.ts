import type { Program } from '../program/program.ts'
import { createAutoSync } from '../sync/auto-sync.ts'
import { newOrderTeller } from '../sync/new-order-news.ts'
import { newsOf } from '../sync/news.ts'
import { createScheduler } from '../sync/scheduler.ts'
import type { Texts } from '../texts/shape.ts'
import type { Instant } from '../words/order.ts'
import type { Run } from '../words/run.ts'
import { type NotificationActions, notifyOfCancelled, notifyOfOrders, notifyOfRun } from './notifications.ts'
import type { ProgramEvents } from './open-program.ts'
import type { Settings } from './settings.ts'
import type { Windows } from './windows.ts'

const timers = {
  now: Date.now,
  set: (ms: number, ring: () => void) => setTimeout(ring, ms),
  clear: (timer: unknown) => clearTimeout(timer as NodeJS.Timeout),
}

export interface AutomaticSyncParts {
  readonly program: Program
  readonly settings: Settings
  readonly texts: () => Texts
  readonly windows: Windows
  readonly show: NotificationActions
  readonly events: ProgramEvents
  readonly onBroken: (error: unknown) => void
}

export type AutomaticSync = ReturnType<typeof createAutomaticSync>

/** Automatic sync (R18): what it brought is told by the system (R21), a pause to the windows. */
export function createAutomaticSync(parts: AutomaticSyncParts) {
  const { program, settings, windows, events, onBroken } = parts
  let paused: Instant | null = null
  const newOrders = newOrderTeller(Date.now)

  /** What the site took back of what is here already: nobody who waits for orders looks for that (R42). */
  const tellOfCancelled = async ({ shopId, shopName, startedAt }: Run): Promise<void> => {
    const orders = await program.store.cancelledSince(shopId, startedAt)
    notifyOfCancelled(shopName, orders, parts.texts(), parts.show)
  }

  const scheduler = createScheduler({
    timers,
    sync: createAutoSync({
      store: program.store,
      runner: program.runner,
      now: () => new Date(),
      withRight: program.desks.withRight,
      onEnded: (run, before, after) => {
        // It never was under way: nobody has told of it.
        if (run.outcome === 'annulled') events.emit('run', run)
        const wanted = settings.preferences().notifyNewOrders ?? true
        const news = newsOf(run, before.failuresInARow, after.failuresInARow, wanted)
        const orders = newOrders.ended(run, news === 'new-orders')
        if (orders !== null) notifyOfOrders(orders, parts.texts(), parts.show)
        if (news !== null && news !== 'new-orders') notifyOfRun(news, run, parts.texts(), parts.show)
        // One that was cancelled may end with the program; what it found is told by the next, or stands to be looked at.
        if (run.outcome === 'success') tellOfCancelled(run).catch(onBroken)
        events.emit('planned')
      },
      onBroken,
    }),
    onChange: () => {
      const until = instant(scheduler.pausedUntil)
      if (until !== paused) windows.tell('sync.paused', { until })
      paused = until
      events.emit('planned')
    },
  })
  return {
    pausedUntil: () => instant(scheduler.pausedUntil),
    /** When a shop's next sync begins; null when it has none, or is at it. */
    nextAt: (shopId: number) => instant(scheduler.nextAt(shopId)),
    /** Pauses for so long; 0 goes on at once. */
    pause: (minutes: number) => scheduler.pauseUntil(minutes === 0 ? null : Date.now() + minutes * 60_000),
    /** Takes the shops as they are now. */
    async plan(): Promise<void> {
      const shops = program.archiveCare.isReadOnly() ? [] : await program.store.listShops()
      scheduler.plan(
        shops.map(({ id, settings: { autoSync }, lastRun }) => ({
          id,
          ...autoSync,
          lastAt: lastRun && Date.parse(lastRun.startedAt),
        })),
      )
    },
    woke: scheduler.woke,
    stop: scheduler.stop,
  }
}

function instant(ms: number | null): Instant | null {
  return ms === null ? null : new Date(ms).toISOString()
}
