import { createHmac } from 'node:crypto'
import OAuth from 'oauth-1.0a'

/** What OAuth 1.0a signs with: the key pair of a program and, where there is one, of its access. */
export interface OAuthKeys {
  readonly consumer: { readonly key: string; readonly secret: string }
  readonly token?: { readonly key: string; readonly secret: string }
}

/** The `oauth_*` parameters of one GET request, signature (HMAC-SHA256) included; to be asked anew for each attempt. */
export type OAuthSigner = (url: URL) => Readonly<Record<string, string>>

/** Signs requests by OAuth 1.0a (HMAC-SHA256). */
export function createOAuthSigner({ consumer, token }: OAuthKeys): OAuthSigner {
  const oauth = new OAuth({
    consumer,
    signature_method: 'HMAC-SHA256',
    hash_function: (text, key) => createHmac('sha256', key).update(text).digest('base64'),
  })
  return (url) => {
    // The library itself would decode the query's values but not its names (`searchCriteria%5B...`).
    const request = { url: url.origin + url.pathname, method: 'GET', data: decodedQuery(url) }
    const authorized = Object.entries(oauth.authorize(request, token))
    // It hands back the query's own parameters too.
    return Object.fromEntries(
      authorized.filter(([name]) => name.startsWith('oauth_')).map(([name, value]) => [name, String(value)]),
    )
  }
}

function decodedQuery({ search }: URL): Record<string, string> {
  const pairs = search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '')
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', value = ''] = pair.split('=')
      return [decodeURIComponent(name), decodeURIComponent(value)]
    }),
  )
}
