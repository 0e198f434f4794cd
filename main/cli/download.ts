import { failureText, sentence } from '../../renderer/texts/index.ts'
import { Failure, toFailureValue } from '../failure.ts'
import type { Run } from '../run.ts'
import type { ShopRecord } from '../store/shops.ts'
import type { Terminal } from './terminal.ts'

/** `--download`: as if the button were pressed (R36). @returns the exit code */
export async function downloadShops(
  shops: readonly ShopRecord[],
  json: boolean,
  terminal: Terminal,
): Promise<number> {
  const { program, texts, out, err } = terminal
  const words = texts.native.cli
  const stop = () => program.runner.cancel(null)
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  const runs = await Promise.all(shops.map((shop) => runShop(shop, terminal)))
  process.off('SIGINT', stop)
  process.off('SIGTERM', stop)
  terminal.bar?.('')

  const reports = runs.map((run) => {
    const explained = run.failure && sentence(failureText(texts, run.failure))
    return { run, error: run.failure && explained ? { code: run.failure.code, message: explained } : null }
  })
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
    }))
    out(JSON.stringify({ runs: printed }))
  }
  for (const { run, error } of reports) {
    if (!json) out(`${run.shopName}: ${words.outcomes[run.outcome]}: ${words.counters(run.counters)}`)
    if (error) err(`${run.shopName}: ${error.message}`)
  }
  return runs.every((run) => run.outcome === 'success') ? 0 : 1
}

/** A shop that another process is at work on is this one's failure, not everybody's (R3). */
async function runShop(shop: ShopRecord, { program }: Terminal): Promise<Run> {
  const startedAt = new Date().toISOString()
  try {
    return await program.runner.start(shop, 'cli')
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
