import type { Explanation } from '../texts/index.ts'
import type { FailureValue } from '../words/failure.ts'

/** A failure as `--json` prints it. */
export interface ToldFailure extends Partial<Explanation> {
  readonly code: string
  /** SHA-256 of the certificate that the site showed, as `certificateFingerprint` takes it (R33). */
  readonly fingerprint?: string
}

/** A failure with its words, and with the fingerprint that the operator is asked to compare. */
export function toldFailure<Words extends Partial<Explanation>>(
  failure: FailureValue,
  words: Words,
): ToldFailure & Words {
  const fingerprint = fingerprintOf(failure)
  return { code: failure.code, ...words, ...(fingerprint === null ? {} : { fingerprint }) }
}

/** `AB:CD:...`, as browsers show it; null where it is no matter of a certificate. */
export function fingerprintOf({ params }: FailureValue): string | null {
  const found = 'fingerprint' in params ? params.fingerprint : ''
  return found === '' ? null : (found.match(/../g)?.join(':') ?? found)
}
