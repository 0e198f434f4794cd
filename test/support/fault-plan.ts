import { type Random, randomFrom } from '../../main/demo-shop/random.ts'
import type { CertificateName } from '../replay-server/index.ts'
import type { Fault } from './fault-proxy.ts'

/** Which faults a run meets on its way to the shop. */
export type Weather =
  /** Each request fails with this probability. */
  | { readonly kind: 'requests'; readonly percent: number; readonly faults: readonly Fault[] }
  /** Every request from this one on fails in the same way. */
  | { readonly kind: 'from'; readonly request: number; readonly fault: Fault }
  | { readonly kind: 'refused' }
  | { readonly kind: 'no-such-host' }
  | { readonly kind: 'certificate'; readonly name: CertificateName }

const statuses = [429, 500, 502, 503, 504]
const retryAfters = ['none', 'seconds', 'date', 'long'] as const

const common: readonly Fault[] = [
  'reset',
  'reset-after',
  'drip',
  'half',
  'half-chunked',
  'half-ended',
  'length-too-long',
  'length-too-short',
  'gzip-flipped',
  'gzip-cut',
  'gzip-plain',
  'duplicate',
  'duplicate',
  'swap',
  'swap',
  'reverse',
  'empty',
  'garbage',
  'php-notice',
]
const lasting: readonly Fault[] = ['redirect-loop', 'redirect-elsewhere', 'portal-page', 'portal-redirect']

/** Draws the faults of a run. */
export function weatherOf(random: Random, tls: boolean): Weather {
  const throwOf = random.below(100)
  if (throwOf < 3) return { kind: 'refused' }
  if (throwOf < 5) return { kind: 'no-such-host' }
  if (tls && throwOf < 15) {
    return { kind: 'certificate', name: random.pick(['expired', 'self-signed', 'wrong-host'] as const) }
  }
  if (throwOf < 25) return { kind: 'from', request: random.below(8), fault: random.pick(lasting) }
  if (throwOf < 29)
    return { kind: 'from', request: random.below(8), fault: random.pick(['reset', 'empty'] as const) }
  // Few kinds in one run: among many, an early fatal one would hide the others.
  const kinds = Array.from({ length: random.between(1, 4) }, () => anyFault(random))
  return { kind: 'requests', percent: random.pick([5, 15, 30, 60]), faults: kinds }
}

function anyFault(random: Random): Fault {
  const throwOf = random.below(100)
  if (throwOf < 2) return 'stall'
  if (throwOf < 25) return { status: random.pick(statuses), retryAfter: random.pick(retryAfters) }
  if (throwOf < 32) return random.pick(lasting)
  return random.pick(common)
}

/** Which fault each request meets; null for none. */
export function faultsOf(weather: Weather, seed: number): (() => Fault | null) | null {
  const random = randomFrom(seed, 7)
  let n = 0
  switch (weather.kind) {
    case 'requests': {
      let stalls = 0
      return () => {
        const fault = random.chance(weather.percent) ? random.pick(weather.faults) : null
        if (fault !== 'stall') return fault
        // Each costs a whole time-out: two are enough.
        stalls += 1
        return stalls > 2 ? 'reset' : fault
      }
    }
    case 'from':
      return () => {
        n += 1
        return n > weather.request ? weather.fault : null
      }
    default:
      return null
  }
}
