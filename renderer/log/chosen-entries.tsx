import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTexts } from '../state/app-store.ts'
import { fetchOrders, useChosen } from '../state/chosen-store.ts'
import { chooseNone, useChosenEntries } from './choosing.ts'
import classes from './chosen-entries.module.css'
import { SkippedGroups } from './skipped-groups.tsx'

/** *Scarica comunque* for the orders chosen, and for all that a download skipped for one reason. Always as high. */
export function ChosenEntries() {
  const { logScreen } = useTexts()
  const orders = useChosenEntries((state) => state.orders)
  const busy = useChosen((state) => [...orders.keys()].some((key) => state.busy.has(key)))
  const { size } = orders
  return (
    <div className={classes.bar}>
      <div className={classes.chosen} role="status">
        {size === 0 ? (
          <span className="dim">{logScreen.chooseHint}</span>
        ) : (
          <>
            <span className="num">{logScreen.chosen(size)}</span>
            <Button
              size="compact-sm"
              loading={busy}
              leftSection={<IconDownload size={16} aria-hidden />}
              onClick={() => void fetchOrders([...orders.values()]).then(chooseNone)}
            >
              {logScreen.fetchChosen(size)}
            </Button>
            <Button size="compact-sm" variant="subtle" color="gray" onClick={chooseNone}>
              {logScreen.chooseNone}
            </Button>
          </>
        )}
      </div>
      <SkippedGroups />
    </div>
  )
}
