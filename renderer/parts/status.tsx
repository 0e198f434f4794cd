import type { IconBan } from '@tabler/icons-react'
import classes from './status.module.css'

export type Tone = 'accent' | 'new' | 'skip' | 'bad' | 'warn'

interface StatusProps {
  readonly icon: typeof IconBan
  readonly tone: Tone
  readonly text: string
  /** A figure that belongs to the word, `3 di 20`. */
  readonly detail?: string | undefined
  readonly spinning?: boolean
}

/** A state told three ways: word, icon, colour. */
export function Status({ icon: Icon, tone, text, detail, spinning = false }: StatusProps) {
  return (
    <span className={classes.status} data-tone={tone}>
      <Icon size={16} aria-hidden className={spinning ? classes.spinning : undefined} />
      <span className={classes.text} title={text}>
        {text}
        {detail !== undefined && <span className={classes.detail}> ({detail})</span>}
      </span>
    </span>
  )
}
