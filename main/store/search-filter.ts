import { parseDecimal } from '../words/decimal.ts'
import type { Day } from '../words/local-time.ts'
import { type OrderFilter, wordColumns, wordFilters } from '../words/order-search.ts'
import { workStates } from '../words/work.ts'
import type { DownloadedPlaces } from './search-downloads.ts'
import { kindBits, newKinds } from './search-handovers.ts'
import { changedFlag, dayNumber, editedFlag, type OrderTable, unseenFlag, workRank } from './search-table.ts'
import type { WordColumns } from './search-words.ts'
import type { OtherName } from './state-names.ts'

/** Of the first `count` places, moves those that meet it to the front; answers how many they are. */
export type Condition = (places: Uint32Array, count: number) => number

/**
 * What the filter asks for, its words aside. Each condition has a loop of its own: a function called for each order
 * takes five times as long.
 * @param otherNames of the filter's states, where shops renamed them
 * @param today for orders that wait until a day
 * @param words of columns that the table does not have
 */
export function conditionsOf(
  table: OrderTable,
  filter: OrderFilter,
  otherNames: readonly OtherName[],
  today: Day,
  words: WordColumns,
  downloaded: DownloadedPlaces,
): Condition[] {
  const { placed, total, run, shop, state, flags } = table
  const conditions: Condition[] = []
  const { shopIds, states, from, before, amountFrom, amountTo, runId } = filter
  if (runId !== null) {
    conditions.push((places, count) => {
      let kept = 0
      for (let at = 0; at < count; at += 1) {
        const place = places[at] ?? 0
        if (run[place] === runId) places[kept++] = place
      }
      return kept
    })
  }
  if (filter.orderIds !== null) {
    const { ids } = table
    const wanted = new Set(filter.orderIds)
    conditions.push((places, count) => {
      let kept = 0
      for (let at = 0; at < count; at += 1) {
        const place = places[at] ?? 0
        if (wanted.has(ids[place] ?? 0)) places[kept++] = place
      }
      return kept
    })
  }
  if (shopIds !== null) {
    // A list: looking into a set takes three times as long.
    const wanted: boolean[] = []
    for (const id of shopIds) wanted[id] = true
    conditions.push((places, count) => {
      let kept = 0
      for (let at = 0; at < count; at += 1) {
        const place = places[at] ?? 0
        if (wanted[shop[place] ?? 0] === true) places[kept++] = place
      }
      return kept
    })
  }
  if (states !== null) {
    const want = (marks: Uint8Array, name: string): Uint8Array => {
      const code = table.states.find(name)
      if (code !== undefined) marks[code] = 1
      return marks
    }
    const wanted = states.reduce(want, new Uint8Array(table.states.words.length))
    // What is another name of a state on one shop may be a state of its own on the next.
    const wantedOf: Uint8Array[] = []
    for (const { shopId, name } of otherNames) {
      wantedOf[shopId] = want(wantedOf[shopId] ?? wanted.slice(), name)
    }
    // Nearly always there are none, and then it takes half the time.
    const alike: Condition = (places, count) => {
      let kept = 0
      for (let at = 0; at < count; at += 1) {
        const place = places[at] ?? 0
        if (wanted[state[place] ?? 0] === 1) places[kept++] = place
      }
      return kept
    }
    const byShop: Condition = (places, count) => {
      let kept = 0
      for (let at = 0; at < count; at += 1) {
        const place = places[at] ?? 0
        const marks = wantedOf[shop[place] ?? 0] ?? wanted
        if (marks[state[place] ?? 0] === 1) places[kept++] = place
      }
      return kept
    }
    conditions.push(otherNames.length === 0 ? alike : byShop)
  }
  if (from !== null || before !== null) {
    const first = from === null ? Number.NEGATIVE_INFINITY : Date.parse(from)
    const end = before === null ? Number.POSITIVE_INFINITY : Date.parse(before)
    conditions.push((places, count) => {
      let kept = 0
      for (let at = 0; at < count; at += 1) {
        const place = places[at] ?? 0
        const when = placed[place] ?? 0
        if (when >= first && when < end) places[kept++] = place
      }
      return kept
    })
  }
  if (amountFrom !== null || amountTo !== null) {
    const least = amountFrom === null ? Number.NEGATIVE_INFINITY : tenThousandths(amountFrom)
    const most = amountTo === null ? Number.POSITIVE_INFINITY : tenThousandths(amountTo)
    conditions.push((places, count) => {
      let kept = 0
      for (let at = 0; at < count; at += 1) {
        const place = places[at] ?? 0
        const amount = total[place] ?? 0
        if (amount >= least && amount <= most) places[kept++] = place
      }
      return kept
    })
  }
  if (filter.work !== null) {
    const day = dayNumber(today)
    const wanted = workStates.indexOf(filter.work)
    conditions.push((places, count) => {
      let kept = 0
      for (let at = 0; at < count; at += 1) {
        const place = places[at] ?? 0
        if (workRank(table, place, day) === wanted) places[kept++] = place
      }
      return kept
    })
  }
  const wanted =
    (filter.changedOnSite ? changedFlag : 0) |
    (filter.edited ? editedFlag : 0) |
    (filter.unseen ? unseenFlag : 0)
  if (wanted !== 0) {
    conditions.push((places, count) => {
      let kept = 0
      for (let at = 0; at < count; at += 1) {
        const place = places[at] ?? 0
        if (((flags[place] ?? 0) & wanted) === wanted) places[kept++] = place
      }
      return kept
    })
  }
  if (filter.check) {
    const { checks } = table
    conditions.push((places, count) => {
      let kept = 0
      for (let at = 0; at < count; at += 1) {
        const place = places[at] ?? 0
        if ((checks[place] ?? 0) !== 0) places[kept++] = place
      }
      return kept
    })
  }
  if (filter.newFor !== null) {
    const { handed, again } = table
    const kinds = kindBits(filter.newFor)
    conditions.push((places, count) => {
      let kept = 0
      for (let at = 0; at < count; at += 1) {
        const place = places[at] ?? 0
        if ((newKinds(handed[place] ?? 0, again[place] ?? 0) & kinds) === kinds) places[kept++] = place
      }
      return kept
    })
  }
  for (const column of wordColumns) {
    const names = filter[wordFilters[column]]
    if (names === null) continue
    const { codes, words: known } = words.of(column)
    const wanted = new Uint8Array(known.words.length)
    for (const name of names) {
      const code = known.find(name)
      if (code !== undefined) wanted[code] = 1
    }
    conditions.push((places, count) => {
      let kept = 0
      for (let at = 0; at < count; at += 1) {
        const place = places[at] ?? 0
        if (wanted[codes[place] ?? 0] === 1) places[kept++] = place
      }
      return kept
    })
  }
  const { downloadedFrom, downloadedBefore } = filter
  if (downloadedFrom !== null || downloadedBefore !== null) {
    const marks = downloaded(table, downloadedFrom, downloadedBefore)
    conditions.push((places, count) => {
      let kept = 0
      for (let at = 0; at < count; at += 1) {
        const place = places[at] ?? 0
        if (marks[place] === 1) places[kept++] = place
      }
      return kept
    })
  }
  return conditions
}

/** Leaves out the orders of those shops. */
export function notOfShops({ shop }: OrderTable, shopIds: readonly number[]): Condition {
  const hidden = new Set(shopIds)
  return (places, count) => {
    let kept = 0
    for (let at = 0; at < count; at += 1) {
      const place = places[at] ?? 0
      if (!hidden.has(shop[place] ?? 0)) places[kept++] = place
    }
    return kept
  }
}

function tenThousandths(amount: string): number {
  return Number((parseDecimal(amount) ?? 0n) / 100_000n)
}
