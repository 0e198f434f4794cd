import { brotliCompressSync, constants } from 'node:zlib'
import { hasBufferToItself } from '../threads/transfer.ts'
import { failure } from '../words/failure.ts'
import type { Instant, WrongReason } from '../words/order.ts'
import { readingVersion } from '../words/reading-version.ts'
import type { Counters, LogMessage } from '../words/run.ts'
import type { PlatformId } from '../words/shop.ts'
import type { ChosenMeanings } from '../words/state-meaning.ts'
import { removedAnnotations } from './annotations.ts'
import { checkKeeper } from './checks.ts'
import { type Sqlite, unforced, writing } from './database.ts'
import { leftOutQueries, meaningsColumn } from './left-out.ts'
import type { LogWriter, NewLogEntry } from './log-writer.ts'
import { type OrderPlace, orderKeeper } from './order-keeper.ts'
import { type OrderRecord, toNewOrder } from './order-record.ts'
import type { RunPage } from './run-page.ts'
import { givingWay } from './shared/give-way.ts'
import type { SaidOrder, SaidPage, WrongRow } from './shared/page-facts.ts'
import type { SharedWriter } from './shared/writer.ts'

/** What the archive knows of an order that a run meets. */
export interface KnownOrder {
  readonly shopOrderId: string
  /** When the site had last changed it, as last seen. */
  readonly siteSeenAt: Instant
  readonly placedAt: Instant
}

/** A wrong order that is not ignored, as it was when the shop was last asked for it. */
export interface KeptWrong {
  readonly shopOrderId: string
  readonly number: string
  readonly modifiedAt: Instant | null
  /** By which {@link readingVersion} it was judged. */
  readonly reading: number | null
  readonly triedAt: Instant | null
  /** 1: the shop could not deliver it. */
  readonly undelivered: 0 | 1
}

interface StoredRecord {
  readonly id: number
  readonly order: OrderRecord
}

/** A page of 100 orders: 2 ms, and a tenth of its size; higher qualities take much longer for little. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }

/** Stores what runs find. */
export function savePageQueries(db: Sqlite, log: LogWriter, shared: SharedWriter) {
  // All at once: going in and out of SQLite for each of a hundred takes three times as long.
  const known = db.prepare<[string, number], KnownOrder>(
    `SELECT shop_order_id AS shopOrderId, site_seen_at AS siteSeenAt, placed_at AS placedAt
     FROM json_each(?) AS asked CROSS JOIN orders ON shop_id = ? AND shop_order_id = asked.value`,
  )
  // None beside a sum that came with the order, which may hold them: the shop did not list them singly then.
  const keepLaterRefunds = db
    .prepare<[Instant, string, number, string], number>(
      `INSERT OR IGNORE INTO order_refunds (order_id, refund_id, at, first_seen_at, document)
     SELECT orders.id, value ->> 'id', value ->> 'at', ?, value
     FROM orders, json_each(?) WHERE shop_id = ? AND shop_order_id = ?
       AND NOT EXISTS (SELECT 1 FROM order_refunds AS sum WHERE sum.order_id = orders.id AND sum.refund_id = '')
     RETURNING order_id`,
    )
    .pluck()
  const lackingRefunds = db
    .prepare<[string, number], string>(
      `SELECT DISTINCT shop_order_id FROM json_each(?) AS made
       JOIN orders ON shop_id = ? AND shop_order_id = made.value ->> 'shopOrderId'
       WHERE NOT EXISTS (SELECT 1 FROM order_refunds
         WHERE order_id = orders.id AND refund_id IN (made.value ->> 'refundId', ''))`,
    )
    .pluck()
  const insertRaw = db.prepare('INSERT INTO raw_batches (json) VALUES (?)')
  const annotations = removedAnnotations(db)
  const hasWrong = db.prepare('SELECT 1 FROM wrong_orders WHERE shop_id = ? LIMIT 1')
  const wrongRows = db.prepare<[string, number], WrongRow>(
    `SELECT wrong_orders.* FROM json_each(?) AS asked
     CROSS JOIN wrong_orders ON shop_id = ? AND shop_order_id = asked.value`,
  )
  const mend = db.prepare('DELETE FROM wrong_orders WHERE shop_id = ? AND shop_order_id IN (?, ?)')
  const keepWrong = db.prepare(
    `INSERT INTO wrong_orders (shop_id, shop_order_id, number, first_run_id, last_run_id, reasons, raw, modified_at,
       reading, tried_at, known)
     SELECT @shopId, @shopOrderId, @number, @runId, @runId, @reasons, @raw, @modifiedAt, ${readingVersion}, @at, @known
     -- One that an archive has which joins: the others get it.
     WHERE NOT EXISTS (SELECT 1 FROM orders WHERE shop_id = @shopId AND shop_order_id = @shopOrderId)
     ON CONFLICT DO UPDATE SET number = excluded.number, last_run_id = excluded.last_run_id,
       reasons = excluded.reasons, raw = coalesce(excluded.raw, raw), modified_at = excluded.modified_at,
       known = coalesce(excluded.known, known), reading = excluded.reading, tried_at = excluded.tried_at`,
  )
  const meetAgain = db.prepare<[number, number, string], { reasons: string }>(
    'UPDATE wrong_orders SET last_run_id = ? WHERE shop_id = ? AND shop_order_id = ? RETURNING reasons',
  )
  const keptWrong = db.prepare<[number], KeptWrong>(
    `SELECT shop_order_id AS shopOrderId, number, modified_at AS modifiedAt, reading, tried_at AS triedAt,
       instr(reasons, '"shop-cannot-deliver"') > 0 AS undelivered
     FROM wrong_orders WHERE shop_id = ? AND ignored_at IS NULL ORDER BY last_run_id`,
  )
  const placed = db
    .prepare<[string, string, number, number], string>(
      `SELECT shop_order_id FROM orders WHERE placed_at >= ? AND placed_at <= ? AND shop_id = ?
       ORDER BY placed_at DESC LIMIT ?`,
    )
    .pluck()
  const forget = db.prepare(
    `DELETE FROM wrong_orders
     WHERE shop_id = ? AND shop_order_id = ? AND instr(reasons, '"shop-cannot-deliver"') > 0`,
  )
  const seeChange = db
    .prepare<[string, number, string], number>(
      'UPDATE orders SET site_seen_at = ? WHERE shop_id = ? AND shop_order_id = ? RETURNING id',
    )
    .pluck()
  const count = db.prepare<[number, number, number, number, number], Counters>(
    `UPDATE runs SET total = total + ?, new = new + ?, skipped = skipped + ?, wrong = wrong + ? WHERE id = ?
     RETURNING total, new, skipped, wrong`,
  )
  const countShop = db.prepare('UPDATE shops SET orders_stored = orders_stored + ? WHERE id = ?')
  const shopOf = db.prepare<
    [number],
    { shopId: number; platform: PlatformId; meanings: string; sharedRun: number | null; isOver: 0 | 1 }
  >(
    `SELECT shop_id AS shopId, platform, ${meaningsColumn}, shared_run AS sharedRun,
       outcome <> 'running' AS isOver FROM runs JOIN shops ON shops.id = shop_id WHERE runs.id = ?`,
  )

  const fulfilmentBefore = db
    .prepare<[number], string>("SELECT document ->> 'fulfilment' FROM order_documents WHERE order_id = ?")
    .pluck()
  const { judgeSite } = leftOutQueries(db)
  const { noteSite } = checkKeeper(db)
  const keeper = orderKeeper(db)
  const { giveWay } = givingWay(db)
  const unshared = db.prepare('INSERT INTO unshared_orders SELECT value, ? FROM json_each(?)')

  const storeRaw = (raw: Uint8Array, isPacked: boolean): number | bigint => {
    if (isPacked) return insertRaw.run(raw).lastInsertRowid
    const compressed = brotliCompressSync(raw, brotli)
    // It was moved here for this and is not needed any more: given back at once, not when the collector comes by.
    if (raw.buffer instanceof ArrayBuffer && hasBufferToItself(raw)) raw.buffer.transfer(0)
    return insertRaw.run(compressed).lastInsertRowid
  }

  /** The orders of a page, without what it says of them. */
  const keepOrders = (place: OrderPlace, orders: readonly OrderRecord[]) => {
    const stored: StoredRecord[] = []
    const known: OrderRecord[] = []
    let replaced = 0
    const mayHaveBeen = annotations.any()
    for (const record of orders) {
      const order = toNewOrder(record)
      let id = keeper.store(place, order)
      if (id !== null) {
        if (mayHaveBeen) annotations.putBack(place.shopId, order.shopOrderId, id, order.searchText)
      } else if (shared.isQuiet()) {
        id = giveWay(place, order)
        if (id !== null) replaced += 1
      }
      if (id === null) known.push(record)
      else stored.push({ id, order: record })
    }
    if (stored.length > replaced) countShop.run(stored.length - replaced, place.shopId)
    return { stored, known }
  }

  /** Those that a page may change. */
  const wrongAmong = (shopId: number, { orders, skipped, wrong }: RunPage): readonly WrongRow[] => {
    const ids = [...orders, ...skipped, ...wrong].map(({ shopOrderId }) => shopOrderId)
    const unread = orders.map(({ number }) => `?${number}`)
    return wrongRows.all(JSON.stringify([...new Set([...ids, ...unread])]), shopId)
  }

  const placeOf = (runId: number, page: RunPage, at: Instant) => {
    const shop = shopOf.get(runId)
    if (shop === undefined) throw new Error(`no run ${runId}`)
    const { shopId, platform, sharedRun, isOver } = shop
    shared.refuseWithoutRight(shopId, sharedRun)
    // Another desk is at the shop, or may be.
    if (isOver === 1 && sharedRun !== null && !shared.isQuiet()) throw failure('lease-over', {})
    const meanings = JSON.parse(shop.meanings) as ChosenMeanings
    const raw = page.raw ?? new Uint8Array()
    const rawBatch = page.orders.length === 0 ? null : storeRaw(raw, page.isRawPacked ?? false)
    return { place: { shopId, platform, meanings, runId, rawBatch, downloadedAt: at }, sharedRun }
  }

  const storeOrders = (runId: number, page: RunPage, at: Instant): void => {
    const { place } = placeOf(runId, page, at)
    const { stored } = keepOrders(place, page.orders)
    shared.stored(
      place.shopId,
      stored.map(({ order }) => order.shopOrderId),
    )
  }

  const storePage = (runId: number, page: RunPage, at: Instant): Counters => {
    const { place, sharedRun } = placeOf(runId, page, at)
    const { shopId, rawBatch } = place
    const entries: NewLogEntry[] = page.notices.map((notice) => ({ level: 'warning', message: notice }))
    const mayMend = hasWrong.get(shopId) !== undefined
    const uuid = shared.told(shopId)
    const wrongBefore = uuid === null || !mayMend ? [] : wrongAmong(shopId, page)
    const { stored, known } = keepOrders(place, page.orders)
    // Somebody else stored those since they were classified: R15, never overwritten.
    const skipped = [
      ...page.skipped,
      ...known.map(({ shopOrderId, number }) => {
        return { shopOrderId, number, reason: { code: 'already-downloaded', params: {} } } as const
      }),
    ]
    for (const { order } of stored) {
      const { shopOrderId, number } = order
      // Also what stood for it while its identifier could not be read (`listed-wrong.ts`).
      const mended = mayMend ? mend.run(shopId, shopOrderId, `?${number}`).changes : 0
      if (mended > 0) {
        const message: LogMessage =
          order.accepted === null
            ? { code: 'wrong-order-mended', params: {} }
            : { code: 'wrong-order-accepted', params: { reasons: order.accepted.reasons } }
        const level = order.accepted === null ? 'info' : 'warning'
        entries.push({ level, message, shopOrderId, orderNumber: number })
      }
    }
    for (const { shopOrderId, number, reason } of skipped) {
      // The shop has delivered it, or has it no longer.
      if (mayMend) forget.run(shopId, shopOrderId)
      const message = { code: 'order-skipped', params: { reason } } as const
      entries.push({ level: 'info', message, shopOrderId, orderNumber: number })
    }
    for (const { shopOrderId, number, raw, reasons, modifiedAt = null, known } of page.wrong) {
      const kept = { shopId, shopOrderId, number, runId, reasons: JSON.stringify(reasons), raw }
      keepWrong.run({ ...kept, modifiedAt, at, known: known ? JSON.stringify(known) : null })
      const message = { code: 'order-wrong', params: { reasons } } as const
      entries.push({ level: 'error', message, shopOrderId, orderNumber: number })
    }
    let again = 0
    for (const { shopOrderId, number } of page.wrongAgain ?? []) {
      const kept = meetAgain.get(runId, shopId, shopOrderId)
      // Stored or let go meanwhile, by another process.
      if (kept === undefined) continue
      again += 1
      const reasons = JSON.parse(kept.reasons) as WrongReason[]
      const message = { code: 'order-wrong', params: { reasons } } as const
      entries.push({ level: 'error', message, shopOrderId, orderNumber: number })
    }
    const allWrong = page.wrong.length + again
    const changed: {
      readonly orderId: number
      readonly modifiedAt: Instant
      readonly words: readonly string[] | null
      readonly fulfilment: string | undefined
    }[] = []
    for (const {
      shopOrderId,
      number,
      modifiedAt,
      seenUpTo = modifiedAt,
      words = null,
      fulfilment,
    } of page.changed) {
      const orderId = seeChange.get(seenUpTo, shopId, shopOrderId)
      if (orderId !== undefined) changed.push({ orderId, modifiedAt, words, fulfilment })
      const message = { code: 'order-changed-on-site', params: { modifiedAt } } as const
      entries.push({ level: 'warning', message, shopOrderId, orderNumber: number })
    }
    const refunded = new Set<number>()
    for (const { shopOrderId, refunds } of page.refunds ?? []) {
      const kept = keepLaterRefunds.all(at, JSON.stringify(refunds), shopId, shopOrderId)
      for (const orderId of kept) refunded.add(orderId)
    }
    for (const { orderId, words, modifiedAt, fulfilment } of changed) {
      const isOnItsWay = fulfilment !== undefined && fulfilmentBefore.get(orderId) !== fulfilment
      const step = judgeSite(orderId, words === null ? null : { words, isRefunded: false })
      noteSite(orderId, { ...step, modifiedAt, isOnItsWay, isRefunded: refunded.delete(orderId) }, at)
    }
    // Those whose orders the shop does not count as changed by it.
    for (const orderId of refunded)
      noteSite(orderId, { ...judgeSite(orderId, null), modifiedAt: at, isRefunded: true }, at)
    log.write(runId, at, entries)
    const fresh = stored.length
    const examined = fresh + skipped.length + allWrong
    const counters = count.get(examined, fresh, skipped.length, allWrong, runId)
    if (!counters) throw new Error(`no run ${runId}`)
    if (uuid !== null) {
      const counted = { fresh, skipped: skipped.length, wrong: allWrong }
      const local = { counted, wrongBefore }
      sayPage({ shop: uuid, run: sharedRun, rawBatch }, { ...page, skipped }, stored, local, at)
    }
    if (fresh > 0)
      shared.stored(
        shopId,
        stored.map(({ order }) => order.shopOrderId),
      )
    return counters
  }

  /** What the other desks are told of it. */
  const sayPage = (
    where: { readonly shop: string; readonly run: number | null; readonly rawBatch: number | bigint | null },
    { skipped, wrong, wrongAgain, changed, refunds, notices }: RunPage,
    stored: readonly StoredRecord[],
    local: Pick<SaidPage, 'counted' | 'wrongBefore'>,
    at: Instant,
  ): void => {
    const orders = stored.map(({ order }): SaidOrder => {
      const { shopOrderId: id, number, stateGroup, accepted, rawIndex, document } = order
      const named = { id, number, group: stateGroup || null }
      return accepted === null ? named : { ...named, accepted: { rawIndex, accepted, document } }
    })
    const rest = {
      at,
      skipped,
      wrong,
      changed,
      notices,
      ...(wrongAgain && { wrongAgain }),
      ...(refunds && { refunds }),
    }
    const body: SaidPage = { ...rest, orders, ...local }
    const outboxId = shared.say({ kind: 'page', ...where, body })
    unshared.run(outboxId, JSON.stringify(stored.map(({ id }) => id)))
  }

  return {
    /** Which of these orders are in the archive already. */
    classify: (shopId: number, shopOrderIds: readonly string[]): KnownOrder[] =>
      known.all(JSON.stringify(shopOrderIds), shopId),

    /** The wrong orders that runs look after, those met longest ago first. */
    keptWrong: (shopId: number): KeptWrong[] => keptWrong.all(shopId),

    /** Which orders of the archive were placed in a period; the newest, where there are very many. */
    placedIn: (shopId: number, from: Instant, to: Instant, limit: number): string[] =>
      placed.all(from, to, shopId, limit),

    /** The orders of the archive that lack one of these refunds. */
    lackingRefunds: (
      shopId: number,
      made: readonly { readonly shopOrderId: string; readonly refundId: string }[],
    ): string[] => lackingRefunds.all(JSON.stringify(made), shopId),

    /**
     * One transaction: orders, outcomes, counters and log entries. Answers the run's counters after it. After a power cut
     * the run is unfinished and the cursor where it was, so that the next run reads again what was lost (R31).
     */
    savePage: unforced(db, writing(db, storePage)),
    /** The same within a transaction of another's. */
    storePage,
    /** Of a page that is known only the orders, likewise. */
    storeOrders,
  }
}
