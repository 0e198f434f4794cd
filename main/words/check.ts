import type { FailureValue } from './failure.ts'
import type { Connection, ReachedShop, ShopState } from './shop.ts'

/** The steps of *Prova connessione* (R2), in the order they are tried. */
export const checkStepIds = [
  'address',
  'tls',
  'api',
  'credentials',
  'permission',
  'order',
  'clock',
  'states',
] as const

export type CheckStepId = (typeof checkStepIds)[number]

export interface CheckStep {
  readonly id: CheckStepId
  readonly outcome: 'ok' | 'warning' | 'failed' | 'not-tried'
  /** Why it failed, or what to mind. */
  readonly failure: FailureValue | null
  /** What was found, as names and values for the texts (final address, time zone, difference of the clocks ...). */
  readonly facts: Readonly<Record<string, string>>
}

export interface CheckReport {
  readonly ok: boolean
  readonly steps: readonly CheckStep[]
  /** Null when the shop was not reached. */
  readonly connection: Connection | null
  readonly states: readonly ShopState[]
}

/** With what is chosen by it. */
export interface ShopCheck extends CheckReport {
  /** The shops of a multishop that the key reaches (R39); null where nobody was asked. */
  readonly shops: readonly ReachedShop[] | null
  /** Those chosen, beside the address or in it ({@link ShopSettings.shops}). */
  readonly chosenShops: readonly string[] | null
}
