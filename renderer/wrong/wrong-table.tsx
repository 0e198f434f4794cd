import { IconCircleCheck, IconEyeOff } from '@tabler/icons-react'
import { useCallback, useMemo } from 'react'
import { wrongReasonText } from '../../main/texts/index.ts'
import type { Texts } from '../../main/texts/shape.ts'
import { formatDecimal, formatInstantShort, formatMoney } from '../../main/words/format.ts'
import type { WrongOrder } from '../../main/words/missing.ts'
import { checkColumn } from '../parts/check-cell.tsx'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { ListRows } from '../parts/list-rows.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import { keyOfOrder } from '../state/chosen-store.ts'
import classes from './wrong-screen.module.css'
import { loadWrong, toggleChosen, useWrong, wrongList } from './wrong-store.ts'

/** Wrong orders, last met first. */
export function WrongTable({ compact }: { readonly compact: boolean }) {
  const texts = useTexts()
  const several = useApp((state) => state.shops.length > 1)
  const { rows, phase, failure, shown, chosen, filter, open, ignored } = useWrong()
  const columns = useMemo(
    () => columnsOf(texts, several && !compact, compact, chosen),
    [texts, several, compact, chosen],
  )
  const show = useCallback((row: WrongOrder) => useWrong.setState({ shown: keyOfOrder(row) }), [])

  return (
    <ListRows phase={phase} failure={failure} onRetry={loadWrong}>
      <DataTable
        label={texts.wrongOrders.table}
        columns={columns}
        rows={rows}
        keyOf={keyOfOrder}
        selected={shown}
        onSelect={show}
        onOpen={show}
        onEnd={wrongList.more}
        total={filter.ignored ? ignored : open}
        empty={<Nothing ignored={filter.ignored} />}
      />
    </ListRows>
  )
}

function Nothing({ ignored }: { readonly ignored: boolean }) {
  const words = useTexts().wrongOrders
  return ignored ? (
    <EmptyState
      icon={<IconEyeOff size={32} stroke={1.5} />}
      title={words.emptyIgnored}
      text={words.emptyIgnoredText}
    />
  ) : (
    <EmptyState
      icon={<IconCircleCheck size={32} stroke={1.5} />}
      title={words.empty}
      text={words.emptyText}
    />
  )
}

function columnsOf(
  texts: Texts,
  withShop: boolean,
  compact: boolean,
  chosen: ReadonlySet<string>,
): readonly Column<WrongOrder>[] {
  const words = texts.wrongOrders
  const customer: Column<WrongOrder> = {
    id: 'customer',
    header: words.columns.customer,
    track: 'minmax(112px, 0.4fr)',
    cell: ({ known }) => known?.customer ?? '',
  }
  const placed: Column<WrongOrder> = {
    id: 'placedAt',
    header: words.columns.placedAt,
    track: '124px',
    cell: ({ known }) => (known?.placedAt == null ? '' : formatInstantShort(known.placedAt, texts.language)),
  }
  const total: Column<WrongOrder> = {
    id: 'total',
    header: words.columns.total,
    track: '104px',
    align: 'end',
    cell: ({ known }) => amountText(known, texts),
  }
  const shop: Column<WrongOrder> = {
    id: 'shop',
    header: words.columns.shop,
    track: 'minmax(96px, 168px)',
    cell: (row) => row.shopName,
  }
  return [
    checkColumn((row) => ({
      label: words.choose(row.number),
      checked: chosen.has(keyOfOrder(row)),
      onToggle: () => toggleChosen(row),
    })),
    {
      id: 'number',
      header: words.columns.number,
      track: '104px',
      cell: (row) => <strong>{row.number}</strong>,
    },
    ...(withShop ? [shop] : []),
    ...(compact ? [] : [customer, placed, total]),
    {
      id: 'last',
      header: words.columns.last,
      track: '124px',
      cell: (row) => formatInstantShort(row.lastAt, texts.language),
    },
    {
      id: 'why',
      header: words.columns.why,
      track: 'minmax(160px, 1fr)',
      cell: (row) => <Why row={row} texts={texts} />,
    },
  ]
}

/** The total as the shop says it; empty where it cannot be read. */
export function amountText(known: WrongOrder['known'], texts: Texts): string {
  if (known === null || known.total === null) return ''
  const { total, currency } = known
  return currency === ''
    ? formatDecimal(total, texts.language, 2)
    : formatMoney(total, currency, texts.language)
}

function Why({ row, texts }: { readonly row: WrongOrder; readonly texts: Texts }) {
  const [first, ...others] = row.reasons
  return (
    <>
      {first !== undefined && wrongReasonText(texts, first).message}
      {others.length > 0 && <span className={classes.more}> {texts.wrongOrders.more(others.length)}</span>}
    </>
  )
}
