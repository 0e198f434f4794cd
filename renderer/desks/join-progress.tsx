import { formatCount } from '../../main/words/format.ts'
import { shareOf, Working } from '../parts/working.tsx'
import { useTexts } from '../state/app-store.ts'
import classes from './desks.module.css'
import { stopJoining, useJoin } from './join-store.ts'

/** What is being done, and how far it is. */
export function JoinProgressSection() {
  const { desks, language } = useTexts()
  const words = desks.progress
  const { busy, progress, stopping } = useJoin()
  const count = (value: number) => formatCount(value, language)
  // From then on stopping takes nothing back.
  const isJoined = progress?.phase === 'applying' || progress?.phase === 'sending'
  const isCounted = progress !== null && progress.total > 0
  return (
    <div className={classes.part}>
      <Working
        doing={
          busy === 'previewing'
            ? desks.preview.reading
            : words[progress === null ? 'reading' : progress.phase]
        }
        figures={isCounted ? words.figures(count(progress.done), count(progress.total)) : null}
        share={isCounted ? shareOf(progress.done, progress.total) : null}
        label={words.label}
        stopping={stopping}
        stop={stopJoining}
        {...(isJoined ? { stopText: words.doNotWait } : {})}
      />
      <p className="dim">{words.meanwhile}</p>
    </div>
  )
}
