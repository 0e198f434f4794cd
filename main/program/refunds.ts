import type { HandoverLock } from '../export/hand-over.ts'
import { exportRefunds, withOrders } from '../export/refund-file.ts'
import { refundParts, refundRows } from '../export/refund-parts.ts'
import type { ShopRecord } from '../store/shops.ts'
import type { Store } from '../store/store.ts'
import { Failure, failure, toFailureValue } from '../words/failure.ts'
import type {
  RefundBatch,
  RefundDates,
  RefundDatesOutcome,
  RefundDatesProgress,
  RefundFile,
  RefundFilter,
  RefundKey,
  RefundPage,
  RefundPlace,
} from '../words/refund.ts'

type Texts = Parameters<typeof exportRefunds>[0]['texts']

export interface RefundParts {
  readonly store: Store
  readonly lockHandovers: HandoverLock
  readonly askDates: (
    shop: ShopRecord,
    signal: AbortSignal,
    onProgress: (progress: RefundDatesProgress) => void,
  ) => Promise<RefundDates>
}

/** *Rimborsi da registrare* (R49). */
export function createRefunds({ store, lockHandovers, askDates }: RefundParts) {
  let asking: { readonly stop: AbortController; readonly done: Promise<unknown> } | null = null
  const never = new AbortController().signal

  const askShops = async (
    shopId: number | null,
    signal: AbortSignal,
    onProgress: (progress: RefundDatesProgress) => void,
  ): Promise<RefundDatesOutcome[]> => {
    const outcomes: RefundDatesOutcome[] = []
    for (const shop of await store.listShops()) {
      if (shopId !== null && shop.id !== shopId) continue
      const { refunds } = await store.countUndated(shop.id)
      if (refunds === 0) continue
      const named = { shopId: shop.id, shopName: shop.name }
      try {
        outcomes.push({ ...named, ...(await askDates(shop, signal, onProgress)), failure: null })
      } catch (error) {
        if (signal.aborted) throw failure('cancelled', {})
        // One shop that fails stops no other (R3).
        if (!(error instanceof Failure)) throw error
        const left = (await store.countUndated(shop.id)).refunds
        outcomes.push({ ...named, dated: Math.max(0, refunds - left), left, failure: toFailureValue(error) })
      }
    }
    return outcomes
  }

  return {
    /** A page of the list, with what each refund gives back at each VAT rate. */
    async list(filter: RefundFilter, after: RefundPlace | null, limit: number): Promise<RefundPage> {
      const stored = await store.listRefunds(filter, after, limit)
      const rows = (await withOrders(store, stored, never)).map(({ stored, refund, source }) => {
        const rows = refundRows(refund, source)
        const { orderId, refundId, shopId, shopName, number, customer, registration } = stored
        return {
          ...{ orderId, refundId, shopId, shopName, number, customer, registration },
          currency: source.order.currency,
          at: stored.at,
          reason: refund.reason,
          amount: refund.amount,
          parts: refundParts(rows),
          shared: rows.shared,
        }
      })
      const last = stored.at(-1)
      const next = last === undefined || stored.length < limit ? null : last
      return {
        rows,
        next: next === null ? null : { at: next.at, orderId: next.orderId, refundId: next.refundId },
      }
    },
    /** *Segna come registrati*. @throws Failure `refunds-registered-meanwhile` */
    async mark(refunds: readonly RefundKey[]): Promise<RefundBatch> {
      const numbered = refunds.map(({ orderId, refundId }) => ({ orderId, refundId, number: '' }))
      return store.markRefunds(numbered, new Date().toISOString())
    },
    /** As credit notes into an Easyfatt file. @throws Failure as `exportRefunds` does */
    writeFile: (refunds: readonly RefundKey[], file: string, texts: Texts): Promise<RefundFile> =>
      exportRefunds({ store, file, refunds, lockHandovers, texts, signal: never }),
    /**
     * *Chiedi al negozio le date*: each shop that has refunds without one, or one shop; what came of each.
     * @throws Failure `cancelled`; what was found until then stays
     */
    async askDates(
      shopId: number | null,
      onProgress: (progress: RefundDatesProgress) => void,
    ): Promise<RefundDatesOutcome[]> {
      asking?.stop.abort()
      const stop = new AbortController()
      const done = askShops(shopId, stop.signal, onProgress)
      const task = { stop, done }
      asking = task
      return done.finally(() => {
        if (asking === task) asking = null
      })
    },
    /** Stops asking, and waits for it; whoever asked is told. */
    async stop(): Promise<void> {
      asking?.stop.abort()
      await asking?.done.catch(() => undefined)
    },
  }
}
