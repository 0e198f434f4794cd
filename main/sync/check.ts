import type { ConnectorTarget, Platform } from '../connectors/connector.ts'
import type { CheckReport, CheckStep } from '../words/check.ts'
import { Failure } from '../words/failure.ts'
import { dayMs } from '../words/local-time.ts'
import type { ReachedShop } from '../words/shop.ts'
import type { FoundWarning } from '../words/shop-warning.ts'
import { whySkip } from './decide.ts'
import { chosenStates, createLeftOut } from './left-out.ts'

/** What a check finds, and what downloads would leave out (R39); null where nobody was asked. */
export interface WayCheck extends CheckReport {
  /** The shops of a multishop that the key reaches. */
  readonly shops: readonly ReachedShop[] | null
  /** The shop's own states that orders of the next window have, and that are not downloaded. */
  readonly leftOut: readonly FoundWarning[] | null
}

/**
 * *Prova connessione* (R2).
 * @param isNew nothing was downloaded from the shop yet: then it is asked what would be left out, which runs tell of others
 * @throws Failure `cancelled`
 */
export async function checkWay(
  platform: Platform,
  target: ConnectorTarget,
  isNew: boolean,
  signal: AbortSignal,
  onStep: (step: CheckStep) => void,
): Promise<WayCheck> {
  const found = await platform.open(target).check(signal, onStep)
  const shops = await reachedShops(platform, target, found, signal)
  const leftOut = isNew ? await statesLeftOut(platform, target, found, signal) : null
  return { ...found, shops, leftOut }
}

/** More rows are not counted: the first download tells of all. */
const mostRows = 250

/** By the list of the last day, or of the first period: nothing is fetched. */
async function statesLeftOut(
  platform: Platform,
  target: ConnectorTarget,
  { ok, connection, states }: CheckReport,
  signal: AbortSignal,
): Promise<readonly FoundWarning[] | null> {
  if (!ok || connection === null) return null
  const { settings, now } = target
  const leftOut = createLeftOut(platform.usualUnwanted)
  const seen = new Set<string>()
  try {
    const connector = platform.open({ ...target, connection })
    const shop = { settings, knownStates: states }
    const chosen = await chosenStates(connector, shop, platform.defaultStates, signal)
    const wanted = { states: new Set(chosen.states), floor: '' }
    const dayBefore = new Date(now().getTime() - dayMs).toISOString()
    const window = { from: settings.firstDownloadFrom ?? dayBefore, to: settings.firstDownloadTo }
    for await (const { rows } of connector.list(window, signal)) {
      for (const row of rows) {
        if (seen.has(row.shopOrderId) || seen.size >= mostRows) continue
        seen.add(row.shopOrderId)
        if (whySkip(row, wanted)?.code === 'state-not-wanted') leftOut.count(row)
      }
      if (seen.size >= mostRows) break
    }
  } catch (error) {
    // The check has said that orders are read: what keeps the list from being read a run tells.
    if (error instanceof Failure && !signal.aborted) return null
    throw error
  }
  return leftOut.states(new Map(states.map(({ id, name }) => [id, name])))
}

/**
 * The shops of a multishop that the key reaches (R39): also where it does not open that of the address, for then another
 * is to be chosen. Null where there are no such things, or they could not be asked for.
 */
async function reachedShops(
  platform: Platform,
  target: ConnectorTarget,
  { steps, connection }: CheckReport,
  signal: AbortSignal,
): Promise<readonly ReachedShop[] | null> {
  const ofOthers = steps.some((step) => step.failure?.code === 'key-of-other-shop')
  const settings = ofOthers ? { ...target.settings, shops: ['all'] } : target.settings
  if (connection === null && !ofOthers) return null
  try {
    const connector = platform.open({ ...target, settings, connection })
    return (await connector.shops?.(signal)) ?? null
  } catch (error) {
    // The steps have told what is wrong; a choice is offered where it can be.
    if (error instanceof Failure && !signal.aborted) return null
    throw error
  }
}
