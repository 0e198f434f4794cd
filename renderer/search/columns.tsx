import {
  IconFileExport,
  IconFlag,
  IconHelpCircle,
  IconNote,
  IconPencil,
  IconPencilExclamation,
  IconPrinter,
  IconRepeat,
  IconWorldDown,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { handedOverText } from '../../main/texts/handed-over.ts'
import type { Texts } from '../../main/texts/shape.ts'
import { stateNameOf } from '../../main/texts/state-name.ts'
import { countryName } from '../../main/words/country-name.ts'
import { formatDay, formatDecimal, formatInstant, formatMoney } from '../../main/words/format.ts'
import { printKinds } from '../../main/words/handover.ts'
import { startOf } from '../../main/words/local-time.ts'
import type { OrderColumn, OrderTableView } from '../../main/words/order-search.ts'
import type { OrderRow } from '../../main/words/order-view.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import type { Column } from '../parts/data-table.tsx'
import { leastWidth } from '../parts/track.ts'
import classes from './columns.module.css'
import type { Fitted } from './fitting-columns.ts'
import { useHandedOver } from './handed-over.ts'

export interface OrderTableColumn extends Column<OrderRow>, Fitted {
  readonly id: OrderColumn
}

/** What is shown until the operator chooses: the shop only where there are several, the reasons where they are looked for. */
export function usualColumns(severalShops: boolean, check = false): readonly OrderColumn[] {
  return [
    'number',
    ...(check ? (['check'] as const) : []),
    'placedAt',
    ...(severalShops ? (['shop'] as const) : []),
    'state',
    'work',
    'customer',
    'city',
    'total',
  ]
}

/** The columns of the table of orders, in the order chosen, as wide as they were made. */
export function tableColumns(
  { columns, widths }: OrderTableView,
  texts: Texts,
  shops: readonly ShopView[],
  check = false,
): readonly OrderTableColumn[] {
  return (columns ?? usualColumns(shops.length > 1, check)).map((id) => {
    const column = { id, header: texts.search.columns[id], ...columnOf(id, texts, shops) }
    const least = leastWidth([column])
    const width = widths[id]
    if (width === undefined) return { ...column, least }
    return { ...column, track: `${width}px`, least: Math.min(least, width) }
  })
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
    case 'handover':
      return wide(120, 0.9, (row) => <HandedOverWords id={row.id} texts={texts} />)
    case 'check':
      return wide(140, 1, (row) => row.checks.map((reason) => texts.checks.names[reason]).join(', '))
    case 'customer':
      return wide(128, 1.4, (row) => row.customer)
    case 'email':
      return wide(144, 1.2, (row) => row.email)
    case 'city':
      return wide(88, 0.8, (row) => row.city)
    case 'tags':
      return wide(96, 0.8, (row) => row.tags)
    case 'ownNote':
      return wide(144, 1.2, (row) => <span title={row.ownNote}>{row.ownNote}</span>)
    case 'total':
      return { ...fixed(112, (row) => formatMoney(row.total, row.currency, texts.language)), align: 'end' }
    case 'paymentMethod':
      return wide(120, 0.9, (row) => row.paymentMethod)
    case 'shippingMethod':
      return wide(120, 0.9, (row) => row.shippingMethod)
    case 'country':
      return fixed(72, ({ country }) => <span title={countryName(country, texts.language)}>{country}</span>)
    case 'phone':
      return fixed(136, (row) => row.details?.phone)
    case 'province':
      return fixed(80, (row) => row.details?.province)
    case 'products':
      return wide(144, 1.4, (row) => <span title={productsText(row, texts)}>{productsText(row, texts)}</span>)
    case 'pieces':
      return { ...fixed(72, (row) => piecesText(row, texts)), align: 'end' }
  }
}

function productsText({ details }: OrderRow, texts: Texts): string | undefined {
  return details === null ? undefined : texts.search.andOthers(details.firstProduct, details.otherProducts)
}

function piecesText({ details }: OrderRow, texts: Texts): string | undefined {
  return details === null ? undefined : formatDecimal(details.pieces, texts.language)
}

/** Until when it waits, in words; undefined where there is no day. */
function untilText({ waitingUntil }: OrderRow, texts: Texts): string | undefined {
  if (waitingUntil === null) return undefined
  return texts.search.waitingUntil(formatDay(startOf(waitingUntil), texts.language))
}

interface HandedOverProps {
  readonly id: number
  readonly texts: Texts
}

function HandedOverWords({ id, texts }: HandedOverProps) {
  const handed = useHandedOver(({ orders }) => orders.get(id))
  if (handed === undefined) return null
  const text = handedOverText(texts, handed)
  return <span title={text}>{text}</span>
}

/** Gone out, or to be done again; what was passed on before there was a register has none: that were all of them. */
function HandedOverMark({ id, texts }: HandedOverProps) {
  const handed = useHandedOver(({ orders }) => orders.get(id))
  if (handed === undefined || (handed.before && handed.kinds.length + handed.again.length === 0)) return null
  const text = handedOverText(texts, handed)
  const Icon =
    handed.again.length > 0
      ? IconRepeat
      : handed.kinds.some((kind) => !printKinds.some((one) => one === kind))
        ? IconFileExport
        : IconPrinter
  return (
    <span title={text} className={classes.mark} data-tone={handed.again.length > 0 ? 'warn' : undefined}>
      <Icon size={15} aria-label={text} />
    </span>
  )
}

function OrderNumber({ row, texts }: { readonly row: OrderRow; readonly texts: Texts }) {
  const { changedOnSite } = texts.search
  const edited = row.takenFromSite ? texts.order.takenBadge : texts.order.editedBadge
  const EditedIcon = row.takenFromSite ? IconWorldDown : IconPencil
  // Two have marks of their own.
  const marks = row.checks.filter((reason) => reason !== 'changed' && reason !== 'accepted')
  const check = texts.checks.mark(marks.map((reason) => texts.checks.names[reason]).join(', '))
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
      {marks.length > 0 && (
        <span title={check} className={classes.mark} data-tone="warn">
          <IconFlag size={15} aria-label={check} />
        </span>
      )}
      {row.ownNote !== '' && (
        <span title={row.ownNote} className={classes.mark}>
          <IconNote size={15} aria-label={texts.search.noted} />
        </span>
      )}
      {row.edited && (
        <span title={edited} className={classes.mark}>
          <EditedIcon size={15} aria-label={edited} />
        </span>
      )}
      <HandedOverMark id={row.id} texts={texts} />
    </>
  )
}
