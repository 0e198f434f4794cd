import { useViewportSize } from '@mantine/hooks'
import { useEffect, useMemo, useState } from 'react'
import type { OrderColumn } from '../../main/words/order-search.ts'
import { request } from '../client.ts'
import { ListRows } from '../parts/list-rows.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import { useOpenOrder } from '../state/open-order-store.ts'
import { besideOrder, fittingColumns, tableColumns, usualColumns } from './columns.tsx'
import { ListFoot } from './list-foot.tsx'
import { NothingFound } from './nothing-found.tsx'
import { refreshOrders, sortOrders, useOrderList } from './order-list-store.ts'
import { OrdersGrid } from './orders-grid.tsx'
import classes from './orders-list.module.css'

/** The orders found, and what they come to. */
export function OrdersList() {
  const texts = useTexts()
  const shops = useApp((state) => state.shops)
  const phase = useOrderList((state) => state.phase)
  const failure = useOrderList((state) => state.failure)
  const total = useOrderList((state) => state.total)
  const open = useOpenOrder((state) => state.openId !== null)
  const [own, setOwn] = useState<readonly OrderColumn[] | null>(null)
  useEffect(() => {
    void request('search.view', undefined).then((answer) => answer.ok && setOwn(answer.value.columns))
  }, [])
  const several = shops.length > 1
  const { width } = useViewportSize()
  const shown = own ?? usualColumns(several)
  const columns = useMemo(() => {
    const ids = own ?? usualColumns(several)
    const columns = tableColumns(open ? besideOrder(ids) : ids, texts, shops)
    // Chosen ones stay, and the list scrolls sideways.
    return own !== null || open || width === 0 ? columns : fittingColumns(columns, width)
  }, [own, several, open, width, texts, shops])

  function setColumns(columns: readonly OrderColumn[] | null): void {
    setOwn(columns)
    void request('search.saveView', { columns })
  }

  return (
    <div className={classes.list}>
      <ListRows phase={phase} failure={failure} onRetry={refreshOrders}>
        {total === 0 ? (
          <div className={classes.nothing}>
            <NothingFound />
          </div>
        ) : (
          <OrdersGrid
            columns={columns}
            onSort={(sort) => void sortOrders(sort)}
            // Beside an open order some columns are not shown: those stay where they were.
            onColumns={(ids) => setColumns([...ids, ...shown.filter((id) => !ids.includes(id))])}
          />
        )}
      </ListRows>
      <ListFoot shown={shown} onColumns={setColumns} />
    </div>
  )
}
