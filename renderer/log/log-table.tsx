import { Button, Skeleton } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCircleX,
  IconFilterOff,
  IconInfoCircle,
  IconListDetails,
} from '@tabler/icons-react'
import { useCallback, useMemo } from 'react'
import type { LogLevel } from '../../main/run.ts'
import type { LogEntry } from '../../preload/contract.ts'
import { formatInstantExact, formatInstantShort } from '../format.ts'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { FailurePanel } from '../parts/failure-panel.tsx'
import { useTexts } from '../state/app-store.ts'
import { type LogStore, noFilter } from '../state/log-store.ts'
import { logText, type Texts } from '../texts/index.ts'
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
  readonly selected: number | null
  readonly onSelect: (entry: LogEntry, by: 'mouse' | 'keys') => void
  readonly onOpen?: (entry: LogEntry) => void
}

/** Log entries, newest first, live. */
export function LogTable({ store, withShop, compact = false, selected, onSelect, onOpen }: LogTableProps) {
  const texts = useTexts()
  const entries = store((state) => state.entries)
  const phase = store((state) => state.phase)
  const failure = store((state) => state.failure)
  const columns = useMemo(() => columnsOf(texts, withShop, compact), [texts, withShop, compact])
  const more = useCallback(() => void store.getState().more(), [store])

  if (phase === 'loading') return <Loading />
  if (phase === 'failed' && failure !== null) {
    return (
      <div className={classes.failure}>
        <FailurePanel texts={texts} failure={failure}>
          <Button size="xs" onClick={() => void store.getState().load()}>
            {texts.common.retry}
          </Button>
        </FailurePanel>
      </div>
    )
  }
  return (
    <DataTable
      label={texts.logScreen.table}
      columns={columns}
      rows={entries}
      keyOf={keyOf}
      selected={selected}
      onSelect={onSelect}
      onOpen={onOpen ?? onSelectByKeys(onSelect)}
      onEnd={more}
      empty={<Nothing store={store} />}
    />
  )
}

const keyOf = (entry: LogEntry) => entry.id

function onSelectByKeys(onSelect: LogTableProps['onSelect']) {
  return (entry: LogEntry) => onSelect(entry, 'keys')
}

function columnsOf(texts: Texts, withShop: boolean, compact: boolean): readonly Column<LogEntry>[] {
  const { columns } = texts.logScreen
  const shop: Column<LogEntry> = {
    id: 'shop',
    header: columns.shop,
    track: 'minmax(96px, 168px)',
    cell: (entry) => entry.shopName,
  }
  const times: Column<LogEntry> = {
    id: 'times',
    header: columns.times,
    track: '88px',
    align: 'end',
    cell: (entry) =>
      entry.times > 1 && (
        <span
          title={texts.logScreen.repeated(entry.times, texts.common.moment(entry.lastAt, new Date()))}
          className="dim"
        >
          {texts.logScreen.times(entry.times)}
        </span>
      ),
  }
  return [
    {
      id: 'when',
      header: columns.when,
      track: compact ? '124px' : '164px',
      cell: (entry) =>
        compact ? formatInstantShort(entry.at, texts.language) : formatInstantExact(entry.at, texts.language),
    },
    {
      id: 'level',
      header: columns.level,
      track: '48px',
      cell: (entry) => <LevelIcon level={entry.level} />,
    },
    ...(withShop && !compact ? [shop] : []),
    { id: 'order', header: columns.order, track: '88px', cell: (entry) => entry.orderNumber ?? '' },
    {
      id: 'message',
      header: columns.message,
      track: 'minmax(160px, 1fr)',
      cell: (entry) => logText(texts, entry.message).message,
    },
    ...(compact ? [] : [times]),
  ]
}

function Nothing({ store }: { readonly store: LogStore }) {
  const { logScreen } = useTexts()
  const filter = store((state) => state.filter)
  const filtered = Object.values(filter).some((value) => value !== null && value !== '')
  return filtered ? (
    <EmptyState
      icon={<IconFilterOff size={28} stroke={1.5} />}
      title={logScreen.nothingFound}
      text={logScreen.nothingFoundText}
    >
      <Button variant="default" size="xs" onClick={() => store.getState().setFilter(noFilter)}>
        {logScreen.filters.clear}
      </Button>
    </EmptyState>
  ) : (
    <EmptyState
      icon={<IconListDetails size={28} stroke={1.5} />}
      title={logScreen.empty}
      text={logScreen.emptyText}
    />
  )
}

function Loading() {
  return (
    <div className={classes.loading} aria-hidden>
      {[70, 55, 80, 62, 75, 50].map((width) => (
        <Skeleton key={width} height={12} width={`${width}%`} />
      ))}
    </div>
  )
}
