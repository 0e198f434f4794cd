import type { Authorized } from '../http.ts'
import { createOAuthSigner } from '../oauth.ts'

/**
 * - `bearer`: the integration's access token alone, in the header. Since 2.4.4 switched off unless the shop allows it
 *   (*Allow OAuth Access Tokens to be used as standalone Bearer tokens*).
 * - `oauth`: requests signed with all four keys of the integration (OAuth 1.0a, HMAC-SHA256), in the header.
 */
export type Authentication = 'bearer' | 'oauth'

export interface Keys {
  readonly accessToken: string
  /** The other three; null when only the token was given. */
  readonly rest: {
    readonly consumerKey: string
    readonly consumerSecret: string
    readonly accessTokenSecret: string
  } | null
}

/** Blanks around a key come with copying. */
export function keysOf(credentials: Readonly<Record<string, string>>): Keys {
  const key = (name: string) => (credentials[name] ?? '').trim()
  const rest = {
    consumerKey: key('consumerKey'),
    consumerSecret: key('consumerSecret'),
    accessTokenSecret: key('accessTokenSecret'),
  }
  const whole = Object.values(rest).every((value) => value !== '')
  return { accessToken: key('accessToken'), rest: whole ? rest : null }
}

/**
 * The ways to try, best first. A token alone is repeatable by whoever reads it: over plain HTTP a signature is the
 * better way.
 */
export function waysFor(keys: Keys, root: string): readonly Authentication[] {
  if (keys.rest === null) return ['bearer']
  return root.startsWith('https:') ? ['bearer', 'oauth'] : ['oauth']
}

/** What makes one attempt of a GET request authentic; to be asked anew for each attempt (nonce). */
export function authorizer(way: Authentication, keys: Keys): (url: URL) => Authorized {
  if (way === 'bearer') {
    const headers = { authorization: `Bearer ${keys.accessToken}` }
    return () => ({ headers })
  }
  const sign = createOAuthSigner({
    consumer: { key: keys.rest?.consumerKey ?? '', secret: keys.rest?.consumerSecret ?? '' },
    token: { key: keys.accessToken, secret: keys.rest?.accessTokenSecret ?? '' },
  })
  return (url) => {
    const parameters = Object.entries(sign(url))
    const list = parameters.map(([name, value]) => `${name}="${encodeURIComponent(value)}"`)
    return { headers: { authorization: `OAuth ${list.join(', ')}` } }
  }
}
