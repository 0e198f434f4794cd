import type { Program } from '../program/program.ts'
import type { ShopRecord } from '../store/shops.ts'
import { isSuspended } from '../sync/auto-sync.ts'
import { throttled } from '../sync/throttled.ts'
import type { ShopView } from '../words/shop-view.ts'
import type { AutomaticSync } from './automatic-sync.ts'

/** Many shops that sync at once change many times a second: more often than this nobody sees. */
const everyMs = 250

/** A shop as the windows and the tray see it: never its credentials. */
export function shopView(program: Program, sync: AutomaticSync, shop: ShopRecord): ShopView {
  const { floor: _floor, cursor, ...rest } = shop
  return {
    ...rest,
    savedCredentials: program.credentialNames(shop),
    firstDownloadDone: cursor !== null,
    suspended: isSuspended(shop),
    nextSyncAt: sync.nextAt(shop.id),
    easyfattOn: program.easyfatt.isOn(shop.id),
    progress: program.runner.progressOf(shop.id),
  }
}

/**
 * Keeps everything that shows the shops, and what is to do about their orders, in step with the archive. Changes that come
 * while it reads are shown by one more reading, not by one each.
 */
export function createShopNews<News>(
  read: () => Promise<News>,
  show: (news: News) => void,
  onBroken: (error: unknown) => void,
) {
  let reading: Promise<void> | null = null
  let stale = false
  let stopped = false

  const readAndShow = async (): Promise<void> => {
    do {
      stale = false
      const news = await read()
      if (!stopped) show(news)
    } while (stale && !stopped)
  }
  const refresh = (): Promise<void> => {
    if (stopped) return Promise.resolve()
    stale = true
    reading ??= readAndShow().finally(() => {
      reading = null
    })
    return reading
  }
  const soon = throttled<null>(everyMs, () => void refresh().catch(onBroken))

  return {
    /** Answers when what is shown is as it was at the call, or newer. */
    refresh,
    /** Shows what changed at once, or, where much does, a moment later. */
    changed: (): void => soon(null),
    /** Reads and shows nothing any more: the program is quitting, and what shows is going. */
    stop(): void {
      stopped = true
      soon.cancel()
    },
  }
}
