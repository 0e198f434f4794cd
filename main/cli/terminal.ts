import type { Program } from '../program/program.ts'
import type { Texts } from '../texts/shape.ts'

/** What a command needs of the world. */
export interface Terminal {
  readonly program: Program
  readonly texts: Texts
  /** Aborted by Ctrl+C and by whoever asks the process to end (SIGTERM). */
  readonly signal: AbortSignal
  /** One line on standard output. */
  readonly out: (line: string) => void
  /** One line on standard error. */
  readonly err: (line: string) => void
  /** Rewrites the last line of a terminal; null where standard error is no terminal. */
  readonly bar: ((line: string) => void) | null
}
