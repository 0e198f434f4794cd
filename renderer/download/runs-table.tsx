import { Button, Skeleton } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconFileSearch } from '@tabler/icons-react'
import { memo, useState } from 'react'
import { formatCount, formatDuration } from '../../main/words/format.ts'
import type { Counters, Run } from '../../main/words/run.ts'
import { request } from '../client.ts'
import { FailurePanel } from '../parts/failure-panel.tsx'
import framed from '../parts/framed-table.module.css'
import { IconButton } from '../parts/icon-button.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import { type Folded, foldSeries, toggleFold } from '../state/fold-series.ts'
import { showLog } from '../state/navigation-store.ts'
import { useAnnulledSeries } from '../state/use-annulled-series.ts'
import { useNow } from '../state/use-now.ts'
import { RunOutcomeStatus } from './run-outcome.tsx'
import { loadMoreRuns, loadRuns, sameRuns, useRuns } from './runs-store.ts'
import classes from './runs-table.module.css'

const counterIds = ['total', 'new', 'skipped', 'wrong'] as const satisfies readonly (keyof Counters)[]

/** The counters of past runs stay readable (R5). */
export function RunsTable({ withShop }: { readonly withShop: boolean }) {
  const texts = useTexts()
  const { runs: words } = texts.download
  const { phase, failure, next } = useRuns()
  const runs = useLiveRuns()
  const today = useNow(60_000).toDateString()
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const rows = foldSeries(runs, open, ways)
  return (
    <section aria-labelledby="runs-title" className={framed.section}>
      <h3 id="runs-title" className={framed.title}>
        {words.title}
      </h3>
      {failure !== null ? (
        <FailurePanel failure={failure} onRetry={loadRuns} />
      ) : phase === 'loading' ? (
        <Skeleton height={96} radius="lg" />
      ) : (
        runs.length === 0 && <p className={classes.empty}>{words.empty}</p>
      )}
      {failure === null && runs.length > 0 && (
        <div className={`card ${framed.frame}`}>
          <table className={`${framed.table} ${classes.rows}`}>
            <thead>
              <tr>
                <th scope="col">{words.when}</th>
                {withShop && <th scope="col">{words.shop}</th>}
                <th scope="col">{words.outcome}</th>
                <th scope="col" className={framed.optional}>
                  {words.trigger}
                </th>
                <th scope="col" className={framed.optional} data-end>
                  {words.duration}
                </th>
                {counterIds.map((id) => (
                  <th key={id} scope="col" data-end>
                    {texts.common.counters[id]}
                  </th>
                ))}
                <th scope="col" className={classes.icons}>
                  <span className="visually-hidden">{words.actions}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) =>
                row.kind === 'item' ? (
                  <RunRow
                    key={row.key}
                    run={row.item}
                    withShop={withShop}
                    nested={row.nested}
                    today={today}
                  />
                ) : (
                  <FoldRow
                    key={row.key}
                    fold={row}
                    withShop={withShop}
                    onToggle={() => setOpen(toggleFold(open, row.items.map(ways.idOf)))}
                  />
                ),
              )}
            </tbody>
          </table>
        </div>
      )}
      {next !== null && (
        <Button variant="subtle" size="xs" className={classes.more} onClick={() => void loadMoreRuns()}>
          {words.more}
        </Button>
      )}
    </section>
  )
}

const ways = {
  idOf: (run: Run) => run.id,
  shopOf: (run: Run) => run.shopId,
  sameAs: sameRuns,
}

interface FoldRowProps {
  readonly fold: Folded<Run>
  readonly withShop: boolean
  readonly onToggle: () => void
}

/** A long series of *annullata*, or of automatic runs that found nothing, as one row until somebody wants to see them. */
function FoldRow({ fold, withShop, onToggle }: FoldRowProps) {
  const { newest } = fold
  const Chevron = fold.open ? IconChevronDown : IconChevronRight
  return (
    <tr onClick={onToggle}>
      <td colSpan={withShop ? 10 : 9}>
        <button
          type="button"
          className={classes.fold}
          data-bad={newest.outcome === 'annulled' || undefined}
          aria-expanded={fold.open}
          onClick={(event) => {
            event.stopPropagation()
            onToggle()
          }}
        >
          <Chevron size={16} aria-hidden />
          {newest.outcome === 'annulled' ? <AnnulledWords fold={fold} /> : <NothingNewWords fold={fold} />}
          {withShop && <span className="dim">{newest.shopName}</span>}
        </button>
      </td>
    </tr>
  )
}

interface WordsProps {
  readonly fold: Folded<Run>
}

function AnnulledWords({ fold: { items, newest, oldest } }: WordsProps) {
  const texts = useTexts()
  const read = { count: items.length, since: oldest.startedAt }
  const { count, since } = useAnnulledSeries(newest.id, read)
  const span = texts.common.span(since ?? oldest.startedAt, newest.startedAt, new Date())
  return texts.download.runs.annulled(formatCount(count, texts.language), span)
}

function NothingNewWords({ fold: { items, newest, oldest } }: WordsProps) {
  const texts = useTexts()
  const count = items.reduce((sum, { times = 1 }) => sum + times, 0)
  const span = texts.common.span(oldest.startedAt, newest.startedAt, new Date())
  return texts.download.runs.nothingNew(formatCount(count, texts.language), span)
}

/** A run under way counts here too, as its progress comes. */
function useLiveRuns(): readonly Run[] {
  const runs = useRuns((state) => state.rows)
  const shops = useApp((state) => state.shops)
  return runs.map((run) => {
    if (run.outcome !== 'running') return run
    const progress = shops.find((shop) => shop.progress?.runId === run.id)?.progress
    return progress ? { ...run, counters: progress.counters } : run
  })
}

interface RunRowProps {
  readonly run: Run
  readonly withShop: boolean
  /** Part of the open fold above. */
  readonly nested: boolean
  /** What its moment is told by. */
  readonly today: string
}

const RunRow = memo(({ run, withShop, nested, today }: RunRowProps) => {
  const texts = useTexts()
  const { runs: words } = texts.download
  const when = texts.common.moment(run.startedAt, new Date(today))
  const openLog = () => showLog({ runId: run.id })
  return (
    // The row is a convenience for the mouse; the keyboard has the button in its first cell.
    <tr onClick={openLog} title={words.openLog} data-nested={nested || undefined}>
      <td>
        <button
          type="button"
          className={classes.when}
          aria-label={words.openLogOf(when)}
          onClick={(event) => {
            event.stopPropagation()
            openLog()
          }}
        >
          {when}
        </button>
      </td>
      {withShop && <td className={classes.shop}>{run.shopName}</td>}
      <td>
        <RunOutcomeStatus outcome={run.outcome} />
      </td>
      <td className={framed.optional}>{texts.common.triggers[run.trigger]}</td>
      <td className={framed.optional} data-end>
        {run.finishedAt === null ? '–' : formatDuration(run.startedAt, run.finishedAt)}
      </td>
      {counterIds.map((id) => (
        <td key={id} data-end data-counter={run.counters[id] > 0 ? id : undefined}>
          {formatCount(run.counters[id], texts.language)}
        </td>
      ))}
      <td className={classes.icons}>
        {run.counters.new >= 1 && (
          <IconButton
            label={words.openNewOf(when)}
            icon={<IconFileSearch size={18} stroke={1.8} />}
            color="green"
            size={26}
            onClick={() => void request('windows.search', { runId: run.id, orderId: null })}
          />
        )}
      </td>
    </tr>
  )
})
