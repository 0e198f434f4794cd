import { resolve } from 'node:path'
import { formatCount } from '../../renderer/format.ts'
import type { Texts } from '../../renderer/texts/index.ts'
import { exportOrders } from '../export/export-orders.ts'
import { readPeriod } from '../export/period.ts'
import { Failure } from '../failure.ts'
import { everyOrder, newestFirst } from '../order-search.ts'
import type { ShopRecord } from '../store/shops.ts'
import type { CommandLine } from './command-line.ts'
import type { Terminal } from './terminal.ts'

/**
 * `--export FILE`: the orders of the shops named, or of all that the archive holds (R36).
 * @returns the exit code
 * @throws Failure as `exportOrders` does; `input-invalid` names the option
 */
export async function exportToFile(
  line: CommandLine,
  shops: readonly ShopRecord[],
  { program, texts, out, err, bar }: Terminal,
): Promise<number> {
  const words = texts.native.exportOrders
  const count = (value: number) => formatCount(value, texts.language)
  const period = readPeriod(line.from, line.to, { from: '--from', to: '--to' })
  const filter = {
    ...everyOrder,
    shopIds: shops.length > 0 ? shops.map(({ id }) => id) : null,
    text: line.text ?? '',
    states: line.state === null ? null : [stateCode(line.state, texts)],
    ...period,
  }
  const stop = new AbortController()
  const abort = () => stop.abort()
  process.once('SIGINT', abort)
  process.once('SIGTERM', abort)
  try {
    const { count: written, leftOut } = await exportOrders({
      store: program.store,
      file: resolve(line.value),
      selection: { filter, sort: newestFirst, upTo: null, ranges: null },
      texts,
      signal: stop.signal,
      onProgress: (progress) => bar?.(words.progress(count(progress.written), count(progress.total))),
    })
    bar?.('')
    out(words.exported(written, count(written), line.value))
    if (leftOut > 0) err(words.leftOut(leftOut, count(leftOut)))
    return 0
  } catch (error) {
    bar?.('')
    if (!(error instanceof Failure) || error.value.code !== 'cancelled') throw error
    err(words.cancelled)
    return 1
  } finally {
    process.off('SIGINT', abort)
    process.off('SIGTERM', abort)
  }
}

/** A state by the shop's word, or by the name that the windows show. */
function stateCode(given: string, { stateNames }: Texts): string {
  const wanted = given.trim().toLowerCase()
  const named = Object.entries(stateNames).find(([, name]) => name.toLowerCase() === wanted)
  return named?.[0] ?? given.trim()
}
