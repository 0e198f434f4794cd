import type { Texts } from '../../main/texts/shape.ts'
import type { ExportedOrder } from '../../main/words/printed.ts'

/** What whoever holds the paper must know of an order (R42): `annullato`, `modificato sul sito`. */
export function marksOf(
  { leftOut, changedOnSite }: Pick<ExportedOrder, 'leftOut' | 'changedOnSite'>,
  texts: Texts,
): readonly string[] {
  const words = texts.leftOut
  return [
    ...(leftOut === null ? [] : [words.marks[leftOut]]),
    ...(changedOnSite ? [words.changedOnSite] : []),
  ]
}
