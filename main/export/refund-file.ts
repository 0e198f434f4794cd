import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { NumberedRefund } from '../store/refund-register.ts'
import type { StoredRefund } from '../store/refunds.ts'
import type { Store } from '../store/store.ts'
import type { Texts } from '../texts/shape.ts'
import type { EasyfattTables } from '../words/easyfatt-tables.ts'
import type { Refund } from '../words/order.ts'
import type { ExportedOrder } from '../words/printed.ts'
import type { RefundFile, RefundKey, RefundLeftOutWhy } from '../words/refund.ts'
import { easyfattFile } from './easyfatt.ts'
import { refundDocument } from './easyfatt-refund.ts'
import { easyfattTablesOf } from './easyfatt-tables.ts'
import { readOrders } from './exported-order.ts'
import { type HandoverLock, sha256Of } from './hand-over.ts'
import { numberText, refundNumbering } from './refund-number.ts'
import { writeWholeFile } from './whole-file.ts'

export interface RefundFileJob {
  readonly store: Store
  readonly file: string
  readonly refunds: readonly RefundKey[]
  readonly lockHandovers: HandoverLock
  readonly texts: Texts
  readonly signal: AbortSignal
}

/** A refund with its order. */
export interface RefundOfOrder {
  readonly stored: StoredRefund
  /** As it is now: what was changed by hand in its order counts. */
  readonly refund: Refund
  readonly source: ExportedOrder
}

const pageSize = 50

/** Refunds with their orders, a page at a time. @throws Failure `cancelled` */
export async function* readRefunds(
  store: Store,
  refunds: readonly RefundKey[],
  signal: AbortSignal,
): AsyncGenerator<RefundOfOrder> {
  for (let from = 0; from < refunds.length; from += pageSize)
    yield* await withOrders(store, await store.refundsOf(refunds.slice(from, from + pageSize)), signal)
}

/** The same of refunds that are read already; those whose order is gone are left out. @throws Failure `cancelled` */
export async function withOrders(
  store: Store,
  refunds: readonly StoredRefund[],
  signal: AbortSignal,
): Promise<readonly RefundOfOrder[]> {
  const ids = Uint32Array.from(new Set(refunds.map(({ orderId }) => orderId)))
  const orders = new Map<number, ExportedOrder>()
  for await (const source of readOrders(store, ids, signal, () => undefined)) orders.set(source.id, source)
  return refunds.flatMap((stored): RefundOfOrder[] => {
    const source = orders.get(stored.orderId)
    return source === undefined ? [] : [{ stored, refund: refundNow(stored, source), source }]
  })
}

function refundNow({ refundId, at, refund }: StoredRefund, { order }: ExportedOrder): Refund {
  const own = refundId === '' ? undefined : order.refunds.find(({ id }) => id === refundId)
  if (own === undefined) return { ...refund, at }
  return { ...own, at: own.at ?? at, lines: own.lines.length > 0 ? own.lines : refund.lines }
}

/**
 * Writes refunds as credit notes into an Easyfatt-XML file, and registers them (R49): *begun* before it is in its place,
 * closed after. What cannot be in it stays to be registered; where nothing can, there is no file.
 * @throws Failure `refunds-registered-meanwhile`, and as `writeWholeFile` does; nothing is registered then
 */
export async function exportRefunds(job: RefundFileJob): Promise<RefundFile> {
  const { store, file, lockHandovers, signal } = job
  const leftOut: Record<RefundLeftOutWhy, number> = { undated: 0, currency: 0, vat: 0, registered: 0 }
  const written: NumberedRefund[] = []
  const documents = creditNotes(job, written, (why) => {
    leftOut[why] += 1
  })
  let batch: RefundFile['batch'] = { id: '', count: 0 }
  const content = () => easyfattFile(job.texts, documents)
  await writeWholeFile(file, content, signal, async ({ half, target, put }) => {
    if (written.length === 0) return rm(half, { force: true })
    const held = lockHandovers()
    try {
      const begun = { kind: 'easyfatt', place: resolve(target), sha256: await sha256Of(half) } as const
      batch = await store.beginRefunds({ ...begun, refunds: written }, new Date().toISOString())
      await put().catch(async (error: unknown) => {
        await store.dropRefunds(batch.id)
        throw error
      })
      await store.closeRefunds(batch.id, new Date().toISOString())
    } finally {
      held?.release()
    }
  })
  return { file, batch, leftOut }
}

/** The documents; each that is made is noted with its number. */
async function* creditNotes(
  { store, refunds, texts, signal }: RefundFileJob,
  written: NumberedRefund[],
  leaveOut: (why: RefundLeftOutWhy) => void,
): AsyncGenerator<string> {
  const tables = new Map<number, EasyfattTables>()
  const numberOf = refundNumbering(store)
  for await (const { stored, refund, source } of readRefunds(store, refunds, signal)) {
    const { shopId, order } = source
    const ofShop = tables.get(shopId) ?? (await easyfattTablesOf(store, shopId))
    tables.set(shopId, ofShop)
    if (stored.registration !== null) leaveOut('registered')
    else if (refund.at === null) leaveOut('undated')
    else if (order.currency !== 'EUR') leaveOut('currency')
    else {
      const easyfatt = await numberOf(source, stored)
      const document = refundDocument(source, { ...refund, at: refund.at, easyfatt }, texts, ofShop)
      if (document.lacking !== null) {
        leaveOut('vat')
        continue
      }
      const { orderId, refundId } = stored
      written.push({ orderId, refundId, number: numberText(easyfatt) })
      yield document.xml
    }
  }
}
