import type { FailureCode } from '../../main/words/failure.ts'

export type Mend = 'check' | 'settings' | 'add-shop' | 'proxy' | 'desks' | 'retry'

const mends: Partial<Readonly<Record<FailureCode, Mend>>> = {
  'no-shop': 'add-shop',
  'credentials-missing': 'settings',
  'credentials-unreadable': 'settings',
  'credentials-elsewhere': 'settings',
  'credentials-rejected': 'settings',
  'credentials-secret-wrong': 'settings',
  'states-unknown': 'settings',
  'address-invalid': 'settings',
  'insecure-http': 'settings',
  'redirected-elsewhere': 'settings',
  'input-invalid': 'settings',
  'proxy-auth-required': 'proxy',
  'proxy-credentials-rejected': 'proxy',
  'connection-lost': 'retry',
  timeout: 'retry',
  'rate-limited': 'retry',
  maintenance: 'retry',
  'server-error': 'retry',
  'body-truncated': 'retry',
  'body-empty': 'retry',
  'network-unreachable': 'retry',
  cancelled: 'retry',
  'run-in-progress': 'retry',
  'disk-full': 'retry',
  'archive-locked': 'retry',
  'archive-unwritable': 'retry',
  'archive-damaged': 'retry',
  'part-restarted': 'retry',
  'shop-elsewhere': 'desks',
  'desk-copied': 'desks',
  'archive-went-back': 'desks',
  'desk-outdated': 'desks',
  'archives-differ': 'desks',
  'lease-over': 'retry',
  internal: 'retry',
}

/** Which button mends a failure: what is wrong with the shop is found by checking, unless it is known better. */
export function mendOf(code: FailureCode): Mend {
  // What the server of the desks says is no matter of the shop.
  return mends[code] ?? (code.startsWith('desks-') ? 'desks' : 'check')
}
