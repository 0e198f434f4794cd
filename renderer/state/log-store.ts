import { create, type StoreApi, type UseBoundStore } from 'zustand'
import type { LogEntry } from '../../main/words/run.ts'
import type { LogFilter } from '../../main/words/schemas.ts'
import { request } from '../client.ts'
import { createListReader, type ListPage, type ListState, pageById, unread } from './list-reader.ts'

export const noFilter: LogFilter = {
  shopId: null,
  runId: null,
  orderId: null,
  level: null,
  outcome: null,
  text: '',
}

export interface LogState extends ListState<LogEntry> {
  readonly filter: LogFilter
  /** The entry whose details are shown. */
  readonly selected: LogEntry | null
  select(entry: LogEntry | null): void
  /** Done when the list is read. */
  setFilter(filter: LogFilter): Promise<void>
  load(): Promise<void>
  more(): Promise<void>
  /** Takes in what is new on top, leaving what was read below. */
  refresh(): Promise<void>
}

export type LogStore = UseBoundStore<StoreApi<LogState>>

/** A view of the log: the main window has two, the dock below the download and the log at full height. */
export function createLogStore(): LogStore {
  return create<LogState>()((set, get, store) => {
    const list = createListReader<LogEntry>(store, 100, async (beforeId, limit) =>
      pageById(await request('log.list', { filter: get().filter, beforeId, limit }), limit),
    )
    return {
      ...unread,
      filter: noFilter,
      selected: null,
      select: (selected) => set({ selected }),
      setFilter: (filter) => {
        set({ filter })
        return list.load()
      },
      load: list.load,
      more: list.more,
      refresh: () => list.refresh(mergeNewest),
    }
  })
}

/**
 * The newest page put on top of what was read before. Where the two do not meet (more has been written than a
 * page holds), what is below is let go and read again when scrolled to: a gap must never look like a whole.
 */
export function mergeNewest(known: ListPage<LogEntry>, newest: ListPage<LogEntry>): ListPage<LogEntry> {
  const last = newest.rows.at(-1)
  const first = known.rows[0]
  if (newest.next === null || last === undefined || first === undefined || last.id > first.id) return newest
  return { rows: [...newest.rows, ...known.rows.filter((entry) => entry.id < last.id)], next: known.next }
}

/** The log at full height. */
export const fullLog = createLogStore()
/** The log below the download. */
export const dockLog = createLogStore()
