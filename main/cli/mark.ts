import { readPeriod } from '../export/period.ts'
import type { ShopRecord } from '../store/shops.ts'
import { failure } from '../words/failure.ts'
import { formatCount } from '../words/format.ts'
import { type Day, dayOf } from '../words/local-time.ts'
import type { CommandLine } from './command-line.ts'
import { noSuchState, selectionOf, workNamed } from './filter.ts'
import type { Terminal } from './terminal.ts'

/**
 * `--mark`: orders become to do, waiting or done (R40), those that the filters of `--export` find.
 * @returns the exit code
 * @throws Failure `input-invalid` names the option
 */
export async function markOrders(
  line: CommandLine,
  shops: readonly ShopRecord[],
  { program: { store }, texts, out, err }: Terminal,
): Promise<number> {
  const state = workNamed(line.value, '--mark')
  const until = dayNamed(line.until)
  if (until !== null && state !== 'waiting')
    throw failure('input-invalid', { field: '--until', problem: 'only-waiting' })
  const selection = selectionOf(line, shops, texts)
  const found = await store.selectedOrders(selection)
  const noneSuch = found.length > 0 ? null : await noSuchState(line, selection, store, texts)
  if (noneSuch !== null) err(noneSuch)
  const work = state === 'waiting' ? { state, until } : { state }
  const { count } = await store.markWork([...found], work, new Date().toISOString())
  const told = formatCount(count, texts.language)
  if (line.json) out(JSON.stringify({ work: state, until, found: found.length, marked: count }))
  else out(texts.native.cli.marked[state](count, told))
  return 0
}

function dayNamed(given: string | null): Day | null {
  const { from } = readPeriod(given, null, { from: '--until', to: '' })
  return from === null ? null : dayOf(new Date(from))
}
