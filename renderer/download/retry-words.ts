import type { Texts } from '../../main/texts/shape.ts'
import type { Retrying } from '../../main/words/run.ts'

/** `Il sito ha risposto 500: riprovo fra 8 s (2 di 5)`; empty once the time has come. */
export function retryWords(texts: Texts, { code, status, attempt, most, at }: Retrying, now: Date): string {
  const seconds = Math.round((Date.parse(at) - now.getTime()) / 1000)
  if (seconds <= 0) return ''
  const words = texts.download.retry
  const why = code === 'server-error' && status !== null ? words.answered(status) : words.why[code]
  return words.again(why, seconds, attempt + 1, most + 1)
}
