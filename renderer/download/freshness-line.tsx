import { IconClockCheck, IconClockExclamation } from '@tabler/icons-react'
import type { Texts } from '../../main/texts/shape.ts'
import { formatRelative, formatTime } from '../../main/words/format.ts'
import type { Freshness } from '../../main/words/freshness.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { useApp, useTexts } from '../state/app-store.ts'
import { useFreshness } from '../state/use-freshness.ts'
import classes from './freshness-line.module.css'

/** How long ago the last good sync was; too long is a warning that says why, although nothing failed. */
export function FreshnessLine({ shop }: { readonly shop: ShopView }) {
  const texts = useTexts()
  const { healthView } = texts.download
  const freshness = useFreshness(shop)
  const why = useWhy(freshness)
  if (freshness.lastAt === null) return <p className="dim">{healthView.never}</p>
  if (freshness.stale) {
    return (
      <p className={classes.stale} role="status">
        <IconClockExclamation size={16} aria-hidden />
        <span>
          <strong>{healthView.stale(texts.common.age(freshness.hours))}.</strong> {why}
        </span>
      </p>
    )
  }
  // What is suspended is not well, however lately it was.
  if (shop.suspended) return <p className="dim">{healthView.lastGood(ageOf(freshness, texts))}</p>
  return (
    <p className={classes.fresh}>
      <IconClockCheck size={16} aria-hidden />
      {healthView.lastGood(ageOf(freshness, texts))}
    </p>
  )
}

/** The same in the cell of a table. */
export function FreshnessCell({ shop }: { readonly shop: ShopView }) {
  const texts = useTexts()
  const { healthView } = texts.download
  const freshness = useFreshness(shop)
  const why = useWhy(freshness)
  if (freshness.lastAt === null) return <span className="dim">{healthView.neverShort}</span>
  const age = ageOf(freshness, texts)
  if (!freshness.stale) return <span className="num">{age}</span>
  return (
    <span className={classes.cell} title={why}>
      <IconClockExclamation size={16} aria-hidden />
      {age}
      <span className="visually-hidden">
        {healthView.stale(texts.common.age(freshness.hours))}. {why}
      </span>
    </span>
  )
}

function useWhy({ reason }: Freshness): string {
  const texts = useTexts()
  const pausedUntil = useApp((state) => state.pausedUntil)
  const { why } = texts.download.healthView
  if (reason === null) return ''
  if (reason === 'paused')
    return why.paused(pausedUntil === null ? '' : formatTime(pausedUntil, texts.language))
  return why[reason]
}

function ageOf({ lastAt }: Freshness, texts: Texts): string {
  return lastAt === null ? '' : formatRelative(lastAt, new Date(), texts.language)
}
