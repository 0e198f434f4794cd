import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { create } from 'zustand'
import type { LogEntry } from '../../main/words/run.ts'
import { useTexts } from '../state/app-store.ts'
import { type Choosable, fetchOrders, keyOfOrder, useChosen } from '../state/chosen-store.ts'
import classes from './chosen-entries.module.css'
import { fetchableOrder } from './fetchable.ts'

/** The skipped and wrong orders chosen in the log, by `keyOfOrder`. */
export const useChosenEntries = create<{ readonly orders: ReadonlyMap<string, Choosable> }>()(() => ({
  orders: new Map(),
}))

/** Chooses the order of an entry, or no longer; only those that can be fetched. */
export function toggleEntry(entry: LogEntry): void {
  const order = fetchableOrder(entry)
  if (order === null) return
  const key = keyOfOrder(order)
  useChosenEntries.setState(({ orders }) => {
    const changed = new Map(orders)
    if (!changed.delete(key)) changed.set(key, order)
    return { orders: changed }
  })
}

/** Chooses none of them any more. */
export function chooseNone(): void {
  useChosenEntries.setState({ orders: new Map() })
}

/** *Scarica comunque* for those chosen; nothing where none is. */
export function ChosenEntries() {
  const { logScreen } = useTexts()
  const orders = useChosenEntries((state) => state.orders)
  const busy = useChosen((state) => [...orders.keys()].some((key) => state.busy.has(key)))
  if (orders.size === 0) return null
  return (
    <div className={classes.bar} role="status">
      <span className="num">{logScreen.chosen(orders.size)}</span>
      <Button
        size="xs"
        loading={busy}
        leftSection={<IconDownload size={16} aria-hidden />}
        onClick={() => void fetchOrders([...orders.values()]).then(chooseNone)}
      >
        {logScreen.fetch}
      </Button>
      <Button size="xs" variant="subtle" color="gray" onClick={chooseNone}>
        {logScreen.chooseNone}
      </Button>
    </div>
  )
}
