import { Button } from '@mantine/core'
import { useState } from 'react'
import { formatCount } from '../../main/words/format.ts'
import { useTexts } from '../state/app-store.ts'

/**
 * How many rows of a long table are drawn, and the button that draws as many more: thousands at once would stop the
 * window for seconds.
 * @param step how many at first, and more at each press
 * @param all how many there are
 */
export function useMoreRows(step: number, all: number) {
  const texts = useTexts()
  const [most, setMost] = useState(step)
  const count = (value: number) => formatCount(value, texts.language)
  const more =
    most >= all ? null : (
      <p>
        {texts.common.rowsShown(count(most), count(all))}{' '}
        <Button size="compact-sm" variant="subtle" onClick={() => setMost(most + step)}>
          {texts.common.moreRows(count(Math.min(step, all - most)))}
        </Button>
      </p>
    )
  return { most, more }
}
