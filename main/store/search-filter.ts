import { parseDecimal } from '../decimal.ts'
import type { OrderFilter } from '../order-search.ts'
import { changedFlag, editedFlag, type OrderTable } from './search-columns.ts'

/** Takes the mark from the orders that do not fit. */
type Sieve = (marks: Uint8Array, count: number) => void

/**
 * What the filter asks for, its words aside. Each has its own loop: a function called for each order takes five times
 * as long.
 */
export function sievesOf(table: OrderTable, filter: OrderFilter): readonly Sieve[] {
  const { placed, total, run, shop, state, flags } = table
  const sieves: Sieve[] = []
  const { shopIds, states, from, before, amountFrom, amountTo, runId } = filter
  if (runId !== null) {
    sieves.push((marks, count) => {
      for (let place = 0; place < count; place += 1) if (run[place] !== runId) marks[place] = 0
    })
  }
  if (shopIds !== null) {
    const wanted = new Set(shopIds)
    sieves.push((marks, count) => {
      for (let place = 0; place < count; place += 1) if (!wanted.has(shop[place] ?? 0)) marks[place] = 0
    })
  }
  if (states !== null) {
    const wanted = new Uint8Array(table.states.words.length)
    for (const word of states) {
      const code = table.states.find(word)
      if (code !== undefined) wanted[code] = 1
    }
    sieves.push((marks, count) => {
      for (let place = 0; place < count; place += 1) if (wanted[state[place] ?? 0] !== 1) marks[place] = 0
    })
  }
  if (from !== null || before !== null) {
    const first = from === null ? Number.NEGATIVE_INFINITY : Date.parse(from)
    const end = before === null ? Number.POSITIVE_INFINITY : Date.parse(before)
    sieves.push((marks, count) => {
      for (let place = 0; place < count; place += 1) {
        const at = placed[place] ?? 0
        if (at < first || at >= end) marks[place] = 0
      }
    })
  }
  if (amountFrom !== null || amountTo !== null) {
    const least = amountFrom === null ? Number.NEGATIVE_INFINITY : tenThousandths(amountFrom)
    const most = amountTo === null ? Number.POSITIVE_INFINITY : tenThousandths(amountTo)
    sieves.push((marks, count) => {
      for (let place = 0; place < count; place += 1) {
        const amount = total[place] ?? 0
        if (amount < least || amount > most) marks[place] = 0
      }
    })
  }
  const wanted = (filter.changedOnSite ? changedFlag : 0) | (filter.edited ? editedFlag : 0)
  if (wanted !== 0) {
    sieves.push((marks, count) => {
      for (let place = 0; place < count; place += 1) {
        if (((flags[place] ?? 0) & wanted) !== wanted) marks[place] = 0
      }
    })
  }
  return sieves
}

function tenThousandths(amount: string): number {
  return Number((parseDecimal(amount) ?? 0n) / 100_000n)
}
