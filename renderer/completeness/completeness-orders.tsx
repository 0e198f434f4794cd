import { Button } from '@mantine/core'
import { IconCircleCheck, IconDownload } from '@tabler/icons-react'
import { useCallback, useMemo } from 'react'
import type { Texts } from '../../main/texts/shape.ts'
import { stateNameOf } from '../../main/texts/state-name.ts'
import { formatCount, formatInstant } from '../../main/words/format.ts'
import type { CompletenessRow } from '../../main/words/missing.ts'
import type { CompletenessWhy } from '../../main/words/schemas.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { request } from '../client.ts'
import { checkColumn } from '../parts/check-cell.tsx'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { ListRows } from '../parts/list-rows.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import { keyOfOrder, useChosen } from '../state/chosen-store.ts'
import { askWhyMissing } from '../state/navigation-store.ts'
import classes from './completeness-screen.module.css'
import {
  completenessOrders,
  fetchMissing,
  showWhy,
  toggle,
  useCompleteness,
  useCompletenessOrders,
} from './completeness-store.ts'

const keyOf = (row: CompletenessRow) => row.id

/** What differs for the reason chosen, and the button that downloads it. */
export function CompletenessOrders() {
  const texts = useTexts()
  const words = texts.completeness
  const shops = useApp((state) => state.shops)
  const { shopId, result } = useCompleteness()
  const { rows, phase, failure, why, chosen } = useCompletenessOrders()
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
  const open = useCallback(
    ({ orderId, shopOrderId }: CompletenessRow) => {
      if (orderId !== null) void request('windows.search', { runId: null, orderId })
      else askWhyMissing(shopId, shopOrderId)
    },
    [shopId],
  )
  const count = result?.counts[why] ?? 0
  // Wrong ones have been read before: it is another try.
  const fetchWords = (some: number, all: number): string => {
    if (some > 0) return why === 'wrong' ? words.retryChosen(some) : words.fetchChosen(some)
    return (why === 'wrong' ? words.retryAll : words.fetchAll)(all, formatCount(all, texts.language))
  }
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
            onClick={() => useCompletenessOrders.setState({ chosen: new Set() })}
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
            {fetchWords(chosen.size, count)}
          </Button>
        )}
      </div>
      <div className={classes.table}>
        <ListRows phase={phase} failure={failure} onRetry={() => showWhy(why)}>
          <DataTable
            label={words.table}
            columns={columns}
            rows={rows}
            keyOf={keyOf}
            onOpen={open}
            onEnd={completenessOrders.more}
            total={count}
            empty={
              <EmptyState icon={<IconCircleCheck size={28} stroke={1.5} />} title={words.nothing} text="" />
            }
          />
        </ListRows>
      </div>
    </section>
  )
}

function columnsOf(
  texts: Texts,
  shops: readonly ShopView[],
  shopId: number,
  why: CompletenessWhy,
  chosen: ReadonlySet<number>,
): readonly Column<CompletenessRow>[] {
  const words = texts.completeness
  const { language } = texts
  const choose = checkColumn<CompletenessRow>((row) => ({
    label: words.choose(row.number),
    checked: chosen.has(row.id),
    onToggle: () => toggle(row.id),
  }))
  const last: Column<CompletenessRow> =
    why === 'gone'
      ? {
          id: 'open',
          header: '',
          track: '192px',
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
          track: '192px',
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
