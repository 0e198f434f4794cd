import { parseDecimal } from '../words/decimal.ts'
import type { PlatformId } from '../words/shop.ts'
import { leftOutAs, meaningOf, type Standing } from '../words/standing.ts'
import {
  type ChosenMeanings,
  type LeftOutMeaning,
  leftOutMeanings,
  type StateMeaning,
} from '../words/state-meaning.ts'
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

/** An order's state as last known (R42): the site's word counts, until it is changed here. */
const stateWord = "coalesce(site_state, nullif(state_id, ''), state)"

/** What a change on the site comes to. */
export interface SiteStep {
  readonly leftOut: LeftOutMeaning | null
  readonly isNewlyLeftOut: boolean
  /** It is in another state, one that orders come to on their way. */
  readonly wentOn: boolean
}

/** Keeps what exports and prints leave out (R42), for those who change orders or shops within a transaction of theirs. */
export function leftOutQueries(db: Sqlite) {
  const one = db.prepare<[number], { platform: PlatformId; meanings: string; total: string; word: string }>(
    `SELECT platform, ${meaningsColumn}, total, ${stateWord} AS word
     FROM orders JOIN shops ON shops.id = shop_id WHERE orders.id = ?`,
  )
  const stateOf = db.prepare<[number], { word: string; leftOut: number }>(
    `SELECT ${stateWord} AS word, left_out AS leftOut FROM orders WHERE id = ?`,
  )
  const amounts = db
    .prepare<[number], string>("SELECT document ->> 'amount' FROM order_refunds WHERE order_id = ?")
    .pluck()
  const setSite = db.prepare(
    "UPDATE orders SET site_state = nullif(?, coalesce(nullif(state_id, ''), state)) WHERE id = ?",
  )
  const forgetSite = db.prepare('UPDATE orders SET site_state = NULL WHERE id = ? AND site_state IS NOT NULL')
  const set = db.prepare('UPDATE orders SET left_out = @code WHERE id = @orderId AND left_out <> @code')
  const inState = db
    .prepare<[number, string], number>(`SELECT id FROM orders WHERE shop_id = ? AND ${stateWord} = ?`)
    .pluck()

  const isRefunded = (orderId: number, total: string): boolean => {
    const given = amounts.all(orderId)
    const paid = parseDecimal(total) ?? 0n
    return paid > 0n && given.reduce((sum, amount) => sum + (parseDecimal(amount) ?? 0n), 0n) >= paid
  }

  const judge = (
    orderId: number,
    standing: Pick<Standing, 'words' | 'isRefunded'> | null,
  ): StateMeaning | null => {
    const order = one.get(orderId)
    if (order === undefined) return null
    const chosen = JSON.parse(order.meanings) as ChosenMeanings
    const words = standing?.words ?? [order.word]
    const meaning = leftOutAs(
      order.platform,
      {
        words,
        isRefunded: standing?.isRefunded === true || isRefunded(orderId, order.total),
      },
      chosen,
    )
    set.run({ orderId, code: leftOutCode(meaning) })
    return meaning ?? meaningOf(order.platform, chosen, words)
  }

  return {
    /** What the site says now: of the state, and whether it was wholly refunded; null: it does not say. */
    judgeSite(orderId: number, standing: Pick<Standing, 'words' | 'isRefunded'> | null): SiteStep {
      const before = stateOf.get(orderId)
      if (standing !== null) setSite.run(standing.words[0] ?? '', orderId)
      const meaning = judge(orderId, standing)
      const [word, leftOut] = [
        standing?.words[0] ?? before?.word,
        leftOutMeanings.find((one) => one === meaning),
      ]
      return {
        leftOut: leftOut ?? null,
        isNewlyLeftOut: leftOut !== undefined && leftOutCode(leftOut) !== before?.leftOut,
        wentOn: word !== before?.word && (meaning === 'paid' || meaning === 'shipped'),
      }
    },
    /** The state was changed here: what the site said before does not count any more. */
    judgeOurs(orderId: number, standing: Standing): void {
      forgetSite.run(orderId)
      judge(orderId, standing)
    },
    /** The shop's settings say something else of its states: those named. To be called when they are saved. */
    judgeStates(shopId: number, states: readonly string[]): void {
      for (const state of states) for (const orderId of inState.all(shopId, state)) judge(orderId, null)
    },
  }
}

/** The states of which two settings do not say the same. */
export function changedMeanings(before: ChosenMeanings, after: ChosenMeanings): readonly string[] {
  const states = new Set([...Object.keys(before), ...Object.keys(after)])
  const of = (meanings: ChosenMeanings, state: string) =>
    Object.hasOwn(meanings, state) ? meanings[state] : undefined
  return [...states].filter((state) => of(before, state) !== of(after, state))
}
