import { Skeleton } from '@mantine/core'
import { useTexts } from '../state/app-store.ts'
import classes from './loading-rows.module.css'

const widths = [70, 55, 80, 62, 75, 50, 84, 66, 58, 78, 72, 52, 81, 64, 69, 57]

/** A table whose rows are on their way, as dense as it will be: nothing moves when they come. */
export function LoadingRows() {
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
