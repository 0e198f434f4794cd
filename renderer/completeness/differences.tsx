import { Button } from '@mantine/core'
import { IconCircleCheck, IconDownload } from '@tabler/icons-react'
import { useCallback, useMemo } from 'react'
import type { ComparisonRow, ComparisonWhy, ShopView } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { formatCount, formatInstant } from '../format.ts'
import { CheckCell } from '../parts/check-cell.tsx'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { stateNameOf } from '../search/state-name.ts'
import { useApp, useTexts } from '../state/app-store.ts'
import { keyOfOrder, useChosen } from '../state/chosen-store.ts'
import { askWhyMissing } from '../state/navigation-store.ts'
import type { Texts } from '../texts/index.ts'
import classes from './completeness-screen.module.css'
import { fetchMissing, loadMore, toggle, useCompleteness } from './completeness-store.ts'

const keyOf = (row: ComparisonRow) => row.id

/** What differs for the reason chosen, and the button that downloads it. */
export function Differences() {
  const texts = useTexts()
  const words = texts.completeness
  const shops = useApp((state) => state.shops)
  const { shopId, rows, why, comparison, chosen } = useCompleteness()
  const busy = useChosen(
    (state) =>
      state.busy.has(`missing ${shopId}`) ||
      rows.some(
        ({ id, shopOrderId }) =>
          chosen.has(id) && state.busy.has(keyOfOrder({ shopId: shopId ?? 0, shopOrderId })),
      ),
  )
  const columns = useMemo(
    () => columnsOf(texts, shops, shopId ?? 0, why, chosen),
    [texts, shops, shopId, why, chosen],
  )
  const more = useCallback(() => void loadMore(), [])
  const open = useCallback(
    ({ orderId, shopOrderId }: ComparisonRow) => {
      if (orderId !== null) void request('windows.search', { runId: null, orderId })
      else askWhyMissing(shopId, shopOrderId)
    },
    [shopId],
  )
  const count = comparison?.counts[why] ?? 0
  return (
    <section className={classes.differences}>
      <div className={classes.line}>
        <p>{words.hints[why]}</p>
        {chosen.size > 0 && (
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            className={classes.right}
            onClick={() => useCompleteness.setState({ chosen: new Set() })}
          >
            {words.chooseNone}
          </Button>
        )}
        {why !== 'gone' && count > 0 && (
          <Button
            size="xs"
            loading={busy}
            // Only what ought to be there is offered at a glance.
            variant={why === 'not-downloaded' || why === 'wrong' || chosen.size > 0 ? 'filled' : 'default'}
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => void fetchMissing()}
          >
            {chosen.size > 0
              ? words.fetchChosen(chosen.size)
              : words.fetchAll(count, formatCount(count, texts.language))}
          </Button>
        )}
      </div>
      <div className={classes.table}>
        <DataTable
          label={words.table}
          columns={columns}
          rows={rows}
          keyOf={keyOf}
          selected={null}
          onSelect={() => undefined}
          onOpen={open}
          onEnd={more}
          total={count}
          empty={
            <EmptyState icon={<IconCircleCheck size={28} stroke={1.5} />} title={words.nothing} text="" />
          }
        />
      </div>
    </section>
  )
}

function columnsOf(
  texts: Texts,
  shops: readonly ShopView[],
  shopId: number,
  why: ComparisonWhy,
  chosen: ReadonlySet<number>,
): readonly Column<ComparisonRow>[] {
  const words = texts.completeness
  const { language } = texts
  const choose: Column<ComparisonRow> = {
    id: 'choose',
    header: '',
    track: '44px',
    cell: (row) => (
      <CheckCell
        label={words.choose(row.number)}
        checked={chosen.has(row.id)}
        onToggle={() => toggle(row.id)}
      />
    ),
  }
  const last: Column<ComparisonRow> =
    why === 'gone'
      ? {
          id: 'open',
          header: '',
          track: '168px',
          align: 'end',
          cell: ({ orderId }) =>
            orderId !== null && (
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => void request('windows.search', { runId: null, orderId })}
              >
                {words.openOrder}
              </Button>
            ),
        }
      : {
          id: 'why',
          header: '',
          track: '168px',
          align: 'end',
          cell: (row) => (
            <Button size="compact-xs" variant="subtle" onClick={() => askWhyMissing(shopId, row.shopOrderId)}>
              {texts.missing.title}
            </Button>
          ),
        }
  return [
    ...(why === 'gone' ? [] : [choose]),
    {
      id: 'number',
      header: words.columns.number,
      track: '128px',
      cell: (row) => <strong>{row.number}</strong>,
    },
    {
      id: 'placed',
      header: words.columns.placed,
      track: '152px',
      cell: ({ placedAt }) => (placedAt === null ? '' : formatInstant(placedAt, language)),
    },
    {
      id: 'state',
      header: why === 'gone' ? words.columns.archivedState : words.columns.state,
      track: 'minmax(120px, 1fr)',
      cell: ({ state }) => (state === null ? '' : stateNameOf(texts, shops, { shopId, state })),
    },
    last,
  ]
}
