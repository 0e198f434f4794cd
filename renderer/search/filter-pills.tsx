import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { stateNameOf } from '../../main/texts/state-name.ts'
import { formatCount } from '../../main/words/format.ts'
import { exportKinds, type HandoverKind, pullKind, workedFrom } from '../../main/words/handover.ts'
import { wordColumns, wordFilters } from '../../main/words/order-search.ts'
import { isNarrow, noPeriod, searchedPeriod, withPeriod } from '../../main/words/search-period.ts'
import { workStates } from '../../main/words/work.ts'
import { useApp, useTexts } from '../state/app-store.ts'
import { AmountChoice } from './amount-choice.tsx'
import { FilterPill } from './filter-pill.tsx'
import classes from './filter-pills.module.css'
import { amountText, periodText, wordName } from './filter-words.ts'
import { changeSearch, everySearch, findOrders, useOrderList } from './order-list-store.ts'
import { PeriodChoice } from './period-choice.tsx'
import { readRemovedShops, useRemovedShops } from './removed-shops.ts'
import { RunChoice } from './run-choice.tsx'
import { ShopChoice, StateChoice, TagChoice, WordChoice } from './word-choices.tsx'

/** The filters side by side: what each asks for is on it, and one click takes it away, or all of them. */
export function FilterPills() {
  const texts = useTexts()
  const words = texts.search.filters
  const shops = useApp((state) => state.shops)
  const search = useOrderList((state) => state.search)
  const isPulled = shops.some(({ easyfattOn }) => easyfattOn) || search.newFor?.includes(pullKind) === true
  /** What has not left the program as any of these. */
  const notYet: readonly (readonly [name: string, kinds: readonly HandoverKind[]])[] = [
    [texts.search.notExported, exportKinds],
    [texts.search.notPrinted, workedFrom],
    ...(isPulled ? [[texts.search.notPulled, [pullKind]] as const] : []),
  ]
  const run = useOrderList((state) => state.run)
  const { shopIds, states } = search
  const removed = useRemovedShops((state) => state.shops)
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when a shop has come or gone.
  useEffect(() => void readRemovedShops(), [shops])
  const nameOf = (id: number) => {
    const gone = removed.find((shop) => shop.id === id)
    return gone
      ? texts.search.removedShop(gone.name)
      : (shops.find((shop) => shop.id === id)?.name ?? String(id))
  }
  const shopNames = shopIds?.map(nameOf)
  const stateNames = states?.map((state) => stateNameOf(texts, shops, { shopId: 0, state }))
  const runText = () =>
    run === null
      ? texts.search.runChipUnknown
      : texts.search.runChip(texts.common.moment(run.startedAt, new Date()))

  return (
    <div className={classes.pills}>
      {search.runId !== null && (
        <FilterPill
          name={runText()}
          value=""
          tone="new"
          onClear={() => void changeSearch({ runId: null })}
          onToggle={() => void changeSearch({ runId: null })}
        />
      )}
      {search.orderIds !== null && (
        <FilterPill
          name={texts.search.named(
            search.orderIds.length,
            formatCount(search.orderIds.length, texts.language),
          )}
          value=""
          tone="new"
          onClear={() => void changeSearch({ orderIds: null })}
          onToggle={() => void changeSearch({ orderIds: null })}
        />
      )}
      {(shops.length + removed.length > 1 || shopIds !== null) && (
        <FilterPill
          name={words.shop}
          value={shopNames?.join(', ') ?? null}
          onClear={() => void changeSearch({ shopIds: null })}
        >
          {() => <ShopChoice />}
        </FilterPill>
      )}
      {search.unseen && (
        <FilterPill
          name={texts.search.unseen}
          value=""
          tone="new"
          onClear={() => void changeSearch({ unseen: false })}
          onToggle={() => void changeSearch({ unseen: false })}
        />
      )}
      {workStates.map((state) => (
        <FilterPill
          key={state}
          name={texts.search.work[state]}
          value={search.work === state ? '' : null}
          onClear={() => void changeSearch({ work: null })}
          onToggle={() => void changeSearch({ work: search.work === state ? null : state })}
        />
      ))}
      <FilterPill
        name={texts.checks.filter}
        value={search.check ? '' : null}
        onClear={() => void changeSearch({ check: false })}
        onToggle={() => void changeSearch({ check: !search.check })}
      />
      <FilterPill
        name={words.state}
        value={stateNames?.join(', ') ?? null}
        onClear={() => void changeSearch({ states: null })}
      >
        {() => <StateChoice />}
      </FilterPill>
      {(['placed', 'downloaded'] as const).map((of) => (
        <FilterPill
          key={of}
          name={of === 'placed' ? words.period : texts.search.columns.downloadedAt}
          value={periodText(searchedPeriod(search, of), texts)}
          onClear={() => void changeSearch(withPeriod(of, noPeriod))}
        >
          {(close) => <PeriodChoice of={of} close={close} />}
        </FilterPill>
      ))}
      {wordColumns.map((column) => (
        <FilterPill
          key={column}
          name={texts.search.columns[column]}
          value={search[wordFilters[column]]?.map((word) => wordName(column, word, texts)).join(', ') ?? null}
          onClear={() => void changeSearch({ [wordFilters[column]]: null })}
        >
          {() => <WordChoice column={column} />}
        </FilterPill>
      ))}
      <FilterPill
        name={words.amount}
        value={amountText(search, texts)}
        onClear={() => void changeSearch({ amountFrom: null, amountTo: null })}
      >
        {(close) => <AmountChoice close={close} />}
      </FilterPill>
      {search.runId === null && (
        <FilterPill name={words.run} value={null} onClear={() => undefined}>
          {(close) => <RunChoice close={close} />}
        </FilterPill>
      )}
      <FilterPill
        name={texts.search.changedOnSite}
        value={search.changedOnSite ? '' : null}
        onClear={() => void changeSearch({ changedOnSite: false })}
        onToggle={() => void changeSearch({ changedOnSite: !search.changedOnSite })}
      />
      <FilterPill
        name={texts.search.edited}
        value={search.edited ? '' : null}
        onClear={() => void changeSearch({ edited: false })}
        onToggle={() => void changeSearch({ edited: !search.edited })}
      />
      <FilterPill
        name={words.tags}
        value={search.tags?.join(', ') ?? null}
        onClear={() => void changeSearch({ tags: null })}
      >
        {() => <TagChoice />}
      </FilterPill>
      <FilterPill
        name={texts.search.noted}
        value={search.noted ? '' : null}
        onClear={() => void changeSearch({ noted: false })}
        onToggle={() => void changeSearch({ noted: !search.noted })}
      />
      {notYet.map(([name, kinds]) => {
        const isOn = kinds.every((kind) => search.newFor?.includes(kind))
        const others = search.newFor?.filter((kind) => !kinds.some((one) => one === kind)) ?? []
        const without = { newFor: others.length > 0 ? others : null }
        return (
          <FilterPill
            key={name}
            name={name}
            value={isOn ? '' : null}
            onClear={() => void changeSearch(without)}
            onToggle={() => void changeSearch(isOn ? without : { newFor: [...others, ...kinds] })}
          />
        )
      })}
      {isNarrow({ ...search, text: '' }) && (
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => void findOrders({ ...everySearch, text: search.text })}
        >
          {words.clearAll}
        </Button>
      )}
    </div>
  )
}
