import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { formatCount } from '../../main/words/format.ts'
import { request } from '../client.ts'
import { useTexts } from '../state/app-store.ts'
import { seeChecked } from '../state/checks.ts'
import { readWorkCounts, useWorkCounts } from '../state/work-counts.ts'
import classes from './check-strip.module.css'
import { meantForChange } from './list-actions.ts'
import { useOrderList } from './order-list-store.ts'
import { countPlaces } from './ranges.ts'

/** Above the orders to be looked at (R42): the wrong ones, which are in no list of orders, and *Visto* for those chosen. */
export function CheckStrip() {
  const texts = useTexts()
  const words = texts.checks
  const isShown = useOrderList((state) => state.search.check)
  const several = useOrderList((state) => countPlaces(state.selected))
  const wrong = useWorkCounts((state) => state.wrong)
  useEffect(() => {
    if (isShown) void readWorkCounts()
  }, [isShown])
  if (!isShown || (wrong === 0 && several === 0)) return null
  return (
    <div className={classes.strip}>
      {wrong > 0 && (
        <>
          <span>{words.wrong(wrong, formatCount(wrong, texts.language))}</span>
          <Button size="compact-xs" variant="light" onClick={() => void request('windows.wrong', undefined)}>
            {words.showWrong}
          </Button>
        </>
      )}
      <span className={classes.space} />
      {several > 0 && (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => {
            const of = meantForChange()
            if (of !== null) void seeChecked(of)
          }}
        >
          {words.seenAll}
        </Button>
      )}
    </div>
  )
}
