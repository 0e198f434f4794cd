import { create, type StoreApi, type UseBoundStore } from 'zustand'
import type { FailureValue } from '../../main/failure.ts'
import type { LogEntry, LogFilter } from '../../preload/contract.ts'
import { request } from '../client.ts'

export const noFilter: LogFilter = {
  shopId: null,
  runId: null,
  orderId: null,
  level: null,
  outcome: null,
  text: '',
}

const pageSize = 100

export interface LogState {
  readonly filter: LogFilter
  readonly entries: readonly LogEntry[]
  readonly phase: 'loading' | 'ready' | 'failed'
  readonly failure: FailureValue | null
  readonly hasMore: boolean
  /** The entry whose details are shown. */
  readonly selected: LogEntry | null
  select(entry: LogEntry | null): void
  setFilter(filter: LogFilter): void
  load(): Promise<void>
  more(): Promise<void>
  /** Takes in what is new on top, leaving what was read below. */
  refresh(): Promise<void>
}

export type LogStore = UseBoundStore<StoreApi<LogState>>

/** A view of the log: the main window has two, the dock below the download and the log at full height. */
export function createLogStore(): LogStore {
  // An answer that comes after the filter has changed belongs to nobody.
  let current = 0
  let loadingMore = false

  return create<LogState>()((set, get) => ({
    filter: noFilter,
    entries: [],
    phase: 'loading',
    failure: null,
    hasMore: false,
    selected: null,

    select(selected) {
      set({ selected })
    },

    setFilter(filter) {
      set({ filter })
      void get().load()
    },

    async load() {
      current += 1
      const asked = current
      const answer = await request('log.list', { filter: get().filter, beforeId: null, limit: pageSize })
      if (asked !== current) return
      if (!answer.ok) {
        set({ phase: 'failed', failure: answer.failure, entries: [], hasMore: false })
        return
      }
      set({
        phase: 'ready',
        failure: null,
        entries: answer.value,
        hasMore: answer.value.length === pageSize,
      })
    },

    async more() {
      const last = get().entries.at(-1)
      if (loadingMore || !get().hasMore || last === undefined) return
      loadingMore = true
      const asked = current
      const answer = await request('log.list', { filter: get().filter, beforeId: last.id, limit: pageSize })
      loadingMore = false
      if (asked !== current || !answer.ok) return
      set(({ entries }) => ({
        entries: [...entries, ...answer.value],
        hasMore: answer.value.length === pageSize,
      }))
    },

    async refresh() {
      const asked = current
      const answer = await request('log.list', { filter: get().filter, beforeId: null, limit: pageSize })
      if (asked !== current || !answer.ok) return
      set(({ entries, hasMore }) => {
        const merged = mergeNewest(entries, answer.value, pageSize)
        return { phase: 'ready', failure: null, ...merged, hasMore: merged.hasMore ?? hasMore }
      })
    },
  }))
}

/**
 * The newest page put on top of what was read before. Where the two do not meet (more has been written than a
 * page holds), what is below is let go and read again when scrolled to: a gap must never look like a whole.
 */
export function mergeNewest(
  known: readonly LogEntry[],
  newest: readonly LogEntry[],
  limit: number,
): { readonly entries: readonly LogEntry[]; readonly hasMore: boolean | null } {
  const last = newest.at(-1)
  const first = known[0]
  if (newest.length < limit || last === undefined || first === undefined || last.id > first.id) {
    return {
      entries: newest,
      hasMore: newest.length === limit,
    }
  }
  return {
    entries: [...newest, ...known.filter((entry) => entry.id < last.id)],
    hasMore: null,
  }
}

/** The log at full height. */
export const fullLog = createLogStore()
/** The log below the download. */
export const dockLog = createLogStore()
