import { Button } from '@mantine/core'
import { leftOutText } from '../../main/texts/index.ts'
import { formatCount } from '../../main/words/format.ts'
import { Dialog } from '../parts/dialog.tsx'
import { useTexts } from '../state/app-store.ts'
import { useLeftOut } from '../state/left-out-store.ts'

/** Says how many orders an export or a print leaves out, and why; they can be included (R42). */
export function LeftOutDialog() {
  const texts = useTexts()
  const words = texts.leftOut
  const { counts, answer } = useLeftOut()
  const { found, leftOut } = counts ?? { found: 0, leftOut: { cancelled: 0, failed: 0, refunded: 0 } }
  const rest = found - leftOut.cancelled - leftOut.failed - leftOut.refunded
  const written = (value: number) => formatCount(value, texts.language)
  const told = leftOutText(texts, leftOut)
  return (
    <Dialog opened={counts !== null} onClose={() => answer(null)} title={words.title}>
      <p>{rest === 0 ? words.all(told) : words.some(written(found), told)}</p>
      <div className="dialog-buttons">
        <Button variant="default" onClick={() => answer(null)} data-autofocus={rest === 0 || undefined}>
          {texts.common.cancel}
        </Button>
        <Button variant="default" onClick={() => answer(true)}>
          {words.include}
        </Button>
        {rest > 0 && (
          <Button data-autofocus onClick={() => answer(false)}>
            {words.leave(rest, written(rest))}
          </Button>
        )}
      </div>
    </Dialog>
  )
}
