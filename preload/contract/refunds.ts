import { z } from 'zod'
import {
  type RefundBatch,
  type RefundCounts,
  type RefundDatesOutcome,
  type RefundFile,
  type RefundFilter,
  type RefundKey,
  type RefundPage,
  type RefundPlace,
  refundStates,
} from '../../main/words/refund.ts'
import { id, instant } from '../../main/words/schemas.ts'
import { nothing, pageSize, request } from './request.ts'

const key = z.strictObject({ orderId: id, refundId: z.string().max(200) }) satisfies z.ZodType<RefundKey>
const filter = z.strictObject({
  state: z.enum(refundStates),
  shopId: id.nullable(),
  from: instant.nullable(),
  to: instant.nullable(),
}) satisfies z.ZodType<RefundFilter>
const place = key.extend({ at: instant.nullable() }) satisfies z.ZodType<RefundPlace>
const refunds = z.array(key).min(1).max(1_000_000).readonly()
const some = z.strictObject({ refunds })
const ofShop = z.strictObject({ shopId: id.nullable() })

/** *Rimborsi da registrare* (R49); `refunds.progress` tells how far asking for dates is. */
export const refundRequests = {
  'refunds.list': request<RefundPage>()(z.strictObject({ filter, after: place.nullable(), limit: pageSize })),
  /** All that a filter finds, oldest first. */
  'refunds.keys': request<readonly RefundKey[]>()(z.strictObject({ filter })),
  'refunds.counts': request<RefundCounts>()(ofShop),
  /** *Segna come registrati*. */
  'refunds.mark': request<RefundBatch>()(some),
  /** Asks where, then writes them as credit notes; null when the operator thought better of it. */
  'refunds.file': request<RefundFile | null>()(some),
  /** Answers how many are to be registered again. */
  'refunds.takeBack': request<number>()(some),
  'refunds.takeBackBatch': request<number>()(z.strictObject({ id: z.uuid() })),
  /** Null: every shop that has refunds without a date. */
  'refunds.askDates': request<readonly RefundDatesOutcome[]>()(ofShop),
  'refunds.cancel': request<null>()(nothing),
} as const
