import { readPeriod } from '../export/period.ts'
import type { ShopRecord } from '../store/shops.ts'
import type { Store } from '../store/store.ts'
import type { Texts } from '../texts/shape.ts'
import { failure } from '../words/failure.ts'
import { everyOrder, newestFirst, type OrderSelection } from '../words/order-search.ts'
import { type WorkState, workStates } from '../words/work.ts'
import type { CommandLine } from './command-line.ts'

/**
 * The orders that a call names by shops, period, state, work and text (R36); without any, all of the archive.
 * @throws Failure `input-invalid` names the option
 */
export function selectionOf(line: CommandLine, shops: readonly ShopRecord[], texts: Texts): OrderSelection {
  const filter = {
    ...everyOrder,
    shopIds: shops.length > 0 ? shops.map(({ id }) => id) : null,
    text: line.text ?? '',
    states: line.state === null ? null : statesNamed(line.state, texts),
    work: line.work === null ? null : workNamed(line.work, '--work'),
    ...readPeriod(line.from, line.to, { from: '--from', to: '--to' }),
  }
  return { filter, sort: newestFirst, upTo: null, ranges: null }
}

/**
 * That no order at all has the state that a call names, and which states there are; null where one has. It is no failure:
 * there may be none just now.
 */
export async function noSuchState(
  { state }: CommandLine,
  { filter }: OrderSelection,
  store: Store,
  texts: Texts,
): Promise<string | null> {
  if (state === null) return null
  const inState = { ...everyOrder, states: filter.states }
  if ((await store.listOrders({ filter: inState, sort: newestFirst, upTo: null }, 0, 0)).total > 0)
    return null
  const told = (code: string) => (code in texts.stateNames ? `${code} (${texts.stateName(code)})` : code)
  return texts.native.cli.noSuchState(state, (await store.orderStates()).map(told).join(', '))
}

/** @throws Failure `input-invalid` names the option */
export function workNamed(given: string, option: string): WorkState {
  const found = workStates.find((state) => state === given.trim().toLowerCase())
  if (found === undefined) throw failure('input-invalid', { field: option, problem: 'unknown-value' })
  return found
}

/** States by the shop's word, or by the name that the windows show, which several may share. */
function statesNamed(given: string, { stateNames }: Texts): readonly string[] {
  const wanted = given.trim().toLowerCase()
  const codes = Object.entries(stateNames).flatMap(([code, name]) =>
    name.toLowerCase() === wanted ? [code] : [],
  )
  return [given.trim(), ...codes]
}
