import { create } from 'zustand'
import type { LogEntry } from '../../main/words/run.ts'
import { type Choosable, keyOfOrder } from '../state/chosen-store.ts'
import { fetchableOrder } from './fetchable.ts'

interface ChosenEntries {
  /** By `keyOfOrder`. */
  readonly orders: ReadonlyMap<string, Choosable>
  /** Where a range with Shift begins. */
  readonly anchor: string | null
}

/** The skipped and wrong orders chosen in the log. */
export const useChosenEntries = create<ChosenEntries>()(() => ({ orders: new Map(), anchor: null }))

/** Those of these entries that can be fetched, in their order, once each. */
function fetchable(entries: readonly LogEntry[]): ReadonlyMap<string, Choosable> {
  const orders = entries.map(fetchableOrder).filter((order) => order !== null)
  return new Map(orders.map((order) => [keyOfOrder(order), order]))
}

/**
 * Chooses the order of an entry, or no longer; only one that can be fetched.
 * @param entries those listed
 * @param range all from the one chosen last to this one become what this one becomes
 */
export function toggleEntry(entry: LogEntry, entries: readonly LogEntry[], range: boolean): void {
  const order = fetchableOrder(entry)
  if (order === null) return
  const key = keyOfOrder(order)
  const { orders, anchor } = useChosenEntries.getState()
  const listed = fetchable(entries)
  const keys = [...listed.keys()]
  const [from, to] = [range && anchor !== null ? keys.indexOf(anchor) : -1, keys.indexOf(key)]
  const meant = from === -1 ? [key] : keys.slice(Math.min(from, to), Math.max(from, to) + 1)
  const changed = new Map(orders)
  const isOn = !orders.has(key)
  for (const each of meant) {
    const one = listed.get(each)
    if (isOn && one !== undefined) changed.set(each, one)
    else changed.delete(each)
  }
  useChosenEntries.setState({ orders: changed, anchor: key })
}

/** Chooses all that are listed and can be fetched. */
export function chooseAll(entries: readonly LogEntry[]): void {
  useChosenEntries.setState({ orders: fetchable(entries), anchor: null })
}

/** What the list does not show any more is not chosen: nothing is fetched that nobody sees. */
export function keepListed(entries: readonly LogEntry[]): void {
  const { orders } = useChosenEntries.getState()
  if (orders.size === 0) return
  const listed = fetchable(entries)
  const kept = [...orders].filter(([key]) => listed.has(key))
  if (kept.length < orders.size) useChosenEntries.setState({ orders: new Map(kept), anchor: null })
}

/** Chooses none of them any more. */
export function chooseNone(): void {
  useChosenEntries.setState({ orders: new Map(), anchor: null })
}
