import { IconCalendarSearch, IconCircleCheck } from '@tabler/icons-react'
import { useEffect } from 'react'
import { logText } from '../../main/texts/index.ts'
import { formatCount, formatDay } from '../../main/words/format.ts'
import { listen } from '../client.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { FailurePanel } from '../parts/failure-panel.tsx'
import { NoShop } from '../parts/no-shop.tsx'
import { ScreenHead } from '../parts/screen-head.tsx'
import { shareOf, Working } from '../parts/working.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import { CompletenessOrders } from './completeness-orders.tsx'
import classes from './completeness-screen.module.css'
import { noteProgress, refresh, showShop, start, stop, useCompleteness } from './completeness-store.ts'
import { Figures } from './figures.tsx'
import { PeriodForm } from './period-form.tsx'

/** Utilità → Verifica completezza (R17). */
export function CompletenessScreen() {
  const texts = useTexts()
  const words = texts.completeness
  const hasShops = useApp((state) => state.shops.length > 0)
  const { running, result, failure } = useCompleteness()

  useEffect(() => {
    void showShop(useCompleteness.getState().shopId)
    const stops = [
      listen('completeness.progress', noteProgress),
      // A run may have brought what is missing.
      listen('run.changed', (run) => {
        if (run.outcome !== 'running' && useCompleteness.getState().result !== null) void refresh()
      }),
    ]
    return () => {
      for (const end of stops) end()
    }
  }, [])

  return (
    <div className={classes.screen}>
      <ScreenHead title={words.title} />
      <div className={classes.body}>
        <p className="dim">{words.intro}</p>
        {hasShops ? <PeriodForm /> : <NoShop />}
        {failure !== null && <FailurePanel failure={failure} title={words.failed} onRetry={start} />}
        {running !== null && <Running />}
        {result !== null && <Result />}
        {hasShops && result === null && running === null && failure === null && (
          <div className={classes.nothing}>
            <EmptyState
              icon={<IconCalendarSearch size={32} stroke={1.5} />}
              title={words.ready}
              text={words.readyText}
            />
          </div>
        )}
      </div>
    </div>
  )
}

function Running() {
  const texts = useTexts()
  const words = texts.completeness
  const { running, stopping } = useCompleteness()
  if (running === null) return null
  const { read, expected } = running
  const count = (value: number) => formatCount(value, texts.language)
  return (
    <Working
      doing={words.running}
      figures={words.read(count(read), expected === null ? null : count(expected))}
      share={shareOf(read, expected)}
      label={words.progress}
      stopping={stopping}
      stop={stop}
    />
  )
}

function Result() {
  const texts = useTexts()
  const words = texts.completeness
  const { result, askedFrom } = useCompleteness()
  if (result === null) return null
  const { from, to, counts, doubts } = result
  const day = (instant: string) => formatDay(instant, texts.language)
  // The end does not belong to the period; its last day does.
  const lastDay = day(new Date(Date.parse(to) - 1).toISOString())
  const missing = counts['not-downloaded'] + counts.wrong
  const nothing = Object.values(counts).every((count) => count === 0)
  return (
    <>
      <p className="dim">
        {words.result(day(from), lastDay, texts.common.moment(result.finishedAt, new Date()))}
      </p>
      {askedFrom !== null && from > askedFrom && (
        <p className={classes.warning}>{words.shortened(day(from))}</p>
      )}
      {doubts.length > 0 && (
        <div className={classes.warning}>
          <p>{words.unsure}</p>
          {doubts.map((doubt) => (
            <p key={doubt.code} className="dim">
              {logText(texts, doubt).message}
            </p>
          ))}
        </div>
      )}
      <Figures />
      {missing === 0 && doubts.length === 0 && (
        <p className={classes.fine}>
          <IconCircleCheck size={18} aria-hidden />
          <strong>{words.complete}.</strong> {nothing ? words.completeText : words.expectedText}
        </p>
      )}
      {!nothing && <CompletenessOrders />}
    </>
  )
}
