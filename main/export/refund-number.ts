import type { StoredRefund } from '../store/refunds.ts'
import type { Store } from '../store/store.ts'
import {
  type EasyfattNumber,
  greatestNumber,
  numberingApart,
  wantedNumbers,
} from '../words/easyfatt-number.ts'
import type { ExportedOrder } from '../words/printed.ts'

/**
 * The numbers that a refund's credit note may have, the best first, without end: the shop's own identifier of the refund
 * where that fits, in a series of the shop's refunds; else the order's number, in a series for its first refund, its second
 * ... The best is the same at any time, also after going back to a copy of the archive.
 */
export function* wantedRefundNumbers(
  { id, shopId, order }: Pick<ExportedOrder, 'id' | 'shopId' | 'order'>,
  { refundId, place }: Pick<StoredRefund, 'refundId' | 'place'>,
): Generator<EasyfattNumber> {
  const own = /^\d{1,12}$/.test(refundId) ? Number(refundId) : 0
  if (own > 0 && own <= greatestNumber) yield { number: own, numbering: `/${shopId === 1 ? '' : shopId}R` }
  const { number, shopOrderId } = order
  for (const ofOrder of wantedNumbers({ id, shopId, number, shopOrderId }))
    yield { number: ofOrder.number, numbering: `${ofOrder.numbering || '/'}R${place}` }
  for (let further = place + 1; ; further += 1)
    yield { number: id, numbering: `${numberingApart(shopId)}R${further}` }
}

/** As it is written: `345/R`. */
export function numberText({ number, numbering }: EasyfattNumber): string {
  return `${number}${numbering}`
}

/**
 * Numbers credit notes: one that was out before keeps its number, and none gets another's, be it of this file or of one
 * before (Easyfatt drops what has a number that it knows).
 */
export function refundNumbering(store: Store) {
  const promised = new Set<string>()
  return async (source: ExportedOrder, stored: StoredRefund): Promise<EasyfattNumber> => {
    const { hadNumber } = stored
    if (hadNumber !== null) {
      const slash = hadNumber.indexOf('/')
      return { number: Number(hadNumber.slice(0, slash)), numbering: hadNumber.slice(slash) }
    }
    for (const wanted of wantedRefundNumbers(source, stored)) {
      const text = numberText(wanted)
      if (promised.has(text) || (await store.isRefundNumberTaken(text))) continue
      promised.add(text)
      return wanted
    }
    throw new Error('numbers have an end')
  }
}
