import { scaled } from '../words/decimal.ts'
import type { PlatformId } from '../words/shop.ts'
import { leftOutAs, meaningOf, type Standing } from '../words/standing.ts'
import { type ChosenMeanings, type LeftOutMeaning, leftOutMeanings } from '../words/state-meaning.ts'
import type { Sqlite } from './database.ts'

/** What the shops' settings say of their states, as JSON, of `shops`. */
export const meaningsColumn = "coalesce(settings ->> 'stateMeanings', '{}') AS meanings"

/** How `orders.left_out` says it; null is 0. */
export function leftOutCode(meaning: LeftOutMeaning | null): number {
  return meaning === null ? 0 : leftOutMeanings.indexOf(meaning) + 1
}

/** What `orders.left_out` says. */
export function leftOutOf(code: number): LeftOutMeaning | null {
  return leftOutMeanings[code - 1] ?? null
}

/** The state an order has here. */
const ownState = "coalesce(nullif(state_id, ''), state)"
const asDownloaded = `SELECT coalesce(nullif(document ->> 'stateId', ''), document ->> 'state')
  FROM order_originals WHERE order_originals.order_id = orders.id`
/** The state that the site said last. */
const siteState = `coalesce(site_state, (${asDownloaded}), ${ownState})`
/** The platform's state that the state an order has here belongs to, of `orders`; null where that is not known. */
export const ownGroup = `CASE WHEN ${ownState} = ${siteState} THEN state_group END`
/** It was changed after the site said what it says, and is so still: by the log that desks share, where both are in it. */
const isOurs = `EXISTS (SELECT 1 FROM order_edits WHERE order_edits.order_id = orders.id AND undone_at IS NULL
  AND source <> 'reread' AND path IN ('state', 'stateId') AND CASE
    WHEN site_state_seq IS NULL OR order_edits.seq = site_state_seq THEN order_edits.id > site_state_edit
    ELSE order_edits.seq IS NULL OR order_edits.seq > site_state_seq END)`

/** The words of the state that counts, of `orders`: what the site said last, unless it was changed here. */
export const countedState = `CASE WHEN ${isOurs} THEN ${ownState} ELSE ${siteState} END AS word,
  CASE WHEN ${isOurs} THEN ${ownGroup} ELSE state_group END AS word_group`

interface KnownState {
  readonly platform: PlatformId
  readonly meanings: string
  readonly total: string
  readonly leftOut: number
  readonly own: string
  readonly ownGroup: string | null
  readonly site: string
  readonly siteGroup: string | null
  readonly isOurs: 0 | 1
}

/** What a change on the site comes to. */
export interface SiteStep {
  readonly leftOut: LeftOutMeaning | null
  readonly isNewlyLeftOut: boolean
  /** The state it has here leaves it out as that, too: nobody need be told. */
  readonly isOwn: boolean
  /** It is in another state, one that orders come to on their way. */
  readonly wentOn: boolean
}

/** Keeps what exports and prints leave out (R42), for those who change orders or shops within a transaction of theirs. */
export function leftOutQueries(db: Sqlite) {
  const one = db.prepare<[number], KnownState>(
    `SELECT platform, ${meaningsColumn}, total, left_out AS leftOut, ${ownState} AS own, ${ownGroup} AS ownGroup,
       ${siteState} AS site, state_group AS siteGroup, ${isOurs} AS isOurs
     FROM orders JOIN shops ON shops.id = shop_id WHERE orders.id = ?`,
  )
  const amounts = db
    .prepare<[number], string>("SELECT document ->> 'amount' FROM order_refunds WHERE order_id = ?")
    .pluck()
  const refunded = db
    .prepare<[number], string>(
      "SELECT document ->> '$.totals.refunded' FROM order_documents WHERE order_id = ?",
    )
    .pluck()
  const setSite = db.prepare(
    `UPDATE orders SET site_state = @word, state_group = nullif(@group, ''),
       site_state_edit = (SELECT coalesce(max(id), 0) FROM order_edits WHERE order_id = @orderId),
       site_state_seq = CASE WHEN EXISTS (SELECT 1 FROM applying) THEN (SELECT applied + 1 FROM desk) END
     WHERE id = @orderId`,
  )
  const set = db.prepare('UPDATE orders SET left_out = @code WHERE id = @orderId AND left_out <> @code')
  const inStates = db
    .prepare<{ shopId: number; states: string }, number>(
      `WITH named AS (SELECT value FROM json_each(@states))
       SELECT id FROM orders WHERE shop_id = @shopId
         AND (${ownState} IN named OR site_state IN named OR state_group IN named)`,
    )
    .pluck()

  const isRefunded = (orderId: number, total: string): boolean => {
    const paid = scaled(total)
    if (paid <= 0n) return false
    const given = amounts.all(orderId).reduce((sum, amount) => sum + scaled(amount), 0n)
    return given >= paid || scaled(refunded.get(orderId) ?? '') >= paid
  }

  /** Judges an order by what is known of it. @param isRefundedThere the site says that all was given back */
  const judge = (orderId: number, isRefundedThere = false) => {
    const order = one.get(orderId)
    if (order === undefined) return null
    const { platform } = order
    const chosen = JSON.parse(order.meanings) as ChosenMeanings
    const allBack = isRefunded(orderId, order.total)
    const own = [order.own, order.ownGroup ?? '']
    const words = order.isOurs === 1 ? own : [order.site, order.siteGroup ?? '']
    const leftOut = leftOutAs(platform, { words, isRefunded: isRefundedThere || allBack }, chosen)
    set.run({ orderId, code: leftOutCode(leftOut) })
    const isOwn = leftOut === leftOutAs(platform, { words: own, isRefunded: allBack }, chosen)
    return { leftOut, isOwn, meaning: meaningOf(platform, chosen, words) }
  }

  return {
    /** What the site says now: of the state, and whether it was wholly refunded; null: it does not say. */
    judgeSite(orderId: number, standing: Pick<Standing, 'words' | 'isRefunded'> | null): SiteStep {
      const before = one.get(orderId)
      const [word = '', group = ''] = standing?.words ?? []
      const isOther = word !== '' && word !== before?.site
      // Lists that do not say the group do not take it away.
      if (isOther || (word !== '' && group !== '' && group !== before?.siteGroup))
        setSite.run({ orderId, word, group })
      const { leftOut, isOwn, meaning } = judge(orderId, standing?.isRefunded) ?? none
      return {
        leftOut,
        isNewlyLeftOut: leftOut !== null && leftOutCode(leftOut) !== before?.leftOut,
        isOwn,
        wentOn: isOther && (meaning === 'paid' || meaning === 'shipped'),
      }
    },
    /** The state was changed here, or is not changed any more: what the site said before counts again then. */
    judgeOurs: (orderId: number): void => void judge(orderId),
    /** The shop's settings say something else of its states: those named. To be called when they are saved. */
    judgeStates(shopId: number, states: readonly string[]): void {
      if (states.length === 0) return
      for (const orderId of inStates.all({ shopId, states: JSON.stringify(states) })) judge(orderId)
    },
  }
}

const none = { leftOut: null, isOwn: false, meaning: null }

/** The states of which two settings do not say the same. */
export function changedMeanings(before: ChosenMeanings, after: ChosenMeanings): readonly string[] {
  const states = new Set([...Object.keys(before), ...Object.keys(after)])
  const of = (meanings: ChosenMeanings, state: string) =>
    Object.hasOwn(meanings, state) ? meanings[state] : undefined
  return [...states].filter((state) => of(before, state) !== of(after, state))
}
