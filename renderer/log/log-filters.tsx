import { Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconFilterOff, IconSearch, IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { Run } from '../../main/words/run.ts'
import type { LogFilter } from '../../main/words/schemas.ts'
import { request } from '../client.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import { fullLog, noFilter } from '../state/log-store.ts'
import classes from './log-filters.module.css'

/** Shop, run, kind, outcome, text: all of them together. */
export function LogFilters() {
  const texts = useTexts()
  const { filters, outcomes } = texts.logScreen
  const shops = useApp((state) => state.shops)
  const filter = fullLog((state) => state.filter)
  const change = (patch: Partial<LogFilter>) =>
    void setFilterAnd({ ...fullLog.getState().filter, ...patch }, dropUnlisted)
  const runs = useRunOptions(filter.shopId, filter.runId)
  const filtered = Object.values(filter).some((value) => value !== null && value !== '')

  return (
    <search className={classes.filters} aria-label={filters.label}>
      <FilterText text={filter.text} onChange={(text) => change({ text })} />
      {shops.length > 1 && (
        <Filter
          label={filters.shop}
          any={filters.anyShop}
          value={filter.shopId}
          options={shops.map((shop) => ({ value: String(shop.id), label: shop.name }))}
          onChange={(value) => change({ shopId: value === null ? null : Number(value), runId: null })}
        />
      )}
      <Filter
        label={filters.run}
        any={filters.anyRun}
        value={filter.runId}
        options={runs}
        onChange={(value) => change({ runId: value === null ? null : Number(value) })}
      />
      <Filter
        label={filters.level}
        any={filters.anyLevel}
        value={filter.level}
        options={(['info', 'warning', 'error'] as const).map((level) => ({
          value: level,
          label: texts.common.levels[level],
        }))}
        onChange={(value) => change({ level: value as LogFilter['level'] })}
      />
      <Filter
        label={filters.outcome}
        any={filters.anyOutcome}
        value={filter.outcome}
        options={(['skipped', 'wrong', 'failed', 'changed'] as const).map((outcome) => ({
          value: outcome,
          label: outcomes[outcome],
        }))}
        onChange={(value) => change({ outcome: value as LogFilter['outcome'] })}
      />
      {filter.orderId !== null && (
        <button
          type="button"
          className={classes.chip}
          onClick={() => change({ orderId: null })}
          aria-label={`${filters.clear}: ${texts.logScreen.showOrder}`}
        >
          {texts.logScreen.showOrder} <IconX size={14} aria-hidden />
        </button>
      )}
      <span style={{ visibility: filtered ? 'visible' : 'hidden' }}>
        <IconButton
          label={filters.clear}
          icon={<IconFilterOff size={18} />}
          onClick={() => void setFilterAnd(noFilter, dropUnlisted)}
        />
      </span>
    </search>
  )
}

async function setFilterAnd(filter: LogFilter, then: () => void): Promise<void> {
  await fullLog.getState().setFilter(filter)
  then()
}

/** The details shown are those of an entry in the list. */
function dropUnlisted(): void {
  const { selected, rows, select } = fullLog.getState()
  if (selected !== null && !rows.some(({ id }) => id === selected.id)) select(null)
}

interface FilterProps {
  readonly label: string
  readonly any: string
  readonly value: string | number | null
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string | null) => void
}

/** "Any" is an option with a name, not an empty field. */
function Filter({ label, any, value, options, onChange }: FilterProps) {
  return (
    <Select
      size="xs"
      aria-label={label}
      className={classes.filter}
      data={[{ value: '', label: any }, ...options]}
      value={value === null ? '' : String(value)}
      onChange={(chosen) => onChange(chosen === null || chosen === '' ? null : chosen)}
      data-active={value !== null || undefined}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      maxDropdownHeight={320}
    />
  )
}

/** The search for words, debounced: main is asked when typing pauses. */
function FilterText({
  text,
  onChange,
}: {
  readonly text: string
  readonly onChange: (text: string) => void
}) {
  const { filters } = useTexts().logScreen
  const [typed, setTyped] = useState(text)
  const tell = useDebouncedCallback(onChange, 200)
  // The filters are also cleared, and set by other screens.
  useEffect(() => setTyped(text), [text])
  return (
    <TextInput
      size="xs"
      type="search"
      className={classes.text}
      aria-label={filters.text}
      placeholder={filters.textPlaceholder}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      maxLength={1000}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        tell(event.currentTarget.value)
      }}
    />
  )
}

/** The last runs to choose among; the one in the filter is always there, however old. */
function useRunOptions(shopId: number | null, runId: number | null) {
  const texts = useTexts()
  const [runs, setRuns] = useState<readonly Run[]>([])
  useEffect(() => {
    let wanted = true
    void Promise.all([
      request('runs.list', { shopId, beforeId: null, limit: 50 }),
      runId === null ? null : request('runs.list', { shopId: null, beforeId: runId + 1, limit: 1 }),
    ]).then(([last, one]) => {
      if (!wanted) return
      const list = last.ok ? last.value : []
      const chosen = one?.ok ? one.value.filter((run) => run.id === runId) : []
      setRuns([...list, ...chosen.filter((run) => list.every((known) => known.id !== run.id))])
    })
    return () => {
      wanted = false
    }
  }, [shopId, runId])
  const { filters, times } = texts.logScreen
  const several = useApp((state) => state.shops.length > 1)
  const nameOf = (run: Run) => {
    const moment = texts.common.moment(run.startedAt, new Date())
    const exact = runs.some((other) => other.id !== run.id && isSameMinute(other, run))
    const at = exact ? `${moment}:${run.startedAt.slice(17, 19)}` : moment
    const chosen = run.chosen ? ` · ${texts.search.filters.chosenRun}` : ''
    const when = run.times === undefined ? `${at}${chosen}` : `${moment} ${times(run.times)}`
    return several ? filters.runOf(when, run.shopName) : when
  }
  const options = runs.map((run) => ({
    value: String(run.id),
    label: nameOf(run),
  }))
  if (runId !== null && !runs.some((run) => run.id === runId)) {
    options.push({ value: String(runId), label: filters.unknownRun(runId) })
  }
  return options
}

/** They would read the same. */
function isSameMinute(a: Run, b: Run): boolean {
  return a.startedAt.slice(0, 16) === b.startedAt.slice(0, 16) && a.shopId === b.shopId
}
