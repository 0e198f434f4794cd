import type { Language } from '../words/format.ts'
import type { it } from './it/index.ts'
import type { FailureTexts } from './types.ts'

/** What both languages must say: Italian gives the shape, the compiler holds English to it. */
export type Texts = Omit<typeof it, 'failures'> & {
  readonly language: Language
  readonly failures: FailureTexts
}
