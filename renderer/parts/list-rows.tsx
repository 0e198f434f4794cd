import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import type { FailureValue } from '../../main/words/failure.ts'
import { useTexts } from '../state/app-store.ts'
import { FailurePanel } from './failure-panel.tsx'
import classes from './list-rows.module.css'

interface ListRowsProps {
  readonly phase: 'loading' | 'ready' | 'failed'
  readonly failure: FailureValue | null
  readonly onRetry: () => Promise<void>
  /** The rows, once they are read. */
  readonly children: ReactNode
}

/** A list, or what stands in its place: rows on their way, or why they cannot be read. */
export function ListRows({ phase, failure, onRetry, children }: ListRowsProps) {
  if (phase === 'loading') return <LoadingRows />
  if (failure === null) return children
  return (
    <div className={classes.failure}>
      <FailurePanel failure={failure} onRetry={onRetry} />
    </div>
  )
}

const widths = [70, 55, 80, 62, 75, 50, 84, 66, 58, 78, 72, 52, 81, 64, 69, 57]

/** A table whose rows are on their way, as dense as it will be: nothing moves when they come. */
function LoadingRows() {
  const texts = useTexts()
  return (
    <div className={classes.table} role="status" aria-label={texts.common.loading}>
      {widths.map((width) => (
        <div key={width} className={classes.row}>
          <Skeleton height={8} width={`${width}%`} />
        </div>
      ))}
    </div>
  )
}
