import type { Texts } from '../../renderer/texts/index.ts'
import type { Program } from '../program/program.ts'

/** What a command needs of the world. */
export interface Terminal {
  readonly program: Program
  readonly texts: Texts
  /** One line on standard output. */
  readonly out: (line: string) => void
  /** One line on standard error. */
  readonly err: (line: string) => void
  /** Rewrites the last line of a terminal; null where standard error is no terminal. */
  readonly bar: ((line: string) => void) | null
}
