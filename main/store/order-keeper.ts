import { checkBits, type FoundCheck } from '../words/checks.ts'
import type { Instant } from '../words/order.ts'
import type { PlatformId } from '../words/shop.ts'
import { leftOutAs } from '../words/standing.ts'
import type { ChosenMeanings } from '../words/state-meaning.ts'
import { checkKeeper } from './checks.ts'
import type { Sqlite } from './database.ts'
import { leftOutCode } from './left-out.ts'
import { type NewOrder, recordColumns } from './order-record.ts'
import { stateNameQueries } from './state-names.ts'
import { firstWork, workCodes } from './work.ts'

/** Whose an order is, and what has brought it. */
export interface OrderPlace {
  readonly shopId: number
  readonly platform: PlatformId
  readonly meanings: ChosenMeanings
  readonly runId: number
  readonly rawBatch: number | bigint | null
  readonly downloadedAt: Instant
}

/** How an order stood in another archive, beside what was changed of it by hand. */
export interface OrderPast {
  readonly siteModifiedAt: Instant
  readonly siteSeenAt: Instant
  readonly siteState: string | null
  readonly work: number
  readonly waitingUntil: string | null
  readonly unseen: number
  readonly ownNote: string
  readonly tags: string
  readonly checks: readonly FoundCheck[]
}

const stateAt = recordColumns.indexOf('state')
const stateIdAt = recordColumns.indexOf('state_id')

/** Stores new orders, for those who do it within a transaction of theirs. */
export function orderKeeper(db: Sqlite) {
  // By place, not by name: names are looked up again for every order.
  const columns = ['shop_id', 'run_id', 'downloaded_at', 'raw_batch_id', 'shop_order_id', 'site_modified_at']
  columns.push(
    'site_seen_at',
    'raw_index',
    'accepted',
    'work',
    'unseen',
    'left_out',
    'state_group',
    'checks',
    'waiting_until',
    'site_state',
    'own_note',
    'tags',
    ...recordColumns,
  )
  const insertOrder = db.prepare(
    `INSERT INTO orders (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
     ON CONFLICT (shop_id, shop_order_id) DO NOTHING`,
  )
  const insertDocument = db.prepare('INSERT INTO order_documents (order_id, document) VALUES (?, ?)')
  const keepRefunds = db.prepare(
    `INSERT OR IGNORE INTO order_refunds (order_id, refund_id, at, first_seen_at, document)
     SELECT order_id, value ->> 'id', value ->> 'at', ?, value
     FROM order_documents, json_each(document, '$.refunds') WHERE order_id = ?`,
  )
  const insertSearch = db.prepare('INSERT INTO order_search (rowid, text) VALUES (?, ?)')
  const { name: nameState } = stateNameQueries(db)
  const { checksOfNew, withSeen, keepChecks } = checkKeeper(db)

  /** What an order begins with. */
  const beginning = ({ shopId, platform, meanings }: OrderPlace, order: NewOrder) => {
    const out = leftOutAs(platform, order.standing, meanings)
    const work = firstWork({ platform, meanings }, order.standing)
    const checks = checksOfNew({
      shopId,
      order,
      acceptedAt: order.accepted?.at ?? null,
      isDone: work === workCodes.done,
      isLeftOut: out !== null,
    })
    const open = checks.filter(({ seenAt }) => seenAt === null).map(({ reason }) => reason)
    return { work, checks, leftOut: leftOutCode(out), bits: checkBits(open) }
  }

  /** The same of one that was in an archive before. */
  const asItWas = ({ shopId, platform, meanings }: OrderPlace, order: NewOrder, past: OrderPast) => {
    const checks = withSeen(shopId, order.shopOrderId, past.checks)
    const open = checks.filter(({ seenAt }) => seenAt === null).map(({ reason }) => reason)
    const leftOut = leftOutCode(leftOutAs(platform, order.standing, meanings))
    return { work: past.work, checks, leftOut, bits: checkBits(open) }
  }

  return {
    beginning,
    /**
     * @param past of an order that was in an archive before: how it stood there, instead of how orders begin
     * @returns its id; null: the archive has it already, and it stays as it is (R15)
     */
    store(place: OrderPlace, order: NewOrder, past: OrderPast | null = null): number | null {
      const { shopId, runId, rawBatch, downloadedAt: at } = place
      const { work, checks, leftOut, bits } =
        past === null ? beginning(place, order) : asItWas(place, order, past)
      const { changes, lastInsertRowid } = insertOrder.run(
        shopId,
        runId,
        at,
        rawBatch,
        order.shopOrderId,
        past?.siteModifiedAt ?? order.modifiedAt,
        past?.siteSeenAt ?? order.modifiedAt,
        order.rawIndex,
        order.accepted === null ? null : JSON.stringify(order.accepted),
        work,
        past?.unseen ?? 1,
        leftOut,
        order.stateGroup || null,
        bits,
        past?.waitingUntil ?? null,
        past?.siteState ?? null,
        past?.ownNote ?? '',
        past?.tags ?? '',
        ...order.values,
      )
      if (changes === 0) return null
      const id = Number(lastInsertRowid)
      insertDocument.run(id, order.document)
      nameState(shopId, String(order.values[stateIdAt]), String(order.values[stateAt]))
      keepChecks(id, checks, at)
      const isAnnotated = past !== null && past.ownNote + past.tags !== ''
      insertSearch.run(
        id,
        isAnnotated ? [order.searchText, past.ownNote, past.tags].join('\n') : order.searchText,
      )
      if (order.document.includes('"refunds":[{')) keepRefunds.run(at, id)
      return id
    },
    keepRefunds: (orderId: number, at: Instant): void => void keepRefunds.run(at, orderId),
  }
}
