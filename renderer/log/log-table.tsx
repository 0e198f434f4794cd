import { Button } from '@mantine/core'
import {
  IconAlertTriangle,
  IconChevronDown,
  IconChevronRight,
  IconCircleX,
  IconFilterOff,
  IconInfoCircle,
  IconListDetails,
} from '@tabler/icons-react'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { logText } from '../../main/texts/index.ts'
import type { Texts } from '../../main/texts/shape.ts'
import { statesOf } from '../../main/texts/state-name.ts'
import { formatCount, formatInstantExact, formatInstantShort } from '../../main/words/format.ts'
import type { LogEntry, LogLevel } from '../../main/words/run.ts'
import type { LogFilter } from '../../main/words/schemas.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { checkColumn } from '../parts/check-cell.tsx'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { ListRows } from '../parts/list-rows.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import { type Choosable, keyOfOrder } from '../state/chosen-store.ts'
import { foldSeries, type Row, toggleFold } from '../state/fold-series.ts'
import { type LogStore, noFilter } from '../state/log-store.ts'
import { useAnnulledSeries } from '../state/use-annulled-series.ts'
import { chooseAll, toggleEntry, useChosenEntries } from './choosing.ts'
import { EntryMenu, type MenuPlace } from './entry-menu.tsx'
import { fetchableOrder } from './fetchable.ts'
import classes from './log-table.module.css'

const levelIcons: Readonly<Record<LogLevel, typeof IconInfoCircle>> = {
  info: IconInfoCircle,
  warning: IconAlertTriangle,
  error: IconCircleX,
}

/** The kind of an entry: icon and colour in the table, with its word for who cannot see them. */
export function LevelIcon({ level }: { readonly level: LogLevel }) {
  const label = useTexts().common.levels[level]
  const Icon = levelIcons[level]
  return (
    <span className={classes.level} data-level={level} title={label}>
      <Icon size={16} aria-hidden />
      <span className="visually-hidden">{label}</span>
    </span>
  )
}

interface LogTableProps {
  readonly store: LogStore
  readonly withShop: boolean
  /** Leaves room for the details: only what tells the entries apart. */
  readonly compact?: boolean
  /** Skipped and wrong orders have a box to choose them by. */
  readonly choosing?: boolean
  readonly selected: number | null
  readonly onSelect: (entry: LogEntry, by: 'mouse' | 'keys') => void
  readonly onOpen?: (entry: LogEntry) => void
}

/** Log entries, newest first, live. */
export function LogTable({
  store,
  withShop,
  compact = false,
  choosing = false,
  selected,
  onSelect,
  onOpen,
}: LogTableProps) {
  const texts = useTexts()
  const entries = store((state) => state.rows)
  const phase = store((state) => state.phase)
  const failure = store((state) => state.failure)
  const shops = useApp((state) => state.shops)
  const chosen = useChosenEntries((state) => (choosing ? state.orders : null))
  // Nearly always there are none, and the message has the room.
  const repeated = entries.some(({ times }) => times > 1)
  const columns = useMemo(
    () => columnsOf(texts, shops, { withShop, compact, repeated }, chosen, store),
    [texts, shops, withShop, compact, repeated, chosen, store],
  )
  const [menu, setMenu] = useState<MenuPlace | null>(null)
  // A search for words shows every entry that has them.
  const folded = store((state) => state.filter.text.trim() === '')
  const { rows, toggle } = useFolds(entries, folded)
  const [selectedFold, setSelectedFold] = useState<number | null>(null)
  // Another function for each page read, so that the table asks again: a page that went into a fold whole adds no row.
  const count = entries.length
  const more = useCallback(() => {
    if (count > 0) void store.getState().more()
  }, [store, count])

  return (
    <ListRows phase={phase} failure={failure} onRetry={store.getState().load}>
      <DataTable
        label={texts.logScreen.table}
        columns={columns}
        rows={rows}
        keyOf={keyOf}
        selected={selectedFold ?? selected}
        onSelect={(row, { type }) => {
          const by = type === 'click' ? 'mouse' : 'keys'
          setSelectedFold(row.kind === 'fold' ? row.key : null)
          if (row.kind === 'item') onSelect(row.item, by)
          else if (by === 'mouse') toggle(row)
        }}
        onOpen={(row) => {
          if (row.kind === 'fold') toggle(row)
          else (onOpen ?? onSelectByKeys(onSelect))(row.item)
        }}
        isOpen={(row) => (row.kind === 'fold' ? row.open : undefined)}
        onEnd={more}
        onKey={(event) => {
          const isAll = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a'
          if (!choosing || !isAll) return
          event.preventDefault()
          chooseAll(store.getState().rows)
        }}
        onMenu={(row, { clientX: x, clientY: y }) => {
          if (row.kind !== 'item') return
          setSelectedFold(null)
          onSelect(row.item, 'mouse')
          setMenu({ entry: row.item, x, y })
        }}
        empty={<Nothing store={store} />}
      />
      {menu !== null && <EntryMenu place={menu} onClose={() => setMenu(null)} />}
    </ListRows>
  )
}

type LogRow = Row<LogEntry>
type LogFold = Extract<LogRow, { kind: 'fold' }>

const keyOf = (row: LogRow) => row.key

const ways = {
  idOf: (entry: LogEntry) => entry.id,
  shopOf: (entry: LogEntry) => entry.shopId,
  sameAs: ({ message }: LogEntry) =>
    message.code === 'run-annulled' || message.code === 'run-failed' ? JSON.stringify(message) : null,
}

/** The entries with each long series of *annullata*, or of the same failure, in one row, if they are to be folded. */
function useFolds(entries: readonly LogEntry[], folded: boolean) {
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const rows = useMemo(
    () => foldSeries(entries, open, folded ? ways : { ...ways, sameAs: () => null }),
    [entries, open, folded],
  )
  const toggle = (fold: LogFold) => setOpen(toggleFold(open, fold.items.map(ways.idOf)))
  return { rows, toggle }
}

function onSelectByKeys(onSelect: LogTableProps['onSelect']) {
  return (entry: LogEntry) => onSelect(entry, 'keys')
}

function columnsOf(
  texts: Texts,
  shops: readonly ShopView[],
  { withShop, compact, repeated }: { withShop: boolean; compact: boolean; repeated: boolean },
  chosen: ReadonlyMap<string, Choosable> | null,
  store: LogStore,
): readonly Column<LogRow>[] {
  const { columns } = texts.logScreen
  const column = (
    rest: Omit<Column<LogRow>, 'cell'>,
    cell: (entry: LogEntry) => ReactNode,
    // A fold shows what holds for its newest entry too.
    ofFold: (fold: LogFold) => ReactNode = (fold) => cell(fold.newest),
  ): Column<LogRow> => ({ ...rest, cell: (row) => (row.kind === 'item' ? cell(row.item) : ofFold(row)) })
  const shop = column(
    { id: 'shop', header: columns.shop, track: 'minmax(96px, 168px)' },
    (entry) => entry.shopName,
  )
  const times = column(
    { id: 'times', header: columns.times, track: '96px', align: 'end' },
    (entry) =>
      entry.times > 1 && (
        <span
          title={texts.logScreen.repeated(entry.times, texts.common.moment(entry.lastAt, new Date()))}
          className="dim"
        >
          {texts.logScreen.times(entry.times)}
        </span>
      ),
  )
  const choose = checkColumn<LogRow>((row) => {
    const order = row.kind === 'item' ? fetchableOrder(row.item) : null
    if (row.kind !== 'item' || order === null) return null
    return {
      label: texts.logScreen.choose(order.number),
      checked: chosen?.has(keyOfOrder(order)) ?? false,
      onToggle: (range) => toggleEntry(row.item, store.getState().rows, range),
    }
  })
  return [
    ...(chosen === null ? [] : [choose]),
    column({ id: 'when', header: columns.when, track: compact ? '124px' : '164px' }, (entry) =>
      compact ? formatInstantShort(entry.at, texts.language) : formatInstantExact(entry.at, texts.language),
    ),
    column({ id: 'level', header: columns.level, track: '48px' }, (entry) => (
      <LevelIcon level={entry.level} />
    )),
    ...(withShop && !compact ? [shop] : []),
    column({ id: 'order', header: columns.order, track: '88px' }, (entry) => entry.orderNumber ?? ''),
    {
      id: 'message',
      header: columns.message,
      track: 'minmax(160px, 1fr)',
      cell: (row) =>
        row.kind === 'fold' ? (
          <FoldMessage fold={row} texts={texts} />
        ) : (
          <span className={row.nested ? classes.nested : undefined}>
            {logText(texts, row.item.message, statesOf(shops, row.item.shopId)).message}
          </span>
        ),
    },
    ...(compact || !repeated ? [] : [times]),
  ]
}

interface FoldProps {
  readonly fold: LogFold
  readonly texts: Texts
}

/** How many and since when, and what they say. */
function FoldMessage({ fold, texts }: FoldProps) {
  const words = logText(texts, fold.newest.message).message
  const Chevron = fold.open ? IconChevronDown : IconChevronRight
  return (
    <span title={words}>
      <Chevron size={16} className={classes.chevron} aria-hidden />
      {fold.newest.message.code === 'run-annulled' ? (
        <AnnulledWords fold={fold} texts={texts} />
      ) : (
        texts.logScreen.inARow(
          formatCount(fold.items.length, texts.language),
          texts.common.span(fold.oldest.at, fold.newest.at, new Date()),
        )
      )}
      <span className={classes.words}>{words}</span>
    </span>
  )
}

/** `12 sincronizzazioni annullate dalle 10:15 alle 13:00` (R19). */
function AnnulledWords({ fold: { items, newest, oldest }, texts }: FoldProps) {
  const { count, since } = useAnnulledSeries(newest.runId, { count: items.length, since: oldest.at })
  const span = texts.common.span(since ?? oldest.at, newest.at, new Date())
  return texts.download.runs.annulled(formatCount(count, texts.language), span)
}

function Nothing({ store }: { readonly store: LogStore }) {
  const { logScreen } = useTexts()
  const filter = store((state) => state.filter)
  const shop = useApp((state) => state.shops.find(({ id }) => id === filter.shopId))
  const isOfShop = isSameFilter({ ...filter, shopId: null }, noFilter)
  if (!isOfShop) {
    return (
      <EmptyState
        icon={<IconFilterOff size={28} stroke={1.5} />}
        title={logScreen.nothingFound}
        text={logScreen.nothingFoundText}
      >
        <Button variant="default" size="xs" onClick={() => void store.getState().setFilter(noFilter)}>
          {logScreen.filters.clear}
        </Button>
      </EmptyState>
    )
  }
  // Who looks at one shop has set no filter that hides something: there is nothing yet.
  const isNew = shop !== undefined && shop.lastRun === null
  return (
    <EmptyState
      icon={<IconListDetails size={28} stroke={1.5} />}
      title={isNew ? logScreen.emptyOfShop(shop.name) : logScreen.empty}
      text={logScreen.emptyText}
    />
  )
}

function isSameFilter(filter: LogFilter, other: LogFilter): boolean {
  return JSON.stringify(Object.entries(filter).sort()) === JSON.stringify(Object.entries(other).sort())
}
