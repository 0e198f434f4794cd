import { Button, Skeleton } from '@mantine/core'
import { IconMoodEmpty, IconPackage, IconPencilExclamation } from '@tabler/icons-react'
import { useCallback, useMemo } from 'react'
import { everyOrder } from '../../main/order-search.ts'
import type { OrderRow, ShopView } from '../../preload/contract.ts'
import { formatInstant, formatMoney } from '../format.ts'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { FailurePanel } from '../parts/failure-panel.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import { findMoreOrders, findOrders, openOrder, useOrders } from '../state/orders-store.ts'
import type { Texts } from '../texts/index.ts'
import classes from './orders-table.module.css'
import { stateNameOf } from './state-name.ts'

/** The orders found, newest first. */
export function OrdersTable() {
  const texts = useTexts()
  const several = useApp((state) => state.shops.length > 1)
  const { rows, total, phase, failure, openId, filter } = useOrders()
  const shops = useApp((state) => state.shops)
  const compact = openId !== null
  const columns = useMemo(() => columnsOf(texts, shops, several, compact), [texts, shops, several, compact])
  const more = useCallback(() => void findMoreOrders(), [])
  const open = useCallback((row: OrderRow) => void openOrder(row.id), [])

  if (phase === 'loading') {
    return (
      <div className={classes.loading} aria-hidden>
        {[88, 72, 90, 80, 76, 84, 70].map((width) => (
          <Skeleton key={width} height={12} width={`${width}%`} />
        ))}
      </div>
    )
  }
  if (phase === 'failed' && failure !== null) {
    return (
      <div className={classes.failure}>
        <FailurePanel texts={texts} failure={failure}>
          <Button size="xs" onClick={() => void findOrders(filter)}>
            {texts.common.retry}
          </Button>
        </FailurePanel>
      </div>
    )
  }
  return (
    <DataTable
      label={texts.search.table}
      columns={columns}
      rows={rows}
      keyOf={keyOf}
      selected={openId}
      onSelect={open}
      onOpen={open}
      onEnd={more}
      total={total}
      empty={<Nothing />}
    />
  )
}

const keyOf = (row: OrderRow) => row.id

function Nothing() {
  const { search } = useTexts()
  const filter = useOrders((state) => state.filter)
  const filtered = filter.text !== '' || filter.runId !== null || filter.shopIds !== null
  return filtered ? (
    <EmptyState
      icon={<IconMoodEmpty size={32} stroke={1.5} />}
      title={search.nothingFound}
      text={search.nothingFoundText}
    >
      <Button variant="default" size="xs" onClick={() => void findOrders(everyOrder)}>
        {search.widen}
      </Button>
    </EmptyState>
  ) : (
    <EmptyState icon={<IconPackage size={32} stroke={1.5} />} title={search.empty} text={search.emptyText} />
  )
}

/** Beside an open order there is room only for what tells the orders apart. */
function columnsOf(
  texts: Texts,
  shops: readonly ShopView[],
  withShop: boolean,
  compact: boolean,
): readonly Column<OrderRow>[] {
  const { columns, changedOnSite } = texts.search
  const shop: Column<OrderRow> = {
    id: 'shop',
    header: columns.shop,
    track: 'minmax(88px, 0.7fr)',
    cell: (row) => row.shopName,
  }
  const city: Column<OrderRow> = {
    id: 'city',
    header: columns.city,
    track: 'minmax(80px, 0.8fr)',
    cell: (row) => row.city,
  }
  return [
    {
      id: 'number',
      header: columns.number,
      track: '104px',
      cell: (row) => (
        <>
          <strong>{row.number}</strong>
          {row.changedOnSite && (
            <IconPencilExclamation size={15} className={classes.changed} aria-label={changedOnSite} />
          )}
        </>
      ),
    },
    {
      id: 'placedAt',
      header: columns.placedAt,
      track: '136px',
      cell: (row) => formatInstant(row.placedAt, texts.language),
    },
    ...(withShop && !compact ? [shop] : []),
    { id: 'state', header: columns.state, track: '128px', cell: (row) => stateNameOf(texts, shops, row) },
    { id: 'customer', header: columns.customer, track: 'minmax(120px, 1.4fr)', cell: (row) => row.customer },
    ...(compact ? [] : [city]),
    {
      id: 'total',
      header: columns.total,
      track: '112px',
      align: 'end',
      cell: (row) => formatMoney(row.total, row.currency, texts.language),
    },
  ]
}
