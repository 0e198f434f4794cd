import { useElementSize } from '@mantine/hooks'
import { useEffect, useMemo } from 'react'
import { isDetailColumn } from '../../main/words/order-search.ts'
import { ListRows } from '../parts/list-rows.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import { useOpenOrder } from '../state/open-order-store.ts'
import { CheckStrip } from './check-strip.tsx'
import { tableColumns } from './columns.tsx'
import { columnsWith, fittingColumns } from './fitting-columns.ts'
import { ListFoot } from './list-foot.tsx'
import { NothingFound } from './nothing-found.tsx'
import { refreshOrders, showDetails, sortOrders, useOrderList } from './order-list-store.ts'
import { OrdersGrid } from './orders-grid.tsx'
import classes from './orders-list.module.css'
import { changeView, readView, resetColumns, useSearchView } from './view-store.ts'

/** The orders found, and what they come to. */
export function OrdersList() {
  const texts = useTexts()
  const shops = useApp((state) => state.shops)
  const { phase, failure, total, search } = useOrderList()
  const firstRows = useOrderList((state) => state.pages.get(0))
  const open = useOpenOrder((state) => state.openId !== null)
  const view = useSearchView()
  useEffect(() => void readView(), [])
  const { ref, width } = useElementSize()
  const { check } = search
  const all = useMemo(() => tableColumns(view, texts, shops, check), [view, texts, shops, check])
  const columns = useMemo(() => {
    // Chosen ones stay where no order is open, and the list scrolls sideways.
    if ((view.columns !== null && !open) || width === 0) return all
    return fittingColumns(all, width, columnsWith(search.text, firstRows ?? []))
  }, [all, view, open, width, search, firstRows])
  const shown = all.map(({ id }) => id)
  const detailed = shown.some(isDetailColumn)
  useEffect(() => showDetails(detailed), [detailed])

  return (
    <div ref={ref} className={classes.list}>
      <div>
        <CheckStrip />
      </div>
      <ListRows phase={phase} failure={failure} onRetry={refreshOrders}>
        {total === 0 ? (
          <div className={classes.nothing}>
            <NothingFound />
          </div>
        ) : (
          <OrdersGrid
            columns={columns}
            onSort={(sort) => void sortOrders(sort)}
            // Where there is no room for all, those that are not shown stay where they were.
            onColumns={(ids) => changeView({ columns: [...ids, ...shown.filter((id) => !ids.includes(id))] })}
          />
        )}
      </ListRows>
      <ListFoot
        shown={shown}
        onColumns={(columns) => (columns === null ? resetColumns() : changeView({ columns }))}
      />
    </div>
  )
}
