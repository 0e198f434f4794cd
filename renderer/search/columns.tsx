import { IconPencil, IconPencilExclamation } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { OrderColumn } from '../../main/order-search.ts'
import type { OrderRow, ShopView } from '../../preload/contract.ts'
import { formatInstant, formatMoney } from '../format.ts'
import type { Texts } from '../texts/index.ts'
import classes from './columns.module.css'
import { stateNameOf } from './state-name.ts'

export interface OrderTableColumn {
  readonly id: OrderColumn
  readonly header: string
  /** A grid track, and the least width it has, in pixels. */
  readonly track: string
  readonly least: number
  readonly align?: 'end'
  readonly cell: (row: OrderRow) => ReactNode
}

/** What is shown until the operator chooses: the shop only where there are several. */
export function usualColumns(severalShops: boolean): readonly OrderColumn[] {
  return [
    'number',
    'placedAt',
    ...(severalShops ? (['shop'] as const) : []),
    'state',
    'customer',
    'city',
    'total',
  ]
}

/** Missed the least, those first. */
const spared: readonly OrderColumn[] = ['city', 'shop']

/** The usual columns without those for which a narrow window has no room. */
export function fittingColumns(
  columns: readonly OrderTableColumn[],
  width: number,
): readonly OrderTableColumn[] {
  const [least] = spared.filter((id) => columns.some((column) => column.id === id))
  const needed = columns.reduce((sum, column) => sum + column.least, scrollbar)
  if (needed <= width || least === undefined) return columns
  return fittingColumns(
    columns.filter(({ id }) => id !== least),
    width,
  )
}

const scrollbar = 16

/** Beside an open order there is room only for what tells the orders apart. */
export function besideOrder(columns: readonly OrderColumn[]): readonly OrderColumn[] {
  const needed = columns.filter((id) => ['number', 'placedAt', 'state', 'customer', 'total'].includes(id))
  return needed.length > 0 ? needed : columns.slice(0, 3)
}

/** The columns of the table of orders, in the order chosen. */
export function tableColumns(
  ids: readonly OrderColumn[],
  texts: Texts,
  shops: readonly ShopView[],
): readonly OrderTableColumn[] {
  return ids.map((id) => ({ id, header: texts.search.columns[id], ...columnOf(id, texts, shops) }))
}

function columnOf(
  id: OrderColumn,
  texts: Texts,
  shops: readonly ShopView[],
): Pick<OrderTableColumn, 'track' | 'least' | 'align' | 'cell'> {
  const wide = (least: number, share: number, cell: (row: OrderRow) => ReactNode) => ({
    track: `minmax(${least}px, ${share}fr)`,
    least,
    cell,
  })
  const fixed = (least: number, cell: (row: OrderRow) => ReactNode) => ({ track: `${least}px`, least, cell })
  switch (id) {
    case 'number':
      return fixed(120, (row) => <OrderNumber row={row} texts={texts} />)
    case 'placedAt':
      return fixed(128, (row) => formatInstant(row.placedAt, texts.language))
    case 'downloadedAt':
      return fixed(128, (row) => formatInstant(row.downloadedAt, texts.language))
    case 'shop':
      return wide(96, 0.7, (row) => row.shopName)
    case 'state':
      return wide(120, 0.8, (row) => stateNameOf(texts, shops, row))
    case 'customer':
      return wide(128, 1.4, (row) => row.customer)
    case 'email':
      return wide(144, 1.2, (row) => row.email)
    case 'city':
      return wide(88, 0.8, (row) => row.city)
    case 'total':
      return { ...fixed(112, (row) => formatMoney(row.total, row.currency, texts.language)), align: 'end' }
  }
}

function OrderNumber({ row, texts }: { readonly row: OrderRow; readonly texts: Texts }) {
  const { changedOnSite, edited } = texts.search
  return (
    <>
      <strong>{row.number}</strong>
      {row.changedOnSite && (
        <span title={changedOnSite} className={classes.mark} data-tone="warn">
          <IconPencilExclamation size={15} aria-label={changedOnSite} />
        </span>
      )}
      {row.edited && (
        <span title={edited} className={classes.mark}>
          <IconPencil size={15} aria-label={edited} />
        </span>
      )}
    </>
  )
}
