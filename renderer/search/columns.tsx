import { IconHelpCircle, IconPencil, IconPencilExclamation } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Texts } from '../../main/texts/shape.ts'
import { stateNameOf } from '../../main/texts/state-name.ts'
import { formatDay, formatInstant, formatMoney } from '../../main/words/format.ts'
import { startOf } from '../../main/words/local-time.ts'
import type { OrderColumn } from '../../main/words/order-search.ts'
import type { OrderRow } from '../../main/words/order-view.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { type Column, leastWidth } from '../parts/data-table.tsx'
import classes from './columns.module.css'

export interface OrderTableColumn extends Column<OrderRow> {
  readonly id: OrderColumn
}

/** What is shown until the operator chooses: the shop only where there are several. */
export function usualColumns(severalShops: boolean): readonly OrderColumn[] {
  return [
    'number',
    'placedAt',
    ...(severalShops ? (['shop'] as const) : []),
    'state',
    'work',
    'customer',
    'city',
    'total',
  ]
}

/** Missed the least, those first. */
const spared: readonly OrderColumn[] = ['city', 'shop', 'work']

/** The usual columns without those for which a narrow window has no room. */
export function fittingColumns(
  columns: readonly OrderTableColumn[],
  width: number,
): readonly OrderTableColumn[] {
  const [least] = spared.filter((id) => columns.some((column) => column.id === id))
  if (leastWidth(columns) + scrollbar <= width || least === undefined) return columns
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
): Pick<OrderTableColumn, 'track' | 'align' | 'cell'> {
  const wide = (least: number, share: number, cell: (row: OrderRow) => ReactNode) => ({
    track: `minmax(${least}px, ${share}fr)`,
    cell,
  })
  const fixed = (least: number, cell: (row: OrderRow) => ReactNode) => ({ track: `${least}px`, cell })
  switch (id) {
    case 'number':
      return fixed(120, (row) => <OrderNumber row={row} texts={texts} />)
    case 'placedAt':
      return fixed(140, (row) => formatInstant(row.placedAt, texts.language))
    case 'downloadedAt':
      return fixed(140, (row) => formatInstant(row.downloadedAt, texts.language))
    case 'shop':
      return wide(96, 0.7, (row) => row.shopName)
    case 'state':
      return wide(120, 0.8, (row) => stateNameOf(texts, shops, row))
    case 'work':
      return fixed(104, (row) => <span title={untilText(row, texts)}>{texts.search.work[row.work]}</span>)
    case 'customer':
      return wide(128, 1.4, (row) => row.customer)
    case 'email':
      return wide(144, 1.2, (row) => row.email)
    case 'city':
      return wide(88, 0.8, (row) => row.city)
    case 'total':
      return { ...fixed(112, (row) => formatMoney(row.total, row.currency, texts.language)), align: 'end' }
    default:
      return wide(96, 1, (row) => row[id])
  }
}

/** Until when it waits, in words; undefined where there is no day. */
function untilText({ waitingUntil }: OrderRow, texts: Texts): string | undefined {
  if (waitingUntil === null) return undefined
  return texts.search.waitingUntil(formatDay(startOf(waitingUntil), texts.language))
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
      {row.unclear && (
        <span title={texts.order.unclearBadge} className={classes.mark} data-tone="warn">
          <IconHelpCircle size={15} aria-label={texts.order.unclearBadge} />
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
