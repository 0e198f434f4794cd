import { Button } from '@mantine/core'
import { IconCalendarQuestion } from '@tabler/icons-react'
import { formatCount } from '../../main/words/format.ts'
import type { RefundDatesOutcome } from '../../main/words/refund.ts'
import { FailurePanel } from '../parts/failure-panel.tsx'
import { shareOf, Working } from '../parts/working.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import classes from './refunds-screen.module.css'
import { askDates, stopAsking, useDates, useRefunds } from './refunds-store.ts'

/** *Chiedi al negozio le date*: why, how far it is, and what came of each shop. */
export function DatesSection() {
  const words = useTexts().refunds.dates
  const { asking, outcomes, failure } = useDates()
  const isAny = useRefunds(({ counts }) => counts !== null && counts.undated > 0)
  return (
    <section className={classes.dates} aria-label={words.title}>
      {isAny && (
        <div className={classes.line}>
          <p className={classes.intro}>{words.intro}</p>
          {asking === null && (
            <Button
              size="xs"
              leftSection={<IconCalendarQuestion size={16} aria-hidden />}
              onClick={() => void askDates()}
            >
              {words.ask}
            </Button>
          )}
        </div>
      )}
      {asking !== null && <Asking />}
      {failure !== null && <FailurePanel failure={failure} onRetry={askDates} />}
      {outcomes?.length === 0 && <p className={classes.warning}>{words.noShop}</p>}
      {outcomes?.map((outcome) => (
        <Outcome key={outcome.shopId} outcome={outcome} />
      ))}
    </section>
  )
}

function Asking() {
  const texts = useTexts()
  const words = texts.refunds.dates
  const shops = useApp((state) => state.shops)
  const { asking, stopping } = useDates()
  const at = asking === null || asking === 'beginning' ? null : asking
  const count = (value: number) => formatCount(value, texts.language)
  const shop = shops.find(({ id }) => id === at?.shopId)
  return (
    <Working
      doing={at === null ? texts.common.loading : words.asking(shop?.name ?? '')}
      figures={at && words.orders(count(at.done), count(at.expected))}
      share={at && shareOf(at.done, at.expected)}
      label={words.progress}
      stopping={stopping}
      stop={stopAsking}
    />
  )
}

function Outcome({ outcome }: { readonly outcome: RefundDatesOutcome }) {
  const texts = useTexts()
  const words = texts.refunds.dates
  const { shopName, dated, left, failure } = outcome
  const found = words.found(dated, formatCount(dated, texts.language))
  if (failure !== null)
    return <FailurePanel failure={failure} title={`${shopName}: ${found}`} onRetry={askDates} />
  return (
    <p role="status">
      <strong>{shopName}</strong>: {found}. {left > 0 && words.left(left, formatCount(left, texts.language))}
    </p>
  )
}
