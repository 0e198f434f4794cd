import type { Instant, Refund } from '../words/order.ts'
import type { OrderRow } from '../words/order-view.ts'
import type {
  RefundCounts,
  RefundFilter,
  RefundKey,
  RefundPlace,
  RefundRegistration,
} from '../words/refund.ts'
import type { Sqlite } from './database.ts'
import { hiddenShops } from './demo-orders.ts'
import { unknownKind } from './handovers.ts'

/** A refund as the archive keeps it beside its order. */
export interface StoredRefund
  extends RefundKey,
    Pick<OrderRow, 'shopId' | 'shopName' | 'number' | 'customer'> {
  readonly shopOrderId: string
  /** Among the order's refunds that the shop lists singly, from 1: its identifiers grow. */
  readonly place: number
  /** Of the credit note that it had before, which was taken back; null: none. */
  readonly hadNumber: string | null
  readonly at: Instant | null
  readonly refund: Refund
  readonly registration: RefundRegistration | null
}

interface StoredRow extends Omit<StoredRefund, 'refund' | 'registration' | 'at'> {
  readonly at: Instant | ''
  readonly document: string
  readonly registration: string | null
}

/** A refund's registration, of `refund_register`; those taken back do not count. */
export const standingRegistration = `refund_register.shop = shops.uuid AND refund_register.shop_order_id = orders.shop_order_id
    AND refund_register.refund_id = refund.refund_id AND refund_register.taken_back_at IS NULL`
/** As JSON; null without one. */
export const registrationColumn = `CASE WHEN refund_register.id IS NOT NULL THEN json_object(
    'kind', refund_register.kind, 'number', refund_register.number, 'place', refund_register.place, 'at', begun_at) END`

// By date: whatever it finds, it looks at no order of which nothing was given back.
const from = `FROM order_refunds AS refund INDEXED BY order_refunds_at CROSS JOIN orders ON orders.id = refund.order_id
  CROSS JOIN shops ON shops.id = orders.shop_id LEFT JOIN refund_register ON ${standingRegistration}`
const givenAt = "coalesce(refund.at, '')"
/** An exchange gives nothing back. */
const isMoney = "refund.document ->> 'amount' GLOB '*[1-9]*'"
const ofShop = `CASE WHEN @shopId IS NULL THEN orders.shop_id NOT IN ${hiddenShops} ELSE orders.shop_id = @shopId END`
const columns = `refund.order_id AS orderId, refund.refund_id AS refundId, orders.shop_id AS shopId, shops.name AS shopName,
  orders.shop_order_id AS shopOrderId, (
    SELECT count(*) FROM order_refunds AS other WHERE other.order_id = refund.order_id AND other.refund_id <> ''
      AND (length(other.refund_id), other.refund_id) <= (length(refund.refund_id), refund.refund_id)) AS place, (
    SELECT number FROM refund_register AS had WHERE had.shop = shops.uuid AND had.shop_order_id = orders.shop_order_id
      AND had.refund_id = refund.refund_id AND had.kind = 'easyfatt' ORDER BY seq DESC LIMIT 1) AS hadNumber, orders.number, orders.customer, ${givenAt} AS at, refund.document,
  ${registrationColumn} AS registration`

/** Before all instants, and after them: a refund without a date is `''`. */
const [earliest, latest] = ['', '~']
type Bounds = Readonly<Record<'first' | 'end', string>> &
  Readonly<Record<'shopId' | 'registered', number | null>>

function boundsOf({ state, shopId, from, to }: RefundFilter): Bounds {
  const registered = state === 'registered' ? 1 : 0
  if (state === 'undated') return { shopId, registered, first: earliest, end: '0' }
  // Those that were registered without a date are in no period.
  const isAll = state === 'registered' && from === null
  return { shopId, registered, first: isAll ? earliest : (from ?? '0'), end: to ?? latest }
}

const found = `${isMoney} AND ${ofShop} AND (refund_register.id IS NOT NULL) = @registered
  AND ${givenAt} >= @first AND ${givenAt} < @end`

/** What shops gave back, beside the orders (R49): a list by date, and what is registered of it. */
export function refundQueries(db: Sqlite) {
  const page = db.prepare<
    Bounds & { at: string; orderId: number; refundId: string; limit: number },
    StoredRow
  >(
    `SELECT ${columns} ${from} WHERE ${found}
       AND (${givenAt}, refund.order_id, refund.refund_id) < (@at, @orderId, @refundId)
     ORDER BY ${givenAt} DESC, refund.order_id DESC, refund.refund_id DESC LIMIT @limit`,
  )
  const keys = db.prepare<Bounds, RefundKey>(
    `SELECT refund.order_id AS orderId, refund.refund_id AS refundId ${from} WHERE ${found}
     ORDER BY ${givenAt}, refund.order_id, refund.refund_id`,
  )
  const count = db.prepare<{ shopId: number | null }, { open: number; undated: number }>(
    `SELECT count(refund.at) AS open, count(*) - count(refund.at) AS undated ${from}
     WHERE ${isMoney} AND ${ofShop} AND refund_register.id IS NULL`,
  )
  const unknown = db.prepare<[], { since: Instant; until: Instant }>(
    `SELECT since, until FROM (
       SELECT min(begun_at) AS since, max(closed_at) AS until FROM handovers WHERE kind = '${unknownKind}')
     WHERE until IS NOT NULL AND NOT EXISTS (SELECT 1 FROM refund_register WHERE begun_at > until)`,
  )
  const asked = db.prepare<[string], StoredRow>(
    `SELECT ${columns} FROM json_each(?) AS asked
     CROSS JOIN order_refunds AS refund ON refund.order_id = asked.value ->> 'orderId'
       AND refund.refund_id = asked.value ->> 'refundId'
     CROSS JOIN orders ON orders.id = refund.order_id CROSS JOIN shops ON shops.id = orders.shop_id
     LEFT JOIN refund_register ON ${standingRegistration} ORDER BY asked.key`,
  )
  const taken = db
    .prepare<[string], number>("SELECT 1 FROM refund_register WHERE number = ? AND kind = 'easyfatt' LIMIT 1")
    .pluck()

  return {
    /** Those that the filter finds, newest first, after a place of the list. */
    listRefunds: (filter: RefundFilter, after: RefundPlace | null, limit: number): StoredRefund[] => {
      const place = after ?? { at: latest, orderId: 0, refundId: '' }
      return page.all({ ...boundsOf(filter), ...place, at: place.at ?? earliest, limit }).map(readRow)
    },
    /** How many are still to be registered. */
    countRefunds: (shopId: number | null): RefundCounts => ({
      ...(count.get({ shopId }) ?? { open: 0, undated: 0 }),
      unknown: unknown.get() ?? null,
    }),
    /** All that the filter finds, oldest first. */
    refundKeys: (filter: RefundFilter): RefundKey[] => keys.all(boundsOf(filter)),
    /** Whether a credit note for Easyfatt has, or had, that number. */
    isRefundNumberTaken: (number: string): boolean => taken.get(number) !== undefined,
    /** Refunds by name, in that order; those that are not there are left out. */
    refundsOf: (refunds: readonly RefundKey[]): StoredRefund[] =>
      asked.all(JSON.stringify(refunds)).map(readRow),
  }
}

function readRow({ document, registration, at, ...row }: StoredRow): StoredRefund {
  return {
    ...row,
    at: at === '' ? null : at,
    refund: JSON.parse(document) as Refund,
    registration: registration === null ? null : (JSON.parse(registration) as RefundRegistration),
  }
}
