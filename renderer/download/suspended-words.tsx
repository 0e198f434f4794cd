import { IconPlayerPause } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { failureText } from '../../main/texts/index.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { useTexts } from '../state/app-store.ts'
import classes from './suspended-words.module.css'

interface SuspendedWordsProps {
  readonly shop: ShopView
  /** Where there are several, the title says which. */
  readonly named?: boolean
  /** The buttons. */
  readonly children: ReactNode
}

/** Why the automatic sync is suspended, and what to do about it (R19, R20). */
export function SuspendedWords({ shop, named = false, children }: SuspendedWordsProps) {
  const texts = useTexts()
  const { sync } = texts.download
  // An annulled run carries the failure of the last one that was tried.
  const failure = shop.lastRun?.failure ?? null
  const cause = failure === null ? null : failureText(texts, failure)
  return (
    <div className={classes.words}>
      <h3 className={classes.title}>
        <IconPlayerPause size={18} aria-hidden />
        <span>{named ? sync.suspendedOf(shop.name) : sync.suspendedTitle}</span>
      </h3>
      <p>{sync.suspendedWhy}</p>
      {cause !== null && (
        <p className={classes.cause} data-selectable>
          <strong>{cause.message}</strong> {cause.remedy}
        </p>
      )}
      <p>{sync.thenPress}</p>
      <div className={classes.actions}>{children}</div>
    </div>
  )
}
