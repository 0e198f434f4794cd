import type { ShopView } from '../../preload/contract.ts'
import type { Program } from '../program/program.ts'
import type { ShopRecord } from '../store/shops.ts'
import { isSuspended } from '../sync/auto-sync.ts'
import type { Scheduler } from '../sync/scheduler.ts'

/** A shop as the windows and the tray see it: never its credentials. */
export function shopView(program: Program, scheduler: Scheduler, shop: ShopRecord): ShopView {
  const { floor: _floor, cursor, ...rest } = shop
  const next = scheduler.nextAt(shop.id)
  return {
    ...rest,
    savedCredentials: program.credentialNames(shop),
    firstDownloadDone: cursor !== null,
    suspended: isSuspended(shop),
    nextSyncAt: next === null ? null : new Date(next).toISOString(),
    progress: program.runner.progressOf(shop.id),
  }
}

/**
 * Keeps everything that shows the shops in step with the archive. Changes that come while it reads are shown by one
 * more reading, not by one each.
 */
export function createLive(
  read: () => Promise<readonly ShopView[]>,
  show: (shops: readonly ShopView[]) => void,
) {
  let reading: Promise<void> | null = null
  let stale = false
  let stopped = false

  const refresh = async (): Promise<void> => {
    do {
      stale = false
      const shops = await read()
      if (!stopped) show(shops)
    } while (stale && !stopped)
  }

  return {
    /** Answers when what is shown is as it was at the call, or newer. */
    refresh(): Promise<void> {
      if (stopped) return Promise.resolve()
      stale = true
      reading ??= refresh().finally(() => {
        reading = null
      })
      return reading
    },
    /** Reads and shows nothing any more: the program is quitting, and what shows is going. */
    stop(): void {
      stopped = true
    },
  }
}
