import type { ConnectorTarget, Platform } from '../connectors/connector.ts'
import type { CheckReport, CheckStep } from '../words/check.ts'
import { Failure } from '../words/failure.ts'
import type { ReachedShop } from '../words/shop.ts'

/** What a check finds, and the shops of a multishop that the key reaches; null where nobody was asked (R39). */
export interface WayCheck extends CheckReport {
  readonly shops: readonly ReachedShop[] | null
}

/** *Prova connessione* (R2). @throws Failure `cancelled` */
export async function checkWay(
  platform: Platform,
  target: ConnectorTarget,
  signal: AbortSignal,
  onStep: (step: CheckStep) => void,
): Promise<WayCheck> {
  const found = await platform.open(target).check(signal, onStep)
  return { ...found, shops: await reachedShops(platform, target, found, signal) }
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
