import { memo } from 'react'
import { mostFailures } from '../../main/words/run.ts'
import { useTexts } from '../state/app-store.ts'
import classes from './failure-meter.module.css'

interface FailureMeterProps {
  readonly failures: number
  /** Only the figure and the marks. */
  readonly compact?: boolean
}

const marks = Array.from({ length: mostFailures }, (_, index) => index)

/** Failed automatic syncs in a row, of the 20 after which they are suspended (R19). */
export const FailureMeter = memo(({ failures, compact = false }: FailureMeterProps) => {
  const { download } = useTexts()
  const count = Math.min(failures, mostFailures)
  const words = download.failures(count)
  const label = download.sync.failuresInARow
  return (
    <span className={classes.meter} data-full={count === mostFailures || undefined} title={label}>
      {!compact && <span className="dim">{label}</span>}
      <meter className="visually-hidden" aria-label={label} min={0} max={mostFailures} value={count}>
        {words}
      </meter>
      <span className={classes.marks} data-drawing aria-hidden>
        {marks.map((mark) => (
          <span key={mark} className={classes.mark} data-on={mark < count || undefined} />
        ))}
      </span>
      <span className={classes.figure} data-none={count === 0 || undefined}>
        {words}
      </span>
    </span>
  )
})
