import { type CheckReport, type CheckStep, type CheckStepId, checkStepIds } from '../words/check.ts'
import { Failure, type FailureCode, type FailureValue, failure } from '../words/failure.ts'
import type { ShopState } from '../words/shop.ts'
import { stateIdentifiers } from '../words/shop-warning.ts'
import { isThisComputer } from './address.ts'
import { mayBeThatOrder, mayRefuseOneOrder } from './http-failure.ts'

/** A clock that differs by more is worth a word; nothing depends on it (R12) but OAuth, which allows ten minutes. */
const noticeableSeconds = 300

export type StepFacts = CheckStep['facts']

/** The steps of a check as they are passed, each told at once. */
export interface CheckProgress {
  /** The steps told so far. */
  readonly steps: readonly CheckStep[]
  /** Tells the outcome of the next step. */
  done(outcome: CheckStep['outcome'], facts?: StepFacts, why?: FailureValue | null): void
  /** What the report tells beside the steps: kept as soon as it is known, whatever becomes of the steps after it. */
  readonly found: { connection: CheckReport['connection']; states: CheckReport['states'] }
}

/**
 * Runs *Prova connessione* (R2): `run` tells the eight steps in order. A Failure it throws becomes the step that it
 * belongs to; what comes before that was passed on the way to it, the rest is `not-tried`.
 */
export async function runCheck(
  onStep: (step: CheckStep) => void,
  run: (progress: CheckProgress) => Promise<void>,
): Promise<CheckReport> {
  const steps: CheckStep[] = []
  const found: CheckProgress['found'] = { connection: null, states: [] }

  function done(outcome: CheckStep['outcome'], facts: StepFacts = {}, why: FailureValue | null = null): void {
    const id = checkStepIds[steps.length]
    if (id === undefined) return
    const step: CheckStep = { id, outcome, failure: why, facts }
    steps.push(step)
    onStep(step)
  }

  try {
    await run({ steps, done, found })
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const failed = checkStepIds.indexOf(stepOf(error.value.code))
    while (steps.length < failed) done('ok')
    done('failed', {}, error.value)
    while (steps.length < checkStepIds.length) done('not-tried')
  }
  // Warnings are allowed.
  const ok = steps.every(({ outcome }) => outcome === 'ok' || outcome === 'warning')
  return { ok, steps, ...found }
}

/** What protects the way to an address. */
export function tlsFacts(root: string, fingerprint: string | null): StepFacts {
  if (!root.startsWith('https:')) {
    return { protection: isThisComputer(new URL(root)) ? 'none-here' : 'none' }
  }
  return fingerprint === null ? { protection: 'certificate' } : { protection: 'fingerprint', fingerprint }
}

/** The step `clock`: the shop's time beside this computer's. `zone` is `''` when the shop does not say. */
export function tellClock(
  progress: CheckProgress,
  { host, shopTime, now, zone }: { host: string; shopTime: Date | null; now: Date; zone: string },
): void {
  const known: StepFacts = zone === '' ? {} : { timeZone: zone }
  if (shopTime === null) {
    progress.done('ok', known)
    return
  }
  const difference = Math.round((shopTime.getTime() - now.getTime()) / 1000)
  const found = { ...known, shopTime: shopTime.toISOString(), differenceSeconds: String(difference) }
  if (Math.abs(difference) <= noticeableSeconds) {
    progress.done('ok', found)
    return
  }
  const times = { host, shopTime: shopTime.toISOString(), computerTime: now.toISOString() }
  progress.done('warning', found, failure('clock-wrong', times).value)
}

/** The step `states`: whether those to download exist. With none of them the shop would never give an order. */
export function tellStates(
  progress: CheckProgress,
  states: readonly ShopState[],
  wanted: readonly string[],
  shown: (state: ShopState) => string = ({ id }) => id,
): void {
  progress.found.states = states
  const ids = states.map((state) => state.id)
  // A choice may be of names, as in a file of `--add-shop`.
  const asked = stateIdentifiers(wanted, states)
  const missing = asked.filter((state) => !ids.includes(state))
  const known = states.map(shown).join(', ')
  if (missing.length === 0) {
    progress.done('ok', { known })
    return
  }
  const why = failure('states-unknown', { states: missing.join(', '), known }).value
  progress.done(missing.length === asked.length ? 'failed' : 'warning', { known }, why)
}

/** So many orders are tried: one that the shop cannot give says nothing of the others (R7). */
const mostTried = 3

/**
 * Reads the newest order, or, where the shop fails as it may because of that one, the next.
 * @param read of a place from the newest, 0
 */
export async function readNewest<Read>(read: (place: number) => Promise<Read>): Promise<Read> {
  for (let place = 0; ; place += 1) {
    try {
      return await read(place)
    } catch (error) {
      if (!(error instanceof Failure) || place + 1 === mostTried) throw error
      if (!mayBeThatOrder(error) && !mayRefuseOneOrder(error)) throw error
    }
  }
}

/** The step that a failure belongs to, when it is the first to show it. */
function stepOf(code: FailureCode): CheckStepId {
  if (code.startsWith('tls-') || code === 'insecure-http') return 'tls'
  if (credentialCodes.has(code)) return 'credentials'
  if (code === 'permission-missing' || code === 'key-of-other-shop' || code === 'customer-data-denied')
    return 'permission'
  return addressCodes.has(code) ? 'address' : 'api'
}

const addressCodes: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'address-invalid',
  'shop-address-unknown',
  'host-not-found',
  'connection-refused',
  'connection-lost',
  'network-unreachable',
  'timeout',
  'proxy-refused',
  'proxy-auth-required',
  'proxy-credentials-rejected',
  'proxy-unsupported',
  'redirected-elsewhere',
  'too-many-redirects',
  'redirect-without-target',
  'cancelled',
])

const credentialCodes: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'credentials-rejected',
  'app-not-installed',
  'credentials-secret-wrong',
  'site-login-needed',
  'site-login-in-the-way',
  'authorization-stripped',
  'token-alone-refused',
  'clock-wrong',
])
