import { useMemo } from 'react'
import { handedOverText } from '../../main/texts/handed-over.ts'
import type { Texts } from '../../main/texts/shape.ts'
import { formatDay, formatMoney } from '../../main/words/format.ts'
import type { HandedOver } from '../../main/words/handover.ts'
import type { RefundKey, RefundRow } from '../../main/words/refund.ts'
import { request } from '../client.ts'
import { checkColumn } from '../parts/check-cell.tsx'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { registrationText } from '../parts/refund-text.ts'
import { useApp, useTexts } from '../state/app-store.ts'
import classes from './refunds-screen.module.css'
import { keyOf, refundList, toggleRefund, useRefunds } from './refunds-store.ts'

/** The refunds of the list; Enter opens the order. */
export function RefundsTable() {
  const texts = useTexts()
  const severalShops = useApp((state) => state.shops.length > 1)
  const { rows, chosen, handed, state } = useRefunds()
  const columns = useMemo(
    () => columnsOf(texts, { chosen, handed, severalShops, registered: state === 'registered' }),
    [texts, chosen, handed, severalShops, state],
  )
  return (
    <DataTable
      label={texts.refunds.table}
      columns={columns}
      rows={rows}
      keyOf={keyOf}
      onOpen={({ orderId }) => void request('windows.search', { runId: null, orderId })}
      onEnd={refundList.more}
    />
  )
}

interface Shown {
  readonly chosen: ReadonlyMap<string, RefundKey>
  readonly handed: ReadonlyMap<number, HandedOver>
  readonly severalShops: boolean
  readonly registered: boolean
}

function columnsOf(texts: Texts, shown: Shown): readonly Column<RefundRow>[] {
  const { language, refunds: words } = texts
  const last: Column<RefundRow> = shown.registered
    ? {
        id: 'registration',
        header: words.columns.registration,
        track: 'minmax(256px, 1.5fr)',
        cell: ({ registration }) => (registration === null ? '' : registrationText(texts, registration)),
      }
    : {
        id: 'handed',
        header: words.columns.handed,
        track: 'minmax(128px, 0.8fr)',
        cell: ({ orderId }) => {
          const out = shown.handed.get(orderId)
          return out === undefined ? (
            <span className="dim">{words.neverOut}</span>
          ) : (
            handedOverText(texts, out)
          )
        },
      }
  const shop: Column<RefundRow> = {
    id: 'shop',
    header: words.shop,
    track: 'minmax(80px, 0.8fr)',
    cell: ({ shopName }) => shopName,
  }
  return [
    checkColumn((row) => ({
      label: words.choose(row.number),
      checked: shown.chosen.has(keyOf(row)),
      onToggle: () => toggleRefund(row),
    })),
    {
      id: 'at',
      header: words.columns.at,
      track: '112px',
      cell: ({ at }) => (at === null ? <span className="dim">{words.noDate}</span> : formatDay(at, language)),
    },
    {
      id: 'order',
      header: words.columns.order,
      track: 'minmax(80px, 0.6fr)',
      cell: ({ number }) => <strong>{number}</strong>,
    },
    ...(shown.severalShops ? [shop] : []),
    {
      id: 'customer',
      header: words.columns.customer,
      track: 'minmax(104px, 1fr)',
      cell: ({ customer }) => customer,
    },
    {
      id: 'amount',
      header: words.columns.amount,
      track: '104px',
      align: 'end',
      cell: ({ amount, currency }) => <strong>{formatMoney(amount, currency, language)}</strong>,
    },
    {
      id: 'parts',
      header: words.columns.parts,
      track: 'minmax(120px, 1.3fr)',
      cell: (row) => <Parts row={row} />,
    },
    last,
  ]
}

/** Each rate with its amount; whether it was shared out stands in words. */
function Parts({ row: { parts, shared, currency } }: { readonly row: RefundRow }) {
  const texts = useTexts()
  const words = texts.refunds
  const text = parts
    .map(({ rate, gross }) => {
      const name = rate === null ? words.unknownRate : words.rate(rate)
      return `${name}: ${formatMoney(gross, currency, texts.language)}`
    })
    .join(' · ')
  return (
    <span title={text}>
      {text}
      {shared && (
        <span className={classes.shared} title={words.sharedHint}>
          {words.shared}
        </span>
      )}
    </span>
  )
}
