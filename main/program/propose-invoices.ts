import { makeInvoice } from '../invoice/make-invoice.ts'
import type { StoredInvoice } from '../store/invoices.ts'
import type { Store } from '../store/store.ts'
import { parseDecimal, type Scaled, toDecimal } from '../words/decimal.ts'
import { failure } from '../words/failure.ts'
import type { Confirmable, InvoiceKind, MadeInvoice } from '../words/invoice.ts'
import {
  type InvoiceOffice,
  type InvoiceProposal,
  type InvoiceSeries,
  type InvoiceWish,
  invoiceSetting,
  type Numbering,
  numberingSchema,
  numberingSetting,
  type PaperWords,
  type RegisterRefusal,
  type RegisterRefusalParams,
  sellerSetting,
} from '../words/invoice-register.ts'
import { readInvoiceSettings, readSeller } from '../words/invoice-settings.ts'
import type { Day } from '../words/local-time.ts'
import type { Decimal, Order } from '../words/order.ts'
import type { OrderDetail } from '../words/order-view.ts'

/** What another version kept, and this one cannot read, is as if it had not been settled. */
export async function readOffice(store: Store): Promise<InvoiceOffice> {
  const [seller, settings, numbering] = await Promise.all([
    store.officeSetting(null, sellerSetting),
    store.officeSetting(null, invoiceSetting),
    store.officeSetting(null, numberingSetting),
  ])
  return {
    seller: readSeller(seller),
    settings: readInvoiceSettings(settings),
    numbering: numberingSchema.catch(numberingSchema.parse({})).parse(numbering ?? {}),
  }
}

/** An order as its invoice is made of it. */
export interface InvoicedOrder {
  readonly detail: OrderDetail
  readonly order: Order
  readonly isDemo: boolean
  /** All that the register has of it. */
  readonly known: readonly StoredInvoice[]
  /** The document by which the refund asked for is registered; null: it is not, or none is asked for. */
  readonly refundBy: string | null
}

/** @throws Failure `order-unknown` */
export async function readInvoicedOrder(
  store: Store,
  { orderId, refundId }: Pick<InvoiceWish, 'orderId' | 'refundId'>,
): Promise<InvoicedOrder> {
  const detail = await store.getOrder(orderId)
  if (detail === null) throw failure('order-unknown', {})
  const [known, shop, refundBy] = await Promise.all([
    store.orderInvoices(orderId),
    store.getShop(detail.shopId),
    refundId === null ? null : store.refundRegisteredBy(orderId, refundId),
  ])
  const refunds = [...detail.ownRefunds, ...detail.laterRefunds]
  return { detail, order: { ...detail.order, refunds }, isDemo: shop?.isDemo === true, known, refundBy }
}

/** Which number and day an invoice is to have. */
export interface InvoicePlace {
  readonly number: string
  readonly date: Day
  readonly today: Day
  readonly progressive: string
}

export function kindOf({ refundId }: InvoiceWish): InvoiceKind {
  return refundId === null ? 'TD01' : 'TD04'
}

export function seriesOf({ isDemo }: InvoicedOrder, kind: InvoiceKind, numbering: Numbering): InvoiceSeries {
  if (isDemo) return 'demo'
  return kind === 'TD04' && numbering.credits !== null ? 'credits' : 'invoices'
}

const confirmables: readonly Confirmable[] = ['delivered-elsewhere', 'regime-with-vat']

/**
 * The invoice of an order, or the credit note of a refund of it, as it would be.
 * @throws Failure `invoice-settings-missing`: no order gets one
 */
export function invoiceOf(
  { order, known }: InvoicedOrder,
  wish: InvoiceWish,
  { number, date, today, progressive }: InvoicePlace,
  { seller, settings }: InvoiceOffice,
  words: PaperWords,
): MadeInvoice {
  const kind = kindOf(wish)
  const own = known.find((one) => one.kind === 'TD01' && isGiven(one))
  const refund = order.refunds.find(({ id }) => id === wish.refundId) ?? null
  const made = makeInvoice({
    kind,
    order,
    refund,
    seller,
    settings,
    number,
    date,
    today,
    progressive,
    invoice: kind === 'TD01' ? null : (own ?? wish.invoice),
    causale: [words.ofOrder(order.number, order.placedAt), ...(refund?.reason ? [refund.reason] : [])],
    terms: null,
    confirmed: wish.confirmed ? confirmables : [],
    words,
  })
  if (!made.ok && made.refusals.some(({ code }) => code === 'seller-incomplete'))
    throw failure('invoice-settings-missing', {})
  return made
}

/** Why the register gives no number, whatever the order says. */
export function registerRefusals(
  of: InvoicedOrder,
  wish: InvoiceWish,
  amongReal: boolean,
): readonly RegisterRefusal[] {
  const { detail, isDemo, known, refundBy } = of
  const kind = kindOf(wish)
  const made = known.find(
    (one) => one.kind === kind && one.refundId === (wish.refundId ?? '') && isGiven(one),
  )
  const refusals: RegisterRefusal[] = []
  if (made !== undefined)
    refusals.push({ code: 'already-invoiced', params: { number: made.number, date: made.date } })
  else if (refundBy !== null) refusals.push({ code: 'refund-registered', params: { number: refundBy } })
  const above = kind === 'TD04' && made === undefined ? creditAbove(of, wish) : null
  if (above !== null) refusals.push({ code: 'credit-above-invoice', params: above })
  if (isDemo && amongReal) refusals.push({ code: 'demo-among-real', params: {} })
  // A credit note is for what was given back.
  if (detail.leftOut !== null && kind === 'TD01' && !wish.confirmed)
    refusals.push({ code: 'left-out', params: { as: detail.leftOut } })
  return refusals
}

/** What a refund is, and what is left of its invoice after other credit notes, where it is more; null: it is not. */
function creditAbove(
  { detail, known }: InvoicedOrder,
  { refundId }: InvoiceWish,
): RegisterRefusalParams['credit-above-invoice'] | null {
  const given = known.filter(isGiven)
  const invoice = given.find(({ kind }) => kind === 'TD01')
  if (invoice === undefined) return null
  const credited = given.filter(({ kind }) => kind === 'TD04')
  const left = credited.reduce((rest, { total }) => rest - scaled(total), scaled(invoice.total))
  const amount = refundAmount(detail, refundId ?? '') ?? '0'
  return scaled(amount) > left ? { amount, left: toDecimal(left, 2) } : null
}

function scaled(amount: Decimal): Scaled {
  return parseDecimal(amount) ?? 0n
}

function isGiven({ state }: StoredInvoice): boolean {
  return state === 'made' || state === 'begun'
}

/** What the windows are shown of it. */
export function proposalOf(
  { detail, isDemo }: InvoicedOrder,
  wish: InvoiceWish,
  made: MadeInvoice,
  refusals: readonly RegisterRefusal[],
  number: string,
): InvoiceProposal {
  const isMade = made.ok && refusals.length === 0
  const given = wish.refundId === null ? null : refundAmount(detail, wish.refundId)
  return {
    wish,
    kind: kindOf(wish),
    isDemo,
    shopName: detail.shopName,
    orderNumber: detail.number,
    customer: detail.customer,
    total: made.ok ? made.document.total : (given ?? detail.total),
    currency: detail.currency,
    number: isMade ? number : null,
    refusals: made.ok ? refusals : [...refusals, ...made.refusals],
    warnings: made.ok ? made.warnings : [],
  }
}

function refundAmount({ ownRefunds, laterRefunds }: OrderDetail, refundId: string): string | null {
  return [...ownRefunds, ...laterRefunds].find(({ id }) => id === refundId)?.amount ?? null
}
