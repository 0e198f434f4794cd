import { startChosenRuns } from '../program/chosen-orders.ts'
import type { ShopRecord } from '../store/shops.ts'
import { failureText, sentence } from '../texts/index.ts'
import type { CommandLine } from './command-line.ts'
import type { Terminal } from './terminal.ts'

/**
 * `--accept-wrong`: takes wrong orders as they are (R38), those named by `--order` or all that can be; from the data kept.
 * @returns the exit code: 1 where an order named is none of those, or one could not be taken
 */
export async function acceptWrong(
  { orders: named, json }: CommandLine,
  shops: readonly ShopRecord[],
  { program, texts, out, err }: Terminal,
): Promise<number> {
  const words = texts.native.cli
  const lists = await Promise.all(shops.map(({ id }) => program.store.acceptableWrong(id)))
  const acceptable = lists.flat()
  const isNamed = (name: string) => (order: { readonly number: string; readonly shopOrderId: string }) =>
    order.number.toLowerCase() === name.trim().toLowerCase() || order.shopOrderId === name.trim()
  const orders =
    named.length === 0 ? acceptable : acceptable.filter((order) => named.some((name) => isNamed(name)(order)))
  const unknown = named.filter((name) => !acceptable.some(isNamed(name)))
  const outcomes = await startChosenRuns(
    program.store,
    program.runner,
    orders.map((order) => ({ ...order, asItIs: true })),
  )
  const reports = await Promise.all(
    outcomes.map(async ({ shopId, run, failure }) => ({
      shop: shops.find(({ id }) => id === shopId)?.name ?? '',
      accepted: run?.counters.new ?? 0,
      wrong: run?.counters.wrong ?? 0,
      /** Of all the shop's, those too that cannot be taken as they are. */
      stillWrong: (await program.store.listWrong({ shopId, ignored: false }, null, 1)).open,
      error: failure && { code: failure.code, message: sentence(failureText(texts, failure)) },
    })),
  )
  if (json) out(JSON.stringify({ shops: reports, notAcceptable: unknown }))
  else if (reports.length === 0) out(words.noneAccepted)
  for (const { shop, accepted, stillWrong, error } of reports) {
    if (!json) out(`${shop}: ${words.accepted(accepted, stillWrong)}`)
    if (error) err(`${shop}: ${error.message}`)
  }
  for (const name of unknown) err(words.notAcceptable(name))
  return unknown.length === 0 && reports.every(({ wrong, error }) => wrong === 0 && error === null) ? 0 : 1
}
