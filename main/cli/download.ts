import type { ShopRecord } from '../store/shops.ts'
import { failureText, sentence } from '../texts/index.ts'
import { Failure, toFailureValue } from '../words/failure.ts'
import { formatCount } from '../words/format.ts'
import type { Run } from '../words/run.ts'
import type { ShopWarning } from '../words/shop-warning.ts'
import type { CommandLine } from './command-line.ts'
import type { Terminal } from './terminal.ts'
import { toldFailure } from './told-failure.ts'
import { toldWarning, warningLines } from './told-warning.ts'

/**
 * `--download`: as if the button were pressed (R36); with `--after` also what the shops' settings want then (R44).
 * @returns the exit code
 */
export async function downloadShops(
  shops: readonly ShopRecord[],
  { json, after }: Pick<CommandLine, 'json' | 'after'>,
  terminal: Terminal,
): Promise<number> {
  const { program, texts, out, err } = terminal
  const words = texts.native.cli
  const runs = await Promise.all(shops.map((shop) => runShop(shop, terminal)))
  terminal.bar?.('')

  const reports = runs.map((run) => {
    const explained = run.failure && sentence(failureText(texts, run.failure))
    return { run, error: run.failure && explained ? toldFailure(run.failure, { message: explained }) : null }
  })
  const warnings = new Map<number, readonly ShopWarning[]>()
  for (const { id } of shops) warnings.set(id, await program.store.shopWarnings(id))
  const done = after ? await doAfter(runs, terminal) : null
  if (json) {
    const platform = new Map(shops.map((shop) => [shop.id, shop.platform]))
    const printed = reports.map(({ run, error }) => ({
      shop: run.shopName,
      platform: platform.get(run.shopId),
      outcome: run.outcome,
      windowFrom: run.windowFrom,
      startedAt: run.startedAt,
      finishedAt: run.finishedAt,
      ...run.counters,
      error,
      warnings: (warnings.get(run.shopId) ?? []).map((warning) => toldWarning(texts, warning)),
    }))
    out(JSON.stringify({ runs: printed, ...(done && { after: done.told }) }))
  }
  for (const { run, error } of reports) {
    if (!json) out(`${run.shopName}: ${words.outcomes[run.outcome]}: ${words.counters(run.counters)}`)
    if (!json) for (const line of warningLines(texts, warnings.get(run.shopId) ?? [])) out(`  ${line}`)
    if (error) err(`${run.shopName}: ${error.message}`)
    if (error?.fingerprint) err(`${run.shopName}: ${words.fingerprint(error.fingerprint)}`)
  }
  if (!json) for (const line of done?.lines ?? []) out(line)
  return runs.every((run) => run.outcome === 'success') && done?.isWell !== false ? 0 : 1
}

/** What became of it: as JSON, and in lines; that something failed stands on standard error at once. */
async function doAfter(runs: readonly Run[], { program, texts, err, signal }: Terminal) {
  const words = texts.native.cli
  const told: object[] = []
  const lines: string[] = []
  let isWell = true
  // One that could not be recorded has the failure's own words.
  for (const run of runs.filter(({ id }) => id !== 0)) {
    try {
      for (const {
        shop,
        wanted,
        search,
        file,
        orders,
        uncoded,
        foreign,
        failure,
      } of await program.afterDownload(run, texts, signal)) {
        const explained = failure && failureText(texts, failure)
        const error = failure && explained && toldFailure(failure, explained)
        const where = { format: wanted.format, folder: wanted.folder, file }
        told.push({ shop, search, ...where, orders, leftOut: uncoded.count + foreign, error })
        if (file !== null) lines.push(words.after(shop, orders, formatCount(orders, texts.language), file))
        if (uncoded.count > 0)
          err(`${shop}: ${sentence(texts.easyfatt.uncoded(uncoded, uncoded.first.length))}`)
        if (foreign > 0) {
          const count = formatCount(foreign, texts.language)
          err(`${shop}: ${texts.native.exportOrders.leftOut(foreign, count)}`)
        }
        if (explained) err(`${shop}: ${words.afterFailed(wanted.folder)} ${sentence(explained)}`)
        isWell &&= failure === null
      }
    } catch (error) {
      // What was downloaded is told all the same.
      err(`${run.shopName}: ${sentence(failureText(texts, toFailureValue(error)))}`)
      isWell = false
    }
  }
  return { told, lines, isWell }
}

/** A shop that another process is at work on is this one's failure, not everybody's (R3). */
async function runShop(shop: ShopRecord, { program, signal }: Terminal): Promise<Run> {
  const startedAt = new Date().toISOString()
  try {
    const running = program.runner.start(shop, 'cli')
    if (signal.aborted) program.runner.cancel(shop.id)
    return await running
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return {
      id: 0,
      shopId: shop.id,
      shopName: shop.name,
      trigger: 'cli',
      chosen: false,
      outcome: 'failed',
      startedAt,
      finishedAt: new Date().toISOString(),
      shopStartedAt: null,
      windowFrom: null,
      windowTo: null,
      counters: { total: 0, new: 0, skipped: 0, wrong: 0 },
      failure: toFailureValue(error),
    }
  }
}
