import { resolve } from 'node:path'
import { exportOrders } from '../export/export-orders.ts'
import type { ShopRecord } from '../store/shops.ts'
import { leftOutText, sentence } from '../texts/index.ts'
import { Failure } from '../words/failure.ts'
import { formatCount, formatInstant } from '../words/format.ts'
import type { CommandLine } from './command-line.ts'
import { noSuchState, selectionOf } from './filter.ts'
import type { Terminal } from './terminal.ts'

/**
 * `--export FILE`: the orders of the shops named, or of all that the archive holds (R36).
 * @returns the exit code
 * @throws Failure as `exportOrders` does; `input-invalid` names the option
 */
export async function exportToFile(
  line: CommandLine,
  shops: readonly ShopRecord[],
  { program, texts, out, err, bar, signal }: Terminal,
): Promise<number> {
  const words = texts.native.exportOrders
  const count = (value: number) => formatCount(value, texts.language)
  const selection = selectionOf(line, shops, texts)
  if (line.newOnly) {
    const { unknown } = await program.store.handoverCounts(selection)
    const at = (instant: string) => formatInstant(instant, texts.language)
    if (unknown !== null) err(texts.search.exporting.unknown(at(unknown.since), at(unknown.until)))
  }
  try {
    const {
      count: written,
      leftOut,
      uncoded,
      omitted,
      repeated,
      unnumbered,
    } = await exportOrders({
      store: program.store,
      onlyNew: line.newOnly,
      withCancelled: line.withCancelled,
      lockHandovers: program.lockHandovers,
      file: resolve(line.value),
      selection,
      texts,
      signal,
      onProgress: (progress) => bar?.(words.progress(count(progress.written), count(progress.total))),
    })
    bar?.('')
    out(words.exported(written, count(written), line.value))
    const noneSuch = written > 0 ? null : await noSuchState(line, selection, program.store, texts)
    if (noneSuch !== null) err(noneSuch)
    if (repeated > 0) err(words.repeated(repeated, count(repeated)))
    const left = leftOutText(texts, omitted)
    if (left !== '') err(words.omitted(left))
    if (unnumbered > 0) err(words.unnumbered(unnumbered, count(unnumbered)))
    if (leftOut > 0) err(words.leftOut(leftOut, count(leftOut)))
    if (uncoded.count > 0) err(sentence(texts.easyfatt.uncoded(uncoded, uncoded.first.length)))
    return 0
  } catch (error) {
    bar?.('')
    if (!(error instanceof Failure) || error.value.code !== 'cancelled') throw error
    err(words.cancelled)
    return 1
  }
}
