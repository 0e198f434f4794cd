import { brotliDecompressSync } from 'node:zlib'
import { failure } from '../words/failure.ts'
import { elementText } from '../words/json-text.ts'
import type { KnownOfWrong, WrongOrder, WrongPage } from '../words/missing.ts'
import { type Accepted, type Instant, mayBeAccepted, type WrongReason } from '../words/order.ts'
import type { WrongFilter } from '../words/schemas.ts'
import { type Sqlite, writing } from './database.ts'
import { hiddenShops } from './demo-orders.ts'
import type { LogWriter } from './log-writer.ts'
import { orderRemoval } from './remove-order.ts'
import type { RunFact } from './shared/run-facts.ts'
import type { SharedWriter } from './shared/writer.ts'

/** An order as its shop knows it. */
export interface OrderKey {
  readonly shopId: number
  readonly shopOrderId: string
}

type NamedKey = OrderKey & { readonly number: string }

/** A wrong order with what the shop sent of it. */
export interface WrongData {
  readonly shopOrderId: string
  readonly number: string
  /** JSON; null when the shop could not deliver it. */
  readonly raw: string | null
  readonly reasons: readonly WrongReason[]
  readonly firstRunId: number
  readonly lastRunId: number
}

type WrongRow = Omit<WrongOrder, 'reasons' | 'hasRaw' | 'known'> & {
  readonly reasons: string
  readonly hasRaw: 0 | 1
  readonly known: string | null
}

const columns = `wrong_orders.shop_id AS shopId, shops.name AS shopName, shop_order_id AS shopOrderId, number,
  first.started_at AS firstAt, last.started_at AS lastAt, last_run_id AS lastRunId, reasons, raw IS NOT NULL AS hasRaw, known,
  ignored_at AS ignoredAt`
const joined = `wrong_orders
  JOIN shops ON shops.id = wrong_orders.shop_id
  JOIN runs AS first ON first.id = first_run_id
  JOIN runs AS last ON last.id = last_run_id`

/** Wrong orders (R7): listed, looked at, ignored and heeded again. */
export function wrongQueries(db: Sqlite, log: LogWriter, shared: SharedWriter) {
  const raw = db.prepare<[number, string], { raw: string | null }>(
    'SELECT raw FROM wrong_orders WHERE shop_id = ? AND shop_order_id = ?',
  )
  const ignored = db
    .prepare<[number], string>(
      'SELECT shop_order_id FROM wrong_orders WHERE shop_id = ? AND ignored_at IS NOT NULL',
    )
    .pluck()
  const ignore = db.prepare<[string | null, number, string, number], { number: string; lastRunId: number }>(
    `UPDATE wrong_orders SET ignored_at = ?, reading = NULL WHERE shop_id = ? AND shop_order_id = ? AND (ignored_at IS NULL) = ?
     RETURNING number, last_run_id AS lastRunId`,
  )

  const open = db.prepare<[number | null, number | null], NamedKey & Pick<WrongRow, 'reasons' | 'hasRaw'>>(
    `SELECT shop_id AS shopId, shop_order_id AS shopOrderId, number, reasons, raw IS NOT NULL AS hasRaw
     FROM wrong_orders JOIN shops ON shops.id = shop_id
     WHERE ignored_at IS NULL AND removed_at IS NULL AND (? IS NULL OR shop_id = ?)`,
  )
  const kept = db.prepare<[string, number], Omit<WrongData, 'reasons'> & { reasons: string }>(
    `SELECT shop_order_id AS shopOrderId, number, raw, reasons, first_run_id AS firstRunId, last_run_id AS lastRunId
     FROM json_each(?) AS asked CROSS JOIN wrong_orders ON shop_id = ? AND shop_order_id = asked.value`,
  )
  const acceptedOrder = db.prepare<
    [number],
    OrderKey &
      Record<'number' | 'accepted' | 'customer' | 'placedAt' | 'total' | 'currency', string> & {
        id: number
        edited: 0 | 1
        json: Buffer
        rawIndex: number
      }
  >(
    `SELECT orders.id, edited, shop_id AS shopId, shop_order_id AS shopOrderId, number, accepted, json, raw_index AS rawIndex,
       customer, placed_at AS placedAt, total, currency
     FROM orders JOIN raw_batches ON raw_batches.id = raw_batch_id
     WHERE orders.id = ? AND accepted IS NOT NULL`,
  )
  const putBack = db.prepare(
    `INSERT INTO wrong_orders (shop_id, shop_order_id, number, first_run_id, last_run_id, reasons, raw, known)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const remove = orderRemoval(db)

  const say = (shopId: number, body: RunFact): void => {
    const shop = shared.told(shopId)
    if (shop !== null) shared.say({ kind: 'run', shop, run: null, body })
  }

  const takeBack = (orderId: number, at: Instant): void => {
    const found = acceptedOrder.get(orderId)
    if (!found) return
    const { shopId, shopOrderId, number, customer, placedAt, total, currency } = found
    const { reasons, firstRunId, lastRunId } = JSON.parse(found.accepted) as Accepted
    const raw = elementText(brotliDecompressSync(found.json), found.rawIndex)
    const known: KnownOfWrong = { customer, placedAt, total, currency }
    remove(orderId)
    const of = [shopId, shopOrderId, number, firstRunId, lastRunId, JSON.stringify(reasons), raw]
    putBack.run(...of, JSON.stringify(known))
    const message = { code: 'accepted-order-taken-back', params: {} } as const
    log.write(lastRunId, at, [{ level: 'info', message, shopOrderId, orderNumber: number }])
  }

  return {
    /** Last met first; keyset paging. */
    listWrong: (filter: WrongFilter, after: string | null, limit: number): WrongPage => {
      const ofShop =
        filter.shopId === null
          ? `AND wrong_orders.shop_id NOT IN ${hiddenShops}`
          : 'AND wrong_orders.shop_id = ?'
      const params = filter.shopId === null ? [] : [filter.shopId]
      const counts = db
        .prepare<unknown[], { open: number; ignored: number }>(
          `SELECT count(*) FILTER (WHERE ignored_at IS NULL) AS open,
             count(*) FILTER (WHERE ignored_at IS NOT NULL) AS ignored
           FROM wrong_orders JOIN shops ON shops.id = wrong_orders.shop_id WHERE shops.removed_at IS NULL ${ofShop}`,
        )
        .get(...params)
      const keyset = after === null ? [] : (JSON.parse(after) as [number, number, string])
      const rows = db
        .prepare<unknown[], WrongRow>(
          `SELECT ${columns} FROM ${joined}
           WHERE shops.removed_at IS NULL AND ignored_at IS ${filter.ignored ? 'NOT NULL' : 'NULL'} ${ofShop}
             ${after === null ? '' : 'AND (last_run_id, wrong_orders.shop_id, shop_order_id) < (?, ?, ?)'}
           ORDER BY last_run_id DESC, wrong_orders.shop_id DESC, shop_order_id DESC LIMIT ?`,
        )
        .all(...params, ...keyset, limit)
      const last = rows.length === limit ? rows.at(-1) : undefined
      return {
        rows: rows.map(readWrong),
        open: counts?.open ?? 0,
        ignored: counts?.ignored ?? 0,
        next: last ? JSON.stringify([last.lastRunId, last.shopId, last.shopOrderId]) : null,
      }
    },
    /** The shop's own data of a wrong order, as JSON text; null when there is none. */
    wrongRaw: ({ shopId, shopOrderId }: OrderKey): string | null => raw.get(shopId, shopOrderId)?.raw ?? null,
    /** All that are not ignored, of one shop or of all. */
    openWrong: (shopId: number | null): NamedKey[] => open.all(shopId, shopId).map(keyOf),
    /** Wrong orders of a shop with the data kept; those that are not wrong (any more) are left out. */
    wrongData: (shopId: number, shopOrderIds: readonly string[]): WrongData[] =>
      kept
        .all(JSON.stringify(shopOrderIds), shopId)
        .map((row) => ({ ...row, reasons: JSON.parse(row.reasons) as WrongReason[] })),
    /** All of one shop, or of all, that can be taken as they are (R38). */
    acceptableWrong: (shopId: number | null): NamedKey[] =>
      open
        .all(shopId, shopId)
        .filter(({ reasons, hasRaw }) => hasRaw === 1 && mayBeAccepted(JSON.parse(reasons) as WrongReason[]))
        .map(keyOf),
    /**
     * Puts an order that was taken as it is back among the wrong ones (R38).
     * @throws Failure `order-changed-meanwhile` when it was edited, or is none of those
     */
    takeBackAccepted: writing(db, (orderId: number, at: Instant): void => {
      const found = acceptedOrder.get(orderId)
      if (!found || found.edited === 1) throw failure('order-changed-meanwhile', { number: String(orderId) })
      takeBack(orderId, at)
      say(found.shopId, { op: 'take-back', shopOrderId: found.shopOrderId, at })
    }),
    /** The same for another desk, which had not seen what was changed here (R55). Within a transaction. */
    takeBackElsewhere: takeBack,
    /** The orders of a shop that runs leave alone. */
    ignoredOrders: (shopId: number): string[] => ignored.all(shopId),
    /**
     * Takes wrong orders out of the list and of Errati (later runs skip them), or puts them back. The log says so,
     * among the entries of the run that last met the order.
     */
    setIgnored: writing(db, (orders: readonly OrderKey[], ignoring: boolean, at: Instant): void => {
      const code = ignoring ? 'wrong-order-ignored' : 'wrong-order-heeded'
      for (const { shopId, shopOrderId } of orders) {
        const row = ignore.get(ignoring ? at : null, shopId, shopOrderId, ignoring ? 1 : 0)
        if (!row) continue
        const message = { code, params: {} } as const
        log.write(row.lastRunId, at, [{ level: 'info', message, shopOrderId, orderNumber: row.number }])
        say(shopId, { op: 'ignore', shopOrderIds: [shopOrderId], ignoring, at })
      }
    }),
  }
}

function keyOf({ shopId, shopOrderId, number }: NamedKey): NamedKey {
  return { shopId, shopOrderId, number }
}

function readWrong({ reasons, hasRaw, known, ...row }: WrongRow): WrongOrder {
  return {
    ...row,
    reasons: JSON.parse(reasons) as WrongReason[],
    hasRaw: hasRaw === 1,
    known: known === null ? null : (JSON.parse(known) as KnownOfWrong),
  }
}
