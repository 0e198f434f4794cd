import { Button, Progress } from '@mantine/core'
import { useTexts } from '../state/app-store.ts'
import classes from './working.module.css'

interface WorkingProps {
  readonly doing: string
  /** How far it is, in words; null: not known yet. */
  readonly figures: string | null
  /** Percent; null: not known yet. */
  readonly share: number | null
  /** The bar's name. */
  readonly label: string
  readonly stopping: boolean
  readonly stop: () => void
  /** Where stopping takes nothing back, and *Annulla* would promise that. */
  readonly stopText?: string
  /** In a dialog its own frame is enough. */
  readonly bare?: boolean
}

/** Something that takes a while: what, how far it is, and the way to stop it. */
export function Working({ doing, figures, share, label, stopping, stop, stopText, bare }: WorkingProps) {
  const { common, download } = useTexts()
  return (
    <section className={classes.working} data-bare={bare}>
      <div className={classes.line}>
        <span>
          {doing} {figures !== null && <span className="dim num">{figures}</span>}
        </span>
        <Button size="xs" variant="default" disabled={stopping} onClick={stop}>
          {stopping ? download.cancelling : (stopText ?? common.cancel)}
        </Button>
      </div>
      <Progress value={share ?? 100} animated={share === null} aria-label={label} />
    </section>
  )
}

/** Percent of the whole; null where that is not known. */
export function shareOf(done: number, whole: number | null): number | null {
  return whole === null || whole === 0 ? null : Math.min(100, (100 * done) / whole)
}
