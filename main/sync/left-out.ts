import type { Connector, SlimRow, WantedStates } from '../connectors/connector.ts'
import type { NotedWarnings } from '../store/shared/run-facts.ts'
import type { ShopRecord } from '../store/shops.ts'
import { Failure } from '../words/failure.ts'
import { isChosenShop, type ShopState } from '../words/shop.ts'
import { type FoundWarning, stateIdentifiers } from '../words/shop-warning.ts'

/** The states to download, and those of the shop where it had to be asked for them. */
export interface ChosenStates extends Omit<WantedStates, 'known'> {
  readonly known: readonly ShopState[] | null
}

/**
 * What the operator's choice stands for on the shop today (R39). The shop is asked only where it has a say, or where
 * something was chosen that neither the platform nor the last check knows.
 * @param usual the platform's default states
 */
export async function chosenStates(
  connector: Connector,
  { settings, knownStates }: Pick<ShopRecord, 'settings' | 'knownStates'>,
  usual: readonly string[],
  signal: AbortSignal,
): Promise<ChosenStates> {
  const chosen = settings.states
  const known = new Set([...usual, ...knownStates.map(({ id }) => id)])
  const stranger = chosen?.some((state) => !known.has(state)) ?? false
  const states = stranger ? await statesOrNull(connector, signal) : null
  const asked = states === null || chosen === null ? chosen : stateIdentifiers(chosen, states)
  const wanted = await connector.wantedStates?.(asked, signal)
  if (wanted) {
    // What was renamed, or is known by its name from an earlier version's check, is remembered as it is now.
    const isNews = wanted.known !== undefined && JSON.stringify(wanted.known) !== JSON.stringify(knownStates)
    return { ...wanted, known: states ?? (isNews ? wanted.known : null) }
  }
  const ids = new Set([...usual, ...(states ?? []).map(({ id }) => id)])
  return {
    states: asked ?? usual,
    // A shop that does not tell its states does not say either that it lacks one.
    unknown: states === null ? [] : (asked ?? []).filter((state) => !ids.has(state)),
    known: states,
  }
}

/** A choice that cannot be looked at stops nothing: it is taken as it is. */
async function statesOrNull(connector: Connector, signal: AbortSignal): Promise<readonly ShopState[] | null> {
  try {
    const states = await connector.states(signal)
    return states.length === 0 ? null : states
  } catch (error) {
    if (error instanceof Failure && !signal.aborted) return null
    throw error
  }
}

/**
 * Counts what a run leaves out: orders by their state, unless it is one whose orders are not downloaded as a matter of
 * course.
 */
export function createLeftOut(usualUnwanted: readonly string[]) {
  const usual = new Set(usualUnwanted)
  const states = new Map<string, { name: string; count: number }>()
  /** Their numbers. */
  const others: string[] = []
  return {
    /** An order of the window that is not downloaded because of its state. */
    count({ state, stateId }: Pick<SlimRow, 'state' | 'stateId'>): void {
      const key = stateId ?? state
      if (key === null || usual.has(key)) return
      const { count } = states.get(key) ?? { count: 0 }
      states.set(key, { name: state ?? key, count: count + 1 })
    },
    /** An order that is not downloaded because another was under its identifier. */
    another({ number }: Pick<SlimRow, 'number'>): void {
      others.push(number)
    },
    /** Those states. @param names of the shop's states, by their identifiers */
    states(names: ReadonlyMap<string, string>): readonly FoundWarning[] {
      return [...states].map(([key, { name, count }]) => ({
        kind: 'state-not-wanted',
        key,
        name: names.get(key) ?? name,
        count,
      }))
    },
    /** @param askForShops whether it is worth the requests to ask which shops of a multishop the key reaches */
    async noted(
      chosen: ChosenStates,
      shop: Pick<ShopRecord, 'settings' | 'knownStates'>,
      connector: Connector,
      askForShops: boolean,
      signal: AbortSignal,
    ): Promise<NotedWarnings> {
      const names = new Map([...shop.knownStates, ...(chosen.known ?? [])].map(({ id, name }) => [id, name]))
      const shops = askForShops ? await shopsLeftOut(connector, shop.settings.shops, signal) : null
      const found: FoundWarning[] = [
        ...this.states(names),
        ...chosen.unknown.map((state) => ({
          kind: 'state-unknown' as const,
          key: state,
          name: names.get(state) ?? state,
          count: null,
        })),
        ...others
          .slice(-1)
          .map((name) => ({ kind: 'orders-replaced' as const, key: '', name, count: others.length })),
        ...(shops ?? []),
      ]
      const complete = ['state-unknown', ...(shops === null ? [] : ['shop-not-downloaded'])] as const
      return { found, complete: complete as NotedWarnings['complete'], settled: chosen.states }
    },
  }
}

/** Of a multishop, those that the key reaches and whose orders do not come; null where that cannot be told. */
async function shopsLeftOut(
  connector: Connector,
  chosen: readonly string[] | null,
  signal: AbortSignal,
): Promise<readonly FoundWarning[] | null> {
  if (chosen === null ? connector.allShopsUsual : chosen.includes('all')) return []
  if (!connector.shops) return null
  try {
    const reached = await connector.shops(signal)
    return reached
      .filter((shop) => !isChosenShop(shop, chosen))
      .map(({ id, name }) => ({ kind: 'shop-not-downloaded', key: id, name, count: null }))
  } catch (error) {
    // The orders have come: that the other shops cannot be listed is no failure of the run.
    if (error instanceof Failure && !signal.aborted) return null
    throw error
  }
}
