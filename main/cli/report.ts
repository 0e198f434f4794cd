import { resolve } from 'node:path'
import { writePackage } from '../report/package.ts'
import { makeReport, monthOf } from '../report/report.ts'
import type { ShopRecord } from '../store/shops.ts'
import { Failure } from '../words/failure.ts'
import { formatCount, formatMoney } from '../words/format.ts'
import type { CommandLine } from './command-line.ts'
import type { Terminal } from './terminal.ts'

/**
 * `--report MONTH FILE.zip`: the accountant's package (R47), without the paper that only a window can draw.
 * @returns the exit code
 * @throws Failure as `writePackage` does
 */
export async function reportToFile(
  line: CommandLine,
  shops: readonly ShopRecord[],
  { program, texts, out, err, bar, signal }: Terminal,
): Promise<number> {
  const { command: words, summary } = texts.accountantFiles
  const period = monthOf(line.value)
  if (period === null || !/\.zip$/i.test(line.file)) {
    err(period === null ? words.notAMonth(line.value) : words.needsZip(line.file))
    return 2
  }
  const count = (value: number) => formatCount(value, texts.language)
  const money = (amount: string) => formatMoney(amount, 'EUR', texts.language)
  const { store } = program
  try {
    const made = await makeReport({
      store,
      period,
      shopIds: shops.length > 0 ? shops.map(({ id }) => id) : null,
      signal,
      onProgress: ({ read, total }) => bar?.(words.progress(count(read), count(total))),
    })
    const { reconciliation, leftOut, meters } = made.report
    await writePackage({ store, file: resolve(line.file), made, pdf: null, texts, signal })
    bar?.('')
    const { orders, refunds, registerTotal } = reconciliation
    out(words.written(count(orders), money(registerTotal), count(refunds), line.file))
    const left = leftOut.map(({ why, count: orders }) => `${summary.why[why]}: ${count(orders)}`)
    if (left.length > 0) err(words.leftOut(left.join('; ')))
    for (const { state, year, known, threshold } of meters) {
      if (state !== 'below') err(words.meter(summary.meterState[state], year, money(known), money(threshold)))
    }
    err(words.noPdf)
    return 0
  } catch (error) {
    bar?.('')
    if (!(error instanceof Failure) || error.value.code !== 'cancelled') throw error
    err(words.cancelled)
    return 1
  }
}
