import { holds } from '../desks/leases.ts'
import type { ShopRecord } from '../store/shops.ts'
import type { Store } from '../store/store.ts'
import type { SharedLease } from '../sync/shop-access.ts'
import type { JoinProgress } from '../words/desks.ts'
import { Failure, failure, toFailureValue } from '../words/failure.ts'

type Lease = Pick<SharedLease, 'run' | 'times'>

export interface PastOptions {
  readonly store: Pick<
    Store,
    'listShops' | 'removedShops' | 'unsharedOrders' | 'unsharedShops' | 'piecesWaiting' | 'importPiece'
  >
  /** All that the others have done is here. */
  readonly caughtUp: () => Promise<void>
  readonly withRight: (shop: ShopRecord, work: (lease: Lease | undefined) => Promise<void>) => Promise<void>
  readonly state: () => 'online' | 'offline' | 'stopped'
  /** Another number of orders is left. */
  readonly onLeft: () => void
  readonly onBug: (error: unknown) => void
}

type Tell = (progress: JoinProgress) => void

/** So many pieces lie in the outbox at once. */
const piecesAtOnce = 20
/** How often it is looked whether the server has them (ms). */
const lookEveryMs = 20
/** Counting a million takes a while: it is done so often (ms). */
const countEveryMs = 500
/** Where another desk is at the shop, or the server is gone, the rest is tried again after so long (ms). */
const againMs = 5_000

/**
 * Sends the orders that only this archive has after it joined others (R55): piece by piece, each shop's under the right to
 * download from it, so that whoever is at the shop goes first. Ended in between, it goes on where it was.
 */
export function createPastSharing({ store, caughtUp, withRight, state, onLeft, onBug }: PastOptions) {
  let sharing: Promise<void> | null = null
  let isOpen = false
  let left = 0
  let isEnding = false
  let wake: () => void = () => undefined
  let tell: Tell = () => undefined

  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  /** Until all of the shop's is with the server, or the right is over: then the server refuses what is left. */
  const sharePieces = async (shopId: number, { run, times }: Lease, total: number): Promise<void> => {
    let countedAt = 0
    for (let orders = 1; !isEnding && holds(times); ) {
      const waiting = await store.piecesWaiting()
      if (waiting === 0 && orders === 0) return
      if (waiting < piecesAtOnce && orders > 0) {
        orders = await store.importPiece(shopId, run)
        continue
      }
      if (state() !== 'online') throw failure('desks-unreachable', {})
      await rest(lookEveryMs)
      if (Date.now() - countedAt < countEveryMs) continue
      countedAt = Date.now()
      left = await store.unsharedOrders()
      onLeft()
      tell({ phase: 'sending', done: total - left, total })
    }
  }
  const look = async (): Promise<void> => {
    left = await store.unsharedOrders()
    // Pieces may still be refused.
    isOpen = left > 0 || (await store.piecesWaiting()) > 0
    onLeft()
  }
  const shareOnce = async (): Promise<void> => {
    // What the log has is not sent.
    await caughtUp()
    const unshared = new Set(await store.unsharedShops())
    const all = [...(await store.listShops()), ...(await store.removedShops())]
    const total = await store.unsharedOrders()
    for (const shop of all.filter(({ id }) => unshared.has(id))) {
      await withRight(shop, async (lease) => {
        if (lease !== undefined) await sharePieces(shop.id, lease, total)
      }).catch((error: unknown) => {
        if (toFailureValue(error).code !== 'shop-elsewhere') throw error
      })
    }
    await look()
  }
  const share = async (): Promise<void> => {
    while (isOpen && !isEnding && state() !== 'stopped') {
      await shareOnce().catch((error: unknown) => {
        if (!(error instanceof Failure)) onBug(error)
      })
      if (isOpen && !isEnding && state() !== 'stopped') await rest(againMs)
    }
  }
  const goOn = (): void => {
    wake()
    sharing ??= share().finally(() => {
      sharing = null
    })
  }

  return {
    /** Something that was here before this archive joined is still to be sent. */
    isOpen: (): boolean => isOpen,
    /** How many orders of that; null: it is over. */
    left: (): number | null => (isOpen ? left : null),
    /**
     * Looks whether there is anything, and begins.
     * @param hear told how far it is
     */
    async begin(hear: Tell = () => undefined): Promise<void> {
      tell = hear
      isEnding = false
      await look()
      if (isOpen) goOn()
    },
    /** Resolves when all has been sent, or nothing more can be. */
    done: (): Promise<void> => sharing ?? Promise.resolve(),
    /** The server answers again. */
    goOn: (): void => {
      if (isOpen && !isEnding) goOn()
    },
    /** Ends between two pieces. */
    async end(): Promise<void> {
      isEnding = true
      wake()
      await sharing
    },
  }
}
